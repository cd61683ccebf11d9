"""One suite for every adapter that keeps journals."""

from __future__ import annotations

import dataclasses
import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onetext.errors import BrokenJournal, ImpossibleRequest, NotFound, RecordMovedOn
from onetext.model import DRAFTING_TEAM, PUBLIC, Case, Eye, Marking, Party, Source, Tlp
from onetext.record.chain import Draft, chain_check
from onetext.record.changes import put
from onetext.record.entries import Verb, head_after, origin
from onetext.record.folding import folded, seen_by
from onetext.record.kinds import body_of
from onetext.workflows.journal import (
    Scribe,
    erase_record,
    keep_case,
    kept_case,
    verified,
    write_drafts,
)
from strategies import NOW, journal_of, journals, relinked, salts

CASE = Case(
    id="drawn",
    title="A case",
    parties=(Party(id="a", name="A"), Party(id="b", name="B")),
    sources=(Source(id="s1", title="What the minister said over lunch"),),
)


@pytest.fixture
def scribe():
    return Scribe("a drafter", NOW, salts())


def a_put(record_id="c", name="C", replaces=0, marking=None):
    body = body_of("parties", Party(id=record_id, name=name))
    return Draft(
        verb=Verb.PUT,
        kind="parties",
        id=record_id,
        marking=marking or Marking(),
        body=body,
        replaces=replaces,
    )


def test_a_new_store_keeps_nothing(store):
    assert store.case_ids() == ()
    assert store.journal("drawn") == ()
    with pytest.raises(NotFound, match="keeps no case 'drawn'"):
        kept_case(store, "drawn")


@settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(journals())
def test_what_was_written_is_read_again_byte_for_byte(store, drawn):
    case_id = f"case-{len(store.case_ids())}"
    journal = relinked(drawn, case_id)
    with store.writing(case_id) as pen:
        pen.add(journal)
        assert pen.journal() == journal
    assert store.journal(case_id) == journal


def test_what_is_read_for_a_reader_is_what_its_eye_lets_through(store, scribe):
    audiences = [(), ("a",), ("b",), ("a", "b"), (DRAFTING_TEAM,), (PUBLIC,), ("ab", '"a"')]
    markings = [Marking(tlp=tlp, audience=them) for tlp in Tlp for them in audiences]
    drafts = [a_put(f"p{number}", marking=marking) for number, marking in enumerate(markings)]
    journal = write_drafts(store, "drawn", drafts, scribe)
    keep_case(store, dataclasses.replace(CASE, id="for-the-team"), scribe)
    for reader in (DRAFTING_TEAM, PUBLIC, "a", "b", "ab", '"a"', "nobody"):
        eye = Eye(reader=reader)
        allowed = store.for_reader(eye)
        assert allowed.journal("drawn") == seen_by(eye, journal)
        assert allowed.journal("drawn", after=9) == seen_by(eye, journal[9:])
        assert ("for-the-team" in allowed.case_ids()) == (reader == DRAFTING_TEAM)
        assert "drawn" in allowed.case_ids()


@settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(journals(), st.data())
def test_following_from_a_head_one_trusts_is_reading_it_all_again(store, drawn, data):
    case_id = f"case-{len(store.case_ids())}"
    journal = relinked(drawn, case_id)
    cut = data.draw(st.integers(0, len(journal)))
    with store.writing(case_id) as pen:
        pen.add(journal[:cut])
    trusted = chain_check(store.journal(case_id), origin(case_id))
    state = folded(store.journal(case_id))
    with store.writing(case_id) as pen:
        pen.add(journal[cut:])
    rest = store.journal(case_id, after=trusted.head.length)
    assert chain_check(rest, trusted.head) == chain_check(journal, origin(case_id))
    assert folded(rest, state).kept == folded(journal).kept
    assert store.head(case_id) == chain_check(journal, origin(case_id)).head


def test_a_clock_set_back_never_dates_an_entry_before_the_one_it_follows(store):
    times = [NOW, NOW - datetime.timedelta(days=400), NOW + datetime.timedelta(minutes=1)]
    for number, time in enumerate(times):
        write_drafts(store, "drawn", [a_put(f"p{number}")], Scribe("x", time, salts()))
    dated = [written.entry.at for written in store.journal("drawn")]
    next_step = NOW + datetime.timedelta(microseconds=1)  # so that steps can be told apart
    assert dated == [NOW, next_step, NOW + datetime.timedelta(minutes=1)]
    assert verified(store, "drawn").holds
    assert [party.id for party in kept_case(store, "drawn", time=next_step).case.parties] == [
        "p0",
        "p1",
    ]


