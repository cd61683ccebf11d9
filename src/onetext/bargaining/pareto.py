"""The Pareto frontier: every package such that no other is better for one party and worse for none.

Exact, over the whole space, without enumerating it; or, where that is too large, a cover whose
every gap is bounded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from onetext.bargaining.merged_grid import MergedGrid, n_cells
from onetext.bargaining.merged_points import MergedPoints, TooLarge
from onetext.bargaining.pace import OutOfTime, Pace
from onetext.bargaining.results import Certificate, Status
from onetext.bargaining.rules import Package
from onetext.bargaining.scenario import Scenario
from onetext.bargaining.whole_numbers import WholeScores, fixed_point
from onetext.errors import ImpossibleRequest, Problem

DEFAULT_MEMORY = 2_000_000_000
"""Bytes a merge may use unless told otherwise."""

_GRID_CELLS = 2**22
_SMALL = 200_000

Watch = Callable[[int, int], None]


class _Merged(Protocol):
    points: NDArray[np.float64]

    def packages(self) -> NDArray[np.int64]: ...
    def packages_at(self, index: int) -> Iterator[Package]: ...
    def n_packages_at(self, index: int) -> int: ...


@dataclass(frozen=True, eq=False)
class ParetoFrontier:
    """Undominated utilities, best for the first party first, and the packages behind them.

    Parameters
    ----------
    status : Status
        ``PROVED``; ``NO_PACKAGE``; ``NO_ZONE`` (only if asked within the zone); ``STOPPED`` if
        it would need more memory or time than allowed: then there are no points and the
        certificate says how far it came and what it would need.
    utilities : ndarray, shape (n, n_parties)
        Distinct; each party on its own scale. Whole numbers stay whole numbers.
    epsilon : float
        0: exact. Otherwise every package is at most this much better, for every party, than
        some package of the cover (each party on its own scale).
    is_within_zone : bool
        Whether only packages worth at least its reservation value to every party were looked at.
    certificate : Certificate
    tolerance : float
        Utilities closer than this may have been treated as equal.
    fingerprint : str
        Of the scenario.
    """

    status: Status
    utilities: NDArray[Any]
    epsilon: float
    is_within_zone: bool
    certificate: Certificate
    tolerance: float
    fingerprint: str
    scenario: Scenario
    _merged: _Merged | None
    _order: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.utilities)

    def __repr__(self) -> str:
        exact = "exact" if self.is_exact else f"cover within {self.epsilon:g}"
        zone = ", within the zone" if self.is_within_zone else ""
        parties = ", ".join(self.scenario.parties)
        return f"<ParetoFrontier {self.status}: {len(self)} points, {exact}{zone}; {parties}>"

    @property
    def is_exact(self) -> bool:
        """Whether this is the frontier itself rather than a cover of it."""
        return self.epsilon == 0

    @cached_property
    def packages(self) -> NDArray[np.int64]:
        """One package per point of the frontier, shape (n, n_points)."""
        if self._merged is None:
            return np.empty((0, self.scenario.n_points), dtype=np.int64)
        return self._merged.packages()[self._order]

    def packages_at(self, index: int, limit: int = 64) -> tuple[Package, ...]:
        """Packages with exactly the utilities of a point, at most `limit` of them, in order."""
        if self._merged is None:
            return ()
        found = islice(self._merged.packages_at(int(self._order[index])), limit)
        return tuple(sorted(found))

    def n_packages_at(self, index: int) -> int:
        """How many packages have exactly the utilities of a point."""
        return 0 if self._merged is None else self._merged.n_packages_at(int(self._order[index]))


def pareto_frontier(
    scenario: Scenario,
    *,
    within_zone: bool = False,
    memory: float = DEFAULT_MEMORY,
    watch: Watch | None = None,
    pace: Pace | None = None,
) -> ParetoFrontier:
    """Find all undominated packages, exactly, by merging points with dominance filtering.

    Parameters
    ----------
    scenario : Scenario
        Each party on its own scale: nothing is compared between parties. Rules and forbidden
        choices are kept by every package looked at.
    within_zone : bool
        Only packages worth at least its reservation value to every party: often far fewer.
    memory : float
        Bytes the work may use. What would need more is not begun.
    watch : callable, optional
        Called as ``watch(points_done, points)`` after each merge; whatever it raises stops the
        work.
    pace : Pace, optional
        Until when; a merge that is not expected to be over by then is not begun.

    Returns
    -------
    ParetoFrontier
        Packages that tie in everybody's eyes share one point; all of them can be listed.

    Notes
    -----
    Two parties: a staircase walk per merge. Whole-number scores of three and more parties: a grid
    where it is small. Otherwise lists filtered by the algorithm of [kung1975]_ as implemented in
    moocore. With rules, half-made packages are compared only if they carry the same of the rules.
    """
    numbers = fixed_point(scenario)
    floor = numbers.reservation.astype(np.float64) if within_zone else None
    return _frontier(scenario, numbers, floor, 0.0, memory, watch, pace)


def pareto_cover(
    scenario: Scenario,
    epsilon: float,
    *,
    within_zone: bool = False,
    memory: float = DEFAULT_MEMORY,
    watch: Watch | None = None,
    pace: Pace | None = None,
) -> ParetoFrontier:
    """Find packages such that every other is at most `epsilon` better for anybody than one of them.

    Parameters
    ----------
    scenario : Scenario
    epsilon : float
        Above 0, in units of utility, the same for all parties [papadimitriou2000]_.
    within_zone, memory, watch, pace
        As in `pareto_frontier`. Within the zone, the packages of the cover are in the zone.

    Notes
    -----
    At each of the ``n`` merges a half-made package is dropped only for one that is at most
    ``epsilon / n`` worse for any party, and what is lost adds up to at most `epsilon`.
    """
    if not epsilon > 0 or not np.isfinite(epsilon):
        raise ImpossibleRequest(
            Problem(
                f"an epsilon of {epsilon}",
                "a cover's gaps are at most epsilon wide",
                "ask for a number above 0, or for the exact pareto_frontier",
            )
        )
    numbers = fixed_point(scenario)
    floor = numbers.reservation.astype(np.float64) if within_zone else None
    return _frontier(scenario, numbers, floor, epsilon, memory, watch, pace)


def _frontier(
    scenario: Scenario,
    numbers: WholeScores,
    floor: NDArray[np.float64] | None,
    epsilon: float,
    memory: float,
    watch: Watch | None,
    pace: Pace | None,
) -> ParetoFrontier:
    tables = [table.astype(np.float64) for table in numbers.scores]
    is_small = scenario.space.n_outcomes <= _SMALL
    merged: _Merged
    try:
        if floor is None and not epsilon and not is_small and _fits_grid(scenario, tables, memory):
            merged = MergedGrid(scenario, tables, watch, pace)
        else:
            merged = MergedPoints(
                scenario,
                tables,
                [np.asarray(scores, dtype=np.float64) for scores in numbers.interactions],
                floor=floor,
                cell=max(epsilon * numbers.scale / scenario.n_points, numbers.cell),
                memory=memory,
                watch=watch,
                pace=pace,
            )
    except TooLarge as stop:
        return _result(scenario, numbers, None, epsilon, floor, _too_large(stop, memory, scenario))
    except OutOfTime as stop:
        return _result(scenario, numbers, None, epsilon, floor, _out_of_time(stop, scenario))
    return _result(scenario, numbers, merged, epsilon, floor, _shown(len(merged.points), epsilon))


def _fits_grid(scenario: Scenario, tables: list[NDArray[np.float64]], memory: float) -> bool:
    space = scenario.space
    if scenario.n_parties < 3 or space.forms or scenario.interactions or not all(space.allowed):
        return False
    cells = n_cells(tables, space.allowed)
    return cells <= _GRID_CELLS and cells * 4 * scenario.n_points <= memory


def _result(
    scenario: Scenario,
    numbers: WholeScores,
    merged: _Merged | None,
    epsilon: float,
    floor: NDArray[np.float64] | None,
    certificate: Certificate,
) -> ParetoFrontier:
    points = np.empty((0, scenario.n_parties)) if merged is None else merged.points
    order = np.lexsort(points.T[::-1])[::-1].astype(np.int64)
    status = Status.PROVED
    if merged is None:
        status = Status.STOPPED
    elif not len(points):
        status = Status.NO_PACKAGE if floor is None else _why_nothing(scenario)
    sorted_points = points[order]
    utilities = (
        sorted_points.astype(np.int64) if scenario.is_whole else sorted_points / numbers.scale
    )
    utilities.setflags(write=False)
    return ParetoFrontier(
        status=status,
        utilities=utilities,
        epsilon=epsilon,
        is_within_zone=floor is not None,
        certificate=certificate,
        tolerance=numbers.tolerance,
        fingerprint=scenario.fingerprint,
        scenario=scenario,
        _merged=merged if len(points) else None,
        _order=order,
    )


def _why_nothing(scenario: Scenario) -> Status:
    from onetext.bargaining.solver import Outcome, PackageModel

    answer = PackageModel(scenario, within_zone=False).any_package()
    return Status.NO_PACKAGE if answer.outcome is Outcome.INFEASIBLE else Status.NO_ZONE


def _shown(n: int, epsilon: float) -> Certificate:
    shown_by = (
        "merged point by point; a half-made package was dropped only for one at least as good "
        "for every party"
    )
    if not epsilon:
        points = "1 undominated point" if n == 1 else f"{n:,} undominated points"
        return Certificate(f"{points}, and no others", shown_by, {"n_points": n})
    return Certificate(
        f"no package is more than {epsilon:g} better, for every party, than all of these {n:,}",
        shown_by + f", or at most {epsilon:g} worse over all merges",
        {"n_points": n, "epsilon": epsilon},
    )


def _offered_epsilon(scenario: Scenario) -> float:
    """A hundredth of the widest range a party's utility can have."""
    return sum(float(np.ptp(table, axis=0).max()) for table in scenario.scores) / 100


def _out_of_time(stop: OutOfTime, scenario: Scenario) -> Certificate:
    offered = _offered_epsilon(scenario)
    return Certificate(
        f"out of time with {stop.n_done} of {scenario.n_points} points merged; "
        f"the next alone may take {stop.seconds:.2g} s",
        "the clock before each merge, and how long the one before took. Give more time, "
        f"ask for pareto_cover(scenario, {offered:.3g}), or look only within the zone",
        {
            "points_merged": stop.n_done,
            "seconds_for_the_next": stop.seconds,
            "offered_epsilon": offered,
        },
    )


def _too_large(stop: TooLarge, memory: float, scenario: Scenario) -> Certificate:
    offered = _offered_epsilon(scenario)
    return Certificate(
        f"the exact frontier needs more than {stop.needed / 1e9:.1f} GB at point "
        f"{stop.n_done + 1} of {scenario.n_points}; {memory / 1e9:.1f} GB are allowed",
        "the size of the next merge, before it was begun. "
        f"Ask for pareto_cover(scenario, {offered:.3g}), or look only within the zone",
        {"bytes_needed": stop.needed, "points_merged": stop.n_done, "offered_epsilon": offered},
    )
