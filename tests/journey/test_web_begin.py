"""A case is begun in the browser and every page of it says what to do first."""

from __future__ import annotations

import pytest

GIVEN = {
    "title": "The river accord",
    "parties": "Northland\nSouth Coast",
    "points": "How the river is shared\n- Half each\n- By need\nWho pays",
    "eyes": "team",
}
PAGES = ("", "text", "record", "positions", "signed", "briefings", "calendar", "journal")


@pytest.fixture
def owner(team, monkeypatch):
    """Somebody who may begin cases, and has a seat in the one begun below."""
    from onetext.web.accounts.members import Member

    monkeypatch.setattr(Member, "may_begin", True)
    return team.client("chair", case="the-river-accord")


def test_a_case_is_begun_and_then_studied(team, owner):
    assert 'href="/begin"' in owner.get("/").content.decode()
    answer = owner.post("/begin", GIVEN)
    assert (answer.status_code, answer["Location"]) == (302, "/cases/the-river-accord/")
    assert team.store.case_ids() == ("the-river-accord",)
    assert "Nobody has said anything" in owner.get(answer["Location"]).content.decode()
    for page in PAGES:
        shown = owner.get(f"/cases/the-river-accord/{page}")
        assert shown.status_code == 200, page
        assert 'id="finding"' in shown.content.decode(), page


def test_nothing_is_half_done(team, owner):
    answer = owner.post("/begin", GIVEN | {"parties": "Northland", "points": "- Half"})
    words = answer.content.decode()
    assert answer.status_code == 422
    assert "fewer than two parties" in words
    assert "stands below no point" in words
    assert "The river accord" in words
    assert team.store.case_ids() == ()


def test_the_same_title_again_is_another_case(team, owner):
    owner.post("/begin", GIVEN)
    assert owner.post("/begin", GIVEN)["Location"] == "/cases/the-river-accord-2/"
    assert set(team.store.case_ids()) == {"the-river-accord", "the-river-accord-2"}


def test_a_form_from_elsewhere_begins_nothing(team, owner):
    owner.handler.enforce_csrf_checks = True
    assert owner.post("/begin", GIVEN).status_code == 403
    assert team.store.case_ids() == ()


def test_on_a_teams_server_nobody_begins_a_case(team):
    for client in (team.client("chair"), team.client("party", "north"), team.client(None)):
        assert 'href="/begin"' not in client.get("/").content.decode()
        for answer in (client.get("/begin"), client.post("/begin", GIVEN)):
            assert answer.status_code == 404
            assert "runs the server" in answer.content.decode()
    assert team.store.case_ids() == ()
