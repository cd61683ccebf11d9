"""Dates: nothing ends before it begins or is later than the record, and hours are moments."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from onetext.errors import Problem
from onetext.formats.case_checks.reading import Reading, Record
from onetext.model import (
    Briefing,
    Comment,
    Comparison,
    Event,
    Hours,
    Meeting,
    MeetingStatus,
    Position,
    Scores,
    Text,
    UncertainDate,
)
from onetext.workflows.meeting_hours import hours_problems

_WHEN_IT_HAPPENED = {
    Briefing: "date",
    Comment: "date",
    Comparison: "since",
    Event: "date",
    Meeting: "date",
    Position: "since",
    Scores: "since",
    Text: "date",
}
"""Records of the past. Milestones lie ahead; a source may be printed long after the events."""

_PAST = (MeetingStatus.HELD, MeetingStatus.ONGOING)


def date_problems(reading: Reading) -> Iterator[Problem]:
    """Yield positions that end before they begin, and records later than the case's own day."""
    for record in reading.kind(Position):
        since, until = _date(record, "since"), _date(record, "until")
        if since.earliest and until.latest and since.earliest > until.latest:
            yield reading.problem(
                (*record.path, "until"),
                f"the position ends ({until}) before it begins ({since})",
                '"until" is the day it was withdrawn or replaced',
                "exchange the two dates, or correct one of them",
            )
    yield from _hours(reading)
    as_of = _day(reading.all[0].text("as_of"))
    if as_of is not None:
        yield from _later(reading, as_of)


def _hours(reading: Reading) -> Iterator[Problem]:
    """Yield hours that are no moments; what is missing is reported with the shape."""
    for meeting in reading.kind(Meeting):
        node = meeting.node.child("hours")
        if node is None or node.fields is None:
            continue
        written = Record(Hours, node, (*meeting.path, "hours"))
        start, zone = written.text("start"), written.text("zone")
        if start is None or zone is None:
            continue
        hours = Hours(start=start, end=written.text("end") or "", zone=zone)
        for one in hours_problems(_date(meeting, "date"), hours):
            path = (*written.path, one.place.path if one.place else "start")
            yield reading.problem(path, one.what, one.because, one.hint)


def _later(reading: Reading, as_of: datetime.date) -> Iterator[Problem]:
    for record in reading.all:
        name = _WHEN_IT_HAPPENED.get(record.noun)
        if name is None or (record.noun is Meeting and record.text("status") not in _PAST):
            continue
        date = _date(record, name)
        if date.earliest is not None and date.earliest > as_of:
            yield reading.problem(
                (*record.path, name),
                f'"{record.id}" is dated {date}, later than the case itself',
                f"the record was kept up to {as_of} (as_of), and nothing later is in it",
                'correct the date, or move "as_of" on',
            )


def _date(record: Record, name: str) -> UncertainDate:
    try:
        return UncertainDate(record.text(name) or "")
    except ValueError:  # reported with the shape of the field
        return UncertainDate()


def _day(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text or "")
    except ValueError:
        return None
