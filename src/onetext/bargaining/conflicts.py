"""Why not: the smallest sets of demands that cannot all hold, and the least that must give way.

The two answer each other [liffiton2008]_: a smallest conflicting set has to lose a member to
every relaxation, and a smallest relaxation takes a member out of every conflicting set. So sets
are proposed as smallest hitting sets of what known packages leave unmet; a proposal that cannot be
met is a conflict of the smallest size still missing, one that can be met yields a new package
[ignatiev2015]_. Demands on points that no rule and no floor links are taken apart first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onetext.bargaining.demands import Demand
from onetext.bargaining.results import Certificate
from onetext.bargaining.rules import Package
from onetext.bargaining.scenario import Scenario
from onetext.bargaining.space import Space
from onetext.errors import ImpossibleRequest, Place, Problem

DEFAULT_EFFORT = 400
"""Sets of demands with floors looked into one by one: a few seconds for 60 demands on 28 points."""


@dataclass(frozen=True)
class Conflicts:
    """Sets of demands that cannot all be met, smallest first; empty where all can be.

    Parameters
    ----------
    sets : tuple of tuple of str
        Ids of demands. Each set fails as a whole and holds if any one member is dropped.
    is_complete : bool
        Whether these are all such sets.
    complete_up_to : int
        All such sets with at most this many members are among them, whether or not there are
        larger ones.
    certificate : Certificate
    """

    sets: tuple[tuple[str, ...], ...]
    is_complete: bool
    complete_up_to: int
    certificate: Certificate


@dataclass(frozen=True)
class Relaxations:
    """Sets of demands that, dropped, leave the others met together, smallest first.

    Parameters
    ----------
    sets : tuple of tuple of str
        Ids of demands. No member of a set could be kept. The empty set alone: nothing has to
        give way. None at all: the rules leave no package whatever is dropped.
    packages : tuple of Package
        Per set, a package that meets every demand left.
    is_complete : bool
        Whether these are all such sets.
    certificate : Certificate
    """

    sets: tuple[tuple[str, ...], ...]
    packages: tuple[Package, ...]
    is_complete: bool
    certificate: Certificate


def smallest_conflicting_sets(
    where: Scenario | Space,
    demands: Iterable[Demand],
    limit: int = 100,
    *,
    effort: int = DEFAULT_EFFORT,
) -> Conflicts:
    """Find the sets of demands that cannot all be met though any fewer of them can.

    Parameters
    ----------
    where : Scenario or Space
        What may be chosen at all: rules and forbidden choices always hold. Reservation values
        play no part; turn them into demands with `demands.floor`. A `Space` does where no demand
        has a floor.
    demands : iterable of Demand
        Ids must be unique.
    limit : int
        The most sets to return.
    effort : int
        Where demands have floors: how many sets of demands to look into one by one. More of it
        reaches larger sets; the same effort gives the same answer on any machine.

    Returns
    -------
    Conflicts
        Smallest first, then in the order in which the demands were given. If the rules alone
        leave no package, the only set is the empty one.
    """
    from onetext.bargaining.conflict_search import conflicts

    scenario, listed = _checked(where, demands, limit)
    found, up_to = conflicts(scenario, listed, limit, effort)
    is_complete = up_to == len(listed)
    extent = "" if is_complete else f" (all that have at most {max(up_to, 0)} members)"
    return Conflicts(
        tuple(tuple(listed[d].id for d in members) for members in found),
        is_complete,
        up_to,
        Certificate(
            f"{len(found)} smallest conflicting sets{extent}",
            "by eliminating points where demands only rule out choices; otherwise no package meets "
            "a set, and every set as small that is not listed is met by a package",
            {"complete_up_to": up_to},
        ),
    )


def smallest_relaxations(
    where: Scenario | Space, demands: Iterable[Demand], limit: int = 100
) -> Relaxations:
    """Find the least that has to be dropped so that all other demands can be met.

    Parameters
    ----------
    where, demands, limit
        As in `smallest_conflicting_sets`.
    """
    from onetext.bargaining.conflict_search import relaxations

    scenario, listed = _checked(where, demands, limit)
    found, is_complete = relaxations(scenario, listed, limit)
    return Relaxations(
        tuple(tuple(listed[d].id for d in dropped) for dropped, _ in found),
        tuple(package for _, package in found),
        is_complete,
        Certificate(
            f"{len(found)} smallest relaxations" + ("" if is_complete else " (not all)"),
            "each comes with a package that meets every other demand; sizes proved by the solver",
        ),
    )


def _checked(
    where: Scenario | Space, demands: Iterable[Demand], limit: int
) -> tuple[Scenario, list[Demand]]:
    listed = list(demands)
    scenario = where if isinstance(where, Scenario) else _without_parties(where)
    problems = [*_demand_problems(scenario, listed, has_parties=isinstance(where, Scenario))]
    if limit < 1:
        problems.append(
            Problem(f"a limit of {limit}", "sets are asked for", "ask for at least one set")
        )
    if problems:
        raise ImpossibleRequest.of(problems)
    return scenario, listed


def _without_parties(space: Space) -> Scenario:
    import numpy as np

    zeros = tuple(np.zeros((n, 1), dtype=np.int64) for n in space.n_options)
    return Scenario(space, ("nobody",), zeros, np.zeros(1, dtype=np.int64))


def _demand_problems(
    scenario: Scenario, demands: Sequence[Demand], *, has_parties: bool
) -> list[Problem]:
    problems = []
    ids = [demand.id for demand in demands]
    for repeated in sorted({i for i in ids if ids.count(i) > 1}):
        problems.append(
            _problem(repeated, "it is given twice", "demands are told apart by id", "rename one")
        )
    n_parties = scenario.n_parties if has_parties else 0
    for demand in demands:
        if any(not 0 <= party < n_parties for party, _ in demand.floors):
            problems.append(
                _problem(
                    demand.id,
                    "it has a floor for a party that is not there",
                    "floors are (party index, least utility) of a scenario",
                    "use an index below the number of parties, and give a Scenario",
                )
            )
        if any(
            not (0 <= p < scenario.n_points and 0 <= o < scenario.space.n_options[p])
            for p, o in demand.forbids
        ):
            problems.append(
                _problem(
                    demand.id,
                    "it forbids a choice that does not exist",
                    "choices are (point index, option index), counted from 0",
                    "use Space.choice(point_id, option_id)",
                )
            )
    return problems


def _problem(demand: str, what: str, because: str, hint: str) -> Problem:
    return Problem(f"demand {demand!r}: {what}", because, hint, Place(path=f"demands.{demand}"))
