"""Questions put beside a draft, and what their answers say of a party's weights and values.

Three kinds, all of them things a mediator may say aloud:

- a comparison: "on this point, is b better for you than a?";
- a trade: "would you give this for that?", a step on one point against a step on another;
- an intensity: "how far from your worst to your best on this point does b bring you?", in fifths.

Swings, "what is all of this point to you, against all of that one?", were tried beside them, and
led no further: the lists of points that hurt tell the order of weights already.

Every answer is one or two linear inequalities between weights times values. They are kept with
all chains of all parties side by side: one row holds one inequality of each party.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

N_GRADES = 5
"""An intensity is told in fifths of the way from worst to best."""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Trade:
    """Whether the party would rather have these steps; a single one compares two options.

    Parameters
    ----------
    party : int
    steps : tuple of (int, int, int)
        Point, option before, option after; on different points.
    """

    party: int
    steps: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True)
class Intensity:
    """How far an option brings the party from its worst to its best option of the point.

    Parameters
    ----------
    party, point, option : int
    """

    party: int
    point: int
    option: int


Question = Trade | Intensity


def n_answers(question: Question) -> int:
    """Return how many answers a question has."""
    return 2 if isinstance(question, Trade) else N_GRADES


def answers_of(question: Question, gains: NDArray[np.floating]) -> NDArray[np.int64]:
    """Return what would be answered by those with the given preferences.

    Parameters
    ----------
    question : Trade or Intensity
    gains : ndarray, shape (..., n_points, n_options)
        Weight times value of the party asked, in as many states as there are.

    Returns
    -------
    ndarray of int, shape (...)
        A trade: 1 for yes, 0 for no. An intensity: the fifth, from 0.
    """
    if isinstance(question, Trade):
        change = sum(
            gains[..., point, after] - gains[..., point, before]
            for point, before, after in question.steps
        )
        return np.asarray(np.asarray(change) >= 0, dtype=np.int64)
    return fifths(gains[..., question.point, :])[..., question.option]


def fifths(gains: NDArray[np.floating]) -> NDArray[np.int64]:
    """Return in which fifth of the way from worst to best each option is, from 0.

    Parameters
    ----------
    gains : ndarray, shape (..., n_options)
        Weight times value of the options of one point; 0 for the worst.
    """
    share = gains / np.maximum(gains.max(axis=-1, keepdims=True), 1e-12)
    fifth: NDArray[np.int64] = np.minimum(share * N_GRADES, N_GRADES - 1).astype(np.int64)
    return fifth


class Asked:
    """Answers to questions, as inequalities between what options are worth, for all chains.

    Parameters
    ----------
    n_points, n_options, n_parties, n_chains : int
        Chains are counted per party.
    """

    def __init__(self, n_points: int, n_options: int, n_parties: int, n_chains: int) -> None:
        self._shape = (n_points, n_options + 1, n_parties)
        self._n_chains = n_chains
        self._coefficients = np.zeros((0, *self._shape), dtype=np.float32)
        self._weights = np.zeros((0, n_parties * n_chains), dtype=np.float32)
        self._about: dict[int, tuple[NDArray[np.int64], Floats]] = {}
        self.sides = np.zeros((0, n_parties * n_chains), dtype=np.float32)

    def __len__(self) -> int:
        return len(self._weights)

    def add(self, answered: Sequence[tuple[Question, int]], wrong: float) -> None:
        """Take in answers; `wrong` is the chance that one is another than the true one."""
        told: dict[int, list[tuple[NDArray[np.float32], float]]] = {}
        for question, answer in answered:
            bits = float(np.log((1.0 - wrong) * (n_answers(question) - 1) / wrong))
            for row in _inequalities(question, answer, self._shape[:2]):
                told.setdefault(question.party, []).append((row, bits))
        n_rows = max((len(rows) for rows in told.values()), default=0)
        coefficients = np.zeros((n_rows, *self._shape), dtype=np.float32)
        weights = np.zeros((n_rows, self._shape[2]), dtype=np.float32)
        for party, rows in told.items():
            for place, (row, bits) in enumerate(rows):
                coefficients[place, :, :, party] = row
                weights[place, party] = bits
        self._coefficients = np.concatenate([self._coefficients, coefficients])
        spread = np.repeat(weights, self._n_chains, axis=1)
        self._weights = np.concatenate([self._weights, spread])
        self._about = {}
        for point in range(self._shape[0]):
            rows_here = np.flatnonzero(self._coefficients[:, point].any(axis=(1, 2)))
            if len(rows_here):
                here = np.repeat(self._coefficients[rows_here, point], self._n_chains, axis=2)
                self._about[point] = rows_here, here

    def is_about(self, point: int) -> bool:
        """Whether any answer depends on a point."""
        return point in self._about

    def recount(self, g: Floats, values: Floats) -> None:
        """Work out every inequality's left side, given g and all values, from scratch."""
        self.sides = np.zeros_like(self._weights)
        for point, (rows, coefficients) in self._about.items():
            self.sides[rows] += (coefficients * worths(g[point], values[point])).sum(axis=1)

    def moved(self, point: int, change: Floats) -> Floats:
        """Left sides of the inequalities about a point, were its `worths` changed by so much."""
        rows, coefficients = self._about[point]
        sides: Floats = self.sides[rows] + (coefficients * change).sum(axis=1)
        return sides

    def gain(self, point: int, sides: Floats) -> Floats:
        """Log-likelihood of the answers about a point with these left sides, less that now."""
        rows, _ = self._about[point]
        turned = (sides >= 0).astype(np.float32) - (self.sides[rows] >= 0)
        gain: Floats = (self._weights[rows] * turned).sum(axis=0)
        return gain

    def take(self, point: int, sides: Floats, takes: NDArray[np.bool_]) -> None:
        """Let the left sides be these in the chains that took a move."""
        rows, _ = self._about[point]
        self.sides[rows] = np.where(takes, sides, self.sides[rows])

    def fit(self, since: int = 0) -> Floats:
        """Log-likelihood of the answers from a row on, per chain, up to a constant."""
        fit: Floats = (self._weights[since:] * (self.sides[since:] >= 0)).sum(axis=0)
        return fit


def worths(g: Floats, values: Floats) -> Floats:
    """Weight times value of each option, then the weight itself, shape (n_options + 1, n)."""
    worth: Floats = np.concatenate([g * values, g[None]])
    return worth


def _inequalities(
    question: Question, answer: int, shape: tuple[int, int]
) -> list[NDArray[np.float32]]:
    """Coefficients of `worths` of every point, each row at least 0 if the answer is right."""
    row = np.zeros(shape, dtype=np.float32)
    if isinstance(question, Trade):
        for point, before, after in question.steps:
            row[point, after] += 1
            row[point, before] -= 1
        return [row if answer else -row]
    rows = []
    for sign, fifth, applies in ((1, answer, answer > 0), (-1, answer + 1, answer < N_GRADES - 1)):
        if applies:
            row = np.zeros(shape, dtype=np.float32)
            row[question.point, question.option] = sign
            row[question.point, -1] = -sign * fifth / N_GRADES
            rows.append(row)
    return rows


def points_of(question: Question) -> frozenset[int]:
    """Return the points that a question is about."""
    if isinstance(question, Trade):
        return frozenset(step[0] for step in question.steps)
    return frozenset({question.point})
