"""Solutions read off an exact frontier: every one of them is undominated, so it must be there."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from onetext.bargaining.pareto import ParetoFrontier
from onetext.bargaining.results import Certificate, Solution, Status
from onetext.bargaining.rules import Package
from onetext.bargaining.ties import DEFAULT_LIMIT
from onetext.bargaining.whole_numbers import fixed_point
from onetext.errors import ImpossibleRequest, Problem

_Gains: TypeAlias = NDArray[np.int64]
_NEARLY = 1e-9


def solutions_on(frontier: ParetoFrontier, limit: int = DEFAULT_LIMIT) -> dict[str, Solution]:
    """Read the four solutions off an exact frontier, by name, each with all tied packages.

    Parameters
    ----------
    frontier : ParetoFrontier
        Exact; restricted to the zone of agreement or not.
    limit : int
        The most tied packages to list per solution.
    """
    if not frontier.is_exact or frontier.status is Status.STOPPED:
        raise ImpossibleRequest(
            Problem(
                "solutions are read off an exact frontier only",
                "a cover may miss the optimum",
                "use nash_solution and its kind, which need no frontier",
            )
        )
    scenario = frontier.scenario
    numbers = fixed_point(scenario)
    unit = numbers.cell or 1.0
    exact = np.rint(frontier.utilities * numbers.scale) - numbers.reservation
    gains = np.rint(exact / unit).astype(np.int64)
    in_zone = np.flatnonzero((gains >= 0).all(axis=1))
    reader = _Reader(frontier, gains, in_zone, numbers.scale / unit, int(numbers.cell > 0), limit)
    return {
        "nash": reader.solution("nash", _largest_products),
        "kalai_smorodinsky": reader.solution("kalai_smorodinsky", _best_shares),
        "egalitarian": reader.solution("egalitarian", _best_sorted),
        "utilitarian": reader.solution("utilitarian", _largest_sums),
    }


class _Reader:
    def __init__(
        self,
        frontier: ParetoFrontier,
        gains: _Gains,
        in_zone: NDArray[np.int64],
        scale: float,
        noise: int,
        limit: int,
    ) -> None:
        self._noise = noise
        self._frontier = frontier
        self._gains = gains
        self._in_zone = in_zone
        self._scale = scale
        self._limit = limit
        self._listed: dict[int, tuple[Package, ...]] = {}

    def solution(
        self, method: str, best: Callable[[_Gains, float, int], tuple[NDArray[np.int64], Any]]
    ) -> Solution:
        """Return the solution whose rows `best` picks among the gains inside the zone."""
        rows, value = best(self._gains[self._in_zone], self._scale, self._noise)
        packages: list[Package] = []
        is_complete = True
        for row in self._in_zone[rows]:
            room = self._limit - len(packages)
            found = self._packages_at(int(row))[: room + 1]
            is_complete = is_complete and len(found) <= room
            packages += found[:room]
        packages.sort()
        frontier = self._frontier
        utilities = tuple(frontier.scenario.utility_of(package) for package in packages)
        if method == "utilitarian" and packages:
            value = (float(sum(utilities[0])),)
        return Solution(
            method=method,
            status=Status.PROVED if packages else self._why_none(),
            packages=tuple(packages),
            utilities=utilities,
            value=value,
            is_complete=is_complete,
            certificate=self._certificate(method, value, is_found=bool(packages)),
            tolerance=frontier.tolerance,
            fingerprint=frontier.fingerprint,
        )

    def _packages_at(self, row: int) -> tuple[Package, ...]:
        """Solutions often meet in one point of the frontier; its packages are listed once."""
        if row not in self._listed:
            self._listed[row] = self._frontier.packages_at(row, self._limit + 1)
        return self._listed[row]

    def _why_none(self) -> Status:
        if len(self._in_zone):
            return Status.NO_COMMON_GAIN
        return Status.NO_PACKAGE if self._frontier.status is Status.NO_PACKAGE else Status.NO_ZONE

    def _certificate(self, method: str, value: tuple[float, ...], *, is_found: bool) -> Certificate:
        n = len(self._frontier)
        if not is_found:
            return Certificate(
                "no undominated package gives every party what the solution asks for",
                f"all {n:,} points of the exact frontier were looked at",
            )
        numbers = ", ".join(f"{v:.9g}" for v in value)
        return Certificate(
            f"no package has a better value than ({numbers}) by the {method} criterion",
            f"the best package is undominated, and all {n:,} points of the exact frontier were "
            "compared in whole numbers",
            {"value": list(value), "n_frontier_points": n},
        )


# Each criterion takes gains in whole numbers, the scale they are on, and by how much two numbers
# that ought to tie may differ (0 if exact, 1 if scores were rounded).


def _largest_products(
    gains: _Gains, scale: float, noise: int
) -> tuple[NDArray[np.int64], tuple[float, ...]]:
    strict = np.flatnonzero((gains > 0).all(axis=1))
    if not len(strict):
        return strict, ()
    of_strict = gains[strict].astype(np.float64)
    logs = np.log(of_strict).sum(axis=1)
    near = strict[logs >= logs.max() - _NEARLY]
    products = [math.prod(gains[row].tolist()) for row in near]
    top = max(products)
    if noise:
        slack = (1 / of_strict[np.argmax(logs)]).sum()
        return strict[logs >= logs.max() - slack], (top / scale ** gains.shape[1],)
    rows = np.array([r for r, p in zip(near, products, strict=True) if p == top], dtype=np.int64)
    return rows, (top / scale ** gains.shape[1],)


def _best_sorted(
    gains: _Gains, scale: float, noise: int
) -> tuple[NDArray[np.int64], tuple[float, ...]]:
    if not len(gains):
        return np.empty(0, dtype=np.int64), ()
    ordered = np.sort(gains, axis=1)
    rows = np.arange(len(gains))
    for column in ordered.T:
        rows = rows[column[rows] >= column[rows].max() - noise]
    return rows, tuple((ordered[rows[0]] / scale).tolist())


def _best_shares(
    gains: _Gains, scale: float, noise: int
) -> tuple[NDArray[np.int64], tuple[float, ...]]:
    if not len(gains):
        return np.empty(0, dtype=np.int64), ()
    best = gains.max(axis=0)
    matters = best > 0
    if not matters.any():
        return np.arange(len(gains)), ()
    ordered = np.sort(gains[:, matters] / best[matters], axis=1)
    slack = _NEARLY + noise / best[matters].min()
    rows = np.arange(len(gains))
    for column in ordered.T:  # rounding is undone below, among the few left
        rows = rows[column[rows] >= column[rows].max() - slack]
        if len(rows) == 1:
            break
    if noise:
        return rows, tuple(ordered[rows[0]].tolist())
    shares = [_shares(gains[row], best) for row in rows]
    top = max(shares)
    chosen = [row for row, share in zip(rows, shares, strict=True) if share == top]
    return np.array(chosen, dtype=np.int64), tuple(map(float, top))


def _shares(gains: _Gains, best: _Gains) -> tuple[Fraction, ...]:
    pairs = zip(gains.tolist(), best.tolist(), strict=True)
    return tuple(sorted(Fraction(gain, top) for gain, top in pairs if top))


def _largest_sums(
    gains: _Gains, scale: float, noise: int
) -> tuple[NDArray[np.int64], tuple[float, ...]]:
    if not len(gains):
        return np.empty(0, dtype=np.int64), ()
    sums = gains.sum(axis=1)
    largest = sums.max()
    rows = np.flatnonzero(sums >= largest - noise * gains.shape[1])
    return rows, (float(largest / scale),)
