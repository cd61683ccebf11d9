"""No form of the text and record pages can be filled in so that the server falls over."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onetext.model import KeptReport
from onetext.workflows.journal import Scribe, keep_case
from web_journals import HIDDEN, START

WORDS = "North rejects sharing the river by need, its minister Ada Hill said on Tuesday."
REPORT = KeptReport(id="r1", words=WORDS, sha256="ab" * 32, sources=("s1",))
CASE = dataclasses.replace(HIDDEN, reports=(REPORT,))
ADDRESSES = (
    "text-new", "text/t1/revise", "text/t1/edit/p1", "text/t1/edit/p2", "record/add",
    "record/source/s1", "record/report/r1/review",
)  # fmt: skip
NAMES = (
    "title", "reason", "date", "tabled_by", "both", "clause-0-state", "clause-0-number",
    "clause-0-option", "clause-0-wording-en", "clause-0-agreed_by", "clause-0-moved_to",
    "clause-0-alternative-0-option", "clause-0-alternative-0-wording-en",
    "clause-0-alternative-0-asked_by", "words", "url", "published", "language", "for", "made_from",
    "reliability", "credibility", "grade_confirmed", "derived_from", "note", "at", "decision",
    "party", "stance", "point", "text", "options", "condition", "because", "edit",
)  # fmt: skip
VALUES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            *("", "p1", "p2", "half", "north", "t1", "s1", "agreed", "bracketed", "moved"),
            *("confirm", "edit", "reject", "accepts", "2026-02-01", "2026-13-01", "-1", "9" * 30),
            *("\x00", "\ud7ff", "../..", "<b>", "en", "xx", "F", "6", "None"),
        ]
    ),
)


@pytest.fixture(scope="module")
def drafter(team_settings):
    from onetext.storage.memory import MemoryJournalStore
    from web_fixtures import open_archive, signed_in

    store = MemoryJournalStore()
    open_archive(store)
    keep_case(store, CASE, Scribe("chair", START, lambda: b"s" * 32))
    yield signed_in("drafter")
    from web_fixtures import _forget_everybody

    _forget_everybody()


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(ADDRESSES), st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=9))
def test_a_form_filled_in_at_random_is_written_or_refused(drafter, address, form):
    page = drafter.get(f"/cases/drawn/{address}").content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(mark|at|made_from)" value="([^"]*)"', page))
    response = drafter.post(f"/cases/drawn/{address}", hidden | form)
    assert response.status_code in (200, 302, 404, 409, 422), (address, form)
    shown = drafter.get(f"/cases/drawn/{address}", form)
    assert shown.status_code in (200, 404, 422), (address, form)
