"""A calendar: no date becomes more certain than its record, in the list, the lines and the feed."""

from __future__ import annotations

import datetime

import icalendar
import pytest

from onetext.formats.calendar_ics import IcsEvent, calendar_ics
from onetext.model import Case, Event, Meeting, MeetingStatus, Milestone, Track, UncertainDate
from onetext.workflows.calendar_entries import (
    Certainty,
    IcsStatus,
    case_calendar,
    certainty,
    ics_status,
)
from onetext.workflows.timeline import timeline

HELD, SCHEDULED = MeetingStatus.HELD, MeetingStatus.SCHEDULED


@pytest.mark.parametrize(
    ("date", "known", "held", "scheduled"),
    [
        ("2026-03-05", "day", "CONFIRMED", "CONFIRMED"),
        ("2026-03-05~", "day", "TENTATIVE", "TENTATIVE"),
        ("2026-03-05?", "day", "TENTATIVE", "TENTATIVE"),
        ("2026-03-05/2026-03-09", "between", "TENTATIVE", "TENTATIVE"),
        ("2026-03", "between", "TENTATIVE", "TENTATIVE"),
        ("../2026-03-05", "by", "TENTATIVE", "TENTATIVE"),
        ("2026-03-05/..", "from", "TENTATIVE", "TENTATIVE"),
        ("", "none", "TENTATIVE", "TENTATIVE"),
        ("XXXX-03-05", "none", "TENTATIVE", "TENTATIVE"),
    ],
)
def test_what_is_known_of_a_date(date, known, held, scheduled):
    date = UncertainDate(date)
    assert certainty(date) == known
    assert ics_status(HELD, date) == held
    assert ics_status(SCHEDULED, date) == scheduled


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("held", "CONFIRMED"),
        ("ongoing", "CONFIRMED"),
        ("scheduled", "CONFIRMED"),
        ("expected", "TENTATIVE"),
        ("unknown", "TENTATIVE"),
        ("on-hold", "TENTATIVE"),
        ("postponed", "CANCELLED"),
        ("cancelled", "CANCELLED"),
        ("denied", "CANCELLED"),
    ],
)
def test_what_a_status_comes_to(status, said):
    day = UncertainDate("2026-03-05")
    assert ics_status(MeetingStatus(status), day) is IcsStatus(said)
    if said == "CANCELLED":
        assert ics_status(MeetingStatus(status), UncertainDate("2026-03")) is IcsStatus.CANCELLED


def meeting(id_, date, status=HELD, track=None):
    return Meeting(id=id_, title=id_, date=UncertainDate(date), status=status, track=track)


CASE = Case(
    id="c",
    title="C",
    as_of=datetime.date(2026, 3, 5),
    tracks=(Track(id="main", title="Main"), Track(id="empty", title="Empty")),
    meetings=(
        meeting("later", "2026-03-09", track="main"),
        meeting("undated", "", MeetingStatus.ON_HOLD, "main"),
        meeting("second", "2026-02-10", track="main"),
        meeting("first", "2026-02-01", track="main"),
        meeting("next", "2026-03-06/2026-03-08", SCHEDULED),
        meeting("put-off", "2026-03-05", MeetingStatus.POSTPONED),
    ),
    milestones=(Milestone(id="due", title="Due", date=UncertainDate("2026-04")),),
    events=(Event(id="leak", title="Leak", date=UncertainDate("2026-02-03")),),
)


def test_tracks_in_the_order_of_the_case_and_meetings_in_time():
    found = case_calendar(CASE)
    assert [track.track.id if track.track else None for track in found.tracks] == ["main", None]
    assert [m.id for m in found.tracks[0].meetings] == ["first", "second", "undated"]
    assert [m.id for m in found.tracks[1].meetings] == ["put-off", "next"]
    assert found.next is not None
    assert found.next.id == "next"
    assert [one.id for one in found.undated] == ["undated"]
    assert found.n_uncertain == 3
    early = case_calendar(CASE, datetime.date(2026, 2, 2))
    assert [m.id for m in early.tracks[0].meetings] == ["first", "undated"]
    assert early.events == ()


def test_every_mark_is_as_wide_as_its_date_is_unsure():
    drawn = timeline(case_calendar(CASE), CASE.as_of)
    marks = {mark.record.id: mark for line in drawn.lines for mark in line.marks}
    assert "undated" not in marks
    day = marks["first"].end - marks["first"].start
    assert marks["next"].end - marks["next"].start == pytest.approx(3 * day)
    assert marks["due"].end - marks["due"].start == pytest.approx(30 * day)
    assert marks["first"].start < marks["leak"].start < marks["second"].start
    assert all(0 <= mark.start < mark.end <= 1 for mark in marks.values())
    assert marks["put-off"].start < drawn.as_of < marks["put-off"].end
    assert [tick.unit for tick in drawn.ticks] == ["month"] * 2
    assert timeline(case_calendar(Case(id="e", title="E"))) is None


