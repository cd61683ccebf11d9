"""Simulation-based calibration: a truth drawn from the prior has no favourite place."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from onetext.mediation.beliefs import HIGH, LOW, Beliefs
from onetext.mediation.beliefs_lists import Ranking
from onetext.mediation.beliefs_questions import Favourite, Intensity, Trade, answers_of, n_answers
from onetext.mediation.simulated_parties import answers_to, ranking_of, sample_hidden_parties

N_POINTS, N_OPTIONS, N_BINS = 10, 4, 5


def asked_at_random(rng):
    """One question of each kind to each of two parties, about points drawn at random."""
    for party in range(2):
        a, b = (int(point) for point in rng.choice(N_POINTS, 2, replace=False))
        yield Intensity(party, a, int(rng.integers(N_OPTIONS)))
        steps = tuple(
            (p, int(rng.integers(N_OPTIONS)), int(rng.integers(N_OPTIONS))) for p in (a, b)
        )
        yield Trade(party, steps)


def answered(question, hidden, rng, *, wrong):
    answer, n = int(answers_of(question, hidden.gains[question.party])), n_answers(question)
    return (answer + int(rng.integers(1, n))) % n if rng.random() < wrong else answer


def leaning(hidden, rising, rng):
    """The same parties, with the directions that are not told drawn from these chances."""
    rises = np.where(hidden.known, hidden.directions > 0, rng.random(rising.shape) < rising)
    turned = (rises != (hidden.directions > 0))[:, :, None]
    return replace(
        hidden,
        directions=np.where(rises, 1, -1),
        gains=np.where(turned, hidden.gains[:, :, ::-1], hidden.gains),
    )


def places(number, *, wrong, asks, is_ordered=True, leans=False):
    """Share of chains below the truth: of a weight, of r, and of the utility of a fresh draft.

    Then how likely each party is believed to accept that draft, and whether it would.
    """
    rng = np.random.default_rng([31, number])
    hidden = sample_hidden_parties(
        N_POINTS,
        N_OPTIONS,
        2,
        reservation=0.0,
        known_directions=0.7,
        rng=rng,
        is_ordered=is_ordered,
    )
    hidden = replace(hidden, reservation=rng.uniform(LOW, HIGH, 2))
    rising = rng.random((2, N_POINTS)) if leans else None
    if rising is not None:
        hidden = leaning(hidden, rising, rng)
    beliefs = Beliefs(
        hidden.directions,
        hidden.known,
        N_OPTIONS,
        wrong=wrong,
        rng=rng,
        unordered=hidden.unordered,
        rising=rising,
    )
    last = None
    for _ in range(4):
        draft = rng.integers(N_OPTIONS, size=N_POINTS)
        beliefs.tell(draft, answers_to(hidden, draft, last, wrong=wrong, rng=rng))
        if asks:
            asked = list(asked_at_random(rng))
            if not is_ordered:
                asked += [Favourite(p, int(rng.integers(N_POINTS)), N_OPTIONS) for p in range(2)]
            told = [(q, answered(q, hidden, rng, wrong=wrong)) for q in asked]
            beliefs.tell_answers(told)
            texts = rng.integers(N_OPTIONS, size=(2, N_POINTS))
            beliefs.tell_rankings(
                [
                    (Ranking(p, tuple(text)), ranking_of(hidden, p, text, wrong=wrong, rng=rng))
                    for p, text in enumerate(texts)
                ]
            )
        beliefs.refresh(15)
        last = draft
    point = int(rng.integers(N_POINTS))
    fresh = rng.integers(N_OPTIONS, size=N_POINTS)
    weights = beliefs.gains.max(axis=3)[:, :, point]
    worth = beliefs.gains[:, :, np.arange(N_POINTS), fresh].sum(axis=2)
    truth = hidden.gains.max(axis=2)[:, point], hidden.reservation, hidden.utilities(fresh)
    for believed, true in zip((weights, beliefs.reservation, worth), truth, strict=True):
        yield (believed < true[:, None]).mean(axis=1)
    yield (worth >= beliefs.reservation).mean(axis=1)
    yield hidden.utilities(fresh) >= hidden.reservation


@pytest.mark.slow
@pytest.mark.parametrize(
    "how",
    [
        {"wrong": 0.02, "asks": False},
        {"wrong": 0.1, "asks": False},
        {"wrong": 0.1, "asks": False, "leans": True},
        {"wrong": 0.1, "asks": True},
        {"wrong": 0.1, "asks": True, "is_ordered": False},
    ],
    ids=lambda how: ",".join(f"{name}={value}" for name, value in how.items()),
)
def test_ranks_of_the_truth_are_uniform(how):
    n = 100
    plays = (places(k, **how) for k in range(n))
    found = np.array([np.concatenate(list(play)) for play in plays])
    for ranks in (found[:, :2], found[:, 2:4], found[:, 4:6]):
        counts, _ = np.histogram(ranks, N_BINS, (0, 1))
        expected = ranks.size / N_BINS
        chi_squared = ((counts - expected) ** 2 / expected).sum()
        assert chi_squared < 18.5, counts  # 0.1 % of uniform ranks exceed this at 4 degrees
    check_bins(found[:, 6:8].ravel(), found[:, 8:].ravel())


def check_bins(believed, accepts):
    """As many accept in every bin of believed chances as the chances add up to."""
    chance = np.clip(believed, 0.003, 0.997)  # 160 chains tell no chance closer to 0 or 1
    place = np.minimum((chance * N_BINS).astype(int), N_BINS - 1)
    off, spread = (
        np.bincount(place, of_case, N_BINS) for of_case in (accepts - chance, chance * (1 - chance))
    )
    chi_squared = (off**2 / np.maximum(spread, 1e-9)).sum()
    assert chi_squared < 20.5, off  # 0.1 % of right beliefs exceed this at 5 degrees


def test_the_check_on_bins_notices_beliefs_that_are_off():
    rng = np.random.default_rng(5)
    chance = rng.random(200)
    accepts = rng.random(200) < chance
    check_bins(chance, accepts)
    with pytest.raises(AssertionError):
        check_bins(np.clip(chance - 0.15, 0, 1), accepts)
