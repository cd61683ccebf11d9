"""A party's room: what was shown as it was shown, its answers, and what the study makes of them."""

from __future__ import annotations

import dataclasses
import datetime
import re

import pytest

from onetext.model import (
    Alternative,
    Briefing,
    Case,
    Clause,
    ClauseState,
    Comment,
    Form,
    Intensity,
    Option,
    Point,
    Stance,
    UncertainDate,
)
from onetext.workflows.constraints import constraints_of
from onetext.workflows.journal import Scribe, keep_case, kept_case
from strategies import salts
from web_journals import DAY, HIDDEN, START, TO_NORTH, TO_SOUTH

P2 = Point(
    id="p2",
    title="Who measures",
    options=(Option(id="joint", title="Both together"), Option(id="third", title="A third")),
)
BRACKETS = Clause(
    point="p2",
    number="2",
    state=ClauseState.BRACKETED,
    alternatives=(
        Alternative(option="joint", wording={"en": "Both measure."}, asked_by=("north",)),
        Alternative(option="third", wording={"en": "A third measures."}, asked_by=("south",)),
    ),
)
FIRST = dataclasses.replace(HIDDEN.texts[0], clauses=(*HIDDEN.texts[0].clauses, BRACKETS))
SECOND = dataclasses.replace(
    FIRST,
    id="t2",
    title="Second draft",
    date=UncertainDate("2026-02-25"),
    clauses=(
        Clause(point="p1", number="1", option="need", wording={"en": "Each takes by need."}),
        Clause(point="p2", number="2", option="third", wording={"en": "A third measures."}),
    ),
)
TOLD = dataclasses.replace(FIRST, id="t-told", title="Third draft, of which it was told")


def shown(id_, text, form=Form.SHOWN, **changes):
    given = {"by": "the chair", "to": ("north",), "date": DAY, "marking": TO_NORTH}
    return Briefing(id=id_, text=text, form=form, **(given | changes))


CASE = dataclasses.replace(
    HIDDEN,
    as_of=None,
    comparisons=(),
    points=(HIDDEN.points[0], P2),
    texts=(FIRST, SECOND, TOLD, HIDDEN.texts[1]),
    briefings=(
        shown("b1", "t1"),
        shown("b2", "t2", terms="No copies."),
        shown("b3", "t-told", Form.ORAL, what="There may be a third draft.", points=("p2",)),
        shown("b4", None, what="The next round is in March."),
        shown("b5", "t2", received=False, what="It says that it has no copy."),
        shown("b-secret", "t-secret", to=("south",), marking=TO_SOUTH),
    ),
)


def serve(team, case):
    keep_case(team.store, case, Scribe("a drafter", START, salts()))
    return team


@pytest.fixture
def served(team):
    return serve(team, CASE)


def words(response):
    return response.content.decode()


