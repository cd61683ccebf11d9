"""Axioms on a single package: nobody could be better off for free, nobody is worse off than now."""

from __future__ import annotations

from collections.abc import Sequence

from onetext.bargaining.rules import Package
from onetext.bargaining.scenario import Scenario
from onetext.bargaining.trades import improvement


def check_pareto_efficiency(scenario: Scenario, package: Sequence[int]) -> Package | None:
    """Return a package that is better for one party and worse for none, or None."""
    return improvement(scenario, package).package


def check_individual_rationality(scenario: Scenario, package: Sequence[int]) -> int | None:
    """Return the index of a party that gets less than its reservation value, or None."""
    worth = scenario.utilities(package)
    short = [i for i in range(scenario.n_parties) if worth[i] < scenario.reservation[i]]
    return short[0] if short else None
