"""Deals that need not please everybody: a number of parties, and those with a veto."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onetext.bargaining.results import Certificate
from onetext.bargaining.rules import Package
from onetext.bargaining.scenario import Scenario
from onetext.bargaining.solver import PackageModel, all_packages
from onetext.errors import ImpossibleRequest, Problem


@dataclass(frozen=True)
class QuotaDeals:
    """Packages that enough parties, and all with a veto, would sign.

    Parameters
    ----------
    packages : tuple of Package
        In order, at most the limit asked for.
    signers : tuple of tuple of int
        Per package, the parties it is worth at least its reservation value to.
    is_complete : bool
    certificate : Certificate
    """

    packages: tuple[Package, ...]
    signers: tuple[tuple[int, ...], ...]
    is_complete: bool
    certificate: Certificate


def quota_deals(
    scenario: Scenario, quota: int, *, vetoes: Sequence[int] = (), limit: int = 10_000
) -> QuotaDeals:
    """List the packages worth at least its reservation value to `quota` parties and every veto.

    Parameters
    ----------
    scenario : Scenario
        Each party on its own scale.
    quota : int
        How many parties have to sign, those with a veto among them; from 1 to all.
    vetoes : sequence of int
        Indices of parties without which there is no deal.
    limit : int
        The most packages to list.
    """
    if not 1 <= quota <= scenario.n_parties or any(not 0 <= v < scenario.n_parties for v in vetoes):
        raise ImpossibleRequest(
            Problem(
                f"a quota of {quota} with vetoes of {list(vetoes)}",
                f"there are {scenario.n_parties} parties, counted from 0",
                "ask for a quota from 1 to all of them",
            )
        )
    model = PackageModel(scenario, within_zone=False)
    signs = [_signs(model, party) for party in range(scenario.n_parties)]
    model.model.add(sum(signs) >= quota)
    for party in vetoes:
        model.model.add(signs[party] == 1)
    packages, is_complete = all_packages(model, limit)
    signers = tuple(
        tuple(i for i, gain in enumerate(model.whole_gains(package)) if gain >= 0)
        for package in packages
    )
    return QuotaDeals(
        tuple(packages),
        signers,
        is_complete,
        Certificate(
            f"{len(packages):,} packages" + ("" if is_complete else " or more"),
            "enumerated by the constraint solver",
        ),
    )


def _signs(model: PackageModel, party: int) -> Any:
    """Return a literal that is true exactly if the party's gain is not negative."""
    literal = model.model.new_bool_var("")
    model.model.add(model.gains[party] >= 0).only_enforce_if(literal)
    model.model.add(model.gains[party] <= -1).only_enforce_if(literal.negated())
    return literal
