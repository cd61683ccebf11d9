"""The interface for programs: what its person sees, in JSON; a party may say what it says."""

from __future__ import annotations

import json

import pytest

from onetext.model import Case
from onetext.record.kinds import plain_case
from onetext.workflows.journal import Scribe, keep_case, kept_case
from strategies import salts
from web_journals import HIDDEN, SHOWN, START


@pytest.fixture
def served(team):
    keep_case(team.store, HIDDEN, Scribe("chair", START, salts()))
    return team


def got(client, path, status=200, **query):
    response = client.get(f"/api/v1{path}", query)
    assert response.status_code == status, response.content
    assert response["Content-Type"].startswith("application/json")
    return json.loads(response.content)


def posted(client, path, said, status=201):
    response = client.post(f"/api/v1{path}", said, content_type="application/json")
    assert response.status_code == status, response.content
    return json.loads(response.content)


def test_the_team_gets_the_case_as_its_schema_says(served):
    found = got(served.client("chair"), "/cases/drawn")
    assert found == json.loads(json.dumps(plain_case(kept_case(served.store, "drawn").case)))
    assert found["texts"][1]["id"] == "t-secret"


def test_a_party_gets_what_it_may_see(served):
    north = served.client("party", "north")
    found = got(north, "/cases/drawn")
    assert [text["id"] for text in found["texts"]] == ["t1"]
    assert [c["id"] for c in got(north, "/cases/drawn/records/comments")] == ["c1"]
    refused = got(north, "/cases/drawn/records/texts/t-secret", 404)
    never = got(north, "/cases/drawn/records/texts/never", 404)
    assert str(refused).replace("t-secret", "never") == str(never)
    assert got(north, "/cases/drawn/study", 404)["problems"][0]["hint"] == "ask the chair"


def test_the_list_says_which_cases_there_are(served):
    assert [card["id"] for card in got(served.client("chair"), "/cases")] == ["drawn"]
    assert got(served.client(None, name="nobody"), "/cases") == []
    assert got(served.client("chair"), "/")["name"] == "chair"


def test_the_journal_is_the_readers_own_chain(served):
    north = got(served.client("party", "north"), "/cases/drawn/journal", most=500)
    team = got(served.client("chair"), "/cases/drawn/journal", after=2, most=3)
    assert north["head"]["length"] == len(north["lines"]) < team["head"]["length"]
    assert north["head"]["hash"] == north["lines"][-1]["hash"]
    assert [line["number"] for line in team["lines"]] == [3, 4, 5]


def test_the_study_and_what_if_are_the_teams(served):
    chair = served.client("chair")
    assert got(chair, "/cases/drawn/study")["state"] == "ready"
    found = got(chair, "/cases/drawn/try", text="t1", settled="p1:need")
    assert found["options"]["p1"] == "need"
    assert set(found["parties"]) == {"north", "south"}
    assert (
        "POINT:OPTION"
        in got(chair, "/cases/drawn/try", 422, text="t1", settled="p1")["problems"][0]["because"]
    )


def test_a_party_says_what_it_says(served):
    north = served.client("party", "north")
    said = posted(north, "/cases/drawn/comments", {"text": "t1", "remark": "Nearly."})
    ((kind, made),) = said["written"]
    assert kind == "comments"
    kept = next(c for c in kept_case(served.store, "drawn").case.comments if c.id == made)
    assert (kept.party, kept.remark, kept.marking.audience) == ("north", "Nearly.", ("north",))
    answered = posted(
        north,
        "/cases/drawn/answers",
        {"text": "t1", "whole": {"stance": "reserves"}, "remark": "Point 2 is missing."},
    )
    assert {kind for kind, _ in answered["written"]} == {"positions", "comments"}


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"text": "t-secret", "remark": "x"}, 404),
        ({"text": "t1", "remark": ""}, 422),
        ({"text": "t1", "remark": "x", "points": ["p9"]}, 404),
        ({"remark": "x"}, 422),
        ([], 422),
    ],
    ids=str,
)
def test_a_comment_that_cannot_be_is_refused_in_three_parts(served, said, status):
    found = posted(served.client("party", "north"), "/cases/drawn/comments", said, status)
    for problem in found["problems"]:
        assert problem["what"]
        assert problem["because"]
        assert problem["hint"]


@pytest.mark.parametrize("role", ["chair", "reader", "observer"])
def test_nobody_else_speaks_for_a_party(served, role):
    before = kept_case(served.store, "drawn").case
    posted(served.client(role), "/cases/drawn/comments", {"text": "t1", "remark": "x"}, 422)
    assert kept_case(served.store, "drawn").case == before


def test_what_writes_needs_the_token_of_a_form(served):
    from django.test import Client

    from web_fixtures import HTTPS

    north = served.client("party", "north")
    careful = Client(enforce_csrf_checks=True, headers=HTTPS)
    careful.cookies = north.cookies
    said = {"text": "t1", "remark": "x"}
    refused = posted(careful, "/cases/drawn/comments", said, 403)
    assert "X-CSRFToken" in refused["problems"][0]["hint"]
    token = got(careful, "/")["form_token"]
    headers = {"X-CSRFToken": token, "Referer": "https://testserver:80/"}  # Django adds a port

    response = careful.post(
        "/api/v1/cases/drawn/comments", said, content_type="application/json", headers=headers
    )
    assert response.status_code == 201, response.content


def test_the_document_knows_every_noun(served):
    document = got(served.client("chair"), "/openapi.json")
    assert "/api/v1/cases/{case}" in document["paths"]
    assert set(document["components"]["schemas"]["Case"]["properties"]) == set(
        Case.__dataclass_fields__
    )
    assert SHOWN.title not in json.dumps(document)
