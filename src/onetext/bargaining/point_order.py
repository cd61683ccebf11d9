"""In which order points are merged, and what a half-made package has to remember of the rules.

A half-made package carries, for every rule whose points are not all chosen yet, the sum so far
of its inequality, and for every interaction whether it can still be met. Packages that carry the
same can be compared by utilities alone. Linked points come first, group by group, while there is
little to carry; a finished rule is forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from onetext.bargaining.linked_points import groups_of
from onetext.bargaining.rules import Form
from onetext.bargaining.scenario import Interaction, Scenario

State: TypeAlias = tuple[int, ...]
"""One number per inequality still open, then 1 or 0 per interaction still open."""

_KEPT = -(2**40)
"""Stands for a sum so far that cannot break its inequality any more."""


@dataclass(frozen=True)
class Step:
    """What choosing one option does: the state it leads to, and interactions it completes."""

    state: State
    completed: tuple[int, ...]


class PointOrder:
    """An order of the points and the states of half-made packages along it.

    Parameters
    ----------
    scenario : Scenario

    Attributes
    ----------
    order : tuple of int
        Point indices in the order of merging.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._forms = scenario.space.forms
        self._interactions = scenario.interactions
        self.order = _order(scenario)
        place = {point: k for k, point in enumerate(self.order)}
        self._terms: list[list[tuple[int, dict[int, int]]]] = [[] for _ in self.order]
        for number, form in enumerate(self._forms):
            for k, by_option in _by_place(form, place).items():
                self._terms[k].append((number, by_option))
        self._ranges = [
            _remaining(form, place, scenario.space.n_options, self.order) for form in self._forms
        ]
        self._inside: list[list[tuple[int, frozenset[int], bool]]] = [[] for _ in self.order]
        for number, interaction in enumerate(self._interactions):
            where = sorted(
                (place[point], frozenset(options)) for point, options in interaction.where
            )
            for k, options in where:
                self._inside[k].append((number, options, k == where[-1][0]))

    @property
    def start(self) -> State | None:
        """The state before the first point; None if a rule cannot be kept at all."""
        return self._settled([0] * len(self._forms) + [1] * len(self._interactions), -1)

    def step(self, state: State, k: int, option: int) -> Step | None:
        """Return what choosing `option` at place `k` leads to; None if it breaks a rule."""
        sums = list(state)
        for number, by_option in self._terms[k]:
            if sums[number] != _KEPT:
                sums[number] += by_option.get(option, 0)
        completed = []
        n_forms = len(self._forms)
        for number, options, is_last in self._inside[k]:
            is_met = sums[n_forms + number] == 1 and option in options
            if is_met and is_last:
                completed.append(number)
            sums[n_forms + number] = int(is_met and not is_last)
        settled = self._settled(sums, k)
        return None if settled is None else Step(settled, tuple(completed))

    def completed_at(self, k: int) -> list[int]:
        """Return the interactions whose last point stands at place `k`."""
        return [number for number, _, is_last in self._inside[k] if is_last]

    def _settled(self, sums: list[int], k: int) -> State | None:
        for number, form in enumerate(self._forms):
            if sums[number] == _KEPT:
                continue
            least, most = self._ranges[number][k + 1]
            if sums[number] + least > form.at_most:
                return None
            if sums[number] + most <= form.at_most:
                sums[number] = _KEPT
        return tuple(sums)


def _by_place(form: Form, place: dict[int, int]) -> dict[int, dict[int, int]]:
    by_place: dict[int, dict[int, int]] = {}
    for (point, option), coefficient in form.coefficients:
        by_place.setdefault(place[point], {})[option] = coefficient
    return by_place


def _remaining(
    form: Form, place: dict[int, int], n_options: tuple[int, ...], order: tuple[int, ...]
) -> list[tuple[int, int]]:
    """Least and most that the points from each place on can add to the sum."""
    by_place = _by_place(form, place)
    ranges = [(0, 0)]
    for k in reversed(range(len(order))):
        added = [by_place.get(k, {}).get(option, 0) for option in range(n_options[order[k]])]
        least, most = ranges[-1]
        ranges.append((least + min(added), most + max(added)))
    return ranges[::-1]


def _order(scenario: Scenario) -> tuple[int, ...]:
    links = [tuple({p for (p, _), _ in form.coefficients}) for form in scenario.space.forms]
    links += [_points_of(i) for i in scenario.interactions]
    links = [link for link in links if link]
    groups = groups_of(scenario.n_points, links)
    linked = [points for points, is_linked in groups if is_linked and len(points) > 1]
    alone = [
        p for points, is_linked in groups if not (is_linked and len(points) > 1) for p in points
    ]
    ordered: list[int] = []
    for points in sorted(linked, key=len):
        ordered += _along(points, [set(link) for link in links])
    return (*ordered, *alone)


def _points_of(interaction: Interaction) -> tuple[int, ...]:
    return tuple(point for point, _ in interaction.where)


def _along(points: tuple[int, ...], links: list[set[int]]) -> list[int]:
    """Order linked points so that few links stay half-made: next, whichever opens least."""
    links = [link for link in links if link & set(points)]
    done: list[int] = []
    left = set(points)

    def cost(point: int) -> tuple[int, int, int]:
        after = {*done, point}
        still_open = sum(bool(link & after) and not link <= after for link in links)
        closed = sum(point in link and link <= after for link in links)
        return still_open, -closed, point

    while left:
        best = min(left, key=cost)
        done.append(best)
        left.remove(best)
    return done
