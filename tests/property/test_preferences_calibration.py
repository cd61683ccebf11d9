"""Simulation-based calibration [talts2018]: a truth drawn from the prior has no favourite rank.

A hidden profile is drawn from the prior, says things that are true of it, and the draws that fit
what it said are compared with it. If the draws are right, the truth's rank among them is uniform.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from onetext.bargaining.space import Space
from onetext.model import Comparison, Position, Stance
from onetext.preferences.claims import Claim
from onetext.preferences.profiles import PartyRecord, sample_profiles, scaled_likelihood
from onetext.preferences.statements import Statement

N_POINTS, N_OPTIONS, N_DRAWS, N_BINS = 6, 3, 199, 5
SPACE = Space(points=tuple(f"p{i}" for i in range(N_POINTS)), options=(tuple("abc"),) * N_POINTS)
PACKAGE = np.zeros(N_POINTS, dtype=np.int64)


def hidden_profile(rng):
    """Weights, values and no agreement as drawn where nothing is on record."""
    empty = sample_profiles(PartyRecord("p", ()), SPACE, {}, 1, rng)
    values = empty.gains[0] / empty.weights[0][:, None]
    return empty.weights[0].astype(float), values.astype(float), float(empty.reservation[0])


def said_by(profile, rng, *, joins):
    """True statements: answers to two texts, and comparisons of points and texts if asked."""
    weights, values, r = profile
    texts = {name: rng.integers(N_OPTIONS, size=N_POINTS) for name in ("t", "s", "u")}
    worth = {name: weights @ values[np.arange(N_POINTS), x] for name, x in texts.items()}
    statements = tuple(
        Statement(
            Position(id=name, party="p", text=name,
                     stance=Stance.ACCEPTS if worth[name] >= r else Stance.OPPOSES),
            1.0, (),
        )
        for name in ("t", "s")
    )  # fmt: skip
    claims = ()
    if joins:
        order = sorted(range(3), key=lambda i: -weights[i])
        ranked = sorted(worth, key=lambda name: -worth[name])
        assert all(worth[a] >= worth[b] for a, b in pairwise(ranked))
        claims = (
            Claim(Comparison(id="w", party="p", points=tuple(f"p{i}" for i in order)), 1.0, ()),
            Claim(Comparison(id="x", party="p", texts=tuple(ranked)), 1.0, ()),
        )
    readings = {name: np.tile(x, (N_DRAWS, 1)) for name, x in texts.items()}
    return PartyRecord("p", statements, (), claims), readings


def ranks_of(profile, record, readings, rng):
    """Share of the draws below the truth: of r, of three weights, of a fresh package over r."""
    weights, values, r = profile
    drawn = sample_profiles(record, SPACE, readings, N_DRAWS, rng)
    likelihood = scaled_likelihood(drawn.likelihood, drawn.answered, drawn.chained, drawn.ordered)
    share = likelihood / likelihood.sum()
    over = drawn.gains[:, np.arange(N_POINTS), PACKAGE].sum(axis=1) - drawn.reservation
    true = weights @ values[:, 0] - r
    found = [share @ (drawn.reservation < r), share @ (over < true)]
    return found + [share @ (drawn.weights[:, i] < weights[i]) for i in range(3)]


def chi_squared(ranks):
    counts, _ = np.histogram(np.clip(ranks, 0, 1), N_BINS, (0, 1))
    expected = len(ranks) / N_BINS
    return float(((counts - expected) ** 2 / expected).sum())


def histogram(n, *, joins, off=0.0):
    """Ranks of `n` truths, shape (n, 5); `off` moves what the draws believe of the weights."""
    found = []
    for number in range(n):
        rng = np.random.default_rng([17, number])
        profile = hidden_profile(rng)
        record, readings = said_by(profile, rng, joins=joins)
        if off:
            moved = profile[0] ** (1.0 + off)
            profile = (moved / moved.sum(), *profile[1:])
        found.append(ranks_of(profile, record, readings, rng))
    return np.array(found)


@pytest.mark.slow
@pytest.mark.parametrize(("joins", "n"), [(False, 600), (True, 60)], ids=["exact", "chains"])
def test_ranks_of_the_truth_are_uniform(joins, n):
    found = histogram(n, joins=joins)
    for column in found.T:
        assert chi_squared(column) < 18.5  # 0.1 % of uniform ranks exceed this at 4 degrees


@pytest.mark.slow
def test_the_histogram_shows_draws_that_are_wrong():
    """It truly can fail: weights half as uneven again as the prior's are noticed."""
    found = histogram(300, joins=False, off=0.5)
    assert max(chi_squared(column) for column in found.T[2:]) > 18.5
