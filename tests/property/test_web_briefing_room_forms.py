"""No form of the briefings, the calendar or a room can be filled in so that the server falls."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from onetext.model import Milestone
from onetext.workflows.journal import Scribe, keep_case
from web_journals import DAY, HIDDEN, START

CASE = dataclasses.replace(
    HIDDEN, as_of=None, milestones=(Milestone(id="due", title="An answer", date=DAY),)
)
TEAM = (
    "briefings/give", "briefings/comments/new", "briefings/comments/c1",
    "calendar/meetings/new", "calendar/meetings/m1", "calendar/milestones/new",
    "calendar/milestones/due", "room/answers/answer-secret/weigh",
)  # fmt: skip
NORTH = ("room/text/t1",)
SHOWN = ("briefings", "briefings?all=1", "calendar", "calendar/calendar.ics", "room/answers")
NAMES = (
    "to", "text", "points", "form", "what", "terms", "date", "by", "others", "room", "opens",
    "withheld", "do", "read", "party", "remark", "disposition", "disposed_in", "reply", "title",
    "status", "place", "parties", "participants", "track", "new_track", "outcome", "note", "eyes",
    "credibility", "stance-0-0", "if-0-0", "whole", "whole-if", "better", "than", "hurts-0",
    "hurts-1", "wish-p1", "about", "made_from",
)  # fmt: skip
VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            *("", "p1", "p2", "half", "need", "north", "south", "t1", "t-secret", "talks", "m1"),
            *("keep", "check", "oral", "left", "accepted", "refused", "held", "postponed", "team"),
            *("these", "accepts", "accepts-if", "red-line", "far", "same", "1", "-1", "9" * 30),
            *("2026-02-01", "2026-13-01", "9999-12-31", "0001-01-01/..", "../9999", "XXXX-01-01"),
            *("\x00", "\ud7ff", "../..", "<b>", "None", "2026-02-01~", "2026/2025"),
        ]
    ),
)


@pytest.fixture(scope="module")
def served(team_settings):
    from onetext.storage.memory import MemoryJournalStore
    from web_fixtures import _forget_everybody, open_archive, signed_in

    store = MemoryJournalStore()
    open_archive(store)
    keep_case(store, CASE, Scribe("chair", START, lambda: b"s" * 32))
    drafter, north = signed_in("drafter"), signed_in("party", "north")
    yield dict.fromkeys(TEAM, drafter) | dict.fromkeys(NORTH, north)
    _forget_everybody()


FAR = {"title": "T", "date": "9999-12-31", "status": "scheduled"}
EARLY = {"title": "T", "date": "0001-01-01/9999", "status": "expected"}


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(TEAM + NORTH), st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=9))
@example("calendar/meetings/new", FAR)
@example("calendar/milestones/new", EARLY)
def test_a_form_filled_in_at_random_is_written_or_refused(served, address, form):
    client = served[address]
    page = client.get(f"/cases/drawn/{address}").content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(mark|made_from)" value="([^"]*)"', page))
    response = client.post(f"/cases/drawn/{address}", hidden | form)
    assert response.status_code in (200, 302, 404, 409, 422), (address, form)
    if "?" not in address and not address.endswith("weigh"):
        shown = client.get(f"/cases/drawn/{address}", form)
        assert shown.status_code in (200, 404, 422), (address, form)
    for after in SHOWN:
        path = f"/cases/drawn/{after}"
        assert served[TEAM[0]].get(path).status_code == 200, (address, form, after)
