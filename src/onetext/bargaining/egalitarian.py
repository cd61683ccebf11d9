"""The egalitarian solution: the smallest gain as large as can be, then the next (leximin)."""

from __future__ import annotations

from onetext.bargaining.leximin import leximin
from onetext.bargaining.results import Certificate, Solution
from onetext.bargaining.scenario import Scenario
from onetext.bargaining.solver import Outcome, PackageModel
from onetext.bargaining.ties import (
    DEFAULT_LIMIT,
    solution_of,
    solution_without_zone,
)

METHOD = "egalitarian"


def egalitarian_solution(
    scenario: Scenario, *, limit: int = DEFAULT_LIMIT, time_limit: float | None = None
) -> Solution:
    r"""Find the packages whose smallest gain is largest, ties decided by the next smallest.

    Maximises the sorted gains :math:`u_i(x) - r_i` lexicographically over the packages worth at
    least its reservation value to every party. On a convex set this is the point of equal gains
    of [kalai1977]_; on packages, which are few and far between, leximin [sen1970]_ keeps it
    Pareto-efficient.

    Parameters
    ----------
    scenario : Scenario
        Gains are compared between parties, so all scores have to be on one common scale.
    limit : int
        The most tied packages to list.
    time_limit : float or None
        Solver's deterministic seconds; None: until proved.

    Returns
    -------
    Solution
        ``value`` is the sorted gains, smallest first. Ties are packages with the same sorted
        gains. Without a zone of agreement the status says so.
    """
    model = PackageModel(scenario, time_limit=time_limit)
    highest = max(model.largest_gain(party) for party in range(scenario.n_parties))
    best = leximin(
        model,
        model.gains,
        highest,
        floors=lambda least: [least] * scenario.n_parties,
        key=lambda gains: tuple(sorted(gains)),
        limit=limit,
    )
    if best.outcome is Outcome.INFEASIBLE:
        return solution_without_zone(METHOD, scenario)
    is_proved = best.outcome is Outcome.OPTIMAL
    value = tuple(gain / model.numbers.scale for gain in best.top)
    return solution_of(
        METHOD,
        model,
        best.packages,
        value=value,
        is_complete=best.is_complete,
        certificate=_certificate(value) if is_proved else _nothing_proved(),
        is_proved=is_proved,
    )


def _certificate(value: tuple[float, ...]) -> Certificate:
    gains = ", ".join(f"{gain:.9g}" for gain in value)
    return Certificate(
        f"no package's gains, sorted from the smallest, come after ({gains})",
        "the constraint solver proved the smallest gain optimal; of the gains that reach it, all "
        "were compared, or the sums of the k smallest proved optimal for k = 2, 3, …",
        {"sorted_gains": list(value)},
    )


def _nothing_proved() -> Certificate:
    return Certificate("nothing is proved", "the solver ran out of its time limit")
