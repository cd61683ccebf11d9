"""An entry of the journal: at this time, this person put or withdrew this record.

What is hashed, byte by byte (format 1):

- *canonical JSON* is RFC 8785 (JCS): UTF-8, keys sorted, no white space;
- *body*: the canonical JSON of a record (of a withdrawal: of its reason);
- *salt*: exactly 32 random bytes, fresh for each entry;
- *commitment*: ``SHA-256(salt || body)``, 64 lower-case hexadecimal digits;
- *origin* of a chain: ``SHA-256`` of the canonical JSON of
  ``{"case": ID, "format": "onetext-journal/1", "reader": READER}``; the reader of the whole
  journal is ``drafting-team``;
- *hash* of an entry: ``SHA-256`` of the canonical JSON of ``{"at", "by", "commitment", "id",
  "kind", "marking": {"attribution", "audience", "tlp"}, "prev", "seq", "verb"}`` with
  ``at`` as ``2026-03-01T09:30:00.000000Z`` and ``prev`` the hash of the entry before, or the
  origin.

Body and salt stand apart from the entry: erase both and the chain still holds, while nothing can
be guessed from the commitment that stays.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import dataclass, replace
from enum import StrEnum

import rfc8785

from onetext.model import DRAFTING_TEAM, Marking

SALT_LENGTH = 32
FORMAT = "onetext-journal/1"


class Verb(StrEnum):
    """What an entry does to its record."""

    PUT = "put"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """At `at`, `by` put (or withdrew) the record `id` of this `kind`, for the eyes of `marking`."""

    seq: int
    """Place in its chain, from 1."""
    at: datetime.datetime
    """When it was written down, UTC; never before its predecessor."""
    by: str
    """Who wrote it down."""
    verb: Verb
    kind: str
    id: str
    marking: Marking
    commitment: str
    prev: str
    hash: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """A body with its salt: what a commitment commits to."""

    body: bytes
    salt: bytes

    @property
    def commitment(self) -> str:
        """SHA-256 of salt and body, in hexadecimal digits."""
        return hashlib.sha256(self.salt + self.body).hexdigest()


@dataclass(frozen=True, slots=True)
class Written:
    """An entry and what it committed to; None once that was erased."""

    entry: Entry
    sealed: Sealed | None


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain: how many entries it has, the last one's hash, and its time."""

    length: int
    hash: str
    at: datetime.datetime | None = None


Journal = tuple[Written, ...]
"""The entries of one case, in order."""


def canonical(value: object) -> bytes:
    """Return the canonical JSON of a value.

    Raises
    ------
    ValueError
        If the value has no canonical form: a number that is not finite, half a surrogate pair.
    """
    try:
        return rfc8785.dumps(value)  # type: ignore[arg-type]
    except rfc8785.CanonicalizationError as error:
        raise ValueError(f"it has no canonical form: {error}") from error


def origin(case_id: str, reader: str = DRAFTING_TEAM) -> Head:
    """Return the head of an empty chain, bound to its case and its reader."""
    seed = canonical({"case": case_id, "format": FORMAT, "reader": reader})
    return Head(0, hashlib.sha256(seed).hexdigest())


def entry_hash(entry: Entry) -> str:
    """Return the hash an entry should carry; its own `hash` is not part of it.

    Raises
    ------
    ValueError
        If a field holds what no entry of ours could have.
    """
    try:
        # of ASCII keys, text and small whole numbers this is RFC 8785, and ten times as fast:
        # a page may need twenty thousand of them
        return hashlib.sha256(_ENTRY_JSON.encode(_hashed_fields(entry)).encode()).hexdigest()
    except TypeError as error:
        raise ValueError(f"it has no canonical form: {error}") from error


_ENTRY_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _hashed_fields(entry: Entry) -> dict[str, object]:
    return {
        "at": timestamp(entry.at),
        "by": entry.by,
        "commitment": entry.commitment,
        "id": entry.id,
        "kind": entry.kind,
        "marking": {
            "attribution": entry.marking.attribution.value,
            "audience": list(entry.marking.audience),
            "tlp": entry.marking.tlp.value,
        },
        "prev": entry.prev,
        "seq": entry.seq,
        "verb": entry.verb.value,
    }


def timestamp(at: datetime.datetime) -> str:
    """Write a time as the chain does: UTC, six digits after the second, `Z`."""
    utc = at.astimezone(datetime.UTC).replace(tzinfo=None)
    return utc.isoformat(timespec="microseconds") + "Z"


def time_of(text: str) -> datetime.datetime:
    """Read a time as `timestamp` writes it; ValueError if it is written in any other way."""
    at = datetime.datetime.fromisoformat(text)
    if at.tzinfo is None or timestamp(at) != text:
        raise ValueError(f"{text!r} is not a time as the journal writes it")
    return at


def linked(entry: Entry, head: Head) -> Entry:
    """Return the entry as the next one after `head`: numbered, linked and hashed."""
    at = entry.at if head.at is None else max(entry.at, head.at)
    placed = replace(entry, seq=head.length + 1, at=at, prev=head.hash)
    return replace(placed, hash=entry_hash(placed))


def head_after(entry: Entry) -> Head:
    """Return the head of the chain that ends with this entry."""
    return Head(entry.seq, entry.hash, entry.at)
