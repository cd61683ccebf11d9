"""The journal a party reads in the browser names nobody who spoke under the Chatham House Rule."""

from __future__ import annotations

import pytest

from onetext.model import TEAM_EYE, Attribution, Eye, Marking, Tlp
from onetext.record.chain import Draft, appended
from onetext.record.entries import Verb, canonical, origin
from onetext.record.eyes import own_chain
from onetext.record.folding import seen_by
from onetext.web.journal_lines import journal_lines
from onetext.workflows.journal_log import NOT_ATTRIBUTED
from strategies import NOW, salts

QUIET = Marking(tlp=Tlp.AMBER, audience=("north",), attribution=Attribution.CHATHAM_HOUSE)
OPEN = Marking(tlp=Tlp.AMBER, audience=("north",))


@pytest.fixture(scope="module")
def journal():
    def draft(verb, record, marking, body):
        return Draft(verb=verb, kind="sources", id=record, marking=marking, body=canonical(body))

    return appended(
        origin("talks"),
        [
            draft(Verb.PUT, "lunch-with-grey", QUIET, {"title": "Lunch with Mr Grey"}),
            draft(Verb.PUT, "gazette", OPEN, {"title": "Gazette", "note": "no. 7"}),
            draft(Verb.PUT, "note-only", OPEN, {"title": "", "note": "n" * 100}),
            draft(Verb.WITHDRAW, "lunch-with-grey", QUIET, {"because": "Grey asked"}),
            draft(Verb.WITHDRAW, "lunch-with-grey", OPEN, {"because": "said openly"}),
        ],
        by="mary",
        now=NOW,
        new_salt=salts(),
    )


def lines_for(journal, eye):
    seen = seen_by(eye, journal)
    return journal_lines(own_chain(seen, "talks", eye), seen, {}, eye)


def test_a_party_learns_neither_id_nor_title_nor_reason(journal):
    first, open_, note, gone, last = lines_for(journal, Eye(reader="north"))
    assert {one.title for one in (first, gone, last)} == {NOT_ATTRIBUTED}
    assert (first.id, gone.id, gone.because) == (NOT_ATTRIBUTED, NOT_ATTRIBUTED, "")
    assert "rey" not in repr((first, gone, last.title))
    assert (open_.title, note.title) == ("Gazette", "n" * 77 + "…")


def test_the_team_reads_it_all(journal):
    lines = lines_for(journal, TEAM_EYE)
    assert [line.title for line in lines][:2] == ["Lunch with Mr Grey", "Gazette"]
    assert [line.because for line in lines][3:] == ["Grey asked", "said openly"]
    assert [line.is_first for line in lines] == [True, True, True, False, False]
