"""Which points hang together: through a rule, an interaction, or a demand on total utility."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onetext.bargaining.demands import Demand
from onetext.bargaining.scenario import Scenario


def linked_points(
    scenario: Scenario, demands: Iterable[Demand] = ()
) -> list[tuple[tuple[int, ...], bool]]:
    """Return groups of points, and whether something links the points of each.

    Parameters
    ----------
    scenario : Scenario
        Rules and interactions link the points they name.
    demands : iterable of Demand
        A demand links the points it forbids options of; a floor links all points.

    Returns
    -------
    list of (tuple of int, bool)
        Groups in the order of their first point. A point by itself is linked if a rule speaks
        of it alone.
    """
    listed = list(demands)
    links = [tuple(p for p, _ in rule.choices) for rule in scenario.space.rules]
    links += [tuple(p for p, _ in d.forbids) for d in listed if len(_points(d)) > 1]
    if any(demand.floors for demand in listed):
        links.append(tuple(range(scenario.n_points)))
        links += [tuple(p for p, _ in i.where) for i in scenario.interactions]
    return groups_of(scenario.n_points, links)


def groups_of(n_points: int, links: Sequence[Sequence[int]]) -> list[tuple[tuple[int, ...], bool]]:
    """Return the connected groups of points under these links."""
    root = list(range(n_points))

    def find(point: int) -> int:
        while root[point] != point:
            point = root[point]
        return point

    for link in links:
        for point in link[1:]:
            low, high = sorted((find(link[0]), find(point)))
            root[high] = low
    touched = {find(point) for link in links for point in link}
    groups: dict[int, list[int]] = {}
    for point in range(n_points):
        groups.setdefault(find(point), []).append(point)
    return [(tuple(points), first in touched) for first, points in groups.items()]


def _points(demand: Demand) -> set[int]:
    return {point for point, _ in demand.forbids}
