"""The positions page: the day asked for, the slider without a script, a place's history."""

from __future__ import annotations

import pytest

from onetext.model import Case
from onetext.workflows.journal import Scribe, keep_case
from strategies import salts
from web_journals import HIDDEN, START


@pytest.fixture
def served(team):
    keep_case(team.store, HIDDEN, Scribe("a drafter", START, salts()))
    return team


def words(response):
    return response.content.decode()


def test_every_place_has_its_stance_its_age_and_its_evidence(served):
    page = words(served.client("drafter").get("/cases/drawn/positions"))
    assert "Who stands where is on record in 2 of 4 places." in page
    assert 'accepts: <span dir="auto">Half each' in page
    assert "9 days old" in page
    assert "A note handed over" in page
    assert "South&#x27;s minister" in page
    assert page.count("nothing on record") >= 2


def test_nothing_said_later_is_shown(served):
    page = words(served.client("drafter").get("/cases/drawn/positions?as_of=2026-02-19"))
    assert "nobody had said where it stands" in page
    assert "minister" not in page


def test_the_slider_is_a_form_that_leads_to_the_day(served):
    client = served.client("drafter")
    assert 'name="at"' in words(client.get("/cases/drawn/positions"))
    answer = client.get("/cases/drawn/positions?at=0")
    assert answer.headers["Location"] == "/cases/drawn/positions?as_of=2026-02-20"
    answer = client.get("/cases/drawn/positions?at=99999999&known_by=2026-03-01")
    assert answer.headers["Location"].endswith("?known_by=2026-03-01&as_of=2026-03-01")


@pytest.mark.parametrize("at", ["", "-1", "x", "²"])
def test_a_place_of_the_slider_that_is_none_shows_the_page(served, at):
    assert served.client("drafter").get("/cases/drawn/positions", {"at": at}).status_code == 200


def test_a_place_opens_its_history(served):
    client = served.client("drafter")
    page = words(client.get("/cases/drawn/positions/p1/south"))
    assert "<html" in page
    assert "What South said at night" in page
    assert "in force" in page
    row = words(client.get("/cases/drawn/positions/p1/south", headers={"HX-Request": "true"}))
    assert row.startswith("<td")
    assert "What South said at night" in row
    nothing = words(client.get("/cases/drawn/positions/p2/south"))
    assert "Nothing is on record of it here by this day." in nothing
    assert client.get("/cases/drawn/positions/text/t1/north").status_code == 200


@pytest.mark.parametrize("place", ["p9/south", "p1/west", "text/t9/south"])
def test_what_is_not_there_is_not_found(served, place):
    assert served.client("drafter").get(f"/cases/drawn/positions/{place}").status_code == 404


def test_a_party_finds_no_such_page(served):
    for address in ("positions", "positions/p1/north", "positions/text/t1/north"):
        client = served.client("party", "north")
        assert client.get(f"/cases/drawn/{address}").status_code == 404


def test_an_empty_record_says_what_to_do_first(team):
    keep_case(team.store, Case(id="drawn", title="New"), Scribe("a drafter", START, salts()))
    page = words(team.client("drafter").get("/cases/drawn/positions"))
    assert "Add the questions the agreement has to answer" in page
