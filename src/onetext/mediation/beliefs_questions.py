"""Questions put beside a draft, and what their answers say of a party's weights and values.

Four kinds, all of them things a mediator may say aloud:

- a comparison: "on this point, is b better for you than a?";
- a trade: "would you give this for that?", a step on one point against a step on another;
- an intensity: "how far from your worst to your best on this point does b bring you?", in fifths;
- a favourite, where options have no order: "which option of this point is best for you?".

Swings, "what is all of this point to you, against all of that one?", were tried beside them, and
led no further: the lists of points that hurt tell the order of weights already.

Every answer is one or two linear inequalities between weights times values, each kept beside the
chains of the party that gave it.
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


@dataclass(frozen=True)
class Favourite:
    """Which option of a point is best for the party; telling where options have no order.

    Parameters
    ----------
    party, point, n_options : int
    """

    party: int
    point: int
    n_options: int


Question = Trade | Intensity | Favourite

_AS_GOOD = 0.999
"""Share of a point's weight from which on an option is as good as the best."""


def n_answers(question: Question) -> int:
    """Return how many answers a question has."""
    if isinstance(question, Favourite):
        return question.n_options
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
        A trade: 1 for yes, 0 for no. An intensity: the fifth, from 0. A favourite: the option.
    """
    if isinstance(question, Favourite):
        return np.asarray(gains[..., question.point, :].argmax(axis=-1), dtype=np.int64)
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

    An inequality speaks of one point or a few, and of each with two coefficients: two options, or
    an option and the weight. Those about one point are kept together, whoever answered.

    Parameters
    ----------
    n_points, n_options, n_parties, n_chains : int
        Chains are counted per party.
    """

    def __init__(self, n_points: int, n_options: int, n_parties: int, n_chains: int) -> None:
        self._shape = (n_points, n_options + 1)
        self._sizes = n_parties, n_chains
        self._rows: list[NDArray[np.float32]] = []
        self._party = np.zeros(0, dtype=np.int64)
        self._bits = np.zeros(0, dtype=np.float32)
        self._about: dict[int, _AboutPoint] = {}
        self.sides = np.zeros((0, n_chains), dtype=np.float32)

    def __len__(self) -> int:
        return len(self._bits)

    def add(self, answered: Sequence[tuple[Question, int]], wrong: float) -> None:
        """Take in answers; `wrong` is the chance that one is another than the true one."""
        bits, party = list(self._bits), list(self._party)
        for question, answer in answered:
            tells = float(np.log((1.0 - wrong) * (n_answers(question) - 1) / wrong))
            for row in _inequalities(question, answer, self._shape):
                self._rows.append(row)
                bits.append(np.float32(tells))
                party.append(np.int64(question.party))
        self._bits = np.asarray(bits, dtype=np.float32)
        self._party = np.asarray(party, dtype=np.int64)
        self._about = {}
        for point in range(self._shape[0]):
            here = [k for k, row in enumerate(self._rows) if row[point].any()]
            if here:
                rows = np.asarray(here)
                coefficients = np.stack([self._rows[k][point] for k in here])
                self._about[point] = _AboutPoint.of(
                    rows, coefficients, self._party[rows], self._bits[rows], self._sizes[0]
                )

    def is_about(self, point: int) -> bool:
        """Whether any answer depends on a point."""
        return point in self._about

    def recount(self, worth: Floats) -> None:
        """Work out every inequality's left side, given the `worths` of all points, from scratch."""
        self.sides = np.zeros((len(self), self._sizes[1]), dtype=np.float32)
        for point, about in self._about.items():
            self.sides[about.rows] += about.sides(worth[point].reshape(-1, *self._sizes))

    def moved(self, point: int, change: Floats) -> Floats:
        """Left sides of the inequalities about a point, were its `worths` changed by so much."""
        about = self._about[point]
        sides: Floats = self.sides[about.rows] + about.sides(change.reshape(-1, *self._sizes))
        return sides

    def gain(self, point: int, sides: Floats) -> Floats:
        """Log-likelihood of the answers about a point with these left sides, less that now."""
        about = self._about[point]
        turned = (sides >= 0).view(np.int8) - (self.sides[about.rows] >= 0).view(np.int8)
        gain: Floats = about.bits @ turned.astype(np.float32)
        return gain.reshape(-1)

    def take(self, point: int, sides: Floats, takes: NDArray[np.bool_]) -> None:
        """Let the left sides be these in the chains that took a move."""
        about = self._about[point]
        took = takes.reshape(self._sizes)[about.party]
        self.sides[about.rows] = np.where(took, sides, self.sides[about.rows])

    def fit(self, since: int = 0) -> Floats:
        """Log-likelihood of the answers from a row on, per chain, up to a constant."""
        fit = np.zeros(self._sizes, dtype=np.float32)
        told = self._bits[since:, None] * (self.sides[since:] >= 0)
        np.add.at(fit, self._party[since:], told)
        return fit.reshape(-1)


@dataclass(frozen=True)
class _AboutPoint:
    """Inequalities that speak of one point.

    Parameters
    ----------
    rows, party : ndarray of int, shape (n_rows,)
    places : ndarray of int, shape (2, n_rows)
        The two entries of `worths` that each speaks of.
    factors : ndarray, shape (2, n_rows, 1)
    bits : ndarray, shape (n_parties, n_rows)
        What a right answer adds to the log-likelihood of its party's chains.
    """

    rows: NDArray[np.int64]
    party: NDArray[np.int64]
    places: NDArray[np.int64]
    factors: Floats
    bits: Floats

    @classmethod
    def of(
        cls,
        rows: NDArray[np.int64],
        coefficients: Floats,
        party: NDArray[np.int64],
        bits: Floats,
        n_parties: int,
    ) -> _AboutPoint:
        """Gather what is kept from coefficients of `worths`, shape (n_rows, n_options + 1)."""
        places = np.argsort(coefficients == 0, axis=1, kind="stable")[:, :2].T
        factors = np.take_along_axis(coefficients.T, places, axis=0)[..., None]
        of_party = np.zeros((n_parties, len(rows)), dtype=np.float32)
        of_party[party, np.arange(len(rows))] = bits
        return cls(rows, party, places, factors, of_party)

    def sides(self, worth: Floats) -> Floats:
        """Their left sides, given `worths` of shape (n_options + 1, n_parties, n_chains)."""
        sides: Floats = self.factors[0] * worth[self.places[0], self.party]
        sides += self.factors[1] * worth[self.places[1], self.party]
        return sides


def worths(g: Floats, inside: Floats, up: NDArray[np.bool_]) -> Floats:
    """Weight times value of each option of a point, then the weight itself.

    Parameters
    ----------
    g : ndarray, shape (n,)
        Weights.
    inside : ndarray, shape (n_options - 2, n)
        Values between worst and best, rising.
    up : ndarray of bool, shape (n,)
        Whether later options are better.

    Returns
    -------
    ndarray, shape (n_options + 1, n)
    """
    worth: Floats = np.empty((len(inside) + 3, len(g)), dtype=np.float32)
    between = g * inside
    worth[1:-2] = between[::-1]
    np.copyto(worth[1:-2], between, where=up)
    np.multiply(g, up, out=worth[-2])
    np.subtract(g, worth[-2], out=worth[0])
    worth[-1] = g
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
    if isinstance(question, Favourite):
        row[question.point, answer] = 1
        row[question.point, -1] = -_AS_GOOD
        return [row]
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
