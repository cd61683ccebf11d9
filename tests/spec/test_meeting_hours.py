"""The hours of a meeting: one certain day, a zone, and moments that are never guessed."""

from __future__ import annotations

import dataclasses
import datetime
import json
import zoneinfo

import icalendar
import pytest

from onetext.errors import ImpossibleRequest, InvalidCase
from onetext.formats.case_file import load_case_text
from onetext.formats.case_writing import case_text
from onetext.model import Case, Hours, Meeting, MeetingStatus, UncertainDate
from onetext.record.kinds import body_of, plain_case, record_from
from onetext.workflows import meeting_hours
from onetext.workflows.calendar_entries import case_calendar
from onetext.workflows.journal import Scribe, keep_case
from onetext.workflows.meeting_hours import hours_problems, moments
from onetext.workflows.overview import overview
from onetext.workflows.plan_meeting import planned_meeting
from strategies import salts
from web_journals import HIDDEN, START

DAY = UncertainDate("2026-03-05")
ZURICH = Hours(start="10:00", end="12:30", zone="Europe/Zurich")


def at(words):
    return datetime.datetime.fromisoformat(words).replace(tzinfo=datetime.UTC)


def meeting(name="m", hours=ZURICH, date=DAY, **more):
    return Meeting(id=name, title=name, date=date, hours=hours, **more)


def said(date, **hours):
    given = {"start": "10:00", "zone": "Europe/Zurich"} | hours
    return [(p.place.path, p.what, p.hint) for p in hours_problems(date, Hours(**given))]


def test_hours_are_moments_by_the_rules_of_their_zone():
    found = moments(DAY, ZURICH)
    assert (found.start, found.end) == (at("2026-03-05 09:00"), at("2026-03-05 11:30"))
    summer = moments(UncertainDate("2026-07-05"), ZURICH)
    assert summer.start == at("2026-07-05 08:00")
    assert moments(DAY, Hours(start="10:00", zone="UTC")).end is None
    assert said(DAY, end="12:30") == []


@pytest.mark.parametrize("date", ["", "2026-03", "2026-03-05~", "2026-03-05/2026-03-06"])
def test_an_uncertain_date_has_no_hour(date):
    uncertain = UncertainDate(date)
    assert moments(uncertain, ZURICH) is None
    assert [what for _, what, _ in said(uncertain)] == ["an hour needs one certain day"]


@pytest.mark.parametrize(
    ("date", "hours", "field", "what", "hint"),
    [
        ("2026-03-05", {"start": "25:00"}, "start", "not a time of day", "09:30"),
        ("2026-03-05", {"start": "9:30"}, "start", "“9:30” is not a time of day", "09:30"),
        ("2026-03-05", {"end": "noon"}, "end", "“noon” is not", "14:00"),
        ("2026-03-05", {"end": "09:00"}, "end", "ends (09:00) before", "past midnight"),
        ("2026-03-05", {"end": "10:00"}, "end", "ends (10:00) before", "second meeting"),
        ("2026-03-05", {"zone": ""}, "zone", "needs its time zone", "Europe/Zurich"),
        ("2026-03-05", {"zone": "zurich"}, "zone", "not a time zone", "Europe/Zurich?"),
        ("2026-03-05", {"zone": "Europe/Zürich"}, "zone", "not a time", "Europe/Zurich?"),
        ("2026-03-05", {"zone": "Europe"}, "zone", "not a time zone", ""),
        ("2026-03-05", {"zone": "EST"}, "zone", "not a time zone", ""),
        ("2026-03-05", {"zone": "../../etc/passwd"}, "zone", "not a time zone", ""),
        ("2026-03-29", {"start": "02:30"}, "start", "there is no 02:30", "UTC"),
        ("2026-10-25", {"start": "02:30"}, "start", "comes twice", "UTC: 00:30 or 01:30"),
        ("2026-10-25", {"start": "01:00", "end": "02:00"}, "end", "comes twice", "00:00 or 01:00"),
    ],
)
def test_what_is_no_moment_is_refused_with_a_hint(date, hours, field, what, hint):
    ((place, first, third),) = said(UncertainDate(date), **hours)
    assert place == field
    assert what in first
    assert hint in third
    given = Hours(**({"start": "10:00", "zone": "Europe/Zurich"} | hours))
    assert moments(UncertainDate(date), given) is None


@pytest.mark.parametrize("date", ["2026-03-28", "2026-03-29", "2026-10-25", "0001-01-01"])
@pytest.mark.parametrize("zone", ["Europe/Zurich", "Asia/Kolkata", "Africa/Casablanca"])
def test_every_moment_comes_back_to_the_hour_it_was(date, zone):
    for hour in range(24):
        clock = f"{hour:02}:30"
        found = moments(UncertainDate(date), Hours(start=clock, zone=zone))
        problems = said(UncertainDate(date), start=clock, zone=zone)
        assert (found is None) == bool(problems)
        if found:
            local = found.start.astimezone(zoneinfo.ZoneInfo(zone))
            assert (f"{local:%H:%M}", local.date().isoformat()) == (clock, date)


def test_without_a_time_zone_database_it_is_said_and_nothing_falls(monkeypatch):
    def missing(name):
        raise zoneinfo.ZoneInfoNotFoundError(name)

    monkeypatch.setattr(meeting_hours.zoneinfo, "ZoneInfo", missing)
    monkeypatch.setattr(meeting_hours.zoneinfo, "available_timezones", set)
    ((place, what, hint),) = said(DAY)
    assert (place, what) == ("zone", "time zones cannot be looked up on this machine")
    assert "tzdata" in hint
    assert moments(DAY, ZURICH) is None
    assert case_calendar(Case(id="c", title="C", meetings=(meeting(),))).ahead


