"""A party that was told of points, and shown no text, answers; the team says what became of it."""

from __future__ import annotations

import dataclasses
import json
import re

import pytest

from onetext.model import DRAFTING_TEAM_ONLY, Briefing, Comment, Disposition, Form, UncertainDate
from onetext.record.kinds import body_of, record_from
from onetext.workflows.answer_briefing import briefing_answer
from onetext.workflows.journal import Scribe, keep_case, kept_case
from onetext.workflows.rooms import room
from strategies import salts
from web_journals import HIDDEN, START, TO_NORTH, TO_SOUTH

ORAL = Briefing(
    id="told",
    by="chair",
    to=("north",),
    date=UncertainDate("2026-02-21"),
    what="Measuring could be joint.",
    points=("p2",),
    form=Form.ORAL,
    marking=TO_NORTH,
)
SOUTHS = dataclasses.replace(ORAL, id="told-secret", to=("south",), marking=TO_SOUTH)
CASE = dataclasses.replace(HIDDEN, as_of=None, briefings=(*HIDDEN.briefings, ORAL, SOUTHS))
ADDRESS = "/cases/drawn/room/briefing/told"


@pytest.fixture
def north(team):
    keep_case(team.store, CASE, Scribe("chair", START, salts()))
    return team.client("party", "north")


def comments_of(team):
    known = {one.id for one in CASE.comments}
    return [one for one in kept_case(team.store, "drawn").case.comments if one.id not in known]


def test_what_was_told_is_answered_in_the_room_and_disposed_of(team, north):
    assert f'href="{ADDRESS}"' in north.get("/cases/drawn/room").content.decode()
    form = north.get(ADDRESS).content.decode()
    assert "Measuring could be joint." in form
    assert 'value="p2"' in form
    assert 'value="p1"' not in form
    answer = north.post(ADDRESS, {"remark": "If both may look.", "about": "p2"})
    assert (answer.status_code, answer["Location"]) == (302, "/cases/drawn/room#answers")
    (said,) = comments_of(team)
    assert (said.party, said.text, said.briefing, said.points) == ("north", None, "told", ("p2",))
    assert (said.disposition, said.marking) == (Disposition.NEW, TO_NORTH)
    chair = team.client("chair")
    for page in ("briefings", "room/answers"):
        assert "If both may look." in chair.get(f"/cases/drawn/{page}").content.decode(), page
    dispose = f"/cases/drawn/briefings/comments/{said.id}"
    shown = chair.get(dispose).content.decode()
    assert 'href="/cases/drawn/briefings/log/told"' in shown
    made_from = shown.partition('name="made_from" value="')[2].partition('"')[0]
    given = {"made_from": made_from, "disposition": "accepted", "reply": "Both may.", "read": "1"}
    assert chair.post(dispose, given).status_code == 302
    own = north.get("/cases/drawn/room").content.decode()
    assert "Both may." in own
    assert "Measuring could be joint." in own.partition('id="answers"')[2]


def test_a_party_that_was_told_and_shown_no_text_finds_what_it_was_told(team):
    only = dataclasses.replace(CASE, texts=(), positions=(), comparisons=(), comments=())
    only = dataclasses.replace(only, briefings=(ORAL,), marking=DRAFTING_TEAM_ONLY)
    keep_case(team.store, only, Scribe("chair", START, salts()))
    for role, party, page in (("party", "north", "room"), ("chair", "", "room/of/north")):
        shown = team.client(role, party).get(f"/cases/drawn/{page}").content.decode()
        assert "You were told something; no text was brought here yet." in shown
        assert "Measuring could be joint." in shown
        assert "Nothing of this case" not in shown
    answer = team.client("party", "north").post(ADDRESS, {"remark": "Yes."})
    assert answer.status_code == 302


def test_an_answer_is_for_its_party_and_the_team_alone(team, north):
    north.post(ADDRESS, {"remark": "If both may look."})
    for role, party in (("party", "south"), ("observer", "")):
        other = team.client(role, party)
        for page in ("", "room", "journal", "text"):
            assert b"both may look" not in other.get(f"/cases/drawn/{page}").content
        assert other.get(ADDRESS).status_code == 404
        assert other.post(ADDRESS, {"remark": "We as well."}).status_code == 404
    assert len(comments_of(team)) == 1


