"""Frontiers of half-made packages as lists of points, merged point by point [kung1975]_.

Only a package whose first part is undominated (among those that carry the same of the rules) can
be undominated as a whole, and a first part that ties exactly can be swapped for its twin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from onetext.bargaining.dominance import Points, undominated
from onetext.bargaining.pace import Pace
from onetext.bargaining.point_order import PointOrder, State
from onetext.bargaining.rules import Package
from onetext.bargaining.scenario import Scenario

Watch = Callable[[int, int], None]


class TooLarge(Exception):
    """The next merge would need more memory than allowed; carries bytes needed and points done."""

    def __init__(self, needed: float, n_done: int) -> None:
        super().__init__(needed, n_done)
        self.needed = needed
        self.n_done = n_done


@dataclass(frozen=True)
class Front:
    """The frontier of half-made packages that carry one state.

    Parameters
    ----------
    points : ndarray of float64, shape (n, n_parties)
        Utilities so far, as whole numbers.
    source : ndarray of int64, shape (n,)
        Which front of the layer before it came from.
    row : ndarray of int64, shape (n,)
        Which row of that front.
    option : ndarray of int64, shape (n,)
        Which option was added.
    """

    points: Points
    source: NDArray[np.int64]
    row: NDArray[np.int64]
    option: NDArray[np.int64]


Layer = dict[State, Front]
Parts = list[tuple[int, int, Points]]
"""(front of the layer before, option, what the option adds)."""


@dataclass(frozen=True)
class _Link:
    """What leads from one state to another: options, and what each adds."""

    state: State
    options: NDArray[np.int64]
    added: Points


_FEW_ROWS = 500
"""So many half-made packages are compared one by one sooner than looked up."""

_BYTES_PER_CANDIDATE = 8 * 3 + 16
"""Besides the utilities: where it came from, and room for the filter."""


class MergedPoints:
    """All layers of the merge; the last holds the frontier.

    Parameters
    ----------
    scenario : Scenario
    tables : sequence of ndarray, shape (n_options, n_parties)
        Scores as whole numbers (held in float64).
    bonuses : sequence of ndarray, shape (n_parties,)
        Per interaction.
    floor : ndarray or None
        Drop what cannot reach these utilities any more.
    cell : float
        Above 0: utilities this close count as equal, per merge.
    memory : float
        Bytes that the merge may use.
    pace : Pace or None
        Until when.
    """

    def __init__(
        self,
        scenario: Scenario,
        tables: Sequence[Points],
        bonuses: Sequence[Points],
        *,
        floor: Points | None = None,
        cell: float = 0.0,
        memory: float = np.inf,
        watch: Watch | None = None,
        pace: Pace | None = None,
    ) -> None:
        self._scenario = scenario
        self._tables = tables
        self._bonuses = bonuses
        self._plan = PointOrder(scenario)
        self._room = _most_still_to_come(tables, bonuses, self._plan)
        self._floor, self._cell, self._memory, self._pace = floor, cell, memory, pace
        n_parties = scenario.n_parties
        nothing = np.zeros(1, dtype=np.int64)
        start = self._plan.start
        first = Front(np.zeros((1, n_parties)), nothing, nothing, nothing)
        self._parts: list[dict[State, Parts]] = []
        self._links: dict[tuple[int, State], list[_Link]] = {}
        self._sorted: dict[tuple[int, State], tuple[Points, NDArray[np.int64]]] = {}
        self._layers: list[Layer] = [{} if start is None else {start: first}]
        for k in range(len(self._plan.order)):
            self._layers.append(self._merged(k))
            if watch is not None:
                watch(k + 1, len(self._plan.order))
        self.points = self._final()

    def _final(self) -> Points:
        fronts = list(self._layers[-1].values())
        if not fronts:
            return np.empty((0, self._scenario.n_parties))
        return fronts[0].points  # every rule is settled: one state is left

    def _merged(self, k: int) -> Layer:
        blocks = self._blocks(k)
        n_new = self._check_memory(k, blocks)
        if self._pace is not None:
            self._pace.begin(n_new, k)
        self._parts.append(blocks)
        return {state: self._front(k, parts) for state, parts in blocks.items()}

    def _blocks(self, k: int) -> dict[State, Parts]:
        """Per state: (front it comes from, option, what the option adds)."""
        point = self._plan.order[k]
        blocks: dict[State, Parts] = {}
        for source, state in enumerate(self._layers[k]):
            for option in self._scenario.space.allowed[point]:
                step = self._plan.step(state, k, option)
                if step is None:
                    continue
                added = self._tables[point][option]
                for number in step.completed:
                    added = added + self._bonuses[number]
                blocks.setdefault(step.state, []).append((source, option, added))
        return blocks

    def _check_memory(self, k: int, blocks: dict[State, Parts]) -> int:
        """Return how many half-made packages there will be to compare, unless that is too many."""
        fronts = list(self._layers[k].values())
        n_largest = max(
            (sum(len(fronts[s].points) for s, _, _ in parts) for parts in blocks.values()),
            default=0,
        )
        n_kept = sum(len(f.points) for layer in self._layers for f in layer.values())
        n_new = sum(len(fronts[s].points) for parts in blocks.values() for s, _, _ in parts)
        width = 8 * self._scenario.n_parties
        needed = n_kept * (width + 24) + n_largest * (3 * width + _BYTES_PER_CANDIDATE)
        needed += min(n_new, n_largest) * width
        if needed > self._memory:
            raise TooLarge(needed, k)
        return n_new

    def _front(self, k: int, parts: Parts) -> Front:
        fronts = list(self._layers[k].values())
        candidates = np.concatenate([fronts[s].points + added for s, _, added in parts])
        ends = np.cumsum([len(fronts[s].points) for s, _, _ in parts])
        kept = self._kept(candidates, k)
        part = np.searchsorted(ends, kept, side="right")
        starts = np.concatenate([[0], ends[:-1]])
        sources = np.array([s for s, _, _ in parts], dtype=np.int64)
        options = np.array([o for _, o, _ in parts], dtype=np.int64)
        return Front(candidates[kept], sources[part], kept - starts[part], options[part])

    def _kept(self, candidates: Points, k: int) -> NDArray[np.int64]:
        rows: NDArray[np.int64] | None = None
        if self._floor is not None:
            can_reach = np.all(candidates + self._room[k + 1] >= self._floor - self._cell, axis=1)
            rows = np.flatnonzero(can_reach).astype(np.int64)
            candidates = candidates[rows]
        if self._cell:
            candidates = np.rint(candidates / self._cell)
        kept = undominated(candidates)
        return kept if rows is None else rows[kept]

    def packages(self) -> NDArray[np.int64]:
        """Return one package per frontier point, shape (n, n_points)."""
        n = len(self.points)
        chosen = np.zeros((n, len(self._plan.order)), dtype=np.int64)
        source, row = np.zeros(n, dtype=np.int64), np.arange(n)
        for k in reversed(range(len(self._plan.order))):
            fronts = list(self._layers[k + 1].values())
            option, from_source, from_row = (np.zeros(n, dtype=np.int64) for _ in range(3))
            for number, front in enumerate(fronts):
                here = source == number
                option[here] = front.option[row[here]]
                from_source[here] = front.source[row[here]]
                from_row[here] = front.row[row[here]]
            chosen[:, self._plan.order[k]] = option
            source, row = from_source, from_row
        return chosen

    def packages_at(self, index: int) -> Iterator[Package]:
        """Yield every package with exactly the utilities of a frontier point."""
        state = next(iter(self._layers[-1]))
        n_points = len(self._plan.order)
        stack = [(n_points, state, index, (0,) * n_points)]
        while stack:
            k, state, row, package = stack.pop()
            if k == 0:
                yield package
                continue
            for before, earlier, option in self._ways_to(k, state, row):
                point = self._plan.order[k - 1]
                changed = (*package[:point], option, *package[point + 1 :])
                stack.append((k - 1, before, earlier, changed))

    def n_packages_at(self, index: int) -> int:
        """Return how many packages have exactly the utilities of a frontier point."""

        @cache
        def count(k: int, state: State, row: int) -> int:
            if k == 0:
                return 1
            return sum(count(k - 1, before, r) for before, r, _ in self._ways_to(k, state, row))

        return count(len(self._plan.order), next(iter(self._layers[-1])), index)

    def _ways_to(self, k: int, state: State, row: int) -> list[tuple[State, int, int]]:
        """Return (state, row, option) of layer k-1 that lead to a row of layer k."""
        target = self._layers[k][state].points[row]
        ways = []
        for link in self._links_to(k, state):
            wanted = target - link.added
            points = self._layers[k - 1][link.state].points
            if len(points) <= _FEW_ROWS:
                near = (np.abs(points - wanted[:, None]) <= self._cell).all(axis=2)
                ways += [
                    (link.state, r, int(link.options[o])) for o, r in np.argwhere(near).tolist()
                ]
                continue
            firsts, rows = self._by_first(k - 1, link.state)
            low = np.searchsorted(firsts, wanted[:, 0] - self._cell, side="left")
            high = np.searchsorted(firsts, wanted[:, 0] + self._cell, side="right")
            for o in np.flatnonzero(high > low):
                near = rows[low[o] : high[o]]
                same = near[(np.abs(points[near] - wanted[o]) <= self._cell).all(axis=1)]
                ways += [(link.state, int(r), int(link.options[o])) for r in same]
        return ways

    def _links_to(self, k: int, state: State) -> list[_Link]:
        """Return what leads from layer k-1 to a state of layer k, by the state it comes from."""
        if (k, state) not in self._links:
            states = list(self._layers[k - 1])
            by_source: dict[int, list[tuple[int, Points]]] = {}
            for source, option, added in self._parts[k - 1][state]:
                by_source.setdefault(source, []).append((option, added))
            self._links[k, state] = [
                _Link(states[source], np.array([o for o, _ in way]), np.array([a for _, a in way]))
                for source, way in by_source.items()
            ]
        return self._links[k, state]

    def _by_first(self, k: int, state: State) -> tuple[Points, NDArray[np.int64]]:
        """Return the first column of a front, sorted, and the rows in that order."""
        if (k, state) not in self._sorted:
            first = self._layers[k][state].points[:, 0]
            order = np.argsort(first, kind="stable")
            self._sorted[k, state] = first[order], order
        return self._sorted[k, state]


def _most_still_to_come(
    tables: Sequence[Points], bonuses: Sequence[Points], plan: PointOrder
) -> list[Points]:
    """Per place, the most each party can still get from the points from there on."""
    room = [np.zeros(tables[0].shape[1])]
    for k in reversed(range(len(plan.order))):
        most = room[-1] + tables[plan.order[k]].max(axis=0)
        for number in plan.completed_at(k):
            most = most + np.maximum(bonuses[number], 0)
        room.append(most)
    return room[::-1]
