"""Accounts that do not agree, kept side by side; nothing here decides which is right."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from onetext.model import (
    Alignment,
    Case,
    Difference,
    DifferenceKind,
    KeptReport,
    Meeting,
    MeetingStatus,
    Position,
    Source,
)
from onetext.preferences.statements import contradictions, statements_of
from onetext.workflows.kept_reports import as_report, held_against, is_readable, links_of
from onetext.workflows.meeting_hours import Moments, moments

TELLING = (
    DifferenceKind.ATTRIBUTION_DROPPED,
    DifferenceKind.ATTRIBUTION_CHANGED,
    DifferenceKind.NUMBER,
    DifferenceKind.DATE,
    DifferenceKind.STATUS,
    DifferenceKind.PARTICIPANT,
)
"""Differences in what is told; another wording or a hedge alone is none."""


@dataclass(frozen=True, slots=True)
class TwoStances:
    """Of one thing, on one date, one party is said to have said both.

    Parameters
    ----------
    party : str
    subject : (str, str)
        Point and option; or an empty text and the id of a text.
    positions : tuple of Position
        At least two.
    """

    party: str
    subject: tuple[str, str]
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class TwoMeetings:
    """Two records that seem to be of one meeting differ on whether, where or when it was held."""

    first: Meeting
    second: Meeting


@dataclass(frozen=True, slots=True)
class TwoReports:
    """Two reports tell the same thing with differences.

    Parameters
    ----------
    first, second : KeptReport
    alignment : Alignment
    differences : tuple of Difference
        Those that bear on what is told.
    """

    first: KeptReport
    second: KeptReport
    alignment: Alignment
    differences: tuple[Difference, ...]

    @property
    def words(self) -> tuple[str, str]:
        """The two sentences."""
        return (
            self.alignment.a.of(self.first.words),
            self.alignment.b.of(self.second.words),
        )


@dataclass(frozen=True, slots=True)
class Accounts:
    """Everything in a case of which there are two accounts."""

    stances: tuple[TwoStances, ...]
    meetings: tuple[TwoMeetings, ...]
    reports: tuple[TwoReports, ...]

    @property
    def n(self) -> int:
        """How many there are."""
        return len(self.stances) + len(self.meetings) + len(self.reports)


def accounts(case: Case, as_of: datetime.date | None = None) -> Accounts:
    """Find what the record tells in two ways, by a day."""
    stances = tuple(
        TwoStances(party.id, found.subject, tuple(one.position for one in found.statements))
        for party in case.parties
        for found in contradictions(party.id, statements_of(case, party.id, as_of or case.as_of))
    )
    return Accounts(stances, tuple(_meetings(case)), tuple(_reports(case)))


def _meetings(case: Case) -> Iterator[TwoMeetings]:
    for first, second in combinations(case.meetings, 2):
        if not _is_one(first, second):
            continue
        hours = _moments(first), _moments(second)
        if not _follow(*hours) and (_differ(first, second) or _are_hours_apart(*hours)):
            yield TwoMeetings(first, second)


def _is_one(first: Meeting, second: Meeting) -> bool:
    """Whether two records are of the same parties on the same resolved days."""
    same_days = first.date.is_resolved and first.date.sort_key == second.date.sort_key
    same_parties = bool(first.parties) and set(first.parties) == set(second.parties)
    return same_days and same_parties


def _differ(first: Meeting, second: Meeting) -> bool:
    known = MeetingStatus.UNKNOWN not in (first.status, second.status)
    return (known and first.status != second.status) or bool(
        first.place and second.place and first.place != second.place
    )


def _moments(meeting: Meeting) -> Moments | None:
    return moments(meeting.date, meeting.hours) if meeting.hours else None


def _follow(first: Moments | None, second: Moments | None) -> bool:
    """Whether one is known to be over before the other begins: two meetings of one day."""
    if first is None or second is None:
        return False
    earlier, later = sorted((first, second), key=lambda one: one.start)
    return earlier.end is not None and earlier.end <= later.start


def _are_hours_apart(first: Moments | None, second: Moments | None) -> bool:
    """Whether two records give other hours, wherever their clocks are; what has none says nothing.

    An end that only one of them gives is no difference.
    """
    if first is None or second is None:
        return False
    are_ends_known = first.end is not None and second.end is not None
    return first.start != second.start or (are_ends_known and first.end != second.end)


def _reports(case: Case) -> Iterator[TwoReports]:
    """Yield what two reports of one origin tell differently: only those are held together."""
    read = [(kept, as_report(case, kept)) for kept in case.reports]
    kept_by_id = {kept.id: (kept, report) for kept, report in read}
    for place, (kept, report) in enumerate(read):
        for link in links_of(report, [other for _, other in read[:place]]):
            other_id = next(name for name in link.reports if name != kept.id)
            other, other_report = kept_by_id[other_id]
            if not (is_readable(report) and is_readable(other_report)):
                continue
            for alignment in held_against(other_report, report):
                telling = tuple(d for d in alignment.differences if d.kind in TELLING)
                if telling:
                    yield TwoReports(other, kept, alignment, telling)


def cited_sources(case: Case, position: Position) -> tuple[Source, ...]:
    """Return the sources of a position, in its order."""
    by_id = {source.id: source for source in case.sources}
    return tuple(by_id[name] for name in position.sources if name in by_id)
