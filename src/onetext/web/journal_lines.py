"""The journal as a page lists it: who put or withdrew which record, when."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from onetext.model import TEAM_EYE, Eye, Marking
from onetext.record.entries import Entry, Verb, Written
from onetext.record.kinds import ORDER
from onetext.workflows.journal_log import NOT_ATTRIBUTED, hides_speaker, said_in, title_in


@dataclass(frozen=True, slots=True)
class JournalLine:
    """At `at`, `by` put or withdrew the record `kind`.`id`, called `title`.

    Parameters
    ----------
    number : int
        In the reader's own chain, from 1.
    title : str
        What the record calls itself, shortened; its id where it has no title. Neither, where it is
        under the Chatham House Rule and the reader is not of the team: both may name who spoke.
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
    chain: Iterable[Entry],
    seen: Iterable[Written],
    titles: dict[tuple[str, str], str],
    eye: Eye = TEAM_EYE,
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
    eye : Eye
        Whose chain it is.
    """
    return tuple(
        _line(entry, written, titles, hides=hides_speaker(entry.marking, eye))
        for entry, written in zip(chain, seen, strict=True)
    )


def _line(
    entry: Entry, written: Written, titles: dict[tuple[str, str], str], *, hides: bool
) -> JournalLine:
    key = (entry.kind, entry.id)
    is_first = key not in titles
    said = said_in(written)
    is_withdrawal = entry.verb is Verb.WITHDRAW
    if hides:
        titles[key] = NOT_ATTRIBUTED
    elif is_withdrawal:
        titles.setdefault(key, entry.id)
    else:
        titles[key] = _shortened(title_in(said)) or entry.id
    return JournalLine(
        number=entry.seq,
        at=entry.at,
        by=entry.by,
        verb=entry.verb,
        kind=entry.kind,
        id=NOT_ATTRIBUTED if hides else entry.id,
        title=titles[key],
        marking=entry.marking,
        because=str(said.get("because", "")) if is_withdrawal and not hides else "",
        is_first=is_first,
        is_erased=written.sealed is None,
        hash=entry.hash,
    )


def _shortened(title: str) -> str:
    return title if len(title) <= 80 else f"{title[:77]}…"
