"""Whoever may not see a record learns nothing by sending forms about it, and writes nothing.

The forms are the team's own, with what stands in them, secrets included: sent by people who were
never shown them. An answer must be the same to the byte where the secrets are not there at all.
"""

from __future__ import annotations

import json
import re

import pytest

from property.test_web_every_form import own_forms
from property.test_web_non_interference import answers, asked_for, stores  # noqa: F401
from web_fixtures import HTTPS, _forget_everybody, open_archive, signed_in
from web_journals import SECRETS

NORTH, OBSERVER, READER = ("party", "north"), ("observer", ""), ("reader", "")
NOBODY = (None, "")
OFFERED = ("/seen", "/receipt", "/keep")
"""Ends of addresses where a form is for every reader, about itself."""
LATER = ("Date", "Content-Length")
OWN_KEY = "/cases/drawn/calendar/feed"


def team_forms(store):
    """Return every form that the team is shown and that is posted: where to, and what is in it."""
    open_archive(store)
    chair, found = signed_in("chair"), {}
    for address, query, method, _ in asked_for("plain"):
        if method != "get" or query or "/api/" in address or "no-such" in address:
            continue
        shown = chair.get(address)
        if shown.status_code != 200 or shown.streaming:
            continue
        for form in own_forms(shown.content.decode("utf-8", "replace")):
            if form.method == "post":
                target = form.action.partition("#")[0] or address
                found[target, tuple(name for name, _ in form.fields)] = _filled(form)
    return [(target, given) for (target, _), given in found.items()]


def _filled(form):
    filled = {}
    for name, known in form.fields:
        if name != "csrfmiddlewaretoken":
            values = [*filled.get(name, []), *known]
            filled[name] = values or ["We could live with it."]
    return filled


def sent(store, reader, asked):
    """Send what is asked with a reader's session; return every answer, under where it went."""
    archive = open_archive(store)
    client = signed_in(*reader)
    session = client.cookies["sessionid"].value
    found = []
    for target, given, kind in asked:
        client.cookies.clear()
        client.cookies["sessionid"] = session
        before = store.head("drawn")
        response = client.post(target, given, **({"content_type": kind} if kind else {}))
        headers = {k: v for k, v in response.headers.items() if k != "Date"}
        found.append((target, response.status_code, headers, response.content))
        if store.head("drawn") != before:
            found.append((target, "written"))
    archive.close()
    return found


@pytest.fixture
def one_token(monkeypatch):
    from django.middleware import csrf

    monkeypatch.setattr(csrf, "_get_new_csrf_string", lambda: "x" * csrf.CSRF_SECRET_LENGTH)


def refused_alike(stores, reader, asked):  # noqa: F811
    """Fail unless both stores answer alike, tell no secret, and stay as they are."""
    with_secrets, without = (sent(store, reader, asked) for store in stores)
    told = [json.dumps(given).encode() for _, given, _ in asked]
    for answer, other, given in zip(with_secrets, without, told, strict=True):
        assert answer == other
        assert answer[1] != "written", answer[0]
        for word in SECRETS:
            assert word.encode() not in answer[3] or word.encode() in given + answer[0].encode()
    return with_secrets


@pytest.mark.parametrize("reader", [NORTH, OBSERVER, READER, NOBODY], ids=str)
def test_the_team_s_forms_are_refused_from_whoever_may_not_write(stores, reader, one_token):  # noqa: F811
    asked = [(target, given, "") for target, given in team_forms(stores[0])]
    asked = [one for one in asked if not one[0].startswith(OWN_KEY)]
    assert len(asked) > 15
    if reader == READER:
        answered = sent(stores[0], reader, asked)
    else:
        answered = refused_alike(stores, reader, asked)
    for answer in answered:
        assert answer[1] != "written", answer[0]
        if not any(answer[0].endswith(offered) for offered in OFFERED):
            assert answer[1] in (403, 404, 405, 422), (answer[0], answer[1])
    _forget_everybody()


def test_a_program_that_guesses_learns_nothing(stores, one_token):  # noqa: F811
    comments = [{"text": text, "remark": "No."} for text in ("t-secret", "s-secret", "t-none")]
    comments += [{"text": "t1", "remark": "No.", "points": ["due-secret"]}]
    given = [
        {"text": "t-secret", "remark": "No."},
        {"text": "t1", "compared": {"than": "t-secret"}},
        {"text": "t1", "stances": [{"stance": "accepts", "point": "p1", "option": "secret"}]},
        {"text": "t1", "wishes": {"south-secret": "half"}},
        {"text": "t1", "hurts": ["answer-secret"]},
    ]
    asked = [("/api/v1/cases/drawn/comments", one, "application/json") for one in comments]
    asked += [("/api/v1/cases/drawn/answers", one, "application/json") for one in given]
    for reader in (NORTH, OBSERVER):
        for answer in refused_alike(stores, reader, asked):
            assert answer[1] in (403, 404, 422), answer
    there, not_there = (
        sent(stores[0], NORTH, [("/api/v1/cases/drawn/comments", one, "application/json")])
        for one in ({"text": "t-secret", "remark": "No."}, {"text": "t-absent", "remark": "No."})
    )
    assert there[0][3].replace(b"t-secret", b"t-absent") == not_there[0][3]


def test_a_case_without_a_seat_in_it_is_as_one_that_never_was(stores, monkeypatch):  # noqa: F811
    from onetext.storage.memory import MemoryJournalStore

    there = answers(stores[0], NOBODY, monkeypatch, "plain")
    assert there == answers(MemoryJournalStore(), NOBODY, monkeypatch, "plain")


def test_a_key_that_opens_nothing_is_as_one_that_never_was(stores, one_token):  # noqa: F811
    from django.test import Client

    archive = open_archive(stores[0])
    north, south = signed_in(*NORTH), signed_in("party", "south")
    ended, last = key_of(north), key_of(north)
    asked = [f"drawn/calendar/feed/{key}.ics" for key in ("x" * 43, ended, "y")]
    asked += [f"{case}/calendar/feed/{last}.ics" for case in ("other", "no-such-case")]
    seatless = key_of(south)
    south.user.memberships.all().delete()
    asked.append(f"drawn/calendar/feed/{seatless}.ics")
    found = []
    for address in asked:
        for client in (Client(headers=HTTPS), Client(headers=HTTPS | {"if-none-match": "*"})):
            response = client.get(f"/cases/{address}")
            said = response.content.replace(response.request["PATH_INFO"].encode(), b"HERE")
            headers = {k: v for k, v in response.headers.items() if k not in LATER}
            found.append((response.status_code, headers, said))
    assert [one for one in found if one != found[0]] == []
    assert found[0][0] == 404
    assert Client(headers=HTTPS).get(f"/cases/drawn/calendar/feed/{last}.ics").status_code == 200
    archive.close()
    _forget_everybody()


def key_of(client):
    """Return a new key to the calendar, as its page shows it."""
    page = client.post("/cases/drawn/calendar/feed").content.decode()
    return re.search(r"/calendar/feed/([\w-]{43})\.ics", page)[1]
