"""The utilitarian solution: the largest sum of utilities, plain or relative."""

from __future__ import annotations

from onetext.bargaining.results import Certificate, Solution
from onetext.bargaining.scenario import Scenario
from onetext.bargaining.solver import Outcome, PackageModel, all_packages
from onetext.bargaining.ties import (
    DEFAULT_LIMIT,
    solution_of,
    solution_without_zone,
)

METHOD = "utilitarian"


def utilitarian_solution(
    scenario: Scenario,
    *,
    within_zone: bool = True,
    limit: int = DEFAULT_LIMIT,
    time_limit: float | None = None,
) -> Solution:
    r"""Find the packages with the largest sum of utilities.

    Maximises :math:`\sum_i u_i(x)` over the packages :math:`x` that keep every rule
    [harsanyi1955]_.

    Parameters
    ----------
    scenario : Scenario
        Utilities are added between parties, so they have to be on one common scale: the
        strongest assumption about people of all the solutions here.
    within_zone : bool
        Only packages worth at least its reservation value to every party (default), or all.
    limit : int
        The most tied packages to list.
    time_limit : float or None
        Solver's deterministic seconds; None: until proved.

    Returns
    -------
    Solution
        ``value`` is the largest sum. Without a zone of agreement the status says so.
    """
    model = PackageModel(scenario, within_zone=within_zone, time_limit=time_limit)
    total = sum(model.gains)
    best = model.maximum(total)
    if best.outcome is Outcome.INFEASIBLE:
        return solution_without_zone(METHOD, scenario)
    if best.package is None or best.objective is None:
        return _stopped(model, None)
    if best.outcome is Outcome.STOPPED:
        return _stopped(model, best.package)
    model.model.add(total >= best.objective)
    packages, is_complete = all_packages(model, limit)
    value = float(sum(scenario.utility_of(best.package)))
    return solution_of(
        METHOD,
        model,
        packages or [best.package],
        value=(value,),
        is_complete=is_complete,
        certificate=Certificate(
            f"no package's utilities add up to more than {value:.9g}",
            "the constraint solver proved the sum optimal in whole numbers",
            {"sum": value},
        ),
    )


def _stopped(model: PackageModel, package: tuple[int, ...] | None) -> Solution:
    return solution_of(
        METHOD,
        model,
        () if package is None else (package,),
        value=() if package is None else (float(sum(model.scenario.utility_of(package))),),
        is_complete=False,
        certificate=Certificate("nothing is proved", "the solver ran out of its time limit"),
        is_proved=False,
    )
