"""Which way a party wants a point: what is learned from the points where it was told."""

from __future__ import annotations

import itertools
from math import exp, lgamma

import numpy as np
import pytest

from onetext.mediation.beliefs import Beliefs
from onetext.mediation.beliefs_directions import rising_chances
from onetext.mediation.beliefs_questions import Trade
from onetext.mediation.simulated_parties import sample_hidden_parties


def told(n_parties, n_points, seed, share=0.6):
    hidden = sample_hidden_parties(
        n_points,
        3,
        n_parties,
        reservation=0.45,
        known_directions=share,
        rng=np.random.default_rng(seed),
    )
    return hidden.directions, hidden.known


def by_every_orientation(directions, known):
    """The same by adding up all orientations of all points, leanings integrated out by hand."""
    seen, n_told = np.where(known, directions, 0), known.sum(axis=1)
    total, weights = np.zeros(known.shape), 0.0
    for orientation in itertools.product((-1, 1), repeat=known.shape[1]):
        alike = (n_told + seen @ np.array(orientation)) / 2
        weight = exp(
            sum(
                lgamma(0.5 + a) + lgamma(0.5 + n - a) - lgamma(1 + n)
                for a, n in zip(alike, n_told, strict=True)
            )
        )
        leaning = ((0.5 + alike) / (1 + n_told))[:, None]
        total += weight * np.where(np.array(orientation) > 0, leaning, 1 - leaning)
        weights += weight
    return np.where(known, directions > 0, total / weights)


@pytest.mark.parametrize("n_parties", [2, 3, 5])
def test_chances_agree_with_adding_up_every_orientation(n_parties):
    directions, known = told(n_parties, 9, seed=n_parties + 4)
    runs = [rising_chances(directions, known, np.random.default_rng(k)) for k in range(8)]
    expected = by_every_orientation(directions, known)
    assert np.mean(runs, axis=0) == pytest.approx(expected, abs=0.02)
    assert np.ptp(expected[~known]) > 0.3  # something is learned


def test_adversaries_are_expected_to_be_opposed_and_others_not():
    directions, known = told(4, 28, seed=1, share=0.7)
    found = rising_chances(directions, known, np.random.default_rng(1))
    right = np.where(directions > 0, found, 1 - found)
    one_told = ~known[:2] & known[1::-1]
    assert one_told.sum() > 5
    assert (right[:2][one_told] > 0.8).all()
    both_open = ~known[0] & ~known[1]
    assert np.abs(found[0] - 0.5)[both_open].max() < 0.2
    assert np.abs(found[2:] - 0.5)[~known[2:]].mean() < 0.15


def test_what_is_told_is_certain_and_without_it_all_is_even():
    directions, known = told(3, 12, seed=2)
    found = rising_chances(directions, known, np.random.default_rng(2))
    assert (found[known] == (directions > 0)[known]).all()
    nothing = rising_chances(directions, np.zeros_like(known), np.random.default_rng(2))
    assert nothing == pytest.approx(np.full(known.shape, 0.5), abs=0.05)


def test_what_is_not_told_is_not_read():
    directions, known = told(3, 12, seed=3)
    other = np.where(known, directions, -directions)
    one, two = (rising_chances(d, known, np.random.default_rng(3)) for d in (directions, other))
    assert (one == two).all()


def test_turning_the_options_of_a_point_round_turns_what_is_said_of_it():
    directions, known = told(3, 9, seed=4)
    expected = by_every_orientation(directions, known)
    turned = directions * np.where(np.arange(9) % 2, 1, -1)
    runs = [rising_chances(turned, known, np.random.default_rng(k)) for k in range(8)]
    even = np.arange(0, 9, 2)
    expected[:, even] = 1 - expected[:, even]
    assert np.mean(runs, axis=0) == pytest.approx(expected, abs=0.02)


def test_beliefs_start_at_what_is_learned_and_weigh_it_with_the_answers():
    """Two answers, against the prior weighted by how likely they would have been given."""
    rng = np.random.default_rng(4)
    rising = np.array([[0.9, 0.2, 0.6]])
    known = np.zeros((1, 3), dtype=bool)
    beliefs = Beliefs(
        np.ones((1, 3), dtype=np.int64), known, 2, wrong=0.1, rng=rng, n_chains=4000, rising=rising
    )
    up = beliefs.gains[0].argmax(axis=2)
    assert up.mean(axis=0) == pytest.approx(rising[0], abs=0.03)
    trades = (Trade(0, ((1, 0, 1),)), 1), (Trade(0, ((0, 0, 1), (2, 0, 1))), 0)
    beliefs.tell_answers(trades)
    beliefs.refresh(40)
    drawn = rng.random((200_000, 3)) < rising
    step = rng.dirichlet(np.ones(3), len(drawn)) * np.where(drawn, 1, -1)
    as_told = (step[:, 1] >= 0).astype(int) + (step[:, 0] + step[:, 2] < 0)
    expected = np.average(drawn, axis=0, weights=9.0**as_told)
    assert np.abs(expected - rising[0]).min() > 0.1
    assert beliefs.gains[0].argmax(axis=2).mean(axis=0) == pytest.approx(expected, abs=0.04)
