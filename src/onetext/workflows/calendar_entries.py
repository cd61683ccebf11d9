"""Meetings and milestones as a calendar may say them: what is not certain of a date stays so.

A record's ``2026-03-05/2026-03-09`` is some day or days between the two, not a meeting of five
days. A calendar has no word for that: it is drawn as tentative over the whole span, with the span
in its title. What has no bound at all has no place in a calendar and is listed apart.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from onetext.model import Case, Event, Meeting, MeetingStatus, Milestone, Track, UncertainDate
from onetext.workflows.meeting_hours import time_order

HAPPENED = (MeetingStatus.HELD, MeetingStatus.ONGOING)


class Certainty(StrEnum):
    """What is known of a date."""

    DAY = "day"
    BETWEEN = "between"
    BY = "by"
    """On or before the day; the first day it can have been is not known."""
    FROM = "from"
    NONE = "none"
    """No bound is known."""


class IcsStatus(StrEnum):
    """What RFC 5545 lets an event be (section 3.8.1.11)."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


_OFF = (MeetingStatus.CANCELLED, MeetingStatus.POSTPONED, MeetingStatus.DENIED)
_FIRM = (MeetingStatus.HELD, MeetingStatus.ONGOING, MeetingStatus.SCHEDULED)


def certainty(date: UncertainDate) -> Certainty:
    """Return what is known of a date; whether it is "about" is another question."""
    first, last = date.earliest, date.latest
    if first is None:
        return Certainty.NONE if last is None else Certainty.BY
    if last is None:
        return Certainty.FROM
    return Certainty.DAY if first == last else Certainty.BETWEEN


def ics_status(status: MeetingStatus | None, date: UncertainDate) -> IcsStatus:
    """Return how a calendar may show a meeting; None: a milestone.

    A postponed meeting does not take place on the day the record has for it, so that day is
    called off: RFC 5545 has no word for "postponed". Confirmed is only what is firm in itself and
    on one certain day.
    """
    if status in _OFF:
        return IcsStatus.CANCELLED
    is_firm = status is None or status in _FIRM
    is_one_day = certainty(date) is Certainty.DAY and not date.is_approximate
    return IcsStatus.CONFIRMED if is_firm and is_one_day else IcsStatus.TENTATIVE


@dataclass(frozen=True, slots=True)
class CalendarTrack:
    """The meetings of one track, in time; None: of no track. Those without a date come last."""

    track: Track | None
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class CaseCalendar:
    """What is on the calendar of a case.

    Parameters
    ----------
    tracks : tuple of CalendarTrack
        In the case's order; empty ones left out.
    milestones : tuple of Milestone
    events : tuple of Event
    next : Meeting or None
        The first that may still take place.
    ahead : tuple of Meeting
        Those of all tracks that are, or may be, today or later, in time; whatever their status,
        but a meeting that was held is among them only if it was held today.
    earlier : tuple of CalendarTrack
        The rest: what is over, and what has no date.
    n_uncertain : int
        Meetings and milestones of which more than one day, or none, is on record.
    """

    tracks: tuple[CalendarTrack, ...]
    milestones: tuple[Milestone, ...]
    events: tuple[Event, ...]
    next: Meeting | None
    ahead: tuple[Meeting, ...]
    earlier: tuple[CalendarTrack, ...]
    n_uncertain: int

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        """All of them, track by track."""
        return tuple(meeting for track in self.tracks for meeting in track.meetings)

    @property
    def undated(self) -> tuple[Meeting | Milestone, ...]:
        """What has no place in a calendar."""
        both: tuple[Meeting | Milestone, ...] = (*self.meetings, *self.milestones)
        return tuple(one for one in both if certainty(one.date) is Certainty.NONE)


def case_calendar(
    case: Case, as_of: datetime.date | None = None, today: datetime.date | None = None
) -> CaseCalendar:
    """Return the calendar of a case by a day.

    Parameters
    ----------
    case : Case
    as_of : date, optional
        What is on record as held after it is left out. By default the day the record was kept to.
    today : date, optional
        From which day on a meeting lies ahead where no other day is looked at: where `as_of` and
        the case name none. None: whatever has a date lies ahead.
    """
    as_of = as_of or case.as_of
    meetings = [m for m in case.meetings if not _is_of_the_future(m, as_of)]
    events = [e for e in case.events if as_of is None or e.date.is_known_by(as_of)]
    day = as_of or today
    ahead = [m for m in meetings if _is_ahead(m, day)]
    both = [*(m.date for m in meetings), *(m.date for m in case.milestones)]
    return CaseCalendar(
        tracks=_by_track(case, meetings),
        milestones=_in_time(case.milestones),
        events=_in_time(events),
        next=min(
            (m for m in ahead if m.status in _MAY_STILL_BE),
            key=_order,
            default=None,
        ),
        ahead=_in_time(ahead),
        earlier=_by_track(case, [m for m in meetings if not _is_ahead(m, day)]),
        n_uncertain=sum(certainty(date) is not Certainty.DAY for date in both),
    )


def _by_track(case: Case, meetings: Iterable[Meeting]) -> tuple[CalendarTrack, ...]:
    """Return meetings under their tracks, in the case's order; those of no track last."""
    found: dict[str | None, list[Meeting]] = {}
    known = {track.id for track in case.tracks}
    for meeting in meetings:
        found.setdefault(meeting.track if meeting.track in known else None, []).append(meeting)
    tracks: list[Track | None] = [*case.tracks, None]
    return tuple(
        CalendarTrack(track, _in_time(found[track.id if track else None]))
        for track in tracks
        if (track.id if track else None) in found
    )


D = TypeVar("D", Meeting, Milestone, Event)


def _in_time(records: Iterable[D]) -> tuple[D, ...]:
    found: list[D] = sorted(records, key=_order)
    found.sort(key=lambda record: certainty(record.date) is Certainty.NONE)
    return tuple(found)


def _order(record: Meeting | Milestone | Event) -> tuple[Any, ...]:
    """By day, then by hour where one is on record; on one day, what has none stands first."""
    hour = (time_order(record),) if isinstance(record, Meeting) and record.hours else ()
    return record.date.sort_key, hour, record.id


def _is_of_the_future(meeting: Meeting, as_of: datetime.date | None) -> bool:
    """Whether a meeting that took place had not by the day."""
    held = meeting.status in HAPPENED
    return held and as_of is not None and not meeting.date.is_known_by(as_of)


_MAY_STILL_BE = (MeetingStatus.SCHEDULED, MeetingStatus.EXPECTED, MeetingStatus.ONGOING)


def _is_ahead(meeting: Meeting, day: datetime.date | None) -> bool:
    """Whether a meeting is, or may be, on the day or after it."""
    if certainty(meeting.date) is Certainty.NONE:
        return False
    if meeting.status is MeetingStatus.HELD:
        return day is not None and meeting.date.earliest == meeting.date.latest == day
    return day is None or meeting.date.latest is None or meeting.date.latest >= day
