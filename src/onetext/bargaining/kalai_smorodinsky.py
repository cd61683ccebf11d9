"""The Kalai–Smorodinsky solution: the smallest share of one's best as large as can be."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from onetext.bargaining.leximin import leximin
from onetext.bargaining.results import Certificate, Solution
from onetext.bargaining.scenario import Scenario
from onetext.bargaining.solver import Outcome, PackageModel
from onetext.bargaining.ties import (
    DEFAULT_LIMIT,
    solution_of,
    solution_without_zone,
)

METHOD = "kalai_smorodinsky"

_FINEST = 10**9
_COARSE = 3_000
"""Into how many parts shares are cut to find the smallest; what is near it is compared exactly."""


def kalai_smorodinsky_solution(
    scenario: Scenario, *, limit: int = DEFAULT_LIMIT, time_limit: float | None = None
) -> Solution:
    r"""Find the packages that maximise the least share of what a party could at best gain.

    Maximises :math:`\min_i (u_i(x) - r_i) / (b_i - r_i)`, where :math:`b_i` is party
    :math:`i`'s best utility among the packages worth at least its reservation value to every
    party [kalai1975]_; ties are decided by the next smallest share, and so on (leximin
    [imai1983]_). A party that can gain nothing at all has no share and is left out.

    Parameters
    ----------
    scenario : Scenario
        Each party's scores on its own interval scale.
    limit : int
        The most tied packages to list.
    time_limit : float or None
        Solver's deterministic seconds; None: until proved.

    Returns
    -------
    Solution
        ``value`` is the sorted shares, smallest first, each from 0 to 1. Without a zone of
        agreement the status says so.
    """
    ideals = _largest_gains(scenario, time_limit)
    if isinstance(ideals, Outcome):
        if ideals is Outcome.INFEASIBLE:
            return solution_without_zone(METHOD, scenario)
        return _stopped(scenario)
    model = PackageModel(scenario, time_limit=time_limit)

    unit = _unit(ideals)

    def shares(unit: int) -> list[Any]:
        cut = [_share(model, party, ideal, unit) for party, ideal in enumerate(ideals) if ideal]
        return cut or [model.gains[0]]

    best = leximin(
        model,
        shares(_COARSE),
        _COARSE,
        floors=lambda least: [-(-ideal * least // _COARSE) for ideal in ideals],
        key=lambda gains: _sorted_shares(gains, ideals),
        limit=limit,
        exact_values=lambda: (shares(unit), unit),
    )
    if best.outcome is not Outcome.OPTIMAL:
        return _stopped(scenario)
    return solution_of(
        METHOD,
        model,
        best.packages,
        value=tuple(map(float, best.top)),
        is_complete=best.is_complete,
        certificate=_certificate(model, best.top, ideals),
    )


def _largest_gains(scenario: Scenario, time_limit: float | None) -> list[int] | Outcome:
    """Each party's largest gain inside the zone of agreement."""
    model = PackageModel(scenario, time_limit=time_limit)
    largest = []
    for gain in model.gains:
        answer = model.maximum(gain)
        if answer.objective is None or answer.outcome is not Outcome.OPTIMAL:
            return answer.outcome
        largest.append(answer.objective)
    return largest


def _unit(ideals: Sequence[int]) -> int:
    """Into how many parts shares are cut: enough to tell any two apart, where there is room."""
    largest = max(1, *ideals)
    return min(2 * largest**2, _FINEST)


def _share(model: PackageModel, party: int, ideal: int, unit: int) -> Any:
    """Return the party's share of its ideal, in `unit` parts, rounded down."""
    share = model.model.new_int_var(0, unit, f"share{party}")
    model.model.add(ideal * share <= unit * model.gains[party])
    return share


def _sorted_shares(gains: Sequence[int], ideals: Sequence[int]) -> tuple[Fraction, ...]:
    pairs = zip(gains, ideals, strict=True)
    return tuple(sorted(Fraction(gain, ideal) for gain, ideal in pairs if ideal))


def _certificate(
    model: PackageModel, top: Sequence[Fraction], ideals: Sequence[int]
) -> Certificate:
    shares = ", ".join(f"{float(share):.6g}" for share in top)
    ideal_gains = [gain / model.numbers.scale for gain in ideals]
    return Certificate(
        f"no package's shares of the best gains, sorted from the smallest, come after ({shares})",
        "each best gain was proved by the constraint solver, and so was the smallest share, in "
        f"{_COARSE:,} parts; of the gains that reach it, all were compared as fractions, or the "
        "sums of the k smallest shares proved optimal for k = 2, 3, …",
        {"best_gains": ideal_gains, "shares": [str(share) for share in top]},
    )


def _stopped(scenario: Scenario) -> Solution:
    model = PackageModel(scenario)
    return solution_of(
        METHOD,
        model,
        (),
        value=(),
        is_complete=False,
        certificate=Certificate("nothing is proved", "the solver ran out of its time limit"),
        is_proved=False,
    )
