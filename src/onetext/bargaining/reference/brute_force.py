"""Every definition taken at its word: look at all packages. For tests and small scenarios."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import combinations, product
from typing import Any

from onetext.bargaining.demands import Demand
from onetext.bargaining.rules import Package
from onetext.bargaining.scenario import Scenario

Valued = tuple[Package, tuple[Any, ...]]
"""A package and what it is worth to each party."""


def utility(scenario: Scenario, package: Sequence[int], party: int) -> Any:
    """What a package is worth to a party, added up score by score."""
    total = sum(
        scenario.scores[point][option, party].item() for point, option in enumerate(package)
    )
    for interaction in scenario.interactions:
        if all(package[point] in options for point, options in interaction.where):
            total += interaction.scores[party]
    return total


def packages(scenario: Scenario) -> list[Valued]:
    """All packages that keep every rule, in order, with their utilities."""
    space = scenario.space
    return [
        (package, tuple(utility(scenario, package, i) for i in range(scenario.n_parties)))
        for package in product(*(range(n) for n in space.n_options))
        if not any(choice in space.forbidden for choice in enumerate(package))
        and all(rule.is_kept(package) for rule in space.rules)
    ]


def zone(scenario: Scenario) -> list[Valued]:
    """All packages worth at least its reservation value to every party."""
    return [
        (package, worth)
        for package, worth in packages(scenario)
        if all(u >= r for u, r in zip(worth, scenario.reservation.tolist(), strict=True))
    ]


def gains(scenario: Scenario, worth: Sequence[Any]) -> tuple[Any, ...]:
    """Utilities less reservation values."""
    return tuple(u - r for u, r in zip(worth, scenario.reservation.tolist(), strict=True))


def frontier(scenario: Scenario, *, within_zone: bool = False) -> dict[tuple[Any, ...], int]:
    """Utilities of the packages that no package dominates, with how many packages have them."""
    candidates = zone(scenario) if within_zone else packages(scenario)
    worths = {worth for _, worth in candidates}
    best = {w for w in worths if not any(_dominates(other, w) for other in worths)}
    return {w: sum(worth == w for _, worth in candidates) for w in best}


def _dominates(a: Sequence[Any], b: Sequence[Any]) -> bool:
    return all(x >= y for x, y in zip(a, b, strict=True)) and tuple(a) != tuple(b)


def nash(scenario: Scenario) -> list[Package]:
    """Packages with every gain above zero and the largest product of gains."""
    strict = [pair for pair in zone(scenario) if min(gains(scenario, pair[1])) > 0]
    return _best(strict, lambda worth: math.prod(gains(scenario, worth)))


def egalitarian(scenario: Scenario) -> list[Package]:
    """Packages whose sorted gains come last in the order of a dictionary."""
    return _best(zone(scenario), lambda worth: sorted(gains(scenario, worth)))


def utilitarian(scenario: Scenario, *, within_zone: bool = True) -> list[Package]:
    """Packages with the largest sum of utilities."""
    return _best(zone(scenario) if within_zone else packages(scenario), sum)


def kalai_smorodinsky(scenario: Scenario) -> list[Package]:
    """Packages whose sorted shares of the best gains come last in the order of a dictionary."""
    candidates = zone(scenario)
    all_gains = [gains(scenario, worth) for _, worth in candidates]
    best = [max(column) for column in zip(*all_gains, strict=True)]

    def shares(worth: Sequence[Any]) -> list[Fraction]:
        pairs = zip(gains(scenario, worth), best, strict=True)
        return sorted(Fraction(gain) / Fraction(top) for gain, top in pairs if top)

    return _best(candidates, shares)


def _best(candidates: Sequence[Valued], value: Callable[[Sequence[Any]], Any]) -> list[Package]:
    if not candidates:
        return []
    top = max(value(worth) for _, worth in candidates)
    return [package for package, worth in candidates if value(worth) == top]


def conflicting_sets(scenario: Scenario, demands: Sequence[Demand]) -> list[tuple[str, ...]]:
    """Sets of demands no package meets, though one meets any part of them; smallest first."""
    met = _met(scenario, demands)
    found: list[frozenset[int]] = []
    for size in range(len(demands) + 1):
        for members in map(frozenset, combinations(range(len(demands)), size)):
            if not any(smaller <= members for smaller in found) and not any(
                members <= of_package for of_package in met
            ):
                found.append(members)
    return [tuple(demands[d].id for d in sorted(members)) for members in found]


def relaxations(scenario: Scenario, demands: Sequence[Demand]) -> set[tuple[str, ...]]:
    """Sets of demands some package breaks, and no package breaks only part of."""
    everything = frozenset(range(len(demands)))
    broken = {everything - of_package for of_package in _met(scenario, demands)}
    least = {members for members in broken if not any(other < members for other in broken)}
    return {tuple(demands[d].id for d in sorted(members)) for members in least}


def _met(scenario: Scenario, demands: Sequence[Demand]) -> set[frozenset[int]]:
    return {
        frozenset(d for d, demand in enumerate(demands) if demand.is_met(package, worth))
        for package, worth in packages(scenario)
    }
