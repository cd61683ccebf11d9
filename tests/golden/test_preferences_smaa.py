"""Closed forms of stochastic multicriteria acceptability, met within the Monte-Carlo error."""

from __future__ import annotations

import numpy as np
import pytest

from onetext.bargaining.space import Space
from onetext.preferences.profiles import PartyRecord, sample_profiles

N = 40_000
ERROR = 4 * 0.5 / np.sqrt(N)


def weights(n_points):
    """Weights of the points as a study draws them where nothing is known."""
    space = Space(points=tuple(f"p{i}" for i in range(n_points)), options=(("a", "b"),) * n_points)
    rng = np.random.default_rng(5)
    return sample_profiles(PartyRecord("x", ()), space, {}, N, rng).weights


def test_first_rank_acceptability_of_two_criteria():
    scores = weights(2) @ np.array([[1, 0, 0.6], [0, 1, 0.6]])
    first = np.bincount(scores.argmax(axis=1), minlength=3) / N
    assert first == pytest.approx([0.4, 0.4, 0.2], abs=ERROR)


def test_identity_of_three_criteria_and_its_central_weight():
    drawn = weights(3)
    best = drawn.argmax(axis=1)
    assert np.bincount(best) / N == pytest.approx([1 / 3] * 3, abs=ERROR)
    assert drawn[best == 0].mean(axis=0) == pytest.approx([11 / 18, 7 / 36, 7 / 36], abs=ERROR)


def test_mean_of_ordered_weights_is_the_rank_order_centroid():
    ordered = np.sort(weights(6), axis=1)[:, ::-1].mean(axis=0)
    centroid = [sum(1 / k for k in range(i, 7)) / 6 for i in range(1, 7)]
    assert centroid == pytest.approx([0.4083, 0.2417, 0.1583, 0.1028, 0.0611, 0.0278], abs=5e-5)
    assert ordered == pytest.approx(centroid, abs=ERROR / 2)
