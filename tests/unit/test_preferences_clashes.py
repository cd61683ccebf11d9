"""Statements that no profile satisfies together: the smallest sets, and what the draws do."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from onetext.model import (
    Case,
    Clause,
    Comparison,
    Option,
    Party,
    Point,
    Position,
    Scores,
    Source,
    Stance,
    Text,
    UncertainDate,
)
from onetext.preferences.acceptability import acceptability_of_text
from onetext.preferences.draws import record_of, sample_draws
from onetext.preferences.holding import drop_odds

POINTS = tuple(
    Point(id=f"p{i}", title=f"P{i}", options=(Option(id="a", title="A"), Option(id="b", title="B")))
    for i in range(3)
)
SOURCES = (
    Source(id="certain", title="C", credibility="1"),
    Source(id="likely", title="L", credibility="2"),
    Source(id="doubtful", title="D", credibility="4"),
)
TEXTS = (
    Text(id="t", title="T", clauses=tuple(Clause(point=p.id, option="a") for p in POINTS)),
    Text(id="s", title="S", clauses=tuple(Clause(point=p.id, option="b") for p in POINTS)),
)


def case(*positions, comparisons=(), scores=()):
    return Case(
        id="c", title="C", parties=(Party(id="north", name="North"), Party(id="south", name="S")),
        points=POINTS, sources=SOURCES, texts=TEXTS, positions=positions, comparisons=comparisons,
        scores=scores,
    )  # fmt: skip


def on(id_, stance, *, source="likely", **more):
    return Position(id=id_, party="north", stance=stance, sources=(source,),
                    since=UncertainDate("2025-01-01"), **more)  # fmt: skip


def on_each_point(stance, **more):
    return [on(f"x{p.id}", stance, point=p.id, options=("a",), **more) for p in POINTS]


def compared(id_, *, source="likely", **more):
    return Comparison(id=id_, party="north", sources=(source,), **more)


def clashes(made):
    return [set(clash) for clash in record_of(made).parties[0].clashes]


def test_to_accept_everything_and_refuse_the_whole_is_a_contradiction():
    made = case(*on_each_point(Stance.ACCEPTS), on("no", Stance.OPPOSES, text="t"))
    assert clashes(made) == [{"xp0", "xp1", "xp2", "no"}]


def test_any_one_dropped_the_rest_stands():
    positions = [*on_each_point(Stance.ACCEPTS), on("no", Stance.OPPOSES, text="t")]
    for left_out in range(4):
        rest = positions[:left_out] + positions[left_out + 1 :]
        assert clashes(case(*rest)) == []


def test_a_circle_of_comparisons_is_found_whole():
    made = case(
        comparisons=(
            compared("one", points=("p0", "p1")),
            compared("two", points=("p1", "p2")),
            compared("three", points=("p2", "p0")),
        )
    )
    assert clashes(made) == [{"comparison one", "comparison two", "comparison three"}]


def test_two_contradictions_are_both_found():
    made = case(
        *on_each_point(Stance.OPPOSES),
        on("yes", Stance.ACCEPTS, text="t"),
        comparisons=(
            compared("one", points=("p0", "p1")),
            compared("two", points=("p1", "p0"), by="far"),
        ),
    )
    found = clashes(made)
    assert {"xp0", "xp1", "xp2", "yes"} in found
    assert {"comparison one", "comparison two"} in found


def test_a_red_line_in_a_text_that_is_accepted():
    made = case(
        on("red", Stance.RED_LINE, point="p0", options=("a",)), on("yes", Stance.ACCEPTS, text="t")
    )
    assert clashes(made) == [{"red", "yes"}]


def test_scores_against_a_comparison():
    made = case(
        scores=(Scores(id="s", party="north", point="p0", options={"a": 10, "b": 90}),),
        comparisons=(compared("c", better={"p0": "a"}, worse={"p0": "b"}),),
    )
    assert clashes(made) == [{"scores s", "comparison c"}]


def test_what_goes_together_is_no_contradiction():
    made = case(
        on("x", Stance.PROPOSES, point="p0", options=("a",)),
        on("y", Stance.RED_LINE, point="p0", options=("b",)),
        on("z", Stance.OPPOSES, point="p1", options=("a",)),
        on("yes", Stance.ACCEPTS, text="t"),
        on("no", Stance.OPPOSES, text="s"),
        comparisons=(compared("c", points=("p0", "p1")), compared("d", texts=("t", "s"))),
    )
    assert clashes(made) == []


@pytest.mark.parametrize("source", ["certain", "doubtful"])
def test_where_all_would_hold_a_draw_drops_one_at_its_odds_of_being_false(source):
    positions = (
        *on_each_point(Stance.ACCEPTS, source="certain"),
        on("no", Stance.OPPOSES, text="t", source=source),
    )
    draws = sample_draws(record_of(case(*positions)), 6000, 1)
    assert draws.set_aside == ()
    profile = draws.profiles["north"]
    assert (profile.likelihood > 0).all()
    belief = {"certain": 0.9, "doubtful": 0.3}[source]
    kept = drop_odds([0.9, 0.9, 0.9, belief])[3]
    expected = belief * (1 - 0.9**3 * kept)
    refused = (profile.answered[:, 0] == -1).mean()
    assert refused == pytest.approx(expected, abs=0.02)
    assert acceptability_of_text(draws, "s").all.error < 0.02


def test_brute_force_finds_the_same_contradictions_between_stances_and_answers():
    """Where the program sees no room, no proposal fits; where one fits, there is room."""
    rng = np.random.default_rng(2)
    stances = [Stance.ACCEPTS, Stance.OPPOSES, None]
    for first, second, third in itertools.product(stances, repeat=3):
        said = [
            on(f"x{i}", stance, point=f"p{i}", options=("a",))
            for i, stance in enumerate((first, second, third))
            if stance
        ]
        for answer in (Stance.ACCEPTS, Stance.OPPOSES):
            made = case(*said, on("t", answer, text="t"))
            weights, r = rng.dirichlet(np.ones(3), 4000), rng.random(4000)
            values = rng.random((4000, 3))
            for i, stance in enumerate((first, second, third)):
                above = r + (1 - r) * values[:, i]
                below = r * values[:, i]
                side = {Stance.ACCEPTS: above, Stance.OPPOSES: below, None: values[:, i]}
                values[:, i] = side[stance]
            signed = (weights * values).sum(axis=1) >= r
            fits = signed if answer is Stance.ACCEPTS else ~signed
            assert fits.any() == (clashes(made) == [])
