"""Tracks, meetings with their status, other events, and milestones."""

from __future__ import annotations

from enum import StrEnum

from onetext.model._noun import noun
from onetext.model.dates import UNKNOWN_DATE, UncertainDate
from onetext.model.markings import Marking


class MeetingStatus(StrEnum):
    """Whether a meeting took place, as far as its source says."""

    HELD = "held"
    ONGOING = "ongoing"
    SCHEDULED = "scheduled"
    EXPECTED = "expected"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    ON_HOLD = "on-hold"
    DENIED = "denied"
    UNKNOWN = "unknown"


@noun
class Track:
    """A channel of talks: official, back channel, a rival initiative."""

    id: str
    title: str
    description: str = ""


@noun
class Hours:
    """From `start` to `end` by the clocks of `zone`, on the one day a meeting is dated."""

    start: str
    """Such as 10:00, as the clocks at `zone` show it."""
    zone: str
    """A place or UTC, as the IANA time zone database names it: Europe/Zurich."""
    end: str = ""
    """Such as 12:30, later the same day; empty where it is not on record."""


@noun
class Meeting:
    """On `date`, `participants` met (or were to meet) at `place`, say `sources`."""

    id: str
    title: str
    date: UncertainDate = UNKNOWN_DATE
    place: str = ""
    participants: tuple[str, ...] = ()
    """Names as the record gives them, or person ids."""
    parties: tuple[str, ...] = ()
    status: MeetingStatus = MeetingStatus.UNKNOWN
    track: str | None = None
    outcome: str = ""
    sources: tuple[str, ...] = ()
    note: str = ""
    unverified: bool = False
    marking: Marking | None = None
    hours: Hours | None = None
    """When on that day, if it is on record and the day is certain."""


@noun
class Event:
    """Something that happened outside a meeting: a text leaked, a demand made, a line moved."""

    id: str
    title: str
    date: UncertainDate = UNKNOWN_DATE
    parties: tuple[str, ...] = ()
    better_without: tuple[str, ...] = ()
    """Ids of the parties to whom no agreement has been worth more since this event."""
    worse_without: tuple[str, ...] = ()
    """Ids of the parties to whom no agreement has been worth less since this event."""
    sources: tuple[str, ...] = ()
    note: str = ""
    unverified: bool = False
    marking: Marking | None = None


@noun
class Milestone:
    """A day something is due: a written version before a summit, a deadline."""

    id: str
    title: str
    date: UncertainDate = UNKNOWN_DATE
    sources: tuple[str, ...] = ()
    note: str = ""
    marking: Marking | None = None
