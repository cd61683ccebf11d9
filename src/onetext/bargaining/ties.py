"""All tied packages of a solution: every gain vector that ties, every package behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from onetext.bargaining.results import Certificate, Solution, Status
from onetext.bargaining.rules import Package
from onetext.bargaining.scenario import Scenario
from onetext.bargaining.solver import Outcome, PackageModel, packages_with_gains

DEFAULT_LIMIT = 64
"""How many tied packages are listed unless asked otherwise."""


def remaining_gains(
    model: PackageModel,
    first: Package,
    limit: int,
    on_found: Callable[[Sequence[int]], None] | None = None,
    only_if: Any | None = None,
) -> tuple[list[tuple[int, ...]], bool]:
    """Return the gain vectors left in a model, none dominating another, and whether it is all.

    Parameters
    ----------
    on_found : callable, optional
        Called with each vector found, to tighten the model further.
    only_if : literal, optional
        What is excluded on the way is excluded only while this holds.
    """
    vectors = [model.whole_gains(first)]
    while len(vectors) <= limit:
        if on_found is not None:
            on_found(vectors[-1])
        model.differ_from(vectors[-1], only_if)
        answer = model.any_package() if only_if is None else model.best_total(only_if)
        if answer.package is None:
            return vectors, answer.outcome is Outcome.INFEASIBLE
        vectors.append(model.whole_gains(answer.package))
    return vectors[:limit], False


def packages_behind(
    model: PackageModel, vectors: Sequence[Sequence[int]], limit: int, is_all: bool = True
) -> tuple[list[Package], bool]:
    """Return the packages that give one of these gain vectors, and whether that is all."""
    found: list[Package] = []
    for gains in sorted(map(tuple, vectors)):
        packages, complete = packages_with_gains(model, gains, limit - len(found))
        found += packages
        is_all = is_all and complete
        if not complete:
            break
    return sorted(found), is_all


def solution_without_zone(
    method: str, scenario: Scenario, *, needs_strict_gain: bool = False
) -> Solution:
    """Return the finding that no package gives every party what it has without an agreement."""
    model = PackageModel(scenario, within_zone=False)
    if model.any_package().outcome is Outcome.INFEASIBLE:
        return _nothing(
            method,
            Status.NO_PACKAGE,
            scenario,
            Certificate(
                "the rules and the forbidden choices leave no package",
                "the constraint solver found the rules alone infeasible",
            ),
        )
    is_weak = needs_strict_gain and PackageModel(scenario).any_package().package is not None
    relation = "more than" if needs_strict_gain else "at least"
    return _nothing(
        method,
        Status.NO_COMMON_GAIN if is_weak else Status.NO_ZONE,
        scenario,
        Certificate(
            f"no package gives every party {relation} what it has without an agreement"
            + (", though some give every party as much" if is_weak else ""),
            "the constraint solver found that demand infeasible",
            {"reservation": scenario.reservation.tolist()},
        ),
    )


def _nothing(method: str, status: Status, scenario: Scenario, why: Certificate) -> Solution:
    return Solution(method, status, (), (), (), True, why, 0.0, scenario.fingerprint)


def solution_of(
    method: str,
    model: PackageModel,
    packages: Sequence[Package],
    *,
    value: Sequence[float],
    is_complete: bool,
    certificate: Certificate,
    is_proved: bool = True,
) -> Solution:
    """Return packages as a solution, with their utilities.

    What is proved is the value; where not all ties could be listed, the certificate says so.
    """
    scenario = model.scenario
    if is_proved and not is_complete:
        certificate = replace(certificate, claim=f"{certificate.claim}; there may be other ties")
    return Solution(
        method=method,
        status=Status.PROVED if is_proved else Status.STOPPED,
        packages=tuple(packages),
        utilities=tuple(scenario.utility_of(package) for package in packages),
        value=tuple(value),
        is_complete=is_complete,
        certificate=certificate,
        tolerance=model.numbers.tolerance,
        fingerprint=scenario.fingerprint,
    )
