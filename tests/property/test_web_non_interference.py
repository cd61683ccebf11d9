"""Two journals that differ only in what a party may not see answer it alike, on every route.

The routes are walked from the URL configuration, so a new one is covered the day it is added; a
route argument that the table below does not know makes the test fail.
"""

from __future__ import annotations

import itertools
import re

import pytest

from web_fixtures import open_archive, signed_in
from web_journals import HIDDEN, SECRETS, ids_of, visible_twice
from web_routes import ARGUMENTS, routes

QUERIES = ("", "?as_of=2026-02-25", "?known_by=2026-03-01", "?page=2&kind=texts&text=t-secret")
METHODS = ("get", "head", "options", "post")


def addresses(path):
    """Fill a route's arguments in every way."""
    names = re.findall(r"<(?:\w+:)?(\w+)>", path)
    ids = ids_of(HIDDEN)
    for values in itertools.product(*(ARGUMENTS[name](ids) for name in names)):
        filled = path
        for name, value in zip(names, values, strict=True):
            filled = re.sub(rf"<(?:\w+:)?{name}>", value, filled, count=1)
        yield "/" + filled


@pytest.fixture
def stores(team_settings):
    from onetext.storage.memory import MemoryJournalStore

    made = []
    for journal in visible_twice():
        store = MemoryJournalStore()
        with store.writing("drawn") as pen:
            pen.add(journal)
        made.append(store)
    return made


def answers(store, reader, monkeypatch):
    """Ask for everything; return every answer, byte by byte, under what was asked."""
    from django.middleware import csrf

    monkeypatch.setattr(csrf, "_get_new_csrf_string", lambda: "x" * csrf.CSRF_SECRET_LENGTH)
    monkeypatch.setattr("onetext.web.feeds.keys.new_key", lambda: "k" * 43)
    role, party = reader
    open_archive(store)
    client = signed_in(role, party)
    session = client.cookies["sessionid"].value
    found = {}
    for path, pattern in routes():
        for address, query, method in itertools.product(addresses(path), QUERIES, METHODS):
            if method != "get" and query:
                continue
            client.cookies.clear()
            client.cookies["sessionid"] = session
            response = getattr(client, method)(address + query)
            headers = {k: v for k, v in response.headers.items() if k != "Date"}
            body = b"".join(response) if response.streaming else response.content
            cookies = {
                name: re.sub(r"expires=[^;]*", "", cookie.OutputString())
                for name, cookie in response.cookies.items()
                if name != "sessionid"
            }
            asked = f"{method} {address}{query} ({pattern.name})"
            found[asked] = (response.status_code, headers, cookies, body)
    return found


@pytest.mark.parametrize("reader", [("party", "north"), ("observer", "")], ids=str)
def test_a_reader_is_answered_alike_whatever_it_may_not_see(stores, reader, monkeypatch):
    with_secrets = answers(stores[0], reader, monkeypatch)
    without = answers(stores[1], reader, monkeypatch)
    assert with_secrets.keys() == without.keys()
    for asked, answer in with_secrets.items():
        assert answer == without[asked], asked
        asked_for = asked.encode()
        for word in SECRETS:
            leaked = word.encode() in answer[3] and word.encode() not in asked_for
            assert not leaked, f"{word!r} in {asked}"
        assert answer[0] < 500, asked


def test_the_walk_would_see_a_leak(stores, monkeypatch):
    """The drafting team sees both journals as they are: its answers differ."""
    with_secrets = answers(stores[0], ("chair", ""), monkeypatch)
    without = answers(stores[1], ("chair", ""), monkeypatch)
    differing = [asked for asked in with_secrets if with_secrets[asked] != without[asked]]
    assert any("get /cases/drawn/ " in asked for asked in differing)
    assert any("get /cases/drawn/journal " in asked for asked in differing)


def test_every_argument_of_a_route_is_known(team_settings):
    for path, _ in routes():
        for name in re.findall(r"<(?:\w+:)?(\w+)>", path):
            assert name in ARGUMENTS, f"{path}: add {name!r} to ARGUMENTS"