def test_marks_that_would_touch_stand_below_each_other():
    crowd = tuple(meeting(f"m{n}", "2026-02-01") for n in range(3))
    far = (meeting("far", "2026-12-01"),)
    (line,) = timeline(case_calendar(Case(id="c", title="C", meetings=crowd + far))).lines
    assert [mark.lane for mark in line.marks] == [0, 1, 2, 0]
    assert line.n_lanes == 3
    days = tuple(meeting(f"d{n}", f"2026-02-0{n}") for n in range(1, 8))
    (line,) = timeline(case_calendar(Case(id="c", title="C", meetings=days))).lines
    assert line.n_lanes == 1


@pytest.mark.parametrize(
    ("last", "unit", "most"),
    [
        ("2026-02-13", "day", 8),
        ("2026-03-20", "day", 8),
        ("2027-11-01", "month", 8),
        ("2060-01-01", "year", 8),
    ],
)
def test_ticks_are_few_and_inside(last, unit, most):
    both = (meeting("a", "2026-02-01"), meeting("b", last))
    drawn = timeline(case_calendar(Case(id="c", title="C", meetings=both)))
    assert {tick.unit for tick in drawn.ticks} == {unit}
    assert 2 <= len(drawn.ticks) <= most + 1
    assert all(0 <= tick.at <= 1 for tick in drawn.ticks)


def test_an_open_date_reaches_to_the_edge():
    both = (meeting("a", "2026-02-01/.."), meeting("b", "../2026-03-01"))
    (line,) = timeline(case_calendar(Case(id="c", title="C", meetings=both))).lines
    by_id = {mark.record.id: mark for mark in line.marks}
    assert (by_id["a"].end, by_id["b"].start) == (1.0, 0.0)
    assert by_id["a"].certainty is Certainty.FROM


def test_the_file_is_read_back_by_a_calendar_program():
    stamp = datetime.datetime(2026, 3, 1, 9, 30, tzinfo=datetime.UTC)
    event = IcsEvent(
        uid="m1@c",
        first=datetime.date(2026, 3, 5),
        last=datetime.date(2026, 3, 9),
        summary="Round; four, or so",
        description="On some day\nor days",
        location="Geneva",
        status="TENTATIVE",
        category="Meeting",
        stamp=stamp,
        sequence=2,
        is_public=False,
    )
    written = calendar_ics("C", "About C", [event])
    assert written == calendar_ics("C", "About C", [event])
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in written
    assert b"DTSTART;VALUE=DATE:20260305" in written
    assert b"DTSTAMP:20260301T093000Z" in written
    (read,) = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert read["summary"] == "Round; four, or so"
    assert read.decoded("dtend") == datetime.date(2026, 3, 10)
    assert (str(read["status"]), str(read["transp"])) == ("TENTATIVE", "TRANSPARENT")
    assert (str(read["class"]), int(read["sequence"])) == ("CONFIDENTIAL", 2)


AGENDA = Case(
    id="c",
    title="C",
    tracks=(Track(id="main", title="Main"),),
    meetings=(
        Meeting(id="long-ago", title="L", date=UncertainDate("2026-01-01"), status=HELD),
        Meeting(id="lapsed", title="P", date=UncertainDate("2026-03-01"), status=SCHEDULED),
        Meeting(
            id="put-off", title="O", date=UncertainDate("2026-03-08"),
            status=MeetingStatus.POSTPONED,
        ),
        Meeting(id="today", title="T", date=UncertainDate("2026-03-05"), status=HELD),
        Meeting(
            id="span", title="S", date=UncertainDate("2026-02-27/2026-03-06"), status=SCHEDULED,
            track="main",
        ),
        Meeting(id="some-day", title="D", status=SCHEDULED),
    ),
)  # fmt: skip


@pytest.mark.parametrize("given", ["as-of", "today"])
def test_today_and_what_comes_stand_apart_from_what_is_over(given):
    day = datetime.date(2026, 3, 5)
    found = case_calendar(AGENDA, day) if given == "as-of" else case_calendar(AGENDA, today=day)
    assert [m.id for m in found.ahead] == ["span", "today", "put-off"]
    assert found.next is not None
    assert found.next.id == "span"
    (rest,) = found.earlier
    assert [m.id for m in rest.meetings] == ["long-ago", "lapsed", "some-day"]


def test_a_day_looked_at_goes_before_the_clock():
    found = case_calendar(AGENDA, datetime.date(2026, 3, 9), today=datetime.date(2026, 1, 1))
    assert found.ahead == ()
    assert found.next is None
    assert len(found.earlier) == 2