def without_token(response):
    """Return a page without what keeps its forms from being sent from elsewhere."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", words(response))


def case_of(team):
    return kept_case(team.store, "drawn").case


def get(team, address, party="north"):
    return team.client("party", party).get(f"/cases/drawn/{address}")


def post(team, given, text="t2", party="north"):
    return team.client("party", party).post(f"/cases/drawn/room/text/{text}", given)


def test_a_room_has_what_was_shown_in_the_form_and_on_the_terms_given(served):
    page = words(get(served, "room"))
    assert "Second draft is the latest that was brought here." in page
    assert "No copies." in page
    assert "There may be a third draft." in page
    assert "its wording is not here" in page
    assert "The next round is in March." in page
    assert "It says that it has no copy." in page
    assert "secret" not in page
    assert 'href="/cases/drawn/room"' in page


def test_a_text_that_was_told_of_shows_what_was_said_and_no_wording(served):
    page = words(get(served, "room/text/t-told"))
    assert "There may be a third draft." in page
    assert "takes half" not in page
    assert "Both measure" not in page
    assert 'name="stance-' not in page
    assert post(served, {"remark": "Then tell us more."}, "t-told").status_code == 302
    assert case_of(served).comments[-1].text == "t-told"


def test_of_single_points_only_those_are_shown(team):
    in_part = dataclasses.replace(CASE.briefings[1], points=("p2",))
    serve(team, dataclasses.replace(CASE, briefings=(CASE.briefings[0], in_part)))
    page = words(get(team, "room/text/t2"))
    assert "A third measures." in page
    assert "by need" not in page
    assert 'name="whole"' not in page
    answer = {"whole": "accepts", "stance-0-0": "accepts", "better": "far", "than": "t1"}
    assert post(team, answer).status_code == 302
    new = [one for one in case_of(team).positions if one.id.startswith("answer-")]
    assert [(one.point, one.options) for one in new] == [("p2", ("third",))]


def test_who_else_asked_for_what_is_not_said(served):
    page = words(get(served, "room/text/t1"))
    assert "asked for by you" in page
    assert "South" not in page


def test_an_answer_becomes_records_of_the_partys_own_voice(served):
    answer = {
        "stance-0-0": "accepts-if",
        "if-0-0": "the flow is measured",
        "stance-1-0": "red-line",
        "whole": "opposes",
        "better": "clearly-worse",
        "than": "t1",
        "hurts-0": "p2",
        "hurts-1": "p1",
        "wish-p2": "joint",
        "wish-p1": "half",
        "remark": "Not like this.",
        "about": ["p1"],
    }
    assert post(served, answer).headers["Location"] == "/cases/drawn/room#answers"
    case = case_of(served)
    positions = [one for one in case.positions if one.id.startswith("answer-")]
    assert [(one.point or one.text, one.stance) for one in positions] == [
        ("p1", Stance.ACCEPTS_IF),
        ("p2", Stance.RED_LINE),
        ("t2", Stance.OPPOSES),
    ]
    assert positions[0].condition == "the flow is measured"
    better, hurts = case.comparisons
    assert (better.texts, better.by) == (("t1", "t2"), Intensity.CLEARLY)
    assert hurts.better == {"p2": "joint", "p1": "need"}
    assert hurts.worse == {"p2": "third", "p1": "half"}
    order, remark = case.comments[-2:]
    assert (order.points, remark.remark, remark.points) == (("p2", "p1"), "Not like this.", ("p1",))
    new = [*positions, *case.comparisons, order, remark]
    assert all(one.marking.audience == ("north",) for one in new)
    assert len({one.id.rpartition(".")[0] for one in new}) == 1
    page = words(get(served, "room"))
    assert "Not like this." in page
    assert "First draft is better than Second draft" in page


def constraints(team, party="north"):
    found = constraints_of(case_of(team))
    return {one.id: one for one in found if one.party == party}


def test_what_the_party_answered_changes_what_the_study_counts(served):
    before = constraints(served)
    post(served, {"stance-0-0": "red-line", "better": "far-worse", "than": "t1"})
    new = [one for id_, one in constraints(served).items() if id_ not in before]
    assert [(one.kind, one.credence) for one in new] == [("position", 0.5), ("comparison", 0.5)]
    assert new[0].says.startswith("North rules “By need” out")
    assert "First draft" in new[1].says


def test_the_team_weighs_an_answer_and_the_party_does_not_see_the_grade(served):
    post(served, {"stance-0-0": "red-line", "remark": "No."})
    client = served.client("analyst")
    page = words(client.get("/cases/drawn/room/answers"))
    assert "1 answer waits to be weighed." in page
    answer = page.split("/room/answers/")[1].split("/weigh")[0]
    path = f"/cases/drawn/room/answers/{answer}/weigh"
    assert client.post(path, {"credibility": "1"}).status_code == 302
    (constraint,) = [one for one in constraints(served).values() if one.id.startswith(answer)]
    assert constraint.credence == pytest.approx(0.9)
    assert client.post(path, {"credibility": "4"}).status_code == 302
    assert "weighed B4" in words(client.get("/cases/drawn/room/answers"))
    assert client.post(path, {"credibility": "7"}).status_code == 422
    assert served.client("party", "north").post(path, {"credibility": "1"}).status_code == 404
    for address in ("room", "room/text/t2", "journal"):
        page = re.sub(r'csrfmiddlewaretoken" value="[^"]*"', "", words(get(served, address)))
        assert "B4" not in page
        assert "in its room on" not in page


def test_an_answer_after_the_last_day_of_the_record_waits_for_the_team_to_move_it(team):
    day = datetime.date(2026, 3, 1)
    serve(team, dataclasses.replace(CASE, as_of=day))
    assert post(team, {"stance-0-0": "red-line"}).status_code == 302
    assert case_of(team).as_of == day
    assert not any(id_.startswith("answer-") for id_ in constraints(team))
    client = team.client("chair")
    assert "later than the day the record is kept to" in words(
        client.get("/cases/drawn/room/answers")
    )
    assert client.post("/cases/drawn/room/answers/up-to-date").status_code == 302
    assert any(id_.startswith("answer-") for id_ in constraints(team))
    assert (
        team.client("party", "north").post("/cases/drawn/room/answers/up-to-date").status_code
        == 404
    )


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({}, "the answer says nothing"),
        ({"stance-0-0": "accepts-if"}, "does not say on what condition"),
        ({"whole": "accepts-if"}, "does not say on what condition"),
        ({"stance-9-9": "accepts", "stance-0-0": "loves", "than": "t-secret"}, "says nothing"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(served, answer, said):
    n_entries = len(served.store.journal("drawn"))
    refused = post(served, answer | {"if-1-0": "as typed"})
    assert refused.status_code == 422
    assert said in words(refused)
    assert "as typed" in words(refused)
    assert len(served.store.journal("drawn")) == n_entries


def test_two_answers_of_one_day_do_not_stand_against_each_other(served):
    assert post(served, {"stance-0-0": "accepts"}).status_code == 302
    assert post(served, {"stance-0-0": "accepts", "remark": "As we said."}).status_code == 302
    refused = post(served, {"stance-0-0": "opposes"})
    assert refused.status_code == 422
    assert "you answered this differently today" in words(refused)


def test_nobody_else_sees_that_a_party_answered(served):
    pages = ("room", "", "journal", "text")
    before = [without_token(get(served, page, "south")) for page in pages]
    post(served, {"stance-0-0": "red-line", "remark": "Between us."})
    assert [without_token(get(served, page, "south")) for page in pages] == before
    assert "Between us." in words(get(served, "journal"))


def test_only_what_was_brought_to_a_party_can_be_answered(served):
    for text in ("t-secret", "t9"):
        assert get(served, f"room/text/{text}").status_code == 404
        assert post(served, {"remark": "x"}, text).status_code == 404
    assert get(served, "room/text/t2", "south").status_code == 404


def test_a_record_of_another_hand_that_is_called_an_answer_is_one_by_itself(team):
    alone = Comment(id="answer-9", party="north", text="t1", remark="No.", marking=TO_NORTH)
    serve(team, dataclasses.replace(CASE, comments=(alone,)))
    page = words(team.client("chair").get("/cases/drawn/room/answers"))
    assert "/room/answers/answer-9/weigh" in page


def test_the_team_looks_in_and_answers_nothing(served):
    client = served.client("drafter")
    page = words(client.get("/cases/drawn/room/of/north"))
    assert "As North would see it" in page
    assert "No copies." in page
    assert "secret" not in page
    text = words(client.get("/cases/drawn/room/of/north/text/t2"))
    assert "Each takes by need." in text
    assert 'class="answering"' not in text
    assert "Could you accept" not in text
    assert "only somebody of the party can give it" in text
    assert client.post("/cases/drawn/room/of/north/text/t2").status_code == 405
    assert client.get("/cases/drawn/room").status_code == 404
    assert client.get("/cases/drawn/room/text/t2").status_code == 404
    assert client.get("/cases/drawn/room/of/west").status_code == 404
    assert "b-secret" not in page


def test_rooms_of_others_are_not_there(served):
    for address in ("room/of/south", "room/of/north", "room/of/north/text/t2", "room/answers"):
        assert get(served, address).status_code == 404
    assert served.client("observer").get("/cases/drawn/room").status_code == 404


def test_a_party_that_sees_nothing_of_the_case_finds_no_room(team):
    case = Case(id="drawn", title="Closed", parties=HIDDEN.parties)
    serve(team, case)
    page = words(team.client("chair").get("/cases/drawn/room/of/north"))
    assert "finds no room" in page
    assert get(team, "room").status_code == 404