def test_a_briefing_of_others_is_as_one_that_never_was(team, north):
    found = [
        north.post(f"/cases/drawn/room/briefing/{name}", {"remark": "No."})
        for name in ("told-secret", "told-nobody", "b1")
    ]
    assert {one.status_code for one in found} == {404}
    told, nobody, of_a_text = (
        re.sub(rb'csrfmiddlewaretoken" value="\w+"', b"", one.content) for one in found
    )
    told = told.replace(b"told-secret", b"told-nobody")
    assert told == nobody
    assert b"no such briefing" in of_a_text
    assert team.client("chair").get(ADDRESS).status_code == 404


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"remark": " ", "about": "p2"}, "remark", "the answer says nothing"),
        ({"remark": "No.", "about": "p1"}, "about", "not of this briefing"),
    ],
)
def test_what_is_wrong_stands_at_its_field(team, north, given, field, said):
    answer = north.post(ADDRESS, given)
    page = answer.content.decode()
    assert answer.status_code == 422
    beside = page.partition(f'id="wrong-{field}"')[2].partition("</span></span>")[0]
    assert said in beside
    assert comments_of(team) == []


@pytest.mark.parametrize(
    ("given", "about"),
    [
        ({"briefing": "told"}, (None, "told", ())),
        ({"points": ["p1", "p2"]}, (None, None, ("p1", "p2"))),
        ({"text": "t1", "briefing": "told"}, ("t1", None, ())),
    ],
)
def test_the_team_writes_down_what_was_said_without_a_text(team, north, given, about):
    chair, address = team.client("chair"), "/cases/drawn/briefings/comments/new"
    asked = chair.get(address).content.decode()
    assert '<option value="told"' in asked
    assert '<option value="b1"' not in asked
    said = {"party": "north", "remark": "They would measure."}
    assert chair.post(address, said | given).status_code == 302
    (kept,) = comments_of(team)
    assert (kept.text, kept.briefing, kept.points) == about
    assert "They would measure." in chair.get("/cases/drawn/briefings").content.decode()
    assert "They would measure." in north.get("/cases/drawn/room").content.decode()


@pytest.mark.parametrize("given", [{}, {"briefing": "never-given"}])
def test_a_comment_of_nothing_is_refused(team, north, given):
    said = {"party": "north", "remark": "They would measure."} | given
    answer = team.client("chair").post("/cases/drawn/briefings/comments/new", said)
    assert answer.status_code in (404, 422)
    assert 'class="wrong"' in answer.content.decode()
    assert comments_of(team) == []


def test_a_program_answers_a_briefing(team, north):
    def post(**said):
        return north.post("/api/v1/cases/drawn/comments", said, content_type="application/json")

    assert post(briefing="told", remark="If both may look.").status_code == 201
    assert post(points=["p2"], remark="Both.").status_code == 201
    assert post(remark="Of what?").status_code == 422
    there, nobody = (post(briefing=name, remark="No.") for name in ("told-secret", "told-nobody"))
    assert (there.status_code, nobody.status_code) == (404, 404)
    assert there.content.replace(b"told-secret", b"told-nobody") == nobody.content
    assert [one.briefing for one in comments_of(team)] == ["told", None]


def test_a_comment_written_before_keeps_its_bytes():
    """As it was written when every comment was of a text; byte for byte."""
    before = {
        "id": "c1",
        "party": "north",
        "text": "t1",
        "points": ["p1"],
        "remark": "We could.",
        "date": "2026-02-20",
        "disposition": "new",
        "disposed_in": None,
        "reply": "",
        "sources": [],
        "marking": None,
    }
    body = json.dumps(before, sort_keys=True, separators=(",", ":")).encode()
    kept = record_from("comments", body)
    assert (kept.text, kept.briefing) == ("t1", None)
    assert body_of("comments", kept) == body
    assert b'"briefing":"told"' in body_of(
        "comments", Comment(id="c2", party="north", briefing="told")
    )


def test_a_briefing_that_named_no_point_may_be_answered_on_any_the_party_knows():
    free = dataclasses.replace(ORAL, points=())
    case = dataclasses.replace(CASE, briefings=(free,))
    told = room(case, "north").told("told")
    answer = briefing_answer(
        case, told, answer_id="a", remark="Yes.", points=("p2", "p1"), day=START.date()
    )
    assert answer.points == ("p1", "p2")
