"""What two or three parties trade between them: packages no other found is better for both of.

Where there are few packages, all are looked at; else those on the exact frontier of the parties'
mean gains, thinned evenly, and whatever packages the study found. They are told apart by shares
of acceptance on the first draws, and judged on the fresh ones.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onetext.bargaining import Space, pareto_frontier
from onetext.errors import ImpossibleRequest, Problem
from onetext.mediation.criteria import undominated
from onetext.mediation.solutions import mean_scenario
from onetext.preferences.acceptability import acceptability_of_package
from onetext.preferences.draws import Draws
from onetext.preferences.readings import keeps_rules
from onetext.workflows.study_frontier import acceptance_shares
from onetext.workflows.study_result import FrontierPackage
from onetext.workflows.try_options import TryBasis

FEWEST, MOST = 2, 3
"""How many parties a picture shows."""
ALL_LOOKED_AT = 2048
"""Up to this many packages, all are looked at."""
MOST_LOOKED_AT = 600
MOST_SHOWN = 16
MOST_MEMORY = 200_000_000


@dataclass(frozen=True, slots=True)
class Between:
    """The packages between which some parties trade their acceptance.

    Parameters
    ----------
    parties : tuple of str
        Two or three that sign, in the order of the case.
    packages : tuple of FrontierPackage
        None of them beaten for one of these parties without a loss for another by more than
        chance; the best for the first party first.
    beaten : tuple of tuple of float
        Shares of acceptance, per party, of the other packages looked at.
    n_found : int
        Packages that are not beaten; more than `packages` holds where not all can be shown.
    is_whole : bool
        Whether every package there is was looked at.
    """

    parties: tuple[str, ...]
    packages: tuple[FrontierPackage, ...]
    beaten: tuple[tuple[float, ...], ...]
    n_found: int
    is_whole: bool


def between(
    basis: TryBasis, parties: Sequence[str], known: Iterable[Mapping[str, str]] = ()
) -> Between:
    """Find the packages between which two or three parties trade their acceptance.

    Parameters
    ----------
    basis : TryBasis
    parties : sequence of str
        Ids of parties that sign.
    known : iterable of mapping
        Packages found already, point id to option id.

    Raises
    ------
    ImpossibleRequest
        If they are too few or too many, or one of them does not sign.
    """
    chosen = tuple(party for party in basis.draws.signing if party in set(parties))
    if len(chosen) != len(set(parties)) or not FEWEST <= len(chosen) <= MOST:
        raise ImpossibleRequest(_cannot_draw(len(set(parties))))
    packages, is_whole = _looked_at(basis.draws, chosen, known)
    kept = undominated(
        acceptance_shares(basis.draws, chosen, packages).round(2)
    )  # closer than that is chance
    judged = acceptance_shares(basis.fresh, chosen, packages)
    order = sorted(np.flatnonzero(kept), key=lambda index: -judged[index, 0])
    shown = order[:: max(1, -(-len(order) // MOST_SHOWN))]
    found = [acceptability_of_package(basis.fresh, packages[index]) for index in shown]
    space = basis.fresh.record.space
    return Between(
        parties=chosen,
        packages=tuple(
            FrontierPackage(space.named(packages[index]), one.parties, one.all)
            for index, one in zip(shown, found, strict=True)
        ),
        beaten=tuple(sorted({tuple(row) for row in judged[~kept].round(2).tolist()})),
        n_found=len(order),
        is_whole=is_whole,
    )


def _looked_at(
    draws: Draws, parties: tuple[str, ...], known: Iterable[Mapping[str, str]]
) -> tuple[NDArray[np.int64], bool]:
    space = draws.record.space
    if math.prod(space.n_options) <= ALL_LOOKED_AT:
        grid = np.indices(space.n_options).reshape(space.n_points, -1).T
        return grid[keeps_rules(space, grid)], True
    named = [_numbers(space, package) for package in known]
    found = _on_mean_frontier(draws, parties)
    return np.unique(np.concatenate([found, *(row[None] for row in named)]), axis=0), False


def _numbers(space: Space, package: Mapping[str, str]) -> NDArray[np.int64]:
    places = enumerate(space.points)
    return np.asarray([space.options[i].index(package[point]) for i, point in places])


def _on_mean_frontier(draws: Draws, parties: tuple[str, ...]) -> NDArray[np.int64]:
    everybody = mean_scenario(draws, frozenset())
    columns = [everybody.parties.index(party) for party in parties]
    among = dataclasses.replace(
        everybody,
        parties=parties,
        scores=tuple(table[:, columns] for table in everybody.scores),
        reservation=np.asarray(everybody.reservation)[columns],
    )
    packages = pareto_frontier(among, memory=MOST_MEMORY).packages
    step = max(1, -(-len(packages) // MOST_LOOKED_AT))
    return packages[::step]


def _cannot_draw(n_parties: int) -> Problem:
    return Problem(
        what=f"no frontier can be drawn between {n_parties} such parties",
        because="a picture shows two or three, each of whose signatures is needed",
        hint="choose two or three of those who sign",
    )
