"""Weights put in stated orders of points, against counting and proposing."""

from __future__ import annotations

from itertools import pairwise, permutations
from math import factorial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.bargaining.space import Space
from onetext.model import Comparison, Position, Stance, Weights
from onetext.preferences.acceptability import share_of
from onetext.preferences.claims import Claim
from onetext.preferences.orders import MOST_SETS, Order, Rankings, put_in_order
from onetext.preferences.profiles import PartyRecord, sample_profiles, scaled_likelihood
from onetext.preferences.statements import Statement

PAIRS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=6)


def fitting(n, pairs):
    """Rankings of n points that fit, by trying all."""
    return [
        one
        for one in permutations(range(n))
        if all(one.index(more) < one.index(less) for more, less in pairs)
    ]


@given(PAIRS)
def test_rankings_are_counted_and_drawn_as_by_trying_all(pairs):
    rankings = Rankings(range(5), pairs)
    expected = fitting(5, pairs) if all(a != b for a, b in pairs) else []
    assert rankings.n == len(expected)
    if expected:
        drawn = rankings.drawn(50, np.random.default_rng(1))
        assert set(map(tuple, drawn.tolist())) <= set(expected)


def test_all_rankings_are_equally_likely():
    pairs = [(0, 1), (0, 2), (3, 2)]
    drawn = Rankings(range(5), pairs).drawn(60_000, np.random.default_rng(2))
    found, counts = np.unique(drawn, axis=0, return_counts=True)
    expected = fitting(5, pairs)
    assert sorted(map(tuple, found.tolist())) == sorted(expected)
    chi_squared = ((counts - counts.mean()) ** 2 / counts.mean()).sum()
    assert chi_squared < len(expected) + 4 * np.sqrt(2 * len(expected))


def test_of_a_hundred_points_in_a_row_there_is_one_ranking():
    points = list(range(100))
    rankings = Rankings(points, pairwise(points))
    assert rankings.n == 1
    assert rankings.drawn(2, np.random.default_rng(1)).tolist() == [points, points]


def test_too_many_sets_are_not_counted():
    pairs = [(0, other) for other in range(1, 30)]
    assert Rankings(range(30), pairs).n == 0
    assert Rankings(range(11), pairs[:10]).n == factorial(10)
    assert 2**10 < MOST_SETS < 2**29


@settings(max_examples=40)
@given(st.lists(st.permutations(range(5)).map(lambda p: tuple(p[:3])), min_size=1, max_size=4))
def test_every_order_holds_where_it_should_and_weights_stay_what_they_were(named):
    rng = np.random.default_rng(3)
    before = rng.dirichlet(np.ones(6), 400)
    orders = [Order(points, rng.random(400) < 0.5) for points in named]
    after = before.copy()
    settled, held = put_in_order(after, orders, rng)
    for order in orders:
        here = order.where & settled
        assert (np.diff(after[here][:, list(order.points)], axis=1) <= 0).all()
    assert np.sort(after, axis=1) == pytest.approx(np.sort(before, axis=1), abs=0)
    assert (after[:, 5] == before[:, 5]).all()
    nothing = ~np.any([order.where for order in orders], axis=0)
    assert (after[nothing] == before[nothing]).all()
    assert ((held == 0) == nothing).all()
    assert settled[nothing].all()
    together = [fitting(5, {p for o in orders if o.where[d] for p in pairwise(o.points)})
                for d in range(0, 400, 40)]  # fmt: skip
    assert settled[::40].tolist() == [bool(one) for one in together]


SPACE = Space(points=("p0", "p1", "p2"), options=(("a", "b"),) * 3)


def order(id_, *points, credence=1.0):
    return Claim(Comparison(id=id_, party="p", points=points), credence, ())


@pytest.mark.parametrize("points", [("p0", "gone"), ("gone", "lost")])
def test_an_order_of_points_that_cannot_be_chosen_says_nothing(points):
    record = PartyRecord("p", (), (), (order("c", *points),))
    drawn = sample_profiles(record, SPACE, {}, 100, np.random.default_rng(1))
    without = sample_profiles(PartyRecord("p", ()), SPACE, {}, 100, np.random.default_rng(1))
    assert (drawn.weights == without.weights).all()
    assert not drawn.ordered.any()


def test_declared_weights_are_not_reordered():
    stated = Weights(id="w", party="p", points={"p0": 1, "p1": 3, "p2": 6})
    record = PartyRecord("p", (), ((stated, 0.5),), (order("c", "p0", "p1", credence=0.5),))
    drawn = sample_profiles(record, SPACE, {}, 2000, np.random.default_rng(1))
    likelihood = scaled_likelihood(drawn.likelihood, drawn.answered, drawn.chained, drawn.ordered)
    declared = np.isclose(drawn.weights, [0.1, 0.3, 0.6], atol=1e-6).all(axis=1)
    assert declared.mean() == pytest.approx(0.5, abs=0.05)
    assert not (declared & (drawn.ordered != 0)).any()
    broken = drawn.chained & declared
    assert broken.any()
    assert not likelihood[broken].any()


def test_an_order_that_is_hard_to_fit_holds_as_often_as_it_is_believed():
    """An answer to a text is likelier where the order does not hold: that is no evidence."""
    likes = Position(id="y", party="p", stance=Stance.ACCEPTS, point="p1", options=("a",))
    hates = Position(id="n", party="p", stance=Stance.OPPOSES, point="p0", options=("a",))
    signs = Position(id="t", party="p", stance=Stance.ACCEPTS, text="t")
    record = PartyRecord(
        "p",
        tuple(Statement(said, 1.0, ()) for said in (likes, hates, signs)),
        (),
        (order("c", "p0", "p1", credence=0.6),),
    )
    readings = {"t": np.zeros((8000, 3), dtype=np.int64)}
    drawn = sample_profiles(record, SPACE, readings, 8000, np.random.default_rng(1))
    likelihood = scaled_likelihood(drawn.likelihood, drawn.answered, drawn.chained, drawn.ordered)
    holds = drawn.ordered != 0
    assert drawn.likelihood[holds].mean() < 0.8 * drawn.likelihood[~holds].mean()
    assert share_of(holds, likelihood).share == pytest.approx(0.6, abs=0.03)


def test_orders_of_few_draws_are_scaled_together():
    likelihood = np.array([0.1, 0.5, 0.2, 0.4])
    nothing = np.zeros((4, 0), dtype=np.int8)
    scaled = scaled_likelihood(likelihood, nothing, np.zeros(4, dtype=bool), np.arange(4))
    assert scaled == pytest.approx(likelihood / likelihood.mean())