def test_whoever_holds_a_journal_can_still_read(store, scribe):
    keep_case(store, CASE, scribe)
    before = store.journal("drawn")
    with store.writing("drawn"):
        assert store.journal("drawn") == before
        assert store.head("drawn").length == len(before)
        assert store.case_ids() == ("drawn",)


def test_what_journals_stand_in_is_sound(store, scribe):
    keep_case(store, CASE, scribe)
    assert store.fault() == ""


def test_cases_are_kept_apart_and_listed_in_order(store, scribe):
    for case_id in ("west", "east"):
        keep_case(store, dataclasses.replace(CASE, id=case_id, title=case_id), scribe)
    assert store.case_ids() == ("east", "west")
    assert kept_case(store, "west").case.title == "west"
    assert verified(store, "east").head.length == 4


def test_nothing_is_kept_of_what_an_exception_left(store, scribe):
    keep_case(store, CASE, scribe)
    before = store.journal("drawn")
    longer = journal_of(CASE, dataclasses.replace(CASE, title="Another"))

    def interrupted():
        with store.writing("drawn") as pen:
            pen.add(longer[len(before) :])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert store.journal("drawn") == before


def test_the_head_and_the_latest_entry_are_those_inside_the_hold(store, scribe):
    with store.writing("drawn") as pen:
        assert pen.head() == origin("drawn")
        assert pen.latest("parties", "a") is None
        journal = journal_of(CASE)
        pen.add(journal)
        assert pen.head().hash == journal[-1].entry.hash
        assert pen.latest("parties", "a") == journal[0]
        assert pen.latest("parties", "nobody") is None


def test_the_head_is_told_and_what_follows_an_entry_is_read_without_the_rest(store, scribe):
    assert store.head("drawn") == origin("drawn")
    written = write_drafts(store, "drawn", [a_put("c"), a_put("d"), a_put("e")], scribe)
    write_drafts(store, "other", [a_put("f")], scribe)
    assert store.head("drawn") == head_after(written[-1].entry)
    assert store.journal("drawn", after=1) == written[1:]
    assert store.journal("drawn", after=3) == ()


def test_an_entry_must_continue_the_chain(store):
    journal = journal_of(CASE)
    with pytest.raises(ValueError, match="continue the chain"), store.writing("drawn") as pen:
        pen.add(journal[1:])
    assert store.journal("drawn") == ()


def test_writing_on_what_moved_on_is_refused_with_both_versions(store, scribe):
    keep_case(store, CASE, scribe)
    (hers,) = write_drafts(store, "drawn", [a_put(name="hers")], scribe)
    with pytest.raises(RecordMovedOn) as refused:
        write_drafts(store, "drawn", [a_put("d"), a_put(name="mine")], scribe)
    message = str(refused.value)
    assert '"name":"mine"' in message
    assert '"name":"hers"' in message
    assert f"entry {hers.entry.seq}" in message
    assert store.journal("drawn")[-1] == hers  # nor was the first draft, which did not collide
    write_drafts(store, "drawn", [a_put(name="mine", replaces=hers.entry.seq)], scribe)
    assert kept_case(store, "drawn").case.parties[-1].name == "mine"


def test_importing_again_writes_only_what_changed(store, scribe):
    first = keep_case(store, CASE, scribe)
    assert len(first.drafts) == 4
    assert keep_case(store, CASE, scribe).drafts == ()
    changed = dataclasses.replace(CASE, parties=(CASE.parties[0], Party(id="b", name="Bee")))
    found = keep_case(store, changed, scribe)
    assert found.changed == (("parties", "b"),)
    assert len(found.drafts) == 1
    assert kept_case(store, "drawn").case == changed


def test_importing_keeps_what_others_wrote_since_the_file_was_made(store, scribe):
    made_from = len(keep_case(store, CASE, scribe).drafts)
    write_drafts(store, "drawn", [a_put("c", "Hers")], scribe)  # somebody else, meanwhile
    mine = dataclasses.replace(CASE, title="Mine", sources=())
    found = keep_case(store, mine, scribe, made_from=made_from)
    assert found.withdrawn == (("sources", "s1"),)
    kept = kept_case(store, "drawn").case
    assert (kept.title, kept.parties[-1].name, kept.sources) == ("Mine", "Hers", ())
    assert keep_case(store, mine, scribe, made_from=made_from).drafts == ()  # done already


