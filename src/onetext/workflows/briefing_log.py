"""Who was shown which text, in what form and on what terms, and who was not: parties by texts.

A name in a record is not a party. Where a briefing went to a person, the party that person speaks
for is shown as reached through the person; where it went to a name that the case has nowhere, it
is listed apart and counts for nobody.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from onetext.model import Briefing, Case, Form, Text
from onetext.workflows.text_order import in_order


class Reach(StrEnum):
    """How far a text reached a party, from the furthest."""

    OWN = "own"
    """The party put it forward itself."""
    COPY = "copy"
    """Left, sent or published: the party holds it."""
    SHOWN = "shown"
    ORAL = "oral"
    """Told, without the paper."""
    UNKNOWN_FORM = "unknown-form"
    """It was briefed; in what form is not on record."""
    NOT_RECEIVED = "not-received"
    """All that is on record is that it has not received it, or was not given it."""
    NOTHING = "nothing"
    """The record has nothing."""


REACH_OF = {
    Form.ORAL: Reach.ORAL,
    Form.SHOWN: Reach.SHOWN,
    Form.LEFT: Reach.COPY,
    Form.SENT: Reach.COPY,
    Form.PUBLISHED: Reach.COPY,
    Form.UNKNOWN: Reach.UNKNOWN_FORM,
}
FURTHEST_FIRST = tuple(Reach)


@dataclass(frozen=True, slots=True)
class Reached:
    """A briefing, as it concerns one party.

    Parameters
    ----------
    briefing : Briefing
    party : str
        Party id.
    via : str
        The person it went to, as the case prints the name; empty: the party itself is named.
    """

    briefing: Briefing
    party: str
    via: str = ""


@dataclass(frozen=True, slots=True)
class BriefedCell:
    """What is on record of one party and one text.

    Parameters
    ----------
    party : str
    reach : Reach
        The furthest on record.
    given, withheld : tuple of Reached
        Oldest first: what reached the party, and what says that it has not.
    is_in_part : bool
        Whether everything that reached it was of single points of the text.
    """

    party: str
    reach: Reach
    given: tuple[Reached, ...] = ()
    withheld: tuple[Reached, ...] = ()
    is_in_part: bool = False

    @property
    def furthest(self) -> Reached | None:
        """The last briefing that reached as far as any; of a refusal, the last that says so."""
        if self.reach is Reach.NOT_RECEIVED:
            return self.withheld[-1]
        as_far = [one for one in self.given if REACH_OF[one.briefing.form] is self.reach]
        return as_far[-1] if as_far else None


@dataclass(frozen=True, slots=True)
class BriefedRow:
    """One text, or (None) what was told without naming a text, and every party's cell."""

    text: Text | None
    is_live: bool
    cells: tuple[BriefedCell, ...]

    @property
    def n_without(self) -> int:
        """Parties of which nothing, or only that it has not received it, is on record."""
        return sum(cell.reach in (Reach.NOTHING, Reach.NOT_RECEIVED) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class LogLine:
    """One briefing of the log, with those it reached told apart.

    Parameters
    ----------
    briefing : Briefing
    reached : tuple of Reached
        Parties, in the order named.
    others : tuple of str
        Names that are no party's and of nobody who speaks for one.
    """

    briefing: Briefing
    reached: tuple[Reached, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BriefingLog:
    """The briefings on record by a day.

    Parameters
    ----------
    rows : tuple of BriefedRow
        The latest text first; last, where there is any, what named no text.
    lines : tuple of LogLine
        Latest first; without a date, last.
    """

    rows: tuple[BriefedRow, ...]
    lines: tuple[LogLine, ...]

    @property
    def n_elsewhere(self) -> int:
        """Briefings that reached somebody who is no party and speaks for none."""
        return sum(bool(line.others) for line in self.lines)


def briefing_log(case: Case, as_of: datetime.date | None = None) -> BriefingLog:
    """Return who was shown what by a day (default: the day the record was kept to)."""
    as_of = as_of or case.as_of
    whose = names_of_parties(case)
    lines = [log_line(case, briefing, whose) for briefing in known_briefings(case, as_of)]
    tabled = in_order(t for t in case.texts if as_of is None or t.date.is_known_by(as_of))
    revised = {earlier for text in tabled for earlier in text.revises}
    about: dict[tuple[str | None, str], list[Reached]] = {}
    for line in lines:
        for one in line.reached:
            about.setdefault((line.briefing.text, one.party), []).append(one)
    parties = [party.id for party in case.parties]
    rows = [
        BriefedRow(
            text,
            text.id not in revised,
            tuple(_cell(p, about.get((text.id, p), ()), text) for p in parties),
        )
        for text in reversed(tabled)
    ]
    if any(text is None for text, _ in about):
        unnamed = tuple(_cell(p, about.get((None, p), ()), None) for p in parties)
        rows.append(BriefedRow(None, False, unnamed))
    lines.sort(key=lambda line: line.briefing.date.sort_key, reverse=True)
    return BriefingLog(tuple(rows), tuple(lines))


def known_briefings(case: Case, as_of: datetime.date | None) -> tuple[Briefing, ...]:
    """Return the briefings on record by a day, oldest first."""
    known = [b for b in case.briefings if as_of is None or b.date.is_known_by(as_of)]
    return tuple(sorted(known, key=lambda b: b.date.sort_key))


def log_line(
    case: Case, briefing: Briefing, whose: Mapping[str, tuple[str, str]] | None = None
) -> LogLine:
    """Return whom a briefing reached: parties, with the person it went through, and others."""
    whose = names_of_parties(case) if whose is None else whose
    reached, others = [], []
    for name in briefing.to:
        found = whose.get(name.casefold())
        if found is None:
            others.append(name)
        else:
            reached.append(Reached(briefing, *found))
    return LogLine(briefing, tuple(reached), tuple(others))


def names_of_parties(case: Case) -> dict[str, tuple[str, str]]:
    """Return each name in lower case to (party id, person); the person is empty for the party."""
    names: dict[str, tuple[str, str]] = {}
    for person in case.persons:
        if person.party is not None:
            found = (person.party, person.name)
            names[person.id.casefold()] = names[person.name.casefold()] = found
    for party in case.parties:
        names[party.id.casefold()] = names[party.name.casefold()] = (party.id, "")
    return names


def reached_by(case: Case, party: str, as_of: datetime.date | None) -> tuple[Reached, ...]:
    """Return every briefing on record that concerns a party, oldest first."""
    whose = names_of_parties(case)
    return tuple(
        one
        for briefing in known_briefings(case, as_of)
        for one in log_line(case, briefing, whose).reached
        if one.party == party
    )


def _cell(party: str, about: Iterable[Reached], text: Text | None) -> BriefedCell:
    found = tuple(about)
    given = tuple(one for one in found if one.briefing.received)
    withheld = tuple(one for one in found if not one.briefing.received)
    reaches = [REACH_OF[one.briefing.form] for one in given]
    if text is not None and party in text.tabled_by:
        reaches.append(Reach.OWN)
    if withheld and not reaches:
        reaches.append(Reach.NOT_RECEIVED)
    reach = min(reaches, key=FURTHEST_FIRST.index, default=Reach.NOTHING)
    in_part = reach is not Reach.OWN and bool(given) and text is not None
    return BriefedCell(
        party, reach, given, withheld, in_part and all(one.briefing.points for one in given)
    )
