"""The journal as a page lists it: who put or withdrew which record, when."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass

from onetext.model import Marking
from onetext.record.entries import Entry, Sealed, Verb, Written
from onetext.record.kinds import ORDER


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


def journal_lines(
    chain: Iterable[Entry], seen: Iterable[Written], titles: dict[tuple[str, str], str]
) -> tuple[JournalLine, ...]:
    """Return a part of a reader's own chain as lines, oldest first.

    Parameters
    ----------
    chain : iterable of Entry
        Of the reader's own chain.
    seen : iterable of Written
        The same entries with their bodies.
    titles : dict
        Kind and id to what earlier entries called the record; what these say is added.
    """
    return tuple(
        _line(entry, written.sealed, titles) for entry, written in zip(chain, seen, strict=True)
    )


def _line(entry: Entry, sealed: Sealed | None, titles: dict[tuple[str, str], str]) -> JournalLine:
    key = (entry.kind, entry.id)
    is_first = key not in titles
    said = _said(sealed)
    is_withdrawal = entry.verb is Verb.WITHDRAW
    if is_withdrawal:
        titles.setdefault(key, entry.id)
    else:
        titles[key] = _title(said) or entry.id
    return JournalLine(
        number=entry.seq,
        at=entry.at,
        by=entry.by,
        verb=entry.verb,
        kind=entry.kind,
        id=entry.id,
        title=titles[key],
        marking=entry.marking,
        because=str(said.get("because", "")) if is_withdrawal else "",
        is_first=is_first,
        is_erased=sealed is None,
        hash=entry.hash,
    )


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
