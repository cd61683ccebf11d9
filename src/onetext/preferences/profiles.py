"""Draws of one party's preferences: every draw an exact, independent sample that fits the record.

A draw first draws which statements hold, each with its credence, and then a profile:

- weights of the points, uniform on the simplex (exponentials, normalised), or as declared;
- values of the options of a point, on the side of no agreement that the stances put them, in
  their order (`onetext.preferences.anchors`);
- the no-agreement value *r*, uniform on [0, 1], inside the interval that the party's answers to
  whole texts leave: what a package is worth over no agreement falls as *r* rises, so that every
  answer bounds *r* on one side. The draw counts with the length of that interval: the
  probability, given everything else in it, that the answers come out as they did. The lengths
  are then scaled to a mean of 1 among the draws in which the same answers hold, so that an
  answer holds in the share of draws its credence says, however hard it is to fit.

Nothing in this is approximate but the number of draws [lahdelma2001]_. Utilities are additive:
the sum over points of weight times value, on the party's own scale from 0 to 1, not comparable
between parties.

.. [lahdelma2001] R. Lahdelma, P. Salminen, "SMAA-2", Operations Research 49(3), 2001.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from onetext.bargaining.space import Space
from onetext.model import Stance, Weights
from onetext.preferences.anchors import RULED_OUT, TIERS, UNSAID, Anchored, sample_anchored
from onetext.preferences.statements import Statement, same_day_groups, subjects_of

F = TypeVar("F", bound=np.floating[Any])

PENALTY = 4.0
"""Taken off the utility of a package per red line in it: with utilities and *r* in [0, 1], one is
enough for the package never to be accepted, and float32 keeps its precision."""

_ACCEPTS_TEXT = (Stance.PROPOSES, Stance.ACCEPTS)
_REFUSES_TEXT = (Stance.OPPOSES, Stance.RED_LINE)


@dataclass(frozen=True, slots=True)
class PartyRecord:
    """All that is on record of one party, ready to draw from.

    Parameters
    ----------
    party : str
    statements : tuple of Statement
        Oldest first.
    weights : tuple of (Weights, float)
        Declared weights with their credence; where several hold in a draw, the last counts.
    """

    party: str
    statements: tuple[Statement, ...]
    weights: tuple[tuple[Weights, float], ...] = ()


@dataclass(frozen=True)
class Profiles:
    """Draws of one party's preferences.

    Parameters
    ----------
    gains : ndarray of float32, shape (n_draws, n_points, n_max_options)
        Weight times value of every option, less `PENALTY` where a red line holds. Options that
        a point does not have hold NaN-free rubbish (0) and are never chosen.
    weights : ndarray of float32, shape (n_draws, n_points)
        Sum to 1.
    reservation : ndarray of float32, shape (n_draws,)
        Value of no agreement, in [0, 1].
    likelihood : ndarray of float64, shape (n_draws,)
        How much each draw counts: in [0, 1] until scaled.
    answered : ndarray of int8, shape (n_draws, n_texts)
        Answers that hold: 1 could sign the text, -1 could not, 0 neither.
    red_lines : ndarray of bool, shape (n_draws, n_points, n_max_options)
        Where a red line holds.
    """

    gains: NDArray[np.float32]
    weights: NDArray[np.float32]
    reservation: NDArray[np.float32]
    likelihood: NDArray[np.float64]
    answered: NDArray[np.int8]
    red_lines: NDArray[np.bool_]


def sample_profiles(
    record: PartyRecord,
    space: Space,
    readings: Mapping[str, NDArray[np.int64]],
    n_draws: int,
    rng: np.random.Generator,
    *,
    answers_count: bool = True,
) -> Profiles:
    """Draw preference profiles of one party.

    Parameters
    ----------
    record : PartyRecord
    space : Space
    readings : mapping of str to ndarray, shape (n_draws, n_points)
        Per text the party has answered to, what it comes to in each draw. Common to all parties.
    n_draws : int
    rng : Generator
    answers_count : bool
        False leaves the answers to whole texts out of account.
    """
    tiers, answers = _drawn_stances(record.statements, space, n_draws, rng)
    anchored = sample_anchored(tiers, space, rng)
    weights = _sample_weights(record.weights, space, n_draws, rng)
    red_lines = tiers == RULED_OUT
    told = {text: answer for text, answer in answers.items() if answers_count and text in readings}
    ceilings = {text: highest_r(anchored, weights, red_lines, readings[text]) for text in told}
    reservation, likelihood = _sample_reservation(told, ceilings, n_draws, rng)
    gains = weights[:, :, None] * anchored.values(reservation) - PENALTY * red_lines
    return Profiles(
        gains=gains.astype(np.float32),
        weights=weights.astype(np.float32),
        reservation=reservation.astype(np.float32),
        likelihood=likelihood,
        answered=np.stack([told[t] for t in sorted(told)], axis=1)
        if told
        else np.zeros((n_draws, 0), dtype=np.int8),
        red_lines=red_lines,
    )


def scaled_likelihood(
    likelihood: NDArray[np.float64], answered: NDArray[np.int8]
) -> NDArray[np.float64]:
    """Scale likelihoods to a mean of 1 among the draws in which the same answers hold.

    Draws whose answers fit no profile at all keep 0.
    """
    if not answered.shape[1]:
        return likelihood
    _, group = np.unique(answered, axis=0, return_inverse=True)
    group = group.reshape(-1)
    mean = np.bincount(group, likelihood) / np.bincount(group)
    scaled: NDArray[np.float64] = likelihood / np.where(mean > 0, mean, 1.0)[group]
    return scaled


def _drawn_stances(
    statements: Sequence[Statement], space: Space, n_draws: int, rng: np.random.Generator
) -> tuple[NDArray[np.int8], dict[str, NDArray[np.int8]]]:
    """Draw which statements hold, and return the tier of every option and answer to every text.

    Of statements made at one date of one and the same thing, one of those that hold is taken,
    in proportion to credence.
    """
    tiers = np.full((n_draws, space.n_points, max(space.n_options)), UNSAID, dtype=np.int8)
    answers: dict[str, NDArray[np.int8]] = {}
    for group in same_day_groups(statements):
        told: dict[tuple[str, str], NDArray[np.float64]] = {}
        for statement in group:
            own = _stream(rng, statement.position.id)
            holds = own.random(n_draws) < statement.credence
            for subject in subjects_of(statement.position):
                takes = _takes(told, subject, statement.credence, holds, own)
                point, name = subject
                if point == "":
                    answer = answers.setdefault(name, np.zeros(n_draws, dtype=np.int8))
                    answer[takes] = _answer(statement.position.stance)
                elif point in space.points:
                    index, option = space.choice(point, name)
                    tiers[takes, index, option] = TIERS[statement.position.stance]
    return tiers, answers


def _stream(rng: np.random.Generator, name: str) -> np.random.Generator:
    """Return a stream of its own for one statement: leaving it out leaves the others' alone."""
    parent = rng.bit_generator.seed_seq
    if not isinstance(parent, np.random.SeedSequence):
        return rng
    key = (*parent.spawn_key, zlib.crc32(name.encode()))
    return np.random.default_rng(np.random.SeedSequence(parent.entropy, spawn_key=key))


