"""Records that are odd, empty or stubborn: a sane answer, or what / because / hint."""

from __future__ import annotations

import dataclasses
import itertools

import pytest

from hanging import n_calls
from onetext.errors import ImpossibleRequest
from onetext.mediation.standings import PointState
from onetext.model import (
    Case,
    Clause,
    Option,
    Party,
    Point,
    Position,
    Source,
    Stance,
    Text,
    UncertainDate,
)
from onetext.preferences.draws import record_of, sample_draws
from onetext.workflows.study import study

POINTS = tuple(
    Point(id=f"p{i}", title=f"P{i}", options=tuple(Option(id=o, title=o.upper()) for o in "abc"))
    for i in range(4)
)
SOURCES = tuple(Source(id=f"s{grade}", title=grade, credibility=grade) for grade in "123456")


def made(*positions, parties=("north", "south"), points=POINTS, texts=None):
    clauses = tuple(Clause(point=p.id, option="a") for p in points if p.options)
    return Case(
        id="odd", title="Odd", parties=tuple(Party(id=p, name=p.title()) for p in parties),
        points=points, sources=SOURCES, positions=positions,
        texts=(Text(id="t", title="T", clauses=clauses),) if texts is None else texts,
    )  # fmt: skip


def said(id_, party, stance, point="p0", option="a", source="s2", since="2025-01-01"):
    return Position(id=id_, party=party, stance=stance, point=point, options=(option,),
                    since=UncertainDate(since), sources=(source,))  # fmt: skip


def test_no_positions_at_all_is_wide_and_says_so():
    found = study(made(), n_draws=1000)
    assert any("No position is on record" in note for note in found.notes)
    assert found.packages == ()
    for share in found.texts[0].acceptability.values():
        assert 0.4 < share.share < 0.6  # nothing is known
    assert {str(c) for c in found.texts[0].certainty.values()} == {"open"}


def test_only_contradictions_are_all_named_and_still_give_shares():
    both = [
        said(f"{party}{point.id}{stance}", party, stance, point=point.id)
        for party, point, stance in itertools.product(
            ("north", "south"), POINTS, (Stance.ACCEPTS, Stance.OPPOSES)
        )
    ]
    found = study(made(*both), n_draws=500)
    clashes = [c for c in found.conflicts if c.kind == "statements"]
    assert len(clashes) == 8
    assert all("in proportion to credence" in c.how_resolved for c in clashes)
    assert 0.2 < found.texts[0].acceptability["north"].share < 0.8


def test_one_party_alone_is_refused_with_a_way_out():
    with pytest.raises(ImpossibleRequest, match="it has one party alone") as caught:
        study(made(parties=("north",)), n_draws=500)
    assert caught.value.problems[0].hint


def test_a_point_nobody_spoke_about_is_unknown_and_blocks_nothing():
    found = study(made(said("x", "north", Stance.OPPOSES)), n_draws=500)
    silent = [p for p in found.points if p.id != "p0"]
    assert {p.state for p in silent} == {PointState.UNKNOWN}
    assert {p.blocked for p in silent} == {None}
    assert not any(p.title in found.headline for p in silent)


def crowded(n_statements):
    """A case in which so much is said on one point."""
    stances = [s for s in Stance if not s.says_nothing]
    return made(*(
        said(f"x{n}", ("north", "south")[n % 2], stances[n % 7], option="abc"[n % 3],
             source=f"s{1 + n % 6}", since=f"2025-{1 + n % 12:02d}-{1 + n % 28:02d}")
        for n in range(n_statements)
    ))  # fmt: skip


def test_four_times_the_statements_on_one_point_are_about_four_times_the_work():
    study(crowded(10), n_draws=300)  # what is made once is not counted
    once, fourfold = (n_calls(lambda n=n: study(crowded(n), n_draws=300)) for n in (200, 800))
    assert fourfold < 5 * once


def test_many_statements_on_one_point_are_weighed():
    found = study(crowded(500), n_draws=300)
    assert 0 <= found.texts[0].all.share <= 1
    assert len(found.points[0].options) == 3


def test_a_red_line_on_every_option_by_everybody():
    walls = [
        said(f"{party}{p.id}{o.id}", party, Stance.RED_LINE, point=p.id, option=o.id, source="s1")
        for party in ("north", "south")
        for p in POINTS
        for o in p.options
    ]
    found = study(made(*walls), n_draws=500)
    assert {p.state for p in found.points} == {PointState.DEADLOCKED}
    assert found.conflicts
    assert found.texts[0].all.share == 0
    assert {str(c) for c in found.texts[0].certainty.values()} == {"impossible"}
    assert found.packages[0].bound >= found.packages[0].all.share


@pytest.mark.parametrize(("credence", "share"), [(0.0, 0.5), (1.0, 0.0)])
def test_credences_of_0_and_1(credence, share):
    record = record_of(made(*(said(f"x{p.id}", "north", Stance.OPPOSES, point=p.id)
                              for p in POINTS)))  # fmt: skip
    north, south = record.parties
    sure = tuple(dataclasses.replace(s, credence=credence) for s in north.statements)
    record = dataclasses.replace(
        record, parties=(dataclasses.replace(north, statements=sure), south)
    )
    draws = sample_draws(record, 2000, 1)
    profile = draws.profiles["north"]
    accepted = profile.gains[:, :, 0].sum(axis=1) >= profile.reservation
    assert accepted.mean() == pytest.approx(share, abs=0.05)


def test_a_statement_whose_only_source_is_improbable_hardly_counts():
    sure, improbable = (
        study(made(said("x", "north", Stance.RED_LINE, source=s)), n_draws=1000) for s in
        ("s1", "s5")
    )  # fmt: skip
    assert sure.texts[0].acceptability["north"].share < 0.15
    assert improbable.texts[0].acceptability["north"].share > 0.4


def test_points_without_options_beside_others():
    bare = Point(id="bare", title="Bare")
    found = study(made(said("x", "north", Stance.ACCEPTS), points=(*POINTS, bare)), n_draws=300)
    assert {p.id: p.state for p in found.points}["bare"] is PointState.UNKNOWN
    assert "bare" not in found.packages[0].options
