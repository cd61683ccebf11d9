"""The max-min satisfaction solution: the least satisfied party as satisfied as can be."""

from __future__ import annotations

from dataclasses import replace

from onetext.bargaining.kalai_smorodinsky import kalai_smorodinsky_solution
from onetext.bargaining.results import Solution
from onetext.bargaining.scenario import Scenario
from onetext.bargaining.solver import Outcome, PackageModel
from onetext.bargaining.ties import DEFAULT_LIMIT, solution_without_zone

METHOD = "satisfaction"


def satisfaction_solution(
    scenario: Scenario, *, limit: int = DEFAULT_LIMIT, time_limit: float | None = None
) -> Solution:
    """Find the packages that maximise the least satisfaction, ties decided by the next least.

    A party's satisfaction is 0 at its worst and 1 at its best package, whatever it would have
    without an agreement: reservation values play no part. It is the Kalai–Smorodinsky solution
    from the point of everybody's worst.

    Parameters
    ----------
    scenario, limit, time_limit
        As in `kalai_smorodinsky_solution`.
    """
    worst = []
    model = PackageModel(scenario, within_zone=False, time_limit=time_limit)
    for gain in model.gains:
        answer = model.maximum(-gain)
        if answer.outcome is Outcome.INFEASIBLE or answer.objective is None:
            return solution_without_zone(METHOD, scenario)
        worst.append(-answer.objective)
    bottom = [
        float(r + w) / model.numbers.scale
        for r, w in zip(model.numbers.reservation.tolist(), worst, strict=True)
    ]
    found = kalai_smorodinsky_solution(
        scenario.with_reservation(bottom), limit=limit, time_limit=time_limit
    )
    return replace(found, method=METHOD, fingerprint=scenario.fingerprint)
