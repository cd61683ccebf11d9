"""A form that is sent twice is kept once, and answered the second time as it was the first."""

from __future__ import annotations

import re
import threading

import pytest

from onetext.workflows.journal import Scribe, keep_case
from property.test_web_every_form import CASE
from strategies import salts
from web_fixtures import open_archive
from web_journals import START

CASES = "/cases/drawn"
FORMS = {
    "comment": (
        "/briefings/comments/new",
        {"party": "north", "text": "t1", "remark": "Too much.", "date": "2026-02-21"},
    ),
    "revision": ("/text/t1/revise", {"title": "Second draft", "reason": "North asked for it."}),
    "text": ("/text-new", {"title": "Another draft"}),
    "meeting": ("/calendar/meetings/new", {"title": "A round", "eyes": "team"}),
    "milestone": ("/calendar/milestones/new", {"title": "An answer", "eyes": "case"}),
    "report": ("/record/add", {"words": "North rejects it, its minister said.", "language": "en"}),
    "briefing": (
        "/briefings/give",
        {"do": "keep", "by": "Drafting team", "to": "north", "what": "It goes on.", "form": "oral"},
    ),
    "clause": (
        "/text/t1/edit/p1",
        {"clause-0-state": "open", "clause-0-wording-en": "Each side takes a half."},
    ),
    "grade": (
        "/record/source/s1",
        {"title": "A note", "reliability": "B", "credibility": "2", "grade_confirmed": "1"},
    ),
}
"""What the team writes: where, and the fields it fills in; the others stay as the page has them."""


@pytest.fixture
def served(team):
    keep_case(team.store, CASE, Scribe("chair", START, salts()))
    return team


def page_of(client, address):
    """Return the form of a page that goes back to it: its hidden fields, with its token."""
    page = client.get(CASES + address).content.decode()
    form = next(
        one
        for one in re.findall(r"<form[^>]*method=\"post\".*?</form>", page, re.S)
        if "<textarea" in one or "<select" in one or 'name="title"' in one
    )
    return {
        re.search(r'name="([^"]*)"', tag)[1]: re.search(r'value="([^"]*)"', tag)[1]
        for tag in re.findall(r'<input type="hidden"[^>]*>', form)
    }


def n_entries(served):
    return served.store.head("drawn").length


def answered(response):
    return response.status_code, response.get("Location"), response.get("Content-Type")


@pytest.mark.parametrize("name", FORMS)
def test_the_same_form_sent_again_writes_nothing_and_is_answered_alike(served, name):
    address, fields = FORMS[name]
    client = served.client("chair")
    sent = page_of(client, address) | fields
    before = n_entries(served)
    first = client.post(CASES + address, sent)
    assert first.status_code == 302, first.content.decode()[:3000]
    written = n_entries(served)
    assert written > before
    served.archive = open_archive(served.store)  # another worker, or the same one after a restart
    again = client.post(CASES + address, sent)
    assert answered(again) == answered(first)
    assert n_entries(served) == written
    assert client.get(first["Location"].partition("#")[0]).status_code == 200


def test_a_party_s_answer_sent_again_is_kept_once(served):
    north = served.client("party", "north")
    sent = page_of(north, "/room/text/t1") | {"stance-0-0": "opposes", "remark": "Not like this."}
    first = north.post(f"{CASES}/room/text/t1", sent)
    assert first.status_code == 302
    written = n_entries(served)
    assert answered(north.post(f"{CASES}/room/text/t1", sent)) == answered(first)
    assert n_entries(served) == written


def test_another_page_or_other_words_are_another_form(served):
    client, (address, fields) = served.client("chair"), FORMS["comment"]
    sent = page_of(client, address) | fields
    for other in (sent, sent | {"remark": "Too little."}, page_of(client, address) | fields):
        before = n_entries(served)
        assert client.post(CASES + address, other).status_code == 302
        assert n_entries(served) > before


def test_another_person_s_sending_is_not_taken_for_it(served):
    address, fields = FORMS["comment"]
    chair, drafter = served.client("chair"), served.client("drafter")
    sent = page_of(chair, address) | fields
    for client in (chair, drafter):
        before = n_entries(served)
        assert client.post(CASES + address, sent).status_code == 302
        assert n_entries(served) > before


def test_what_was_written_over_since_is_not_said_to_stand(served):
    client, (address, fields) = served.client("chair"), FORMS["grade"]
    sent = page_of(client, address) | fields
    assert client.post(CASES + address, sent).status_code == 302
    other = page_of(client, address) | fields | {"credibility": "5"}
    assert client.post(CASES + address, other).status_code == 302
    written = n_entries(served)
    again = client.post(CASES + address, sent)
    assert again.status_code in (409, 422)
    assert n_entries(served) == written


@pytest.mark.parametrize("name", ["comment", "revision", "meeting", "clause", "report"])
def test_sent_twice_at_once_it_is_kept_once(served, name):
    address, fields = FORMS[name]
    client = served.client("chair")
    sent = page_of(client, address) | fields
    before, answers, gate = n_entries(served), [], threading.Barrier(4)

    def send():
        from django.db import connections
        from django.test import Client

        own = Client(headers={"x-forwarded-proto": "https"})
        own.cookies["sessionid"] = client.cookies["sessionid"].value
        gate.wait(60)
        answers.append(answered(own.post(CASES + address, sent)))
        connections.close_all()

    senders = [threading.Thread(target=send) for _ in range(4)]
    for one in senders:
        one.start()
    for one in senders:
        one.join(120)
    assert [code for code, _, _ in answers] == [302] * 4
    assert len(set(answers)) == 1
    once = n_entries(served) - before
    assert client.post(CASES + address, page_of(client, address) | fields).status_code in (302, 422)
    assert once == (2 if name == "report" else 1)


def test_a_page_is_known_by_its_token(served):
    client = served.client("chair")
    tokens = {page_of(client, "/text-new")["csrfmiddlewaretoken"] for _ in range(3)}
    assert len(tokens) == 3
