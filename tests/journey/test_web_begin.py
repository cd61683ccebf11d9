"""A case is begun in the browser and every page of it says what to do first."""

from __future__ import annotations

import re

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


@pytest.mark.parametrize("page", ["", "record", "positions"])
def test_a_new_case_says_what_to_do_first(team, owner, page):
    owner.post("/begin", GIVEN)
    shown = owner.get(f"/cases/the-river-accord/{page}").content.decode()
    assert shown.count('href="/cases/the-river-accord/record/add') in (1, 2)


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


def test_the_very_same_form_sent_again_begins_no_other_case(team, owner):
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', owner.get("/begin").content.decode())
    sent = GIVEN | {"csrfmiddlewaretoken": token[1]}
    first, again = (owner.post("/begin", sent) for _ in range(2))
    assert (again.status_code, again["Location"]) == (302, first["Location"])
    assert team.store.case_ids() == ("the-river-accord",)


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


FILE = b"""id: river-accord
title: The river accord
parties:
- {id: north, name: North}
- {id: south, name: South}
points:
- {id: river, title: How the river is shared}
"""


def brought(owner, content, name="river.yaml"):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return owner.post("/begin", {"bring": "1", "file": SimpleUploadedFile(name, content)})


def test_a_case_file_is_brought_in_once(team, owner):
    assert brought(owner, FILE)["Location"] == "/cases/river-accord/"
    assert team.store.case_ids() == ("river-accord",)
    n_entries = len(team.store.journal("river-accord"))
    again = brought(owner, FILE.replace(b"North}", b"Upland}"))
    assert again.status_code == 422
    assert "already" in again.content.decode()
    assert len(team.store.journal("river-accord")) == n_entries


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"not: a case", 'class="problem refused"'),
        (FILE.replace(b"id: north", b"id: public"), "public"),
        (b"\x00\xff", 'class="problem refused"'),
    ],
)
def test_a_file_that_is_no_case_brings_nothing_in(team, owner, content, said):
    answer = brought(owner, content)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert team.store.case_ids() == ()


def test_no_file_is_said_to_be_missing(team, owner):
    answer = owner.post("/begin", {"bring": "1"})
    assert answer.status_code == 422
    assert "no case file was chosen" in answer.content.decode()


HOSTILE = ("\x00", "\ud7ff", "\u202e\u2066", "<script>alert(1)</script>", "{{ 7 }}", "- " * 400)


@pytest.mark.parametrize("field", ["title", "parties", "points"])
def test_what_nobody_would_type_begins_a_case_or_is_refused(team, owner, field):
    for value in HOSTILE:
        answer = owner.post("/begin", GIVEN | {field: f"A\n{value}\nB"})
        assert answer.status_code in (302, 422), value
        assert b"<script>alert" not in answer.content
    assert len(team.store.case_ids()) < len(HOSTILE) + 1
