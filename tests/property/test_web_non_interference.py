"""Two journals that differ only in what a party may not see answer it alike, on every route.

The routes are walked from the URL configuration, so a new one is covered the day it is added; a
route argument that the table below does not know makes the test fail.
"""

from __future__ import annotations

import itertools
import re

import pytest

from onetext.workflows.journal import Scribe, keep_case
from strategies import salts
from web_fixtures import open_archive, signed_in
from web_journals import HEARD, HIDDEN, SECRETS, SPEAKER, START, ids_of, visible_twice
from web_routes import ARGUMENTS, routes

QUERIES = ("?as_of=2026-02-25", "?known_by=2026-03-01", "?page=2&kind=texts&text=t-secret")
NOWHERE = ("case", "no-such-case")


def fillings(names):
    """Every way to fill a route's arguments; and whether each value is there for the first time."""
    ids = ids_of(HIDDEN)
    met = {name: set() for name in names}
    for values in itertools.product(*(ARGUMENTS[name](ids) for name in names)):
        pairs = list(zip(names, values, strict=True))
        is_first = not pairs or any(value not in met[name] for name, value in pairs)
        for name, value in pairs:
            met[name].add(value)
        yield pairs, is_first


def asked_for(walk):
    """Yield every address, query, method and route of a walk.

    ``"all"`` asks everything in every way. ``"thin"`` asks for every address of the case plainly,
    and in the other ways for as many of a route's as hold each value of each argument once; for
    heads and options, which answer as the same view does, once a route, at a secret if it has one.
    ``"plain"`` asks plainly and no more.
    """
    for path, pattern in routes():
        every = list(fillings(re.findall(r"<(?:\w+:)?(\w+)>", path)))
        here = [pairs for pairs, _ in every if NOWHERE not in pairs]
        foremost = next((p for p in here if any("secret" in value for _, value in p)), here[0])
        for pairs, is_first in every:
            if walk != "all" and NOWHERE in pairs and not is_first:
                continue
            filled = path
            for name, value in pairs:
                filled = re.sub(rf"<(?:\w+:)?{name}>", value, filled, count=1)
            yield f"/{filled}", "", "get", pattern
            if walk == "all" or (walk == "thin" and is_first and NOWHERE not in pairs):
                for query in QUERIES:
                    yield f"/{filled}", query, "get", pattern
                yield f"/{filled}", "", "post", pattern
            if walk == "all" or (walk == "thin" and pairs == foremost):
                yield f"/{filled}", "", "head", pattern
                yield f"/{filled}", "", "options", pattern


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


def answers(store, reader, monkeypatch, walk):
    """Ask for what is walked; return every answer, byte by byte, under what was asked."""
    from django.middleware import csrf

    monkeypatch.setattr(csrf, "_get_new_csrf_string", lambda: "x" * csrf.CSRF_SECRET_LENGTH)
    monkeypatch.setattr("onetext.web.feeds.keys.new_key", lambda: "k" * 43)
    role, party = reader
    open_archive(store)
    client = signed_in(role, party)
    session = client.cookies["sessionid"].value
    found = {}
    for address, query, method, pattern in asked_for(walk):
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


@pytest.mark.parametrize("walk", ["thin", pytest.param("all", marks=pytest.mark.slow)])
@pytest.mark.parametrize("reader", [("party", "north"), ("observer", "")], ids=str)
def test_a_reader_is_answered_alike_whatever_it_may_not_see(stores, reader, walk, monkeypatch):
    with_secrets = answers(stores[0], reader, monkeypatch, walk)
    without = answers(stores[1], reader, monkeypatch, walk)
    assert with_secrets.keys() == without.keys()
    for asked, answer in with_secrets.items():
        assert answer == without[asked], asked
        given = asked.encode()
        for word in SECRETS:
            leaked = word.encode() in answer[3] and word.encode() not in given
            assert not leaked, f"{word!r} in {asked}"
        assert answer[0] < 500, asked


@pytest.mark.parametrize("reader", [("party", "north"), ("observer", "")], ids=str)
def test_no_address_names_who_spoke_under_the_chatham_house_rule(team, reader, monkeypatch):
    keep_case(team.store, HEARD, Scribe("chair", START, salts()))
    found = answers(team.store, reader, monkeypatch, "plain")
    assert any(b"A lunch by the lake" in answer[3] for answer in found.values())
    assert any(b"Too soon, it was said" in answer[3] for answer in found.values())
    for asked, answer in found.items():
        assert SPEAKER.encode() not in answer[3], asked


def test_the_walk_would_see_a_speaker(team, monkeypatch):
    keep_case(team.store, HEARD, Scribe("chair", START, salts()))
    found = answers(team.store, ("chair", ""), monkeypatch, "plain")
    assert sum(SPEAKER.encode() in answer[3] for answer in found.values()) > 5


def test_the_walk_would_see_a_leak(stores, monkeypatch):
    """The drafting team sees both journals as they are: its answers differ."""
    with_secrets = answers(stores[0], ("chair", ""), monkeypatch, "plain")
    without = answers(stores[1], ("chair", ""), monkeypatch, "plain")
    differing = [asked for asked in with_secrets if with_secrets[asked] != without[asked]]
    assert any("get /cases/drawn/ " in asked for asked in differing)
    assert any("get /cases/drawn/journal " in asked for asked in differing)


def test_every_argument_of_a_route_is_known(team_settings):
    for path, _ in routes():
        for name in re.findall(r"<(?:\w+:)?(\w+)>", path):
            assert name in ARGUMENTS, f"{path}: add {name!r} to ARGUMENTS"