def test_a_meeting_without_hours_keeps_its_bytes_and_one_with_hours_comes_back():
    plain = meeting(hours=None)
    assert "hours" not in json.loads(body_of("meetings", plain))
    assert "hours" not in plain_case(Case(id="c", title="C", meetings=(plain,)))["meetings"][0]
    for one in (plain, meeting(), meeting(hours=Hours(start="09:00", zone="UTC"))):
        assert record_from("meetings", body_of("meetings", one)) == one
        case = Case(id="c", title="C", meetings=(one,))
        assert load_case_text(case_text(case)) == case


def test_a_case_file_says_where_its_hours_are_wrong():
    head = "id: c\ntitle: C\nmeetings:\n  - {id: m, title: M, date: 2026-03-05, hours: "
    case = load_case_text(head + '{start: "10:00", end: "12:30", zone: Europe/Zurich}}\n')
    assert case.meetings[0].hours == ZURICH
    with pytest.raises(InvalidCase) as caught:
        load_case_text(head + '{start: "10:00", zone: Europe/Zurch}}\n')
    (problem,) = caught.value.problems
    assert problem.place.path == "meetings.m.hours.zone"
    assert problem.hint == "did you mean Europe/Zurich?"


def test_meetings_of_one_day_stand_by_their_hour_whatever_the_zone():
    case = Case(
        id="c",
        title="C",
        meetings=(
            meeting("a-late", Hours(start="09:30", zone="UTC"), status=MeetingStatus.SCHEDULED),
            meeting("b-early", ZURICH, status=MeetingStatus.SCHEDULED),
            meeting("c-day", None, status=MeetingStatus.SCHEDULED),
        ),
    )
    order = ["c-day", "b-early", "a-late"]
    assert [m.id for m in case_calendar(case).ahead] == order
    assert case_calendar(case).next.id == "c-day"
    assert [m.id for m in overview(case).meetings] == order


def test_a_plan_refuses_hours_without_a_day():
    given = {"title": "T", "status": MeetingStatus.SCHEDULED, "place": "", "parties": ()}
    given |= {"participants": (), "track": None, "outcome": "", "note": "", "hours": ZURICH}
    assert planned_meeting(meeting(), date=DAY, **given).hours == ZURICH
    with pytest.raises(ImpossibleRequest, match="one certain day"):
        planned_meeting(meeting(), date=UncertainDate("2026-03"), **given)


TOKYO = Hours(start="08:00", end="09:30", zone="Asia/Tokyo")


@pytest.fixture
def served(team):
    soon = MeetingStatus.SCHEDULED
    more = (
        meeting("zurich", status=soon),
        meeting("tokyo", TOKYO, status=soon),
        meeting("open", Hours(start="10:00", zone="UTC"), status=soon),
    )
    case = dataclasses.replace(HIDDEN, meetings=(*HIDDEN.meetings, *more))
    keep_case(team.store, case, Scribe("a drafter", START, salts()))
    return team


def words(response):
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_pages_show_the_hours_with_their_zone_and_utc(served):
    client = served.client("drafter")
    for address in ("/cases/drawn/calendar", "/cases/drawn/"):
        page = words(client.get(address))
        assert '<bdi dir="ltr">10:00–12:30</bdi> <bdi>(<bdi dir="ltr">Europe/Zurich' in page
        assert "09:00–11:30 UTC" in page
        assert "4 Mar 2026, 23:00 UTC</bdi> – <bdi>5 Mar 2026, 00:30 UTC" in page


def test_the_heading_of_the_calendar_names_the_hours_of_the_next_meeting(served):
    page = words(served.client("drafter").get("/cases/drawn/calendar"))
    assert "<h1>Next: tokyo, 5 Mar 2026, 08:00–09:30 (Asia/Tokyo).</h1>" in page
    earlier = words(served.client("drafter").get("/cases/drawn/calendar?as_of=2026-03-06"))
    assert "<h1>Next: Next round, 10 Mar 2026.</h1>" in earlier


def test_the_feed_has_moments_for_hours_and_days_otherwise(served):
    file = served.client("drafter").get("/cases/drawn/calendar/calendar.ics").content
    walked = icalendar.Calendar.from_ical(file).walk("VEVENT")
    found = {str(one["uid"]).partition("@")[0]: one for one in walked}
    zurich = found["meetings-zurich"]
    assert zurich["dtstart"].dt == at("2026-03-05 09:00")
    assert zurich["dtend"].dt == at("2026-03-05 11:30")
    assert b"DTSTART:20260305T090000Z" in file
    assert "10:00–12:30 (Europe/Zurich)" in str(zurich["description"])
    assert "dtend" not in found["meetings-open"]
    assert type(found["meetings-m1"]["dtstart"].dt) is datetime.date


def test_the_form_keeps_hours_and_says_what_is_wrong_with_them(served):
    client = served.client("drafter")
    path = "/cases/drawn/calendar/meetings/new"
    given = {"title": "Third", "status": "scheduled", "date": "2026-05-05", "eyes": "team"}
    hours = {"start": "10:00", "end": "11:00", "zone": "Europe/Zurch"}
    wrong = client.post(path, given | hours)
    assert wrong.status_code == 422
    assert "did you mean Europe/Zurich?" in words(wrong)
    assert 'value="Europe/Zurch"' in words(wrong)
    assert client.post(path, given | {"end": "11:00", "zone": "UTC"}).status_code == 422
    assert client.post(path, given | hours | {"zone": "Europe/Zurich"}).status_code == 302
    page = words(client.get("/cases/drawn/calendar"))
    assert "08:00–09:00 UTC" in page
    assert client.post(path, given | {"title": "None", "zone": "UTC"}).status_code == 302
