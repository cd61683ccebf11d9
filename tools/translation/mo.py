"""Builds the .mo file of a language, which gettext reads; the same bytes for the same words."""

from __future__ import annotations

import struct
from collections.abc import Iterable

from translation.extraction import Message
from translation.po import Catalogue

MAGIC = 0x950412DE


def mo_bytes(kept: Catalogue, messages: Iterable[Message]) -> bytes:
    """Return the .mo file of a catalogue: little-endian, sorted, without a hash table."""
    pairs = {b"": kept.header.encode()}
    for message in messages:
        forms = kept.translated.get(message.key, ())
        if forms and all(forms):
            words = f"{message.words}\0{message.plural}" if message.plural else message.words
            if message.context:
                words = f"{message.context}\x04{words}"
            pairs[words.encode()] = "\0".join(forms).encode()
    keys = sorted(pairs)
    first = 7 * 4 + 16 * len(keys)
    ids, at = _table(keys, first)
    strings, _ = _table([pairs[key] for key in keys], at)
    head = struct.pack("<7I", MAGIC, 0, len(keys), 28, 28 + 8 * len(keys), 0, first)
    body = b"".join(one + b"\0" for one in [*keys, *(pairs[key] for key in keys)])
    return head + ids + strings + body


def _table(values: list[bytes], at: int) -> tuple[bytes, int]:
    table = b""
    for value in values:
        table += struct.pack("<2I", len(value), at)
        at += len(value) + 1
    return table, at
