"""Frontiers of whole-number scores on a grid: per cell of all parties but one, the other's best.

Where scores are small whole numbers there are fewer cells than half-made packages, and merging a
point is a maximum over shifted grids, whatever the frontier's size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onetext.bargaining.dominance import Points
from onetext.bargaining.pace import Pace
from onetext.bargaining.rules import Package
from onetext.bargaining.scenario import Scenario

Watch = Callable[[int, int], None]
Grid = NDArray[Any]


class MergedGrid:
    """All layers of the merge; needs a scenario without rules and interactions.

    Parameters
    ----------
    scenario : Scenario
    tables : sequence of ndarray, shape (n_options, n_parties)
        Scores as whole numbers (held in float64).
    """

    def __init__(
        self,
        scenario: Scenario,
        tables: Sequence[Points],
        watch: Watch | None = None,
        pace: Pace | None = None,
    ) -> None:
        allowed = [list(options) for options in scenario.space.allowed]
        self._allowed = allowed
        chosen = [table[o].astype(np.int64) for table, o in zip(tables, allowed, strict=True)]
        self._least = [table.min(axis=0) for table in chosen]
        self._tables = [t - low for t, low in zip(chosen, self._least, strict=True)]
        spans = np.sum([table.max(axis=0) for table in self._tables], axis=0)
        self._value = int(np.argmax(spans))  # this party's best stands in the cells
        self._axes = [i for i in range(scenario.n_parties) if i != self._value]
        dtype: Any = np.int16 if spans[self._value] < 16_000 else np.int32
        self._nothing = -(int(spans[self._value]) + 1)
        self._layers: list[Grid] = [np.zeros((1,) * len(self._axes), dtype=dtype)]
        for k, table in enumerate(self._tables):
            if pace is not None:
                pace.begin(self._layers[-1].size * len(table), k)
            self._layers.append(self._merged(self._layers[-1], table))
            if watch is not None:
                watch(k + 1, len(self._tables))
        self._cells = _undominated_cells(self._layers[-1])
        values = self._layers[-1][tuple(self._cells.T)]
        shifted = np.empty((len(self._cells), scenario.n_parties), dtype=np.int64)
        shifted[:, self._axes] = self._cells
        shifted[:, self._value] = values
        self._shifted = shifted
        self.points = (shifted + np.sum(self._least, axis=0)).astype(np.float64)

    def _merged(self, grid: Grid, table: NDArray[np.int64]) -> Grid:
        """Take the best, cell by cell, of the grid shifted and raised by each option."""
        growth = table[:, self._axes].max(axis=0)
        shape = tuple(int(n + g) for n, g in zip(grid.shape, growth, strict=True))
        merged = np.full(shape, self._nothing, dtype=grid.dtype)
        for scores in table:
            corner = scores[self._axes]
            window = merged[
                tuple(slice(int(c), int(c) + n) for c, n in zip(corner, grid.shape, strict=True))
            ]
            np.maximum(window, grid + grid.dtype.type(scores[self._value]), out=window)
        return merged

    def packages(self) -> NDArray[np.int64]:
        """Return one package per frontier point, shape (n, n_points)."""
        left = self._shifted.copy()
        chosen = np.zeros((len(left), len(self._tables)), dtype=np.int64)
        for k in reversed(range(len(self._tables))):
            pending = np.ones(len(left), dtype=bool)
            before = left.copy()
            for o, scores in enumerate(self._tables[k]):
                rows = np.flatnonzero(pending)
                if not len(rows):
                    break
                rows = rows[self._is_reached(k, left[rows] - scores)]
                before[rows] = left[rows] - scores
                chosen[rows, k] = self._allowed[k][o]
                pending[rows] = False
            left = before
        return chosen

    def _is_reached(self, k: int, wanted: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether the first k points can give exactly these (shifted) utilities."""
        grid = self._layers[k]
        cells = wanted[:, self._axes]
        inside = np.all((cells >= 0) & (cells < np.array(grid.shape)), axis=1)
        reached = np.zeros(len(wanted), dtype=bool)
        at = tuple(cells[inside].T)
        reached[inside] = grid[at] == wanted[inside, self._value]
        return reached

    def packages_at(self, index: int) -> Iterator[Package]:
        """Yield every package with exactly the utilities of a frontier point."""
        n_points = len(self._tables)
        whole: tuple[int, ...] = tuple(self._shifted[index].tolist())
        nothing_yet: Package = ()
        stack = [(n_points, whole, nothing_yet)]
        while stack:
            k, wanted, tail = stack.pop()
            if k == 0:
                yield tail
                continue
            for option, before in self._ways_to(k, wanted):
                stack.append((k - 1, before, (option, *tail)))

    def n_packages_at(self, index: int) -> int:
        """Return how many packages have exactly the utilities of a frontier point."""

        @cache
        def count(k: int, wanted: tuple[int, ...]) -> int:
            if k == 0:
                return 1
            return sum(count(k - 1, before) for _, before in self._ways_to(k, wanted))

        return count(len(self._tables), tuple(self._shifted[index].tolist()))

    def _ways_to(self, k: int, wanted: tuple[int, ...]) -> list[tuple[int, tuple[int, ...]]]:
        before = np.array(wanted) - self._tables[k - 1]
        return [
            (self._allowed[k - 1][o], tuple(before[o].tolist()))
            for o in np.flatnonzero(self._is_reached(k - 1, before))
        ]


def n_cells(tables: Sequence[Points], allowed: Sequence[Sequence[int]]) -> float:
    """Return how many cells the last grid would have."""
    chosen = [table[list(options)] for table, options in zip(tables, allowed, strict=True)]
    spans = np.sum([np.ptp(table, axis=0) for table in chosen], axis=0) + 1
    return float(np.prod(spans, dtype=np.float64) / spans.max())


def _undominated_cells(grid: Grid) -> NDArray[np.int64]:
    """Return the cells whose value nothing at or above them in every axis reaches."""
    beyond = np.full(grid.shape, -1, dtype=grid.dtype)
    best = grid
    for axis in range(grid.ndim):
        best = np.flip(np.maximum.accumulate(np.flip(best, axis), axis=axis), axis)
    for axis in range(grid.ndim):
        ahead = [slice(None)] * grid.ndim
        here = [slice(None)] * grid.ndim
        ahead[axis], here[axis] = slice(1, None), slice(None, -1)
        window = beyond[tuple(here)]
        np.maximum(window, best[tuple(ahead)], out=window)
    return np.argwhere(grid > beyond)
