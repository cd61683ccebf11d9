"""Smallest conflicts by eliminating points, one after the other [dechter1999]_.

A nogood says: these choices cannot all be made while those demands hold. Demands give nogoods of
one choice each; rules give nogoods without demands. A point has to take one of its options, so
one nogood for each of its options, joined, is a nogood without that point. When no point is left,
what remains are the sets of demands that cannot hold. Only smallest nogoods are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from onetext.bargaining.demands import Demand
from onetext.bargaining.rules import Choice, Form
from onetext.bargaining.space import Space

_MOST_TERMS = 12
_MOST_NOGOODS = 20_000


@dataclass(frozen=True)
class _Nogood:
    choices: frozenset[Choice]
    demands: frozenset[int]

    def covers(self, other: _Nogood) -> bool:
        """Whether this says all that `other` says."""
        return self.choices <= other.choices and self.demands <= other.demands


def eliminated_conflicts(space: Space, demands: Sequence[Demand]) -> list[tuple[int, ...]] | None:
    """Return all smallest conflicting sets of demands, floors disregarded; None if too many.

    Parameters
    ----------
    space : Space
    demands : sequence of Demand
        Only what they forbid counts.

    Returns
    -------
    list of tuple of int, or None
        Indices of demands, rising; smallest sets first.
    """
    start = _of_rules(space)
    if start is None:
        return None
    nogoods = _smallest([*start, *_of_choices(space, demands)])
    left = set(range(space.n_points))
    while left:
        point = min(left, key=lambda p: _work(nogoods, p, space.n_options[p]))
        if _work(nogoods, point, space.n_options[point]) > _MOST_NOGOODS:
            return None
        nogoods = _without(nogoods, point, space.n_options[point])
        left.remove(point)
    sets = [tuple(sorted(nogood.demands)) for nogood in nogoods]
    return sorted(sets, key=lambda members: (len(members), members))


def _of_choices(space: Space, demands: Sequence[Demand]) -> Iterable[_Nogood]:
    for choice in space.forbidden:
        yield _Nogood(frozenset({choice}), frozenset())
    for number, demand in enumerate(demands):
        for choice in demand.forbids:
            yield _Nogood(frozenset({choice}), frozenset({number}))


def _of_rules(space: Space) -> list[_Nogood] | None:
    found: list[_Nogood] = []
    for form in space.forms:
        if len(form.coefficients) > _MOST_TERMS:
            return None
        found += _of_form(form, space)
    return found


def _of_form(form: Form, space: Space) -> Iterable[_Nogood]:
    """Yield every way of choosing at the form's points that breaks it."""
    points = sorted({point for (point, _), _ in form.coefficients})
    worth = dict(form.coefficients)
    for options in product(*(range(space.n_options[point]) for point in points)):
        choices = list(zip(points, options, strict=True))
        if sum(worth.get(choice, 0) for choice in choices) > form.at_most:
            yield _Nogood(_needed(choices, worth, form, space), frozenset())


def _needed(
    choices: list[Choice], worth: dict[Choice, int], form: Form, space: Space
) -> frozenset[Choice]:
    """Drop choices without which the form is broken all the same, whatever is chosen instead."""
    least = {
        point: min(worth.get((point, o), 0) for o in range(space.n_options[point]))
        for point, _ in choices
    }
    kept = dict(choices)
    for point, _ in choices:
        fewer = {p: o for p, o in kept.items() if p != point}
        total = sum(worth.get(choice, 0) for choice in fewer.items())
        total += sum(low for p, low in least.items() if p not in fewer)
        if total > form.at_most:
            kept = fewer
    return frozenset(kept.items())


def _work(nogoods: Sequence[_Nogood], point: int, n_options: int) -> int:
    """How many joins eliminating a point would take."""
    counts = [0] * n_options
    for nogood in nogoods:
        for p, option in nogood.choices:
            if p == point:
                counts[option] += 1
    work = 1
    for count in counts:
        work *= count
    return work


def _without(nogoods: Sequence[_Nogood], point: int, n_options: int) -> list[_Nogood]:
    by_option: list[list[_Nogood]] = [[] for _ in range(n_options)]
    others: list[_Nogood] = []
    for nogood in nogoods:
        options = [o for p, o in nogood.choices if p == point]
        if options:
            rest = frozenset(c for c in nogood.choices if c[0] != point)
            by_option[options[0]].append(_Nogood(rest, nogood.demands))
        else:
            others.append(nogood)
    joined = [_Nogood(frozenset(), frozenset())]
    for of_option in by_option:
        joined = _smallest(
            both for a in joined for b in of_option if (both := _join(a, b)) is not None
        )
    return _smallest([*others, *joined])


def _join(a: _Nogood, b: _Nogood) -> _Nogood | None:
    choices = a.choices | b.choices
    if len({point for point, _ in choices}) < len(choices):
        return None  # two options of one point: never chosen together anyway
    return _Nogood(choices, a.demands | b.demands)


def _smallest(nogoods: Iterable[_Nogood]) -> list[_Nogood]:
    """Drop every nogood that another one covers."""
    kept: list[_Nogood] = []
    ordered = sorted(
        set(nogoods),
        key=lambda n: (len(n.choices) + len(n.demands), sorted(n.choices), sorted(n.demands)),
    )
    for nogood in ordered:
        if not any(other.covers(nogood) for other in kept):
            kept.append(nogood)
    return kept
