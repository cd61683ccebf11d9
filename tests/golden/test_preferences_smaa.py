"""Closed forms of stochastic multicriteria acceptability, met within the Monte-Carlo error."""

from __future__ import annotations

import numpy as np
import pytest

from onetext.bargaining.space import Space
from onetext.preferences.profiles import PartyRecord, sample_profiles
from onetext.preferences.smaa import (
    central_weights,
    confidence_factors,
    pairwise_winning,
    rank_acceptability,
)

N = 40_000
ERROR = 4 * 0.5 / np.sqrt(N)


def weights(n_points):
    """Weights of the points as a study draws them where nothing is known."""
    space = Space(points=tuple(f"p{i}" for i in range(n_points)), options=(("a", "b"),) * n_points)
    rng = np.random.default_rng(5)
    return sample_profiles(PartyRecord("x", ()), space, {}, N, rng).weights


def test_two_criteria():
    drawn = weights(2)
    scores = drawn @ np.array([[1, 0, 0.6], [0, 1, 0.6]])
    ranks = rank_acceptability(scores)
    assert ranks[:, 0] == pytest.approx([0.4, 0.4, 0.2], abs=ERROR)
    assert ranks.sum(axis=0) == pytest.approx(np.ones(3))
    assert ranks.sum(axis=1) == pytest.approx(np.ones(3))
    assert ranks[2, 2] == 0  # the compromise is never last
    wins = pairwise_winning(scores)
    assert wins[0, 1] == pytest.approx(0.5, abs=ERROR)
    assert wins[0, 2] == pytest.approx(0.4, abs=ERROR)  # its weight above 0.6
    assert wins + wins.T == pytest.approx(np.ones((3, 3)))


def test_identity_of_three_criteria_and_its_central_weights():
    drawn = weights(3)
    ranks = rank_acceptability(drawn)
    assert ranks == pytest.approx(np.full((3, 3), 1 / 3), abs=ERROR)
    central = central_weights(drawn, drawn)
    assert central[0] == pytest.approx([11 / 18, 7 / 36, 7 / 36], abs=ERROR)


def test_an_alternative_that_is_never_best_has_no_central_weights():
    drawn = weights(2)
    scores = np.column_stack([drawn[:, 0], drawn[:, 0] - 0.1])
    central = central_weights(scores, drawn)
    assert central[0] == pytest.approx([0.5, 0.5], abs=ERROR)
    assert np.isnan(central[1]).all()
    factors = confidence_factors(np.ones((5, 2, 2)) * [[[1.0], [0.5]]], central)
    assert factors[0] == 1.0
    assert np.isnan(factors[1])


def test_what_ties_shares_its_places():
    ranks = rank_acceptability([[1.0, 1.0, 0.0]])
    assert ranks.tolist() == [[0.5, 0.5, 0.0], [0.5, 0.5, 0.0], [0.0, 0.0, 1.0]]


def test_draws_count_as_much_as_they_should():
    ranks = rank_acceptability([[1, 0], [0, 1]], likelihood=[3, 1])
    assert ranks[:, 0].tolist() == [0.75, 0.25]


def test_mean_of_ordered_weights_is_the_rank_order_centroid():
    ordered = np.sort(weights(6), axis=1)[:, ::-1].mean(axis=0)
    centroid = [sum(1 / k for k in range(i, 7)) / 6 for i in range(1, 7)]
    assert centroid == pytest.approx([0.4083, 0.2417, 0.1583, 0.1028, 0.0611, 0.0278], abs=5e-5)
    assert ordered == pytest.approx(centroid, abs=ERROR / 2)


def slow_indices(values, drawn):
    """Rank acceptability, central weights and pairwise winning, one draw after the other."""
    n_draws, n, _ = values.shape
    ranks, wins = np.zeros((n, n)), np.zeros((n, n))
    central, first = np.zeros((n, drawn.shape[1])), np.zeros(n)
    for draw in range(n_draws):
        worth = values[draw] @ drawn[draw]
        places = sorted(range(n), key=lambda a: -worth[a])
        for place, alternative in enumerate(places):
            ranks[alternative, place] += 1 / n_draws
        central[places[0]] += drawn[draw]
        first[places[0]] += 1
        for a in range(n):
            for b in range(n):
                wins[a, b] += (worth[a] > worth[b]) / n_draws + (a == b) / (2 * n_draws)
    return ranks, central / np.where(first > 0, first, np.nan)[:, None], wins


def test_five_alternatives_on_six_uncertain_criteria_with_ordered_weights():
    """The shape of the published drug comparisons: measurements drawn, weights in a known order."""
    rng = np.random.default_rng(8)
    values = np.clip(rng.normal(rng.random((5, 6)), 0.1, (2000, 5, 6)), 0, 1)
    drawn = np.sort(weights(6)[:2000], axis=1)[:, ::-1]
    scores = np.einsum("dac,dc->da", values, drawn)
    ranks, central, wins = slow_indices(values, drawn)
    assert rank_acceptability(scores) == pytest.approx(ranks, abs=1e-9)
    assert central_weights(scores, drawn) == pytest.approx(central, abs=1e-9, nan_ok=True)
    assert pairwise_winning(scores) == pytest.approx(wins, abs=1e-9)
    factors = confidence_factors(values, central)
    for alternative, at in enumerate(central):
        if np.isnan(at).any():
            assert np.isnan(factors[alternative])
        else:
            best = (values @ at).argmax(axis=1) == alternative
            assert factors[alternative] == pytest.approx(best.mean(), abs=1e-9)
