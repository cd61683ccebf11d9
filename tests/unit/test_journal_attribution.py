"""Chatham House Rule and closing: every field that could name somebody has been thought of."""

from __future__ import annotations

import dataclasses

import pytest

from onetext.formats.case_writing import case_text
from onetext.model import (
    Alternative,
    Attribution,
    Briefing,
    Case,
    Clause,
    ClauseState,
    Comment,
    Event,
    Eye,
    Marking,
    Meeting,
    Party,
    Point,
    Position,
    Source,
    Stance,
    Text,
    Tlp,
    Weights,
)
from onetext.record.folding import seen_by
from onetext.record.kinds import record_types
from onetext.record.references import DROPPED, NAMED
from onetext.record.views import GrowingView, case_view
from strategies import journal_of

HEARD = Marking(tlp=Tlp.CLEAR, attribution=Attribution.CHATHAM_HOUSE)
OPEN = Marking(tlp=Tlp.CLEAR)
SPEAKER = "zanzibar"
"""Stands in every field that says who spoke, for whom, or how we know."""

CASE = Case(
    id="heard",
    title="Heard in a room",
    marking=OPEN,
    parties=(Party(id="north", name="North"), Party(id="south", name="South")),
    points=(Point(id="p1", title="Ceasefire"),),
    sources=(
        Source(id=SPEAKER, title=f"Lunch with {SPEAKER}", marking=HEARD),
        Source(id="diary", title="The minister's diary"),
    ),
    texts=(
        Text(
            id="draft",
            title="A draft",
            tabled_by=("south",),
            sources=(SPEAKER, "diary"),
            marking=HEARD,
            clauses=(
                Clause(
                    point="p1",
                    state=ClauseState.BRACKETED,
                    alternatives=(Alternative(wording={"en": "now"}, asked_by=("south",)),),
                    sources=(SPEAKER,),
                ),
                Clause(point="p1", state=ClauseState.AGREED, agreed_by=("south",)),
            ),
        ),
    ),
    positions=(
        Position(
            id=f"{SPEAKER}-on-p1",
            party="south",
            point="p1",
            stance=Stance.SILENT,
            said_by=SPEAKER,
            marking=HEARD,
        ),
    ),
    weights=(Weights(id=f"{SPEAKER}-weights", party="south", points={"p1": 1.0}, marking=HEARD),),
    meetings=(
        Meeting(
            id="m1", title="A lunch", participants=(SPEAKER,), parties=("south",), marking=HEARD
        ),
    ),
    events=(Event(id="e1", title="A leak", parties=("south",), marking=HEARD),),
    briefings=(
        Briefing(
            id=f"{SPEAKER}-was-told",
            by=SPEAKER,
            to=(SPEAKER,),
            what="the gist",
            terms=f"not to be told by {SPEAKER}",
            marking=HEARD,
        ),
    ),
    comments=(
        Comment(id=f"{SPEAKER}-1", party="south", text="draft", remark="too soon", marking=HEARD),
    ),
)


@pytest.mark.parametrize("eye", ["drafting-team", "north", "south", "public"])
def test_no_export_names_a_speaker_under_the_rule(eye):
    view = case_view(journal_of(CASE), "heard", Eye(reader=eye), attribution=False)
    page = case_text(view.case)
    assert SPEAKER not in page
    records = [*view.case.texts, *view.case.comments, *view.case.meetings, *view.case.events]
    assert "south" not in repr(records)
    assert "too soon" in page  # the content may be used
    assert "the gist" in page
    assert view.case.comments[0].party == "not-attributed"
    assert not view.case.positions
    assert not view.case.weights
    assert view.n_left_out == 3
    assert view.n_unattributed == 5


@pytest.mark.parametrize("eye", ["north", "public"])
def test_nobody_outside_the_team_is_told_a_speaker_on_screen_either(eye):
    journal = journal_of(CASE)
    for view in (
        case_view(journal, "heard", Eye(reader=eye)),
        GrowingView("heard", Eye(reader=eye)).view(seen_by(Eye(reader=eye), journal)),
    ):
        assert view == case_view(journal, "heard", Eye(reader=eye), attribution=False)


def test_a_party_keeps_on_screen_what_it_said_and_was_told_itself():
    told = dataclasses.replace(CASE.briefings[0], to=("south", "north"), sources=(SPEAKER,))
    case = dataclasses.replace(CASE, briefings=(told,))
    seen = case_view(journal_of(case), "heard", Eye(reader="south")).case
    assert [comment.party for comment in seen.comments] == ["south"]
    assert [briefing.to for briefing in seen.briefings] == [("south",)]
    assert seen.briefings[0].sources == ()
    north = case_view(journal_of(case), "heard", Eye(reader="north")).case
    assert [comment.party for comment in north.comments] == ["not-attributed"]
    assert [briefing.to for briefing in north.briefings] == [("north",)]


def test_a_source_on_the_record_is_not_tied_to_what_is_not():
    view = case_view(journal_of(CASE), "heard", attribution=False)
    assert [source.id for source in view.case.sources] == ["diary"]
    assert view.case.texts[0].sources == ()


def test_agreed_between_some_does_not_become_agreed_between_all():
    view = case_view(journal_of(CASE), "heard", attribution=False)
    assert view.case.texts[0].clauses[1].agreed_by == ("not-attributed",)


def test_the_team_s_own_view_keeps_the_speakers():
    assert case_view(journal_of(CASE), "heard").case == CASE


def test_what_is_said_on_the_record_keeps_its_speaker():
    on_record = dataclasses.replace(
        CASE, comments=(dataclasses.replace(CASE.comments[0], marking=None),)
    )
    view = case_view(journal_of(on_record), "heard", attribution=False)
    assert view.case.comments[0].party == "south"


def test_who_spoke_changes_nothing_in_an_export():
    other = dataclasses.replace(
        CASE, comments=(dataclasses.replace(CASE.comments[0], id="north-1", party="north"),)
    )
    pages = [
        case_text(case_view(journal_of(case), "heard", attribution=False).case)
        for case in (CASE, other)
    ]
    assert pages[0] == pages[1]


PLAIN = {
    *("id", "title", "name", "role", "signs", "description", "because", "note", "summary", "url"),
    *("published", "language", "kind", "read", "reliability", "credibility", "grade_confirmed"),
    *("sha256", "unverified", "marking", "date", "reason", "is_complete", "is_paraphrase"),
    *("number", "wording", "state", "moved_to", "stance", "since", "until", "condition", "said_by"),
    *("place", "participants", "status", "outcome", "by", "to", "received", "what", "form"),
    *("terms", "remark", "disposition", "reply", "words", "review", "speaker", "about", "places"),
    *("reader", "rule", "file", "doubtful", "hours"),
}
"""Fields that refer to no record."""

CHOICES = {"option", "options", "if_absent", "when", "then", "clauses", "alternatives", "up_to"}
"""Options, and records inside records: `closing` walks into them."""


def nouns():
    return {*record_types().values(), Clause, Alternative}


def test_every_field_of_every_record_is_known_as_plain_or_as_a_reference():
    """A new field fails here until somebody has decided what a reader may follow."""
    fields = {field.name for noun in nouns() for field in dataclasses.fields(noun)}
    assert fields <= PLAIN | CHOICES | set(DROPPED) | set(NAMED)
