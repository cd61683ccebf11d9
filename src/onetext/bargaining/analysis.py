"""The whole analysis of a scenario by the cheapest exact way: frontier if it fits, else solver."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from onetext.bargaining.egalitarian import egalitarian_solution
from onetext.bargaining.kalai_smorodinsky import kalai_smorodinsky_solution
from onetext.bargaining.nash import nash_solution
from onetext.bargaining.pace import Clock, Pace
from onetext.bargaining.pareto import (
    DEFAULT_MEMORY,
    ParetoFrontier,
    pareto_cover,
    pareto_frontier,
)
from onetext.bargaining.read_off import solutions_on
from onetext.bargaining.results import Solution, Status
from onetext.bargaining.scenario import Scenario
from onetext.bargaining.ties import DEFAULT_LIMIT
from onetext.bargaining.utilitarian import utilitarian_solution

Watch = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Analysis:
    """A scenario's frontier (or a cover of it) and its four solutions by name."""

    frontier: ParetoFrontier
    solutions: dict[str, Solution]


_METHODS = (
    nash_solution,
    kalai_smorodinsky_solution,
    egalitarian_solution,
    utilitarian_solution,
)
_WIDEST = 32
"""Out of time, no cover is given whose gaps are wider than 32 hundredths of a party's range."""


def analysis(
    scenario: Scenario,
    *,
    memory: float = DEFAULT_MEMORY,
    limit: int = DEFAULT_LIMIT,
    time_limit: float | None = None,
    watch: Watch | None = None,
    clock: Clock | None = None,
) -> Analysis:
    """Return the frontier and the four solutions of a scenario.

    Where the exact frontier fits into `memory` (bytes), the solutions are read off it. Where it
    does not, they are found by the constraint solver, each with its own proof, and a cover is
    given in place of the frontier, as fine as the memory allows.

    Parameters
    ----------
    scenario : Scenario
    memory : float
    limit : int
        Most tied packages per solution.
    time_limit : float or None
        Seconds. With a `clock`: of everything together, of which the frontier gets a half, and
        what is left is shared by the solutions and the cover. Without: of the solver, by its own
        count, per solution. What could not be finished has the status ``STOPPED``.
    watch : callable, optional
        As in `pareto_frontier`.
    clock : callable, optional
        Seconds that pass, as `time.monotonic` counts them.
    """
    end = None if clock is None or time_limit is None else clock() + time_limit
    half = None if end is None or time_limit is None else end - time_limit / 2
    frontier = pareto_frontier(scenario, memory=memory, watch=watch, pace=_pace(clock, half))
    if frontier.status is not Status.STOPPED:
        return Analysis(frontier, solutions_on(frontier, limit))
    found = []
    for n_left, method in zip(range(len(_METHODS), 0, -1), _METHODS, strict=True):
        if clock is not None and end is not None:
            time_limit = max((end - clock()) / (n_left + 1), _LEAST_SECONDS)
        found.append(method(scenario, limit=limit, time_limit=time_limit))
    cover = _finest_cover(frontier, memory, watch, clock, end)
    return Analysis(cover, {solution.method: solution for solution in found})


_LEAST_SECONDS = 0.01
"""What a solution gets though the time is over: enough to say so by itself."""


def _pace(clock: Clock | None, deadline: float | None) -> Pace | None:
    return None if clock is None or deadline is None else Pace(clock, deadline)


def _finest_cover(
    unfinished: ParetoFrontier,
    memory: float,
    watch: Watch | None,
    clock: Clock | None,
    end: float | None,
) -> ParetoFrontier:
    """Widen the gaps until the cover fits; the unfinished frontier where none does in time."""
    epsilon = float(unfinished.certificate.evidence["offered_epsilon"])
    widest = np.inf if end is None else epsilon * _WIDEST
    while epsilon <= widest:
        deadline = None
        if clock is not None and end is not None:
            deadline = clock() + (end - clock()) / 2  # a wider one gets what is left
        cover = pareto_cover(
            unfinished.scenario, epsilon, memory=memory, watch=watch, pace=_pace(clock, deadline)
        )
        if cover.status is not Status.STOPPED:
            return cover
        epsilon *= 2
    return unfinished
