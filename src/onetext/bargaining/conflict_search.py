"""The search behind `conflicts`: part by part, each by the way that suits it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onetext.bargaining.demands import Demand
from onetext.bargaining.elimination import eliminated_conflicts
from onetext.bargaining.floor_conflicts import floor_conflicts
from onetext.bargaining.hitting_sets import Members, minimal_hitting_sets, size_first
from onetext.bargaining.linked_points import linked_points
from onetext.bargaining.rules import Package
from onetext.bargaining.scenario import Scenario
from onetext.bargaining.switches import DemandModel


def conflicts(
    scenario: Scenario, demands: Sequence[Demand], limit: int, effort: int
) -> tuple[list[Members], int]:
    """Return smallest conflicting sets of demand indices, smallest first.

    And the size up to which these are all; it is the number of demands if they are all there are.
    """
    found: set[Members] = set()
    up_to = len(demands)
    for part in _parts(scenario, demands):
        sets, of_part = _conflicts_of(part, limit, effort)
        found |= set(sets)
        up_to = min(up_to, of_part)
    ordered = sorted(found, key=size_first)
    if ordered[:1] == [()]:
        return [()], len(demands)
    if len(ordered) > limit:
        up_to = min(up_to, len(ordered[limit]) - 1)
    return ordered[:limit], up_to


def relaxations(
    scenario: Scenario, demands: Sequence[Demand], limit: int
) -> tuple[list[tuple[Members, Package]], bool]:
    """Return smallest relaxations, smallest first, each with a package that meets the rest."""
    model = DemandModel(scenario, demands)
    found: list[tuple[Members, Package]] = []
    while len(found) <= limit:
        answer = model.fewest_dropped()
        if answer is None:
            return sorted(found, key=lambda pair: size_first(pair[0])), True
        found.append(answer)
        if answer[0] == ():
            return found, True
        model.keep_one_of(answer[0])
    ordered = sorted(found, key=lambda pair: size_first(pair[0]))
    return ordered[:limit], False


@dataclass(frozen=True)
class _Part:
    """Demands that can only collide among themselves.

    Parameters
    ----------
    scenario, demands
        The whole.
    members : tuple of int
        Indices of the part's demands.
    point : int or None
        The only point they speak of, where no rule touches it.
    """

    scenario: Scenario
    demands: Sequence[Demand]
    members: Members
    point: int | None


def _parts(scenario: Scenario, demands: Sequence[Demand]) -> Iterator[_Part]:
    for points, is_linked in linked_points(scenario, demands):
        members = tuple(
            d
            for d, demand in enumerate(demands)
            if (demand.floors and is_linked) or any(p in points for p, _ in demand.forbids)
        )
        is_single = len(points) == 1 and not is_linked
        yield _Part(scenario, demands, members, points[0] if is_single else None)


def _conflicts_of(part: _Part, limit: int, effort: int) -> tuple[list[Members], int]:
    everything = len(part.demands)
    if part.point is not None:
        opponents = [
            frozenset(d for d in part.members if (part.point, option) in part.demands[d].forbids)
            for option in part.scenario.space.allowed[part.point]
        ]
        return minimal_hitting_sets(opponents), everything
    chosen = [part.demands[d] for d in part.members]
    known = eliminated_conflicts(part.scenario.space, chosen)
    if known == [()]:
        return [()], everything
    if known is not None and not any(demand.floors for demand in chosen):
        return [_named(part, members) for members in known], everything
    # a set with a floor in it may hold a smaller conflict, through that floor alone
    sure = [members for members in known or [] if not any(chosen[d].floors for d in members)]
    found = floor_conflicts(part.scenario, chosen, sure, limit, effort)
    up_to = everything if found.up_to == len(chosen) else found.up_to
    return [_named(part, members) for members in found.sets], up_to


def _named(part: _Part, members: Members) -> Members:
    return tuple(part.members[d] for d in members)
