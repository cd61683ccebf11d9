"""The case and its journal, as readers with different seats see them."""

from __future__ import annotations

import dataclasses
import json
import re

import pytest

from hanging import wait_until
from onetext.model import Comment, Text
from onetext.record.receipts import receipt_from
from onetext.workflows.journal import Scribe, keep_case, receipt_check
from strategies import salts
from web_journals import HIDDEN, START


@pytest.fixture
def served(team):
    keep_case(team.store, HIDDEN, Scribe("a drafter", START, salts()))
    return team


def words(response):
    return response.content.decode()


def test_the_case_is_shown_at_a_glance(served):
    page = words(served.client("drafter").get("/cases/drawn/"))
    assert "River accord" in page
    assert "Share of the river" in page
    assert "waits for an answer:" in page
    assert "Next round" in page
    assert "How each party stands to the live texts" in page


def test_shares_have_their_spread_once_they_are_worked_out(served):
    client = served.client("drafter")
    path = "/cases/drawn/acceptability"
    wait_until(lambda: "Being worked out" not in words(client.get(path)), every=0.1)
    page = words(client.get("/cases/drawn/"))
    for party in ("North", "South", "all who sign"):
        (row,) = re.findall(rf">{party}</th>(<td data-who.*?)</tr>", page)
        assert re.search(r"\b\d+\s%\s±\s\d+", re.sub(r"<[^>]+>", "", row)), row


def test_a_party_sees_its_own_part_and_no_analysis(served):
    page = words(served.client("party", "north").get("/cases/drawn/"))
    assert "We could." in page
    assert "Never." not in page
    assert "How each party stands" not in page
    answer = served.client("party", "north").get("/cases/drawn/acceptability")
    assert answer.status_code == 404


def test_somebody_without_a_seat_finds_no_case(served):
    client = served.client(None, name="a stranger")
    assert "River accord" not in words(client.get("/"))
    assert client.get("/cases/drawn/").status_code == 404


def test_nobody_comes_in_without_an_account(served):
    from django.test import Client

    answer = Client(headers={"x-forwarded-proto": "https"}).get("/cases/drawn/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/login/")


def test_what_changed_since_the_last_look_is_told_once(served):
    client = served.client("drafter")
    assert "Written last" in words(client.get("/cases/drawn/"))
    assert client.post("/cases/drawn/seen").status_code == 302
    assert "Nothing was written." in words(client.get("/cases/drawn/"))
    keep = dataclasses.replace(HIDDEN, texts=(*HIDDEN.texts, Text(id="new", title="A new draft")))
    keep_case(served.store, keep, Scribe("another", START, salts()))
    page = words(client.get("/cases/drawn/"))
    assert "Since you last looked" in page
    assert "A new draft" in page


@pytest.mark.parametrize("forged", ["-1", "x", "99999999999999", "²", "5;"])
def test_a_cookie_that_makes_no_sense_is_as_none(served, forged):
    client = served.client("drafter")
    client.cookies["onetext-seen"] = forged
    answer = client.get("/cases/drawn/")
    assert answer.status_code == 200
    assert "Written last" in words(answer)


@pytest.mark.parametrize("query", ["as_of=tomorrow", "known_by=2026-13-01", "as_of=" + "9" * 400])
def test_a_day_that_is_none_is_said_so(served, query):
    answer = served.client("drafter").get(f"/cases/drawn/?{query}")
    assert answer.status_code == 422
    assert "cannot tell which day" in words(answer)


def test_the_journal_shows_a_reader_its_own_chain(served):
    team = words(served.client("chair").get("/cases/drawn/journal"))
    north = words(served.client("party", "north").get("/cases/drawn/journal"))
    assert "A draft for South alone" in team
    assert "A draft for South alone" not in north
    assert "a drafter" in team
    assert "a drafter" not in north
    assert "All " in words(served.client("party", "north").get("/cases/drawn/journal/check"))


def test_a_receipt_is_of_the_reader_s_own_chain(served):
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(b"k" * 32).public_key().public_bytes_raw().hex()
    given = {}
    for role, party, wanted in (
        ("chair", "", ""),
        ("chair", "", "north"),
        ("party", "north", ""),
        ("party", "north", "south"),
    ):
        answer = served.client(role, party).post("/cases/drawn/journal/receipt", {"reader": wanted})
        row = receipt_from(json.loads(answer.content))
        assert receipt_check(served.store, row, key) == ""
        given[role, wanted] = row
    assert given["chair", ""].reader == "drafting-team"
    assert given["chair", "north"] == given["party", ""] == given["party", "south"]
    assert given["party", ""].length < given["chair", ""].length


def test_a_broken_journal_is_shown_to_nobody(served):
    journal = list(served.store._journals["drawn"])
    entry = dataclasses.replace(journal[3].entry, by="somebody else")
    journal[3] = dataclasses.replace(journal[3], entry=entry)
    served.store._journals["drawn"] = tuple(journal)
    chair = served.client("chair").get("/cases/drawn/")
    assert chair.status_code == 500
    assert "entry 4 of the journal" in words(chair)
    north = words(served.client("party", "north").get("/cases/drawn/"))
    assert "cannot be shown now" in north
    assert "entry 4" not in north


def test_what_was_spoilt_while_it_was_open_is_found_by_the_check(served):
    chair = served.client("chair")
    assert "entries hold" in words(chair.get("/cases/drawn/journal/check"))
    journal = list(served.store._journals["drawn"])
    entry = dataclasses.replace(journal[3].entry, by="somebody else")
    journal[3] = dataclasses.replace(journal[3], entry=entry)
    served.store._journals["drawn"] = tuple(journal)
    assert "Entry 4 is broken." in words(chair.get("/cases/drawn/journal/check"))


def test_a_page_asks_the_database_as_often_for_many_records_as_for_few(served):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for n in (1, 40):
        said = tuple(
            Comment(id=f"more-{n}-{i}", party="north", text="t1", remark="No.") for i in range(n)
        )
        case = dataclasses.replace(HIDDEN, comments=(*HIDDEN.comments, *said))
        keep_case(served.store, case, Scribe("a drafter", START, salts()))
        client = served.client("chair")
        client.get("/cases/drawn/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/cases/drawn/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 4


def test_an_unknown_address_is_answered_without_repeating_it(served):
    answer = served.client("chair").get("/no/such/page<script>")
    assert answer.status_code == 404
    assert "script>" not in words(answer).split("</head>")[1]


def test_the_case_is_shown_as_of_a_day_and_as_written_down_by_one(served):
    client = served.client("chair")
    page = client.get("/cases/drawn/").content.decode()
    assert 'name="as_of" type="date" value=""' in page
    page = client.get("/cases/drawn/?as_of=2026-02-25&known_by=").content.decode()
    assert "As of <b>25\N{NO-BREAK SPACE}February\N{NO-BREAK SPACE}2026</b>" in page
    assert 'name="as_of" type="date" value="2026-02-25"' in page
    assert '<details class="another-day" open>' in page
    assert client.get("/cases/drawn/?as_of=yesterday").status_code == 422
