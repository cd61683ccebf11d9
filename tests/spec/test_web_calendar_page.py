"""The calendar page, its forms, and the secret address of the feed."""

from __future__ import annotations

import dataclasses
import re

import icalendar
import pytest

from onetext.model import Case, Marking, Meeting, MeetingStatus, Milestone, Tlp, UncertainDate
from onetext.workflows.journal import Scribe, keep_case, kept_case
from strategies import salts
from web_fixtures import HTTPS
from web_journals import HIDDEN, SECRETS, START, visible_twice

UNSURE = dataclasses.replace(
    HIDDEN,
    meetings=(
        *HIDDEN.meetings,
        Meeting(
            id="m2",
            title="Second round",
            date=UncertainDate("2026-03-16/2026-03-18"),
            status=MeetingStatus.SCHEDULED,
            parties=("north",),
            track="talks",
            note="At 10:00 in Geneva.",
        ),
        Meeting(
            id="m3",
            title="Visit",
            date=UncertainDate("2026-03-20"),
            status=MeetingStatus.POSTPONED,
        ),
        Meeting(id="m4", title="Some day", status=MeetingStatus.ON_HOLD),
    ),
    milestones=(Milestone(id="due", title="An answer", date=UncertainDate("2026-04-01")),),
)


@pytest.fixture
def served(team):
    keep_case(team.store, UNSURE, Scribe("a drafter", START, salts()))
    return team


def words(response):
    return response.content.decode()


def case_of(team):
    return kept_case(team.store, "drawn").case


def events(response):
    calendar = icalendar.Calendar.from_ical(response.content)
    return {str(event["uid"]).partition("@")[0]: event for event in calendar.walk("VEVENT")}


def test_meetings_by_track_with_what_is_uncertain_said(served):
    page = words(served.client("drafter").get("/cases/drawn/calendar"))
    assert "Next: Next round" in page
    assert "The talks" in page
    assert "16–18" in page
    assert "postponed" in page
    assert "date unknown" in page
    assert page.count("<svg") > 5
    assert "South alone" in page


@pytest.mark.parametrize(("day", "is_ahead"), [("2026-03-17", True), ("2026-03-19", False)])
def test_what_comes_stands_first_as_of_the_day_shown(served, day, is_ahead):
    page = words(served.client("drafter").get(f"/cases/drawn/calendar?as_of={day}"))
    coming, over = page.index('id="next"'), page.index('id="earlier"')
    place = page.index('id="on-m2"')
    assert (coming < place < over) is is_ahead
    assert coming < page.index('id="on-m3"') < over
    assert page.index('id="on-m4"') > over  # it has no date
    assert page.count('id="on-') == page.count("<tr id=") + 1  # each stands once, and what is due


def test_a_party_sees_its_own_calendar_and_no_forms(served):
    client = served.client("party", "north")
    page = words(client.get("/cases/drawn/calendar"))
    assert "Next round" in page
    assert "South alone" not in page
    assert "calendar/meetings/" not in page
    file = client.get("/cases/drawn/calendar/calendar.ics")
    assert "South" not in words(file).replace("North\\, South", "")
    for address in ("meetings/new", "meetings/m1", "milestones/new", "milestones/due"):
        assert client.get(f"/cases/drawn/calendar/{address}").status_code == 404
        assert client.post(f"/cases/drawn/calendar/{address}").status_code == 404


def test_the_file_says_no_more_of_a_date_than_the_record(served):
    response = served.client("drafter").get("/cases/drawn/calendar/calendar.ics")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    found = events(response)
    assert str(found["meetings-m1"]["status"]) == "CONFIRMED"
    unsure = found["meetings-m2"]
    assert str(unsure["status"]) == "TENTATIVE"
    assert str(unsure["summary"]) == "Second round (on some day or days of 16–18 Mar 2026)"
    assert "The day is not certain" in str(unsure["description"])
    assert "At 10:00 in Geneva." in str(unsure["description"])
    off = found["meetings-m3"]
    assert (str(off["status"]), str(off["summary"])) == ("CANCELLED", "Postponed: Visit")
    assert str(found["milestones-due"]["summary"]) == "Due: An answer"
    assert "meetings-m4" not in found
    about = icalendar.Calendar.from_ical(response.content)["description"]
    assert "no date is on record: South alone; Some day" in str(about)


def test_the_same_record_gives_the_same_file_and_a_change_a_new_sequence(served):
    client = served.client("drafter")
    first = client.get("/cases/drawn/calendar/calendar.ics")
    assert client.get("/cases/drawn/calendar/calendar.ics").content == first.content
    change(client, "m2", title="Second round, again", date="2026-03-17", status="scheduled")
    found = events(client.get("/cases/drawn/calendar/calendar.ics"))["meetings-m2"]
    assert int(found["sequence"]) == 1
    assert str(found["status"]) == "CONFIRMED"


def change(client, meeting, **given):
    path = f"/cases/drawn/calendar/meetings/{meeting}"
    page = words(client.get(path))
    number = re.search(r'name="made_from" value="(\d+)"', page)[1]
    return client.post(path, {"made_from": number, "eyes": "kept"} | given)


def made_address(client):
    page = words(client.post("/cases/drawn/calendar/feed"))
    return re.search(r'id="feed-address" value="[a-z]+://[^/]+([^"]+)"', page)[1]


def asked(path):
    from django.test import Client

    return Client(headers=HTTPS).get(path)


