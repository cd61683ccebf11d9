"""Reads and writes the .po file of a language: what translators edit, with any editor for it."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from translation.extraction import Message

Key = tuple[str, str]
_LINE = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d+)\])? (".*")$')


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is translated into one language.

    Parameters
    ----------
    header : str
        The translation of nothing: the language, its plural forms.
    translated : dict
        Context and English words to the translation, one for every plural form.
    """

    header: str
    translated: Mapping[Key, tuple[str, ...]]

    @property
    def n_plurals(self) -> int:
        """How many forms a counted sentence has in this language."""
        found = re.search(r"nplurals=(\d+)", self.header)
        return int(found[1]) if found else 2


def catalogue(words: str) -> Catalogue:
    """Read a .po file."""
    translated: dict[Key, tuple[str, ...]] = {}
    for block in re.split(r"\n\s*\n", words):
        said = _fields(block)
        if "msgid" in said:
            key = said.get("msgctxt", ""), said["msgid"]
            forms = [said[name] for name in sorted(n for n in said if n.startswith("msgstr"))]
            translated[key] = tuple(forms)
    header = translated.pop(("", ""), ("",))[0]
    return Catalogue(header, translated)


def po_words(kept: Catalogue, messages: Iterable[Message]) -> str:
    """Write a .po file: every message there is, with its translation if it has one."""
    blocks = ["\n".join(['msgid ""', f"msgstr {_quoted(kept.header)}"])]
    blocks += [_block(message, kept) for message in messages]
    return "\n\n".join(blocks) + "\n"


def _block(message: Message, kept: Catalogue) -> str:
    lines = [f"#: {place}" for place in message.places]
    if message.context:
        lines.append(f"msgctxt {_quoted(message.context)}")
    lines.append(f"msgid {_quoted(message.words)}")
    forms = kept.translated.get(message.key, ())
    if not message.plural:
        return "\n".join([*lines, f"msgstr {_quoted(forms[0] if len(forms) == 1 else '')}"])
    lines.append(f"msgid_plural {_quoted(message.plural)}")
    given = forms if len(forms) == kept.n_plurals else ("",) * kept.n_plurals
    return "\n".join([*lines, *(f"msgstr[{n}] {_quoted(one)}" for n, one in enumerate(given))])


def _fields(block: str) -> dict[str, str]:
    said: dict[str, str] = {}
    name = ""
    for line in block.splitlines():
        match = _LINE.match(line)
        if match:
            name = match[1] + (f"[{match[2]}]" if match[2] else "")
            said[name] = ast.literal_eval(match[3])
        elif line.startswith('"'):
            said[name] += ast.literal_eval(line)
    return said


def _quoted(words: str) -> str:
    """Quote as gettext does; after a line end, a new line."""
    lines = [json.dumps(line, ensure_ascii=False) for line in words.splitlines(keepends=True)]
    if len(lines) > 1:
        return "\n".join(['""', *lines])
    return lines[0] if lines else '""'