def _takes(
    told: dict[tuple[str, str], NDArray[np.float64]],
    subject: tuple[str, str],
    credence: float,
    holds: NDArray[np.bool_],
    rng: np.random.Generator,
) -> NDArray[np.bool_]:
    """In which draws a statement counts, given those already told of this thing at this date."""
    if subject not in told:
        told[subject] = np.where(holds, credence, 0.0)
        return holds
    told[subject] = told[subject] + np.where(holds, credence, 0.0)
    wins: NDArray[np.bool_] = holds & (rng.random(len(holds)) * told[subject] < credence)
    return wins


def _answer(stance: Stance) -> int:
    """1: could sign the text, -1: could not, 0: says neither (a condition, a reservation)."""
    return 1 if stance in _ACCEPTS_TEXT else -1 if stance in _REFUSES_TEXT else 0


def _sample_weights(
    declared: Sequence[tuple[Weights, float]],
    space: Space,
    n_draws: int,
    rng: np.random.Generator,
) -> NDArray[np.float64]:
    """Draw the weights of the points: uniform on the simplex, or as declared where that holds."""
    weights = rng.standard_exponential((n_draws, space.n_points))
    weights /= weights.sum(axis=1, keepdims=True)
    for weighting, belief in declared:
        stated = np.array([weighting.points.get(point, 0.0) for point in space.points])
        holds = rng.random(n_draws) < belief
        if stated.sum() > 0.0:
            weights[holds] = stated / stated.sum()
    return weights


def highest_r(
    anchored: Anchored,
    weights: NDArray[np.float64],
    red_lines: NDArray[np.bool_],
    packages: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Return up to which no-agreement value each draw's package is accepted, shape (n_draws,).

    At most that value: accepted; above it: not. -1 where a red line rules the package out.
    """
    at = packages[:, :, None]
    worth = (weights * np.take_along_axis(anchored.base, at, axis=2)[:, :, 0]).sum(axis=1)
    moves = (weights * np.take_along_axis(anchored.slope, at, axis=2)[:, :, 0]).sum(axis=1)
    # worth + moves * r >= r, where what moves with r is at most r itself
    highest = np.minimum(worth / np.maximum(1.0 - moves, 1e-12), 1.0)
    ruled_out = np.take_along_axis(red_lines, at, axis=2).any(axis=(1, 2))
    return np.where(ruled_out, -1.0, highest)


def _sample_reservation(
    answers: Mapping[str, NDArray[np.int8]],
    ceilings: Mapping[str, NDArray[np.float64]],
    n_draws: int,
    rng: np.random.Generator,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Draw the no-agreement value in the interval that the answers leave, and its length."""
    low, high = np.zeros(n_draws), np.ones(n_draws)
    for text, answer in answers.items():
        high = np.where(answer > 0, np.minimum(high, ceilings[text]), high)
        low = np.where(answer < 0, np.maximum(low, ceilings[text]), low)
    length = np.clip(high - low, 0.0, None)
    return np.clip(low + length * rng.random(n_draws), 0.0, 1.0), length


def utilities(gains: NDArray[F], packages: NDArray[np.int64]) -> NDArray[F]:
    """Return what a package is worth in each draw.

    Parameters
    ----------
    gains : ndarray, shape (n_draws, n_points, n_max_options)
    packages : ndarray of int, shape (n_draws, n_points)
        One package per draw.

    Returns
    -------
    ndarray, shape (n_draws,)
    """
    chosen: NDArray[F] = np.take_along_axis(gains, packages[:, :, None], axis=2)[:, :, 0]
    total: NDArray[F] = chosen.sum(axis=1)
    return total
