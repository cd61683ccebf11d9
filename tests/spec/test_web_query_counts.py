"""Pages on a workspace file ask the database as often for many records as for few.

All of a case is read in one go, so that what a page shows of it costs no further question. Counted
are the questions on every connection: for the record, and for who is signed in.
"""

from __future__ import annotations

import dataclasses
from contextlib import ExitStack, closing

import pytest

from onetext.model import Briefing, Comment, Meeting, Source, Text
from onetext.model.dates import UncertainDate
from onetext.workflows.journal import Scribe, keep_case
from strategies import salts
from web_fixtures import _forget_everybody, open_archive, signed_in
from web_journals import DAY, HIDDEN, START, TO_NORTH

TEAM = ("chair", "")
NORTH = ("party", "north")
PAGES = [
    ("briefings", TEAM),
    ("briefings/give", TEAM),
    ("briefings/log/b1", TEAM),
    ("briefings/comments/c1", TEAM),
    ("calendar", TEAM),
    ("calendar/calendar.ics", TEAM),
    ("calendar/meetings/m1", TEAM),
    ("calendar", NORTH),
    ("room/of/north", TEAM),
    ("room/answers", TEAM),
    ("room", NORTH),
    ("room/text/t1", NORTH),
    ("room/briefing/b3", NORTH),
    ("names", TEAM),
    ("names/points/p1", TEAM),
    ("names/parties/north", TEAM),
]
MOST = 8
FEW, MANY = 1, 40


def grown(n):
    """Return the case with as many more of everything that these pages list."""
    told = {"by": "chair", "to": ("north",), "marking": TO_NORTH}
    of = range(n)
    day = UncertainDate("2026-02-25")
    more = {
        "texts": [Text(id=f"t-{i}", title=f"Draft {i}", date=DAY, marking=TO_NORTH) for i in of],
        "sources": [Source(id=f"s-{i}", title=f"Note {i}", marking=TO_NORTH) for i in of],
        "meetings": [Meeting(id=f"m-{i}", title=f"Round {i}", date=day) for i in of],
        "briefings": [Briefing(id=f"b-{i}", text=f"t-{i}", date=DAY, **told) for i in of],
        "comments": [
            Comment(id=f"answer-{i}.1", party="north", text="t1", remark="No.", marking=TO_NORTH)
            for i in of
        ],
    }
    changed = {kind: (*getattr(HIDDEN, kind), *records) for kind, records in more.items()}
    return dataclasses.replace(HIDDEN, **changed)


@pytest.fixture(scope="module")
def counts(team_settings, tmp_path_factory):
    """How often each page asks the database, by page and reader, for a small case and a large."""
    from onetext.storage.workspace import open_workspace

    found = []
    for n in (FEW, MANY):
        path = tmp_path_factory.mktemp("counts") / "workspace.sqlite3"
        with closing(open_workspace(path, create=True)) as store:
            keep_case(store, grown(n), Scribe("a drafter", START, salts()))
            archive = open_archive(store)
            clients = {seat: signed_in(*seat) for seat in (TEAM, NORTH)}
            found.append(
                {(page, seat): asked(clients[seat], f"/cases/drawn/{page}") for page, seat in PAGES}
            )
            archive.close()
            _forget_everybody()
    return found


def asked(client, address):
    """Return how often a page asks the database once it was shown before."""
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    assert client.get(address).status_code == 200, address
    with ExitStack() as counting:
        each = [counting.enter_context(CaptureQueriesContext(c)) for c in connections.all()]
        answer = client.get(address)
        assert answer.status_code == 200
        return sum(len(one) for one in each)


@pytest.mark.parametrize(("page", "seat"), PAGES)
def test_a_page_asks_as_often_for_many_records_as_for_few(counts, page, seat):
    few, many = (count[page, seat] for count in counts)
    assert 0 < few == many <= MOST
