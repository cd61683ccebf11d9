"""A party's study rests on what is marked for its eyes and on nothing else."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings

from onetext.errors import NotFound
from onetext.model import (
    Attribution,
    Case,
    Clause,
    Comparison,
    Event,
    Eye,
    Marking,
    Option,
    Party,
    Point,
    Position,
    Scores,
    Source,
    Stance,
    Text,
    Tlp,
    UncertainDate,
    Weights,
)
from onetext.record.kinds import record_types
from onetext.record.views import case_view, is_empty_for
from onetext.workflows.constraints import constraints_of
from onetext.workflows.readers import case_for
from onetext.workflows.study import study
from onetext.workflows.study_json import constraints_data, study_data
from strategies import cases, journal_of

NORTH = Marking(tlp=Tlp.AMBER, audience=("north",))
SOUTH = Marking(tlp=Tlp.AMBER, audience=("south",))
TEAM = Marking()
CLEAR = Marking(tlp=Tlp.CLEAR)
WHISPERED = Marking(tlp=Tlp.CLEAR, attribution=Attribution.CHATHAM_HOUSE)
DAY = UncertainDate("2025-03-01")


@settings(max_examples=40, deadline=None)
@given(cases())
def test_the_cut_is_the_one_the_journal_makes(case):
    for party in case.parties:
        eye = Eye(reader=party.id)
        journal = journal_of(case)
        if is_empty_for(journal, eye):
            with pytest.raises(NotFound):
                case_for(case, party.id)
            continue
        kept = case_view(journal, case.id, eye, attribution=False).case
        found = case_for(case, party.id)
        found = dataclasses.replace(found, made_for="")
        if not eye.may_see(case.marking):  # nor is the order in which the case has its records
            found, kept = in_id_order(found), in_id_order(kept)
        assert found == kept


def in_id_order(case):
    kinds = {kind: sorted(getattr(case, kind), key=lambda one: one.id) for kind in record_types()}
    kinds["points"] = [
        dataclasses.replace(point, options=tuple(sorted(point.options, key=lambda one: one.id)))
        for point in kinds["points"]
    ]
    return dataclasses.replace(case, **{kind: tuple(records) for kind, records in kinds.items()})


POINTS = tuple(
    Point(id=f"p{i}", title=f"P{i}", options=(Option(id="a", title="A"), Option(id="b", title="B")))
    for i in range(3)
)
PUBLIC_PART = Case(
    id="talks",
    title="Talks",
    marking=CLEAR,
    parties=(Party(id="north", name="North"), Party(id="south", name="South")),
    points=POINTS,
    sources=(Source(id="press", title="Press", credibility="2"),),
    texts=(
        Text(id="t", title="T", date=DAY, clauses=tuple(Clause(point=p.id, option="a")
                                                       for p in POINTS)),
    ),
    positions=(
        Position(id="n", party="north", stance=Stance.PROPOSES, point="p0", options=("a",),
                 sources=("press",), since=DAY),
        Position(id="s", party="south", stance=Stance.OPPOSES, point="p0", options=("a",),
                 sources=("press",), since=DAY),
    ),
)  # fmt: skip


def with_secrets(marking):
    """The same case with one more record of every kind that bears on a study."""
    case = PUBLIC_PART
    return dataclasses.replace(
        case,
        sources=(*case.sources, Source(id="talk", title="Talk", credibility="1", marking=marking)),
        texts=(*case.texts, Text(id="u", title="U", date=DAY, marking=marking,
                                 clauses=(Clause(point="p1", option="b"),))),
        positions=(
            *case.positions,
            Position(id="secret", party="north", stance=Stance.RED_LINE, point="p1",
                     options=("b",), sources=("talk",), since=DAY, marking=marking),
            Position(id="answer", party="north", stance=Stance.ACCEPTS, text="t",
                     sources=("talk",), since=DAY, marking=marking),
        ),
        comparisons=(Comparison(id="c", party="north", points=("p2", "p0"), sources=("talk",),
                                marking=marking),),
        scores=(Scores(id="sc", party="north", point="p2", options={"a": 20}, marking=marking),),
        weights=(Weights(id="w", party="north", points={"p0": 1, "p1": 9}, marking=marking),),
        events=(Event(id="e", title="E", date=DAY, better_without=("north",), marking=marking),),
    )  # fmt: skip


def seen_by_south(case):
    mine = case_for(case, "south")
    data = study_data(study(mine, n_draws=200, seed=1))
    return data, constraints_data(constraints_of(mine)), mine


@pytest.mark.parametrize("marking", [NORTH, TEAM], ids=["north", "team"])
def test_what_a_party_may_not_see_changes_nothing_in_its_study(marking):
    assert seen_by_south(with_secrets(marking)) == seen_by_south(PUBLIC_PART)


def test_what_it_may_see_does_change_it():
    """The test above has data that could leak."""
    plain, told = seen_by_south(PUBLIC_PART), seen_by_south(with_secrets(SOUTH))
    assert plain[0]["texts"] != told[0]["texts"]
    assert {"secret", "answer", "c", "sc", "e"} <= {c["id"] for c in told[1]}


def test_what_was_heard_under_the_chatham_house_rule_names_nobody():
    plain, told = seen_by_south(PUBLIC_PART), seen_by_south(with_secrets(WHISPERED))
    assert told[1] == plain[1]  # positions, comparisons, scores and weights *are* attribution
    assert not any(event.better_without for event in told[2].events)
    assert all(not text.tabled_by for text in told[2].texts)


def test_a_stranger_and_a_case_for_the_team_alone_are_refused():
    with pytest.raises(NotFound, match="no party 'mars'"):
        case_for(PUBLIC_PART, "mars")
    with pytest.raises(NotFound, match="nothing of talks is for the eyes of South"):
        case_for(dataclasses.replace(PUBLIC_PART, marking=TEAM), "south")


def test_records_for_a_party_are_shown_though_the_case_is_not():
    hidden = dataclasses.replace(with_secrets(SOUTH), marking=TEAM)
    found = case_for(hidden, "south")
    assert (found.id, found.title, found.made_for) == ("talks", "talks", "south")
    assert [text.title for text in found.texts] == ["U", "t"]  # the answer names t: an id, no more
    assert {party.name for party in found.parties} == {"north", "south"}
    assert study(found, n_draws=100, seed=1).texts
