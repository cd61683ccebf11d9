"""The frontier of a study: packages between which the parties' acceptance is traded."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onetext.mediation.criteria import undominated
from onetext.mediation.most_signed import MostSigned
from onetext.preferences.acceptability import acceptability_of_package
from onetext.preferences.candidates import package_utilities
from onetext.preferences.draws import Draws
from onetext.workflows.study_basis import Basis
from onetext.workflows.study_result import FrontierPackage, PackageFinding

MOST_SHOWN = 30


def frontier_of(
    basis: Basis, packages: Sequence[PackageFinding], best: MostSigned | None
) -> tuple[FrontierPackage, ...]:
    """Return packages found that no other one found beats for every signing party.

    Chosen by the shares of acceptance on the first draws, told apart by more than chance, and
    judged on the fresh ones; spread evenly where there are more than can be shown.
    """
    if best is None:
        return ()
    space = basis.space
    named = [
        [space.options[i].index(found.options[p]) for i, p in enumerate(space.points)]
        for found in packages
    ]
    candidates = np.unique(np.concatenate([np.asarray(named), best.candidates]), axis=0)
    shares = acceptance_shares(basis.draws, basis.draws.signing, candidates).round(
        2
    )  # closer than that is chance
    kept = candidates[undominated(shares)]
    found = [acceptability_of_package(basis.fresh, package) for package in kept]
    order = sorted(range(len(kept)), key=lambda index: -found[index].all.share)
    step = max(1, -(-len(order) // MOST_SHOWN))
    return tuple(
        FrontierPackage(space.named(kept[index]), found[index].parties, found[index].all)
        for index in order[::step]
    )


def acceptance_shares(
    draws: Draws, parties: Sequence[str], packages: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return each party's share of acceptance of each package, shape (n_packages, n_parties)."""
    total = draws.likelihood.sum()
    weight = draws.likelihood / total if total > 0 else np.full(draws.n_draws, 1 / draws.n_draws)
    columns = []
    for party in parties:
        profile = draws.profiles[party]
        worth = package_utilities(profile.gains, packages)
        columns.append(weight @ (worth >= profile.reservation[:, None]))
    return np.stack(columns, axis=1)
