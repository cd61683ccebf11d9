"""From one package to one that meets more, a point at a time: quick, and sure of nothing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onetext.bargaining.demands import Demand
from onetext.bargaining.rules import Package
from onetext.bargaining.scenario import Scenario
from onetext.bargaining.whole_numbers import WholeScores

_FLOOR = 3.0
"""How much falling short of a floor by a party's whole range weighs, besides not meeting it."""


class Descent:
    """Change one point of a package at a time, each time the one that helps most.

    Interactions are left out of account: whoever uses the package counts again.

    Parameters
    ----------
    scenario : Scenario
    demands : sequence of Demand
    least : sequence of (int, int, int)
        Floors as (demand, party, least utility in whole numbers).
    numbers : WholeScores
    """

    def __init__(
        self,
        scenario: Scenario,
        demands: Sequence[Demand],
        least: Sequence[tuple[int, int, int]],
        numbers: WholeScores,
    ) -> None:
        n_options = scenario.space.n_options
        self._start = np.concatenate([[0], np.cumsum(n_options)])
        self._point = np.repeat(np.arange(scenario.n_points), n_options)
        n_choices = int(self._start[-1])
        self._forbids = np.zeros((len(demands), n_choices), dtype=np.int64)
        for d, demand in enumerate(demands):
            for point, option in demand.forbids:
                self._forbids[d, self._start[point] + option] = 1
        self._worth = np.concatenate(numbers.scores).T
        self._floors = np.array(least, dtype=np.int64).reshape(-1, 3)
        widths = [np.ptp(self._worth[:, a:b], axis=1) for a, b in self._ends()]
        self._range = np.maximum(np.sum(widths, axis=0), 1)
        self._rules, self._at_most = self._inequalities(scenario, n_choices)

    def _ends(self) -> list[tuple[int, int]]:
        return list(zip(self._start[:-1].tolist(), self._start[1:].tolist(), strict=True))

    def _inequalities(
        self, scenario: Scenario, n_choices: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        forms = scenario.space.forms
        rows = np.zeros((len(forms) + 1, n_choices), dtype=np.int64)
        for row, form in zip(rows, forms, strict=False):
            for (point, option), coefficient in form.coefficients:
                row[self._start[point] + option] = coefficient
        for point, option in scenario.space.forbidden:
            rows[-1, self._start[point] + option] = 1
        return rows, np.array([*(form.at_most for form in forms), 0], dtype=np.int64)

    def towards(self, package: Sequence[int], weights: NDArray[np.float64]) -> Package:
        """Return a package at least as good: what is not met weighs no more than before.

        Parameters
        ----------
        package : sequence of int
            Keeps every rule, as will what is returned.
        weights : ndarray, shape (n_demands,)
            How much it matters to meet each demand.
        """
        chosen = self._start[:-1] + np.asarray(package, dtype=np.int64)
        while True:
            now = chosen[self._point]
            cost = self._cost(chosen, now, weights)
            best = int(np.argmin(cost))
            if not cost[best] < cost[chosen[0]] - 1e-9:  # changing a choice to itself costs nothing
                return tuple((chosen - self._start[:-1]).tolist())
            chosen = chosen.copy()
            chosen[self._point[best]] = best

    def _cost(
        self, chosen: NDArray[np.int64], now: NDArray[np.int64], weights: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return what is not met after each single change; infinite where a rule is broken."""

        def after(table: NDArray[np.int64]) -> NDArray[np.int64]:
            sums: NDArray[np.int64] = table[:, chosen].sum(axis=1)[:, None] + table - table[:, now]
            return sums

        unmet = after(self._forbids) > 0
        which, party, least = self._floors.T
        short = np.maximum(least[:, None] - after(self._worth)[party], 0)
        np.logical_or.at(unmet, which, short > 0)
        share = short / self._range[party][:, None]
        cost: NDArray[np.float64] = weights @ unmet + _FLOOR * (weights[which] @ share)
        cost[(after(self._rules) > self._at_most[:, None]).any(axis=0)] = np.inf
        return cost
