"""A receipt that somebody kept shows whether the journal is still the one it was given for."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from onetext.workflows.journal import Scribe, keep_case
from strategies import salts
from web_fixtures import open_archive
from web_journals import HIDDEN, START

GIVE, CHECK = "/cases/drawn/journal/receipt", "/cases/drawn/journal/receipt/check"


@pytest.fixture
def kept(team):
    keep_case(team.store, HIDDEN, Scribe("chair", START, salts()))
    return team


def given(client, **form):
    answer = client.post(GIVE, form)
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="receipt-')
    assert answer.headers["Content-Type"] == "application/json"
    return answer.content.decode()


def checked(client, words, status=200):
    answer = client.post(CHECK, {"words": words})
    assert answer.status_code == status
    return answer.content.decode()


def cut(team, n_left):
    """Cut the end of the journal off while the server stands still, and start it again."""
    team.store._journals["drawn"] = team.store._journals["drawn"][:n_left]
    open_archive(team.store)


def test_a_party_s_receipt_holds_pasted_and_uploaded(kept):
    north = kept.client("party", "north")
    words = given(north)
    assert json.loads(words)["reader"] == "north"
    assert "The receipt holds." in checked(north, words)
    file = SimpleUploadedFile("receipt.json", words.encode(), "application/json")
    assert "The receipt holds." in north.post(CHECK, {"file": file}).content.decode()


def test_a_party_s_receipt_holds_when_the_journal_has_gone_on(kept):
    north = kept.client("party", "north")
    words = given(north)
    said = HIDDEN.positions[0].id
    from onetext.workflows.journal import erase_record

    erase_record(kept.store, "drawn", "positions", said, "asked", Scribe("chair", START, salts()))
    assert "The receipt holds." in checked(north, words)


def test_an_end_cut_off_while_nobody_looked_is_shown(kept):
    north = kept.client("party", "north")
    words = given(north)
    cut(kept, 4)
    page = checked(north, words)
    assert "The receipt does not hold." in page
    assert "are left" in page


def test_a_receipt_that_was_changed_or_signed_by_another_does_not_hold(kept):
    north = kept.client("party", "north")
    row = json.loads(given(north))
    assert "does not hold" in checked(north, json.dumps(row | {"length": row["length"] - 1}))
    assert "does not hold" in checked(north, json.dumps(row | {"key": "0" * 64}))


def test_what_is_no_receipt_or_another_s_is_refused_in_words(kept):
    north = kept.client("party", "north")
    row = json.loads(given(north))
    team = given(kept.client("chair"))
    for words in ("", "{}", "[" * 4000, "null", json.dumps(row)[:-9], "🪶" * 5000):
        assert "this is not a receipt" in checked(north, words, 422)
    assert "another reader" in checked(north, team, 422)
    assert "of another case" in checked(north, json.dumps(row | {"case": "elsewhere"}), 422)


def test_the_team_checks_any_reader_s_receipt_and_a_party_its_own_alone(kept):
    words = given(kept.client("chair"), reader="north")
    assert "The receipt holds." in checked(kept.client("chair"), words)
    assert "The receipt holds." in checked(kept.client("party", "north"), words)
    assert "another reader" in checked(kept.client("party", "south"), words, 422)


def test_the_page_offers_it(kept):
    page = kept.client("party", "north").get("/cases/drawn/journal").content.decode()
    assert CHECK in page
    assert "Check a receipt you kept" in page
