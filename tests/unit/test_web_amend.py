"""One record at a time: what a form may write, on what it was made from, and what it is shown."""

from __future__ import annotations

import dataclasses

import pytest

from onetext.errors import ImpossibleRequest, NotFound, RecordMovedOn
from onetext.model import Case, Comment, Eye, Marking, Party, Text, Theme, Tlp
from onetext.record.entries import Verb
from onetext.storage.memory import MemoryJournalStore
from onetext.workflows.amend import Put, Withdraw, amend
from onetext.workflows.journal import Scribe, keep_case, kept_case
from strategies import NOW, salts

CASE = Case(
    id="drawn",
    title="A case",
    marking=Marking(tlp=Tlp.GREEN),
    parties=(Party(id="a", name="A"), Party(id="b", name="B")),
    texts=(Text(id="t", title="First words"),),
)
NORTH = Eye(reader="a")


@pytest.fixture
def store():
    made = MemoryJournalStore()
    keep_case(made, CASE, Scribe("a drafter", NOW, salts()))
    return made


def scribe(by="a drafter", eye=None):
    new_salt = salts()
    for _ in range(50):
        new_salt()
    return Scribe(by, NOW, new_salt, *([eye] if eye else []))


def number(store, kind, record_id):
    with store.writing("drawn") as pen:
        return pen.latest(kind, record_id).entry.seq


def test_a_change_is_written_on_the_version_it_was_made_from(store):
    at = number(store, "texts", "t")
    text = dataclasses.replace(CASE.texts[0], title="Second words")
    (written,) = amend(store, "drawn", [Put("texts", text, at)], scribe())
    assert written.entry.verb is Verb.PUT
    assert kept_case(store, "drawn").case.texts == (text,)


def test_saying_the_same_again_writes_nothing(store):
    at = number(store, "texts", "t")
    assert amend(store, "drawn", [Put("texts", CASE.texts[0], at)], scribe()) == ()


def test_a_record_without_a_marking_takes_that_of_the_case(store):
    (written,) = amend(store, "drawn", [Put("themes", Theme(id="x", title="X"))], scribe())
    assert written.entry.marking == Marking(tlp=Tlp.GREEN)


def test_the_second_of_two_drafters_sees_both_versions_and_nothing_is_lost(store):
    at = number(store, "texts", "t")
    theirs, mine = (Text(id="t", title=words) for words in ("Theirs", "Mine"))
    amend(store, "drawn", [Put("texts", theirs, at)], scribe("one"))
    with pytest.raises(RecordMovedOn) as refused:
        amend(store, "drawn", [Put("texts", mine, at)], scribe("two"))
    assert "Theirs" in str(refused.value)
    assert "Mine" in str(refused.value)
    assert kept_case(store, "drawn").case.texts == (theirs,)


def test_all_of_an_amendment_is_written_or_nothing(store):
    at = number(store, "texts", "t")
    first = Put("themes", Theme(id="x", title="X"))
    moved = Put("texts", Text(id="t", title="Mine"), at)
    amend(store, "drawn", [Put("texts", Text(id="t", title="Theirs"), at)], scribe())
    with pytest.raises(RecordMovedOn):
        amend(store, "drawn", [first, moved], scribe())
    assert kept_case(store, "drawn").case.themes == ()


def test_a_record_is_taken_back_once(store):
    at = number(store, "texts", "t")
    taken_back = Withdraw("texts", "t", at, "a slip")
    amend(store, "drawn", [taken_back], scribe())
    assert kept_case(store, "drawn").case.texts == ()
    with pytest.raises(NotFound):
        amend(store, "drawn", [Withdraw("texts", "t", number(store, "texts", "t"), "!")], scribe())


def test_a_form_cannot_claim_an_entry_about_something_else(store):
    with pytest.raises(ImpossibleRequest):
        amend(store, "drawn", [Put("texts", Text(id="t", title="Mine"), 1)], scribe())


def test_narrowing_a_marking_takes_the_old_version_back_first(store):
    at = number(store, "texts", "t")
    secret = Text(id="t", title="For few", marking=Marking(audience=("b",)))
    verbs = [w.entry.verb for w in amend(store, "drawn", [Put("texts", secret, at)], scribe())]
    assert verbs == [Verb.WITHDRAW, Verb.PUT]
    assert kept_case(store, "drawn", NORTH).case.texts == ()


def own(**changes):
    marking = changes.pop("marking", Marking(audience=("a",)))
    fields = {"id": "c-1", "party": "a", "text": "t", "remark": "No."} | changes
    return Comment(**fields, marking=marking)


def test_a_party_says_what_it_says_itself(store):
    amend(store, "drawn", [Put("comments", own())], scribe("a member", NORTH))
    assert kept_case(store, "drawn", NORTH).case.comments == (own(),)
    assert kept_case(store, "drawn", Eye(reader="b")).case.comments == ()


@pytest.mark.parametrize(
    "amendment",
    [
        Put("comments", own(party="b")),
        Put("comments", own(marking=None)),
        Put("comments", own(marking=Marking(audience=("a", "b")))),
        Put("comments", own(marking=Marking(tlp=Tlp.CLEAR))),
        Put("comments", own(), 3),
        Put("texts", Text(id="mine", title="Ours")),
        Withdraw("texts", "t", 3, "we do not like it"),
    ],
    ids=str,
)
def test_a_party_writes_nothing_else(store, amendment):
    before = store.journal("drawn")
    with pytest.raises(ImpossibleRequest):
        amend(store, "drawn", [amendment], scribe("a member", NORTH))
    assert store.journal("drawn") == before


def test_a_party_is_shown_no_version_it_may_not_see(store):
    """The team writes out of the party's sight on a record the party wrote."""
    amend(store, "drawn", [Put("comments", own())], scribe("a member", NORTH))
    hidden = own(remark="what the team thinks of it", marking=Marking())
    amend(
        store, "drawn", [Put("comments", hidden, number(store, "comments", "c-1"))], scribe("chair")
    )
    with pytest.raises(RecordMovedOn) as refused:
        amend(store, "drawn", [Put("comments", own(remark="Yes."))], scribe("a member", NORTH))
    said = str(refused.value)
    assert "what the team thinks" not in said
    assert "chair" not in said
    assert "entry" not in said
