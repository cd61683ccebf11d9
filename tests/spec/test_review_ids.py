"""An id once given is never given again: not by a review, not by an answer, not by a proposal."""

from __future__ import annotations

import dataclasses

import pytest

from onetext.errors import ImpossibleRequest
from onetext.model import Case, Review, Source, Stance, Text, UncertainDate
from onetext.record.given_ids import free_id, given_ids, next_id
from onetext.wiring import open_case, passing_store, report_intake, scribe
from onetext.workflows.amend import Put, amend
from onetext.workflows.answer import PartyAnswer, record_answer
from onetext.workflows.import_case import import_case
from onetext.workflows.journal import erase_record, keep_case, kept_case, kept_journal
from onetext.workflows.propose import propose
from onetext.workflows.read_reports import read_reports
from onetext.workflows.review import Decision, decide, decided_records, undecided
from onetext.workflows.review_undo import take_back

REPORT = (
    "Talks went on.\n\nNorth accepts that the guns fall silent when the agreement is signed, its "
    "minister said.\n\nA spokeswoman of South said that South insists on silent guns once the "
    "withdrawal is complete.\n"
)


@pytest.fixture
def talks(tmp_path, monkeypatch, capsys):
    """A store with the case that `onetext new` writes."""
    from onetext.cli import _run

    monkeypatch.chdir(tmp_path)
    assert _run(["new", "talks", "--out", "talks.yaml"]) == 0
    capsys.readouterr()
    store = passing_store()
    import_case(store, open_case("talks.yaml"), scribe("mary"))
    return store


@pytest.fixture
def reading(talks, tmp_path):
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    return read_reports([tmp_path / "report.txt"], report_intake())


def view(store):
    return kept_case(store, "talks")


def confirm(store, proposal, reading):
    return decide(store, "talks", proposal, Decision(Review.CONFIRMED), scribe("mary"),
                  reading=reading)  # fmt: skip


def test_an_erased_source_is_not_written_again_under_its_id(talks, reading):
    first, second = undecided(view(talks).case, reading)
    confirm(talks, first, reading)
    erase_record(talks, "talks", "sources", "report", "asked for", scribe("mary"))
    done = confirm(talks, second, reading)
    assert done.statement.sources == ("report-2",)
    assert [one.id for one in view(talks).case.sources if one.sha256] == ["report-2"]
    assert ("sources", "report") in view(talks).erased


def test_the_id_of_a_withdrawn_source_goes_to_no_other_report(talks, reading, tmp_path):
    confirm(talks, undecided(view(talks).case, reading)[0], reading)
    take_back(talks, "talks", scribe("mary"))
    (tmp_path / "report.txt").write_text("It rained.\n\n" + REPORT, encoding="utf-8")
    other = read_reports([tmp_path / "report.txt"], report_intake())
    done = confirm(talks, undecided(view(talks).case, other)[0], other)
    assert done.statement.sources == ("report-2",)


def test_a_decision_taken_back_and_made_again_keeps_its_ids(talks, reading):
    proposal = undecided(view(talks).case, reading)[0]
    before = confirm(talks, proposal, reading)
    take_back(talks, "talks", scribe("mary"))
    assert confirm(talks, proposal, reading) == before


def test_an_erased_position_is_decided_anew_under_another_id(talks, reading):
    proposal = undecided(view(talks).case, reading)[0]
    first = confirm(talks, proposal, reading)
    erase_record(talks, "talks", "positions", first.position.id, "asked for", scribe("mary"))
    take_back(talks, "talks", scribe("mary"))
    again = confirm(talks, proposal, reading)
    assert again.position.id == f"{first.position.id}-2"


def test_an_erased_statement_is_neither_proposed_nor_written_again(talks, reading):
    proposal = undecided(view(talks).case, reading)[0]
    confirm(talks, proposal, reading)
    erase_record(talks, "talks", "statements", proposal.id, "asked for", scribe("mary"))
    found = view(talks)
    assert proposal.id not in {one.id for one in undecided(found.case, reading, found.erased)}
    n_entries = len(kept_journal(talks, "talks"))
    with pytest.raises(ImpossibleRequest, match=f"statements.{proposal.id} was erased"):
        confirm(talks, proposal, reading)
    journal = kept_journal(talks, "talks")
    with pytest.raises(ImpossibleRequest, match="was erased"):  # what the browser writes from
        decided_records(found.case, proposal, Decision(Review.CONFIRMED), journal)
    assert len(kept_journal(talks, "talks")) == n_entries


def test_an_answer_is_given_no_id_of_which_the_source_was_somebody_s(talks):
    taken = Source(id="north-answer-1-said", title="A conversation")
    amend(talks, "talks", [Put("sources", taken)], scribe("mary"))
    day = UncertainDate("2025-11-21").latest
    answer = PartyAnswer("north", Stance.ACCEPTS, day, point="ceasefire", option="at-signature")
    assert record_answer(talks, "talks", answer, scribe("mary")).record.id == "north-answer-2"


def test_a_proposal_is_not_called_as_a_text_that_there_is():
    case = open_case("bundled:camp-david-1978")
    first = propose(case, n_draws=50).text
    more = dataclasses.replace(case, texts=(*case.texts, Text(id=first.id, title="Mine")))
    assert propose(more, text=first.revises[0], n_draws=50).text.id == f"{first.id}-2"


def test_ids_are_given_once():
    store = passing_store()
    case = Case(id="c", title="C", sources=(Source(id="a", title="A"), Source(id="b", title="B")))
    keep_case(store, case, scribe("mary"))
    erase_record(store, "c", "sources", "a", "asked for", scribe("mary"))
    given = given_ids(store.journal("c"), "sources")
    assert given == {"a", "b"}
    assert (free_id("a", given), free_id("c", given)) == ("a-2", "c")
    assert free_id("a", {"a", "a-2", "a-3"}) == "a-4"
    assert next_id("t", {"t-1", "t-3"}) == "t-2"
