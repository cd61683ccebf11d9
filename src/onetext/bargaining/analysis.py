"""The whole analysis of a scenario by the cheapest exact way: frontier if it fits, else solver."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from onetext.bargaining.egalitarian import egalitarian_solution
from onetext.bargaining.kalai_smorodinsky import kalai_smorodinsky_solution
from onetext.bargaining.nash import nash_solution
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


def analysis(
    scenario: Scenario,
    *,
    memory: float = DEFAULT_MEMORY,
    limit: int = DEFAULT_LIMIT,
    time_limit: float | None = None,
    watch: Watch | None = None,
) -> Analysis:
    """Return the frontier and the four solutions of a scenario.

    Where the exact frontier fits into `memory` (bytes), the solutions are read off it. Where it
    does not, they are found by the constraint solver, each with its own proof, and a cover is
    given in place of the frontier, as fine as the memory allows.
    """
    frontier = pareto_frontier(scenario, memory=memory, watch=watch)
    if frontier.status is not Status.STOPPED:
        return Analysis(frontier, solutions_on(frontier, limit))
    methods = (
        nash_solution,
        kalai_smorodinsky_solution,
        egalitarian_solution,
        utilitarian_solution,
    )
    found = [method(scenario, limit=limit, time_limit=time_limit) for method in methods]
    return Analysis(
        _finest_cover(frontier, memory, watch), {solution.method: solution for solution in found}
    )


def _finest_cover(too_large: ParetoFrontier, memory: float, watch: Watch | None) -> ParetoFrontier:
    """Widen the gaps until the cover fits."""
    epsilon = float(too_large.certificate.evidence["offered_epsilon"])
    while True:
        cover = pareto_cover(too_large.scenario, epsilon, memory=memory, watch=watch)
        if cover.status is not Status.STOPPED:
            return cover
        epsilon *= 2
