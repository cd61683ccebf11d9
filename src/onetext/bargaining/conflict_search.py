"""The search behind `conflicts`: smallest hitting sets, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any, TypeAlias

from onetext.bargaining.demands import Demand
from onetext.bargaining.elimination import eliminated_conflicts
from onetext.bargaining.linked_points import linked_points
from onetext.bargaining.rules import Package
from onetext.bargaining.scenario import Scenario
from onetext.bargaining.switches import DemandModel

Members: TypeAlias = tuple[int, ...]
"""Indices of demands, rising."""


def conflicts(
    scenario: Scenario, demands: Sequence[Demand], limit: int
) -> tuple[list[Members], bool]:
    """Return smallest conflicting sets of demand indices, smallest first, and whether it is all."""
    found: list[Members] = []
    is_complete = True
    for part in _parts(scenario, demands):
        sets, is_all = _conflicts_of(part, limit)
        found += sets
        is_complete = is_complete and is_all
    found = sorted(set(found), key=_size_first)
    if found and found[0] == ():
        return [()], True
    return found[:limit], is_complete and len(found) <= limit


def relaxations(
    scenario: Scenario, demands: Sequence[Demand], limit: int
) -> tuple[list[tuple[Members, Package]], bool]:
    """Return smallest relaxations, smallest first, each with a package that meets the rest."""
    model = DemandModel(scenario, demands)
    found: list[tuple[Members, Package]] = []
    while len(found) <= limit:
        answer = model.fewest_dropped()
        if answer is None:
            return sorted(found, key=lambda pair: _size_first(pair[0])), True
        found.append(answer)
        if answer[0] == ():
            return found, True
        model.keep_one_of(answer[0])
    ordered = sorted(found, key=lambda pair: _size_first(pair[0]))
    return ordered[:limit], False


def _size_first(members: Members) -> tuple[int, Members]:
    return len(members), members


MOST_PROPOSALS = 120
"""After so many proposals the search for conflicts with floors says that it is not complete."""


class _Part:
    """Demands that can only collide among themselves."""

    def __init__(self, scenario: Scenario, demands: Sequence[Demand], members: Sequence[int]):
        self.scenario = scenario
        self.demands = demands
        self.members = tuple(members)


class _SinglePoint(_Part):
    """Demands that forbid options of one point that no rule touches."""

    point: int = -1


def _parts(scenario: Scenario, demands: Sequence[Demand]) -> Iterator[_Part]:
    groups = linked_points(scenario, demands)
    for points, is_linked in groups:
        members = [
            d
            for d, demand in enumerate(demands)
            if (demand.floors and is_linked) or any(p in points for p, _ in demand.forbids)
        ]
        if len(points) == 1 and not is_linked:
            single = _SinglePoint(scenario, demands, members)
            single.point = points[0]
            yield single
        else:
            yield _Part(scenario, demands, members)


def _conflicts_of(part: _Part, limit: int) -> tuple[list[Members], bool]:
    if isinstance(part, _SinglePoint):
        opponents = [
            frozenset(d for d in part.members if (part.point, option) in part.demands[d].forbids)
            for option in part.scenario.space.allowed[part.point]
        ]
        return _minimal_hitting_sets(opponents, limit)
    return _by_proposals(part, limit)


def _minimal_hitting_sets(
    families: Sequence[frozenset[int]], limit: int
) -> tuple[list[Members], bool]:
    """Return every minimal set that takes a member from each family [berge1989]_.

    An option that nobody forbids is a family without members: then there is no such set.
    """
    if any(not family for family in families):
        return [], True
    kept: set[frozenset[int]] = {frozenset()}
    for family in sorted(families, key=len):
        grown = {
            hit if hit & family else hit | {member} for hit, member in product(kept, sorted(family))
        }
        kept = {hit for hit in grown if not any(other < hit for other in grown)}
    sets = sorted((tuple(sorted(hit)) for hit in kept), key=_size_first)
    return sets[:limit], len(sets) <= limit


def _by_proposals(part: _Part, limit: int) -> tuple[list[Members], bool]:
    """Take what elimination finds; with floors, go on with proposals until none is left."""
    chosen = [part.demands[d] for d in part.members]
    known = eliminated_conflicts(part.scenario.space, chosen)
    found = [tuple(part.members[d] for d in members) for members in known or []]
    if found[:1] == [()]:
        return found, True
    if known is not None and not any(demand.floors for demand in chosen):
        return found[:limit], len(found) <= limit
    # a set with a floor in it may hold a smaller conflict, through that floor alone
    sure = [members for members in known or [] if not any(chosen[d].floors for d in members)]
    return _proposed(part, chosen, sure, limit)


def _proposed(
    part: _Part, chosen: Sequence[Demand], known: Sequence[Members], limit: int
) -> tuple[list[Members], bool]:
    """Add to known conflicts by proposing smallest hitting sets of the relaxations."""
    model = DemandModel(part.scenario, chosen)
    proposals = _Proposals(len(chosen))
    found: list[Members] = []
    for members in known:
        found.append(tuple(part.members[d] for d in members))
        proposals.never_all_of(members)
    for _ in range(MOST_PROPOSALS):
        proposal = proposals.smallest()
        if proposal is None:
            return sorted(found, key=_size_first)[:limit], len(found) <= limit
        if sum(len(members) < len(proposal) for members in found) > limit:
            break  # every set left is larger than those
        dropped = model.fewest_dropped(keeping=proposal)
        if dropped is None:
            found.append(tuple(part.members[d] for d in proposal))
            if proposal == ():
                return found, True
            proposals.never_all_of(proposal)
        elif not dropped[0]:
            break  # everything can be met at once
        else:
            proposals.one_of(dropped[0])
    else:
        return sorted(found, key=_size_first)[:limit], False
    return sorted(found, key=_size_first)[:limit], len(found) <= limit


class _Proposals:
    """The smallest set of demands that hits every known relaxation and holds no known conflict."""

    def __init__(self, n_demands: int) -> None:
        from ortools.sat.python import cp_model

        self._cp = cp_model
        self._model = cp_model.CpModel()
        self._in = [self._model.new_bool_var(f"d{d}") for d in range(n_demands)]
        self._model.minimize(sum(self._in))

    def smallest(self) -> Members | None:
        """Return the smallest proposal left, or None."""
        solver = self._cp.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        if solver.solve(self._model) != self._cp.OPTIMAL:
            return None
        return tuple(d for d, variable in enumerate(self._in) if solver.boolean_value(variable))

    def one_of(self, members: Sequence[int]) -> None:
        """Learn a relaxation: every conflict contains one of its members."""
        self._model.add_bool_or(self._literals(members))

    def never_all_of(self, members: Sequence[int]) -> None:
        """Learn a conflict: no other one contains it."""
        self._model.add_bool_or([x.negated() for x in self._literals(members)])

    def _literals(self, members: Sequence[int]) -> list[Any]:
        return [self._in[d] for d in members]
