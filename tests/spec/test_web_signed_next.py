"""The next draft as a page: what is proposed, why, and that making it loses not a word."""

from __future__ import annotations

import dataclasses
import html
import re

import pytest

from onetext.model import DRAFTING_TEAM_ONLY, Clause, ClauseState, Position, Stance
from onetext.workflows.journal import Scribe, keep_case, kept_case
from web_journals import HIDDEN, START

ADDRESS = "/cases/drawn/signed/next?draws=400&text=t1"


@pytest.fixture
def desk(team):
    text = dataclasses.replace(
        HIDDEN.texts[0],
        clauses=(
            Clause(point="p1", number="7", option="half", wording={"en": "Half each, for ever."}),
        ),
    )
    against = tuple(
        Position(id=f"against-{party}", party=party, point="p1", options=(option,), stance=stance)
        for party in ("north", "south")
        for option, stance in (("half", Stance.OPPOSES), ("need", Stance.ACCEPTS))
    )
    against = tuple(
        dataclasses.replace(one, id=f"{one.id}-{place}") for place, one in enumerate(against)
    )
    case = dataclasses.replace(HIDDEN, texts=(text, *HIDDEN.texts[1:]), positions=against)
    keep_case(team.store, case, Scribe("chair", START, lambda: b"s" * 32))
    return team


def words_of(answer):
    return html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))


def form_of(page):
    said = page.content.decode()
    return {"mark": re.search(r'name="mark" value="(\w+)"', said).group(1)}


def texts_of(desk):
    return {text.id: text for text in kept_case(desk.store, "drawn").case.texts}


def test_it_says_what_would_change_and_why(desk):
    words = words_of(desk.client("drafter").get(ADDRESS))
    assert "Half each" in words
    assert "By need" in words
    assert "opposes it" in words


def test_making_it_writes_one_new_text_for_the_team_alone(desk):
    client = desk.client("drafter")
    before = texts_of(desk)
    sent = {**form_of(client.get(ADDRESS)), "title": "Draft two", "reason": "Both oppose half."}
    answer = client.post(ADDRESS, sent)
    assert answer.status_code == 302
    after = texts_of(desk)
    (new,) = [text for id_, text in after.items() if id_ not in before]
    assert {id_: after[id_] for id_ in before} == before
    assert (new.title, new.reason, new.revises) == ("Draft two", "Both oppose half.", ("t1",))
    assert before["t1"].marking.audience == ("north",)
    assert new.marking == DRAFTING_TEAM_ONLY  # North saw the last one, not this one
    (clause,) = new.clauses_on("p1")
    assert (clause.number, clause.option) == ("7", "need")
    assert clause.wording == {}  # nobody has worded it
    assert clause.state is not ClauseState.DROPPED


def test_what_nobody_changes_keeps_its_words(desk):
    client = desk.client("drafter")
    address = f"{ADDRESS}&changes=0"
    sent = {**form_of(client.get(address)), "title": "Same again", "reason": "To be worded."}
    client.post(address, sent)
    (new,) = [text for text in texts_of(desk).values() if text.title == "Same again"]
    assert new.clauses_on("p1")[0].wording == {"en": "Half each, for ever."}


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"mark": "0" * 16, "title": "T", "reason": "R"}, "the proposal is another one by now"),
        ({"title": "", "reason": ""}, None),
    ],
)
def test_an_old_proposal_is_not_written(desk, sent, said):
    client = desk.client("drafter")
    before = texts_of(desk)
    sent = {**form_of(client.get(ADDRESS)), **sent} if said is None else sent
    answer = client.post(ADDRESS, sent)
    if said is None:  # an empty field is filled with what was offered
        assert answer.status_code == 422
    else:
        assert said in words_of(answer)
    assert texts_of(desk) == before


@pytest.mark.parametrize("wrong", ["changes=x", "changes=999", "text=t-none", "draws=1"])
def test_what_cannot_be_asked_is_refused_in_three_parts(desk, wrong):
    answer = desk.client("drafter").get(f"/cases/drawn/signed/next?{wrong}")
    assert answer.status_code in (404, 422)


def test_a_party_does_not_find_it(desk):
    assert desk.client("party", "north").get(ADDRESS).status_code == 404


def test_what_the_text_leaves_open_is_not_chosen_for_the_parties(team):
    text = dataclasses.replace(HIDDEN.texts[0], clauses=(Clause(point="p1", number="7"),))
    asked = tuple(
        Position(id=party, party=party, point="p1", options=(option,), stance=Stance.PROPOSES)
        for party, option in (("north", "half"), ("south", "need"))
    )
    case = dataclasses.replace(HIDDEN, texts=(text, *HIDDEN.texts[1:]), positions=asked)
    keep_case(team.store, case, Scribe("chair", START, lambda: b"s" * 32))
    page = team.client("drafter").get(ADDRESS)
    assert "Stays in brackets:" in words_of(page)
    assert "<ins" not in page.content.decode()
