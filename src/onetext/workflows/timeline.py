"""A calendar as lines through time: each record a mark where it stands, as wide as it is unsure."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onetext.model import Event, Meeting, Milestone, Track, UncertainDate
from onetext.workflows.calendar_entries import CaseCalendar, Certainty, certainty

NARROWEST = 0.016
"""Width of the mark of a single day, as a share of the line: marks nearer than that would touch."""
MOST_TICKS = 8
MARGIN = 0.012
_TOUCH = 1e-9
"""By how much two marks may overlap through rounding."""


@dataclass(frozen=True, slots=True)
class LineMark:
    """A record on its line.

    Parameters
    ----------
    record : Meeting, Milestone or Event
    start, end : float
        From 0, the first day drawn, to 1, the end of the last.
    lane : int
        From 0: marks that would touch are set below each other.
    certainty : Certainty
    is_about : bool
    """

    record: Meeting | Milestone | Event
    start: float
    end: float
    lane: int
    certainty: Certainty
    is_about: bool

    @property
    def middle(self) -> float:
        """Where its day is drawn."""
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """One track, the milestones or the events, with its marks."""

    kind: str
    """``meetings``, ``milestones`` or ``events``."""
    track: Track | None
    marks: tuple[LineMark, ...]

    @property
    def n_lanes(self) -> int:
        """How many marks stand below each other where they are thickest."""
        return 1 + max((mark.lane for mark in self.marks), default=0)


@dataclass(frozen=True, slots=True)
class Tick:
    """A day named below the lines."""

    at: float
    day: datetime.date
    unit: str
    """``day``, ``month`` or ``year``: how exactly it is named."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Lines through one stretch of time.

    Parameters
    ----------
    lines : tuple of Line
    ticks : tuple of Tick
    as_of : float or None
        Where the day shown stands; None: outside.
    """

    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    as_of: float | None


def timeline(calendar: CaseCalendar, as_of: datetime.date | None = None) -> Timeline | None:
    """Draw a calendar; None where nothing on it has a date."""
    rows: list[tuple[str, Track | None, Sequence[Meeting | Milestone | Event]]] = [
        ("meetings", one.track, one.meetings) for one in calendar.tracks
    ]
    rows += [("milestones", None, calendar.milestones), ("events", None, calendar.events)]
    dates = [record.date for _, _, records in rows for record in records]
    days = [day for date in dates for day in (date.earliest, date.latest) if day is not None]
    if not days:
        return None
    scale = _Scale(min(days), max(days))
    lines = [Line(kind, track, _marks(scale, records)) for kind, track, records in rows]
    inside = as_of is not None and scale.first <= as_of <= scale.last
    return Timeline(
        lines=tuple(line for line in lines if line.marks),
        ticks=tuple(_ticks(scale)),
        as_of=scale.at(as_of) + scale.day / 2 if inside and as_of is not None else None,
    )


class _Scale:
    """From days to places on a line, with a little room at both ends."""

    def __init__(self, first: datetime.date, last: datetime.date) -> None:
        self.first, self.last = first, last
        self.n_days = (last - first).days + 1
        self.day = (1 - 2 * MARGIN) / self.n_days

    def at(self, day: datetime.date) -> float:
        """Where a day begins."""
        return MARGIN + (day - self.first).days * self.day

    def span(self, date: UncertainDate) -> tuple[float, float]:
        """Where a date begins and ends; without a bound, at the edge."""
        first, last = date.earliest, date.latest
        start = self.at(first) if first is not None else 0.0
        end = self.at(last) + self.day if last is not None else 1.0
        return start, end


def _marks(scale: _Scale, records: Iterable[Meeting | Milestone | Event]) -> tuple[LineMark, ...]:
    ends: list[float] = []
    found = []
    for record in records:
        known = certainty(record.date)
        if known is Certainty.NONE:
            continue
        start, end = scale.span(record.date)
        wide = NARROWEST if known is Certainty.DAY else max(end - start, NARROWEST)
        middle, half = (start + end) / 2, wide / 2
        free = (n for n, taken in enumerate(ends) if taken <= middle - half + _TOUCH)
        lane = next(free, len(ends))
        ends[lane : lane + 1] = [middle + half]
        found.append(LineMark(record, start, end, lane, known, record.date.is_approximate))
    return tuple(found)


def _ticks(scale: _Scale) -> list[Tick]:
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month
    if scale.n_days <= 62:
        step = math.ceil(scale.n_days / MOST_TICKS)
        offsets = range(0, scale.n_days, step)
        days = [scale.first + datetime.timedelta(days=n) for n in offsets]
        return [Tick(scale.at(day) + scale.day / 2, day, "day") for day in days]
    if months <= 48:
        step = next(n for n in (1, 2, 3, 6) if months / n <= MOST_TICKS)
        wanted = [n for n in range(1, months + 1) if (scale.first.month - 1 + n) % step == 0]
        days = [_month_later(scale.first, n) for n in wanted]
        return [Tick(scale.at(day), day, "month") for day in days]
    years = scale.last.year - scale.first.year
    step = math.ceil(years / MOST_TICKS)
    starts = [datetime.date(scale.first.year + n, 1, 1) for n in range(1, years + 1, step)]
    return [Tick(scale.at(day), day, "year") for day in starts]


def _month_later(day: datetime.date, n: int) -> datetime.date:
    month = day.month - 1 + n
    return datetime.date(day.year + month // 12, month % 12 + 1, 1)