def test_a_secret_address_is_shown_once_reads_as_its_member_and_can_be_ended(served):
    client = served.client("party", "north")
    path = made_address(client)
    assert path not in words(client.get("/cases/drawn/calendar"))
    response = asked(path)
    assert response.status_code == 200
    assert "meetings-m1" in events(response)
    assert not any(word in words(response) for word in SECRETS)
    second = made_address(client)
    assert asked(path).status_code == 404
    assert asked(second).status_code == 200
    assert asked(second.replace("/drawn/", "/other/")).status_code == 404
    client.post("/cases/drawn/calendar/feed/end")
    assert asked(second).status_code == 404


def test_an_address_opens_one_case_alone(served):
    other = dataclasses.replace(UNSURE, id="other", title="Another accord")
    keep_case(served.store, other, Scribe("a drafter", START, salts()))
    path = made_address(served.client("drafter"))
    served.client("drafter", case="other")
    assert asked(path).status_code == 200
    assert asked(path.replace("/drawn/", "/other/")).status_code == 404


def test_an_address_ends_with_its_member(served):
    client = served.client("drafter")
    path = made_address(client)
    assert "meetings-m-secret" not in events(asked(path))  # it has no date
    assert "South alone" in words(asked(path))
    client.user.is_active = False
    client.user.save()
    assert asked(path).status_code == 404
    client.user.is_active = True
    client.user.save()
    client.user.memberships.all().delete()
    assert asked(path).status_code == 404


def test_only_a_digest_of_a_key_is_kept(served):
    from onetext.web.feeds.models import FeedKey

    path = made_address(served.client("drafter"))
    key = path.rpartition("/")[2].removesuffix(".ics")
    (kept,) = FeedKey.objects.all()
    assert key not in f"{kept.digest} {kept}"
    assert len(key) >= 43


def test_a_feed_is_alike_whatever_its_reader_may_not_see(team_settings):
    from onetext.storage.memory import MemoryJournalStore
    from web_fixtures import open_archive, signed_in

    found = []
    for journal in visible_twice():
        store = MemoryJournalStore()
        with store.writing("drawn") as pen:
            pen.add(journal)
        archive = open_archive(store)
        found.append(asked(made_address(signed_in("party", "north"))).content)
        archive.close()
    assert found[0] == found[1]
    assert b"Next round" in found[0]


def test_a_meeting_is_written_down_with_no_more_of_a_date_than_is_known(served):
    client = served.client("drafter")
    given = {
        "title": "Third round",
        "date": "2026-05",
        "status": "expected",
        "place": "Geneva",
        "parties": ["north", "south"],
        "participants": "The two envoys\n\nA chair",
        "new_track": "Second track",
        "note": "11:00, Geneva time",
        "eyes": "these",
    }
    response = client.post("/cases/drawn/calendar/meetings/new", given)
    assert response.status_code == 302
    new = case_of(served).meetings[-1]
    assert (new.date.edtf, new.status) == ("2026-05", MeetingStatus.EXPECTED)
    assert new.participants == ("The two envoys", "A chair")
    assert new.track == case_of(served).tracks[-1].id
    assert new.marking == Marking(tlp=Tlp.AMBER, audience=("north", "south"))
    assert len(new.id) > 10
    assert "Third round" in words(served.client("party", "south").get("/cases/drawn/calendar"))


def test_a_change_keeps_what_the_form_does_not_ask(served):
    client = served.client("drafter")
    response = change(
        client, "m1", title="Next round", date="2026-03-01", status="held", outcome="Half a page."
    )
    assert response.status_code == 302
    new = next(m for m in case_of(served).meetings if m.id == "m1")
    assert (new.status, new.outcome, new.parties) == (MeetingStatus.HELD, "Half a page.", ())
    milestone = words(client.get("/cases/drawn/calendar/milestones/due"))
    number = re.search(r'name="made_from" value="(\d+)"', milestone)[1]
    given = {"made_from": number, "title": "The answer", "date": "", "eyes": "team"}
    assert client.post("/cases/drawn/calendar/milestones/due", given).status_code == 302
    assert case_of(served).milestones[-1].marking == Marking()
    assert "The answer" not in words(served.client("party", "north").get("/cases/drawn/calendar"))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"title": ""}, "it has no title"),
        ({"date": "next week"}, "is not a date"),
        ({"outcome": "Peace"}, "was not held has no outcome"),
        ({"date": "2026-09-01", "status": "held"}, "later than the case itself"),
        ({"track": "none-such"}, "there is no track"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(served, given, said):
    typed = {"title": "T", "date": "2026-05", "status": "scheduled", "place": "As typed"}
    response = served.client("drafter").post("/cases/drawn/calendar/meetings/new", typed | given)
    assert response.status_code == 422
    assert said in words(response)
    assert "As typed" in words(response)


def test_a_meeting_is_taken_back_with_a_reason(served):
    client = served.client("drafter")
    number = re.search(
        r'name="made_from" value="(\d+)"', words(client.get("/cases/drawn/calendar/meetings/m2"))
    )[1]
    path = "/cases/drawn/calendar/meetings/m2/withdraw"
    assert client.post(path, {"made_from": number, "because": "a slip"}).status_code == 302
    assert "m2" not in [m.id for m in case_of(served).meetings]
    assert client.post("/cases/drawn/calendar/texts/t1/withdraw").status_code == 404


def test_an_empty_calendar_says_what_to_do_first(team):
    keep_case(team.store, Case(id="drawn", title="New"), Scribe("a drafter", START, salts()))
    page = words(team.client("drafter").get("/cases/drawn/calendar"))
    assert "No meeting is on record yet." in page
    assert "however uncertain its date" in page
    assert "VEVENT" not in words(team.client("drafter").get("/cases/drawn/calendar/calendar.ics"))
