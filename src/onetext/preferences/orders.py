"""Weights in a stated order of points, drawn exactly.

Unnormalised weights are independent and alike a priori, so their order says nothing of how large
they are. Given that some order holds, points that it joins keep the values drawn for them and
share them out anew: the largest to the first of a ranking, drawn evenly among all rankings that
fit what holds. These are counted set by set (linear extensions of a partial order).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from onetext.bargaining.space import Space
from onetext.model import Comparison, Intensity
from onetext.preferences.claims import Claim, comparisons_held

MOST_SETS = 4096
"""Sets of points still to be ranked that are counted; where there are more, chains take over."""

Pair = tuple[int, int]
"""A point that matters more, and one that matters less."""


@dataclass(frozen=True)
class Order:
    """Points in the order in which they matter, most first, where that holds.

    Parameters
    ----------
    points : tuple of int
    where : ndarray of bool, shape (n_draws,)
    """

    points: tuple[int, ...]
    where: NDArray[np.bool_]


def is_order(comparison: Comparison) -> bool:
    """Whether a comparison says in which order points matter, and nothing of how much more."""
    return bool(comparison.points) and comparison.by is Intensity.MORE


def orders_of(
    claims: Sequence[Claim], space: Space, holds: Mapping[str, NDArray[np.bool_]]
) -> tuple[Order, ...]:
    """List the orders of points among the claims, with the draws in which they hold."""
    found = []
    for said, where in comparisons_held(claims, holds):
        points = tuple(space.points.index(p) for p in said.points if p in space.points)
        if is_order(said) and len(points) > 1:
            found.append(Order(points, where))
    return tuple(found)


def put_in_order(
    weights: NDArray[np.float64],
    orders: Sequence[Order],
    rng: np.random.Generator,
    fixed: NDArray[np.bool_] | None = None,
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Share weights out anew, in place, so that every order holds where it should.

    Parameters
    ----------
    weights : ndarray, shape (n_draws, n_points)
        As drawn without any order.
    orders : sequence of Order
    rng : Generator
    fixed : ndarray of bool, shape (n_draws,), optional
        Draws whose weights were declared and stay as they are.

    Returns
    -------
    settled : ndarray of bool, shape (n_draws,)
        False where an order may not hold: its weights were declared, or the orders contradict each
        other or are too many to count.
    held : ndarray of int, shape (n_draws,)
        Number of the set of orders that hold in a draw, the same in every batch; 0: none.
    """
    settled = np.ones(len(weights), dtype=bool)
    if not orders:
        return settled, np.zeros(len(weights), dtype=np.int64)
    active = np.array([order.where for order in orders])
    if fixed is not None:
        settled &= ~(fixed & active.any(axis=0))
        active = active & ~fixed
    for points in joined([order.points for order in orders]):
        about = [k for k, order in enumerate(orders) if set(order.points) & set(points)]
        patterns, which = np.unique(active[about], axis=1, return_inverse=True)
        for number, pattern in enumerate(patterns.T):
            here = np.flatnonzero(which.reshape(-1) == number)
            holding = [orders[k].points for k, holds in zip(about, pattern, strict=True) if holds]
            settled[here] &= _share_out(weights, here, holding, rng)
    names = np.array([1 << (number % 62) for number in range(len(orders))], dtype=np.int64)
    return settled, names @ active.astype(np.int64)


def _share_out(
    weights: NDArray[np.float64],
    draws: NDArray[np.int64],
    orders: Sequence[Sequence[int]],
    rng: np.random.Generator,
) -> bool:
    """Put the weights of some draws in the same orders; return whether that was possible."""
    pairs = {pair for order in orders for pair in pairwise(order)}
    groups = [(points, Rankings(points, pairs)) for points in joined(sorted(pairs))]
    for points, rankings in groups:
        if rankings.n:
            ranked = rankings.drawn(len(draws), rng)
            weights[draws[:, None], ranked] = -np.sort(-weights[draws][:, points], axis=1)
    return all(rankings.n for _, rankings in groups)


class Rankings:
    """All rankings of some points that fit what is said of pairs of them.

    Parameters
    ----------
    points : sequence of int
    pairs : iterable of (int, int)
        More, less.
    """

    def __init__(self, points: Sequence[int], pairs: Iterable[Pair]) -> None:
        self._points = list(points)
        place = {point: number for number, point in enumerate(points)}
        self._above = [0] * len(self._points)
        for more, less in pairs:
            if less in place:
                self._above[place[less]] |= 1 << place[more]
        self._counted = {0: 1}
        self._all = (1 << len(self._points)) - 1
        n = self._count(self._all)
        self.n = n if len(self._counted) <= MOST_SETS else 0
        """How many; 0 where none fits, or where there are more sets than `MOST_SETS`."""

    def _next(self, left: int) -> list[int]:
        """Places of the points that may come first among those left."""
        places = range(len(self._points))
        return [p for p in places if left >> p & 1 and not self._above[p] & left]

    def _count(self, left: int) -> int:
        if left not in self._counted:
            if len(self._counted) > MOST_SETS:
                return 0
            total = sum(self._count(left ^ 1 << place) for place in self._next(left))
            self._counted[left] = total
        return self._counted[left]

    def drawn(self, n_draws: int, rng: np.random.Generator) -> NDArray[np.int64]:
        """Draw rankings, all equally likely: points, first to last, shape (n_draws, n_points)."""
        ranked = np.empty((n_draws, len(self._points)), dtype=np.int64)
        left = {self._all: np.arange(n_draws)}
        for step in range(len(self._points)):
            then: dict[int, list[NDArray[np.int64]]] = {}
            for still, draws in left.items():
                first = self._next(still)
                chances = [self._counted[still ^ 1 << p] / self._counted[still] for p in first]
                taken = rng.choice(len(first), size=len(draws), p=chances)
                for number, place in enumerate(first):
                    ranked[draws[taken == number], step] = self._points[place]
                    then.setdefault(still ^ 1 << place, []).append(draws[taken == number])
            left = {still: np.concatenate(parts) for still, parts in then.items()}
        return ranked


def joined(sets: Iterable[Sequence[int]]) -> list[list[int]]:
    """Gather points that are named together, directly or over others."""
    groups: list[set[int]] = []
    for points in sets:
        touching = [group for group in groups if group & set(points)]
        groups = [group for group in groups if group not in touching]
        groups.append(set(points).union(*touching))
    return [sorted(group) for group in groups]
