"""The journal as a page lists it: who put or withdrew which record, when."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass

from onetext.model import Marking
from onetext.record.entries import Entry, Journal, Sealed, Verb
from onetext.record.kinds import CASE, ORDER


@dataclass(frozen=True, slots=True)
class JournalLine:
    """At `at`, `by` put or withdrew the record `kind`.`id`, called `title`.

    Parameters
    ----------
    number : int
        In the reader's own chain, from 1.
    title : str
        What the record calls itself, shortened; its id where it has no title.
    because : str
        Of a withdrawal: why.
    is_first : bool
        Whether the record appears for the first time.
    is_erased : bool
        Whether its body was erased.
    """

    number: int
    at: datetime.datetime
    by: str
    verb: Verb
    kind: str
    id: str
    title: str
    marking: Marking
    because: str = ""
    is_first: bool = False
    is_erased: bool = False
    hash: str = ""

    @property
    def is_about_order(self) -> bool:
        """Whether it only says in which order the team keeps its records."""
        return self.kind == ORDER

    @property
    def is_about_case(self) -> bool:
        """Whether it is what the case says of itself."""
        return self.kind == CASE


def journal_lines(chain: tuple[Entry, ...], seen: Journal) -> tuple[JournalLine, ...]:
    """Return a reader's own chain as lines, oldest first.

    Parameters
    ----------
    chain : tuple of Entry
        The reader's own chain.
    seen : Journal
        The same entries with their bodies.
    """
    titles: dict[tuple[str, str], str] = {}
    lines = []
    for entry, written in zip(chain, seen, strict=True):
        key = (entry.kind, entry.id)
        is_first = key not in titles
        said = _said(written.sealed)
        if entry.verb is Verb.PUT:
            titles[key] = _title(said) or entry.id
        lines.append(
            JournalLine(
                number=entry.seq,
                at=entry.at,
                by=entry.by,
                verb=entry.verb,
                kind=entry.kind,
                id=entry.id,
                title=titles.get(key, entry.id),
                marking=entry.marking,
                because=str(said.get("because", "")) if entry.verb is Verb.WITHDRAW else "",
                is_first=is_first,
                is_erased=written.sealed is None,
                hash=entry.hash,
            )
        )
    return tuple(lines)


def _said(sealed: Sealed | None) -> dict[str, object]:
    if sealed is None:
        return {}
    value = json.loads(sealed.body)
    return value if isinstance(value, dict) else {}


def _title(said: dict[str, object]) -> str:
    for name in ("title", "name", "what", "remark", "note"):
        value = said.get(name)
        if isinstance(value, str) and value:
            return value if len(value) <= 80 else f"{value[:77]}…"
    return ""