def test_importing_over_what_others_wrote_since_is_refused_with_both_versions(store, scribe):
    made_from = len(keep_case(store, CASE, scribe).drafts)
    theirs = dataclasses.replace(CASE, parties=(Party(id="a", name="Theirs"), CASE.parties[1]))
    keep_case(store, theirs, scribe)
    before = store.journal("drawn")
    mine = dataclasses.replace(CASE, title="New", parties=(Party(id="a", name="Mine"),))
    with pytest.raises(RecordMovedOn) as refused:
        keep_case(store, mine, scribe, made_from=made_from)
    assert '"name":"Mine"' in str(refused.value)
    assert '"name":"Theirs"' in str(refused.value)
    assert len(refused.value.problems) == 1  # nobody touched the title or the other party
    assert store.journal("drawn") == before
    with pytest.raises(ImpossibleRequest, match="has 5 entries"):
        keep_case(store, mine, scribe, made_from=6)


def test_importing_withdraws_what_vanished_and_can_bring_it_back(store, scribe):
    keep_case(store, CASE, scribe)
    fewer = dataclasses.replace(CASE, sources=())
    assert keep_case(store, fewer, scribe).withdrawn == (("sources", "s1"),)
    assert kept_case(store, "drawn").case == fewer
    keep_case(store, CASE, scribe)
    assert kept_case(store, "drawn").case == CASE


def test_the_order_of_records_is_the_team_s_and_stays(store, scribe):
    keep_case(store, CASE, scribe)
    turned = dataclasses.replace(CASE, parties=CASE.parties[::-1])
    keep_case(store, turned, scribe)
    assert kept_case(store, "drawn").case == turned
    assert keep_case(store, turned, scribe).drafts == ()


def test_whoever_is_left_out_by_a_new_marking_stops_seeing_the_record(store, scribe):
    def marked(marking):
        source = dataclasses.replace(CASE.sources[0], marking=marking)
        return dataclasses.replace(CASE, sources=(source,))

    keep_case(store, marked(Marking(tlp=Tlp.AMBER, audience=("a", "b"))), scribe)
    assert kept_case(store, "drawn", Eye(reader="b")).case.sources
    keep_case(store, marked(Marking(tlp=Tlp.AMBER, audience=("a",))), scribe)
    assert kept_case(store, "drawn", Eye(reader="a")).case.sources
    assert not kept_case(store, "drawn", Eye(reader="b")).case.sources


def test_an_erased_record_shows_as_erased_and_the_chain_holds(store, scribe):
    keep_case(store, CASE, scribe)
    source = dataclasses.replace(CASE.sources[0], title="What the minister said over dinner")
    keep_case(store, dataclasses.replace(CASE, sources=(source,)), scribe)
    assert erase_record(store, "drawn", "sources", "s1", "asked for by the minister", scribe) == 2
    view = kept_case(store, "drawn")
    assert view.erased == (("sources", "s1"),)
    assert view.case.sources == ()
    check = verified(store, "drawn")
    assert check.holds
    assert check.n_erased == 2
    assert b"minister said" not in repr(store.journal("drawn")).encode()
    state = folded(store.journal("drawn"))
    assert state.kept["sources", "s1"].because == "asked for by the minister"
    with pytest.raises(NotFound):
        erase_record(store, "drawn", "sources", "s1", "again", scribe)


def test_a_body_missing_without_an_erasure_breaks_the_journal(store, scribe):
    keep_case(store, CASE, scribe)
    journal = store.journal("drawn")
    forged = (dataclasses.replace(journal[0], sealed=None), *journal[1:])
    check = chain_check(forged, origin("drawn"))
    assert check.fault.seq == 1
    assert "no erasure" in check.fault.because


def test_the_journal_is_not_added_to_once_it_is_broken(store, scribe):
    first = put("parties", Party(id="a", name="A"), Marking(), None)
    write_drafts(store, "drawn", first, scribe)
    with store.writing("drawn") as pen:
        journal = journal_of(dataclasses.replace(CASE, id="drawn"))
        entry = dataclasses.replace(journal[0].entry, seq=2, prev=pen.head().hash, hash="f" * 64)
        pen.add([dataclasses.replace(journal[0], entry=entry)])
    with pytest.raises(BrokenJournal, match="entry 2 of the journal of drawn"):
        keep_case(store, CASE, scribe)


def test_a_record_taken_back_and_put_again_stands_where_it_stood(store, scribe):
    first, second = Source(id="s1", title="One", marking=Marking(tlp=Tlp.CLEAR)), CASE.sources[0]
    case = dataclasses.replace(CASE, sources=(first, dataclasses.replace(second, id="s2")))
    keep_case(store, case, scribe)
    narrower = dataclasses.replace(first, marking=Marking(tlp=Tlp.AMBER, audience=("a",)))
    found = keep_case(store, dataclasses.replace(case, sources=(narrower, case.sources[1])), scribe)
    assert [draft.verb for draft in found.drafts] == [Verb.WITHDRAW, Verb.PUT]  # and no new order
    assert [source.id for source in kept_case(store, "drawn").case.sources] == ["s1", "s2"]
