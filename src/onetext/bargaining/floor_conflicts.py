"""Smallest conflicts where demands have floors: proposals, packages that refute them, conflicts.

A set of demands is in conflict exactly if it takes a member from what each package leaves unmet.
So the smallest sets that do so for the packages known so far are proposed [ignatiev2015]_. Either a
package meets the proposal, and then what that package leaves unmet is learnt; or none does, and
then the proposal is a conflict and, since nothing smaller was left to propose, a smallest one. Most
proposals are refuted by a package known already, or by a few steps from one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onetext.bargaining.demands import Demand
from onetext.bargaining.hitting_sets import Members, SmallestHittingSets
from onetext.bargaining.rules import Package
from onetext.bargaining.scenario import Scenario
from onetext.bargaining.switches import DemandModel

_AT_ONCE = 100
"""Proposals of one size looked at before asking for more."""

_STARTS = 4
"""Known packages from which a proposal is tried to be met before the solver is asked."""

_HELD = 1e4
_OFTEN = 0.1
"""What leaves a demand unmet weighs more with each package that does, so that packages differ."""


@dataclass(frozen=True)
class FloorConflicts:
    """Smallest conflicting sets and how far the search went.

    Parameters
    ----------
    sets : tuple of tuple of int
        Smallest first.
    up_to : int
        Every conflicting set with at most so many members is among them.
    """

    sets: tuple[Members, ...]
    up_to: int


def floor_conflicts(
    scenario: Scenario,
    demands: Sequence[Demand],
    known: Sequence[Members],
    limit: int,
    effort: int,
) -> FloorConflicts:
    """Return smallest conflicting sets of demands with floors.

    Parameters
    ----------
    scenario : Scenario
    demands : sequence of Demand
    known : sequence of tuple of int
        Smallest conflicting sets found otherwise.
    limit : int
        Stop once more sets than this are found and none smaller is left.
    effort : int
        Stop after so many proposals that had to be looked at.
    """
    found = list(known)
    proposals = SmallestHittingSets(len(demands))
    for members in known:
        proposals.rule_out(members)
    packages = _KnownPackages(DemandModel(scenario, demands))
    while sets := proposals.smallest(_AT_ONCE):
        size = len(sets[0])
        if sum(len(members) < size for members in found) > limit:
            return FloorConflicts(tuple(found), size - 1)
        for members in sets:
            if packages.is_met(members):
                continue
            if effort <= 0:
                return FloorConflicts(tuple(found), size - 1)
            effort -= 1
            unmet = packages.unmet_by_one_meeting(members)
            if unmet is None:
                found.append(members)
                proposals.rule_out(members)
            elif not unmet:
                return FloorConflicts(tuple(found), len(demands))
            else:
                proposals.hit(unmet)
    return FloorConflicts(tuple(found), len(demands))


class _KnownPackages:
    """Packages met with on the way, and which demands each leaves unmet."""

    def __init__(self, model: DemandModel) -> None:
        self._model = model
        self._descent = model.descent()
        self._packages: list[Package] = []
        self._unmet: NDArray[np.bool_] = np.zeros((0, len(model.demands)), dtype=np.bool_)
        self._weights = np.ones(len(model.demands))

    def is_met(self, members: Members) -> bool:
        """Whether a known package meets all of these demands."""
        return bool((~self._unmet[:, list(members)].any(axis=1)).any())

    def unmet_by_one_meeting(self, members: Members) -> Members | None:
        """Return what a package that meets these demands leaves unmet; None if none meets them."""
        weights = self._weights.copy()
        weights[list(members)] += _HELD
        for near in np.argsort(self._unmet @ weights, kind="stable")[:_STARTS]:
            package = self._descent.towards(self._packages[near], weights)
            unmet = self._model.unmet(package)
            if not set(members) & set(unmet):
                return self._learnt(package, unmet)
        some = self._model.package_meeting(members)
        if some is None:
            return None
        package = self._descent.towards(some, weights)
        unmet = self._model.unmet(package)
        if set(members) & set(unmet):  # through an interaction, which descent does not see
            package, unmet = some, self._model.unmet(some)
        return self._learnt(package, unmet)

    def _learnt(self, package: Package, unmet: Members) -> Members:
        row = np.zeros((1, len(self._weights)), dtype=np.bool_)
        row[0, list(unmet)] = True
        self._packages.append(package)
        self._unmet = np.concatenate([self._unmet, row])
        self._weights[list(unmet)] += _OFTEN
        return unmet
