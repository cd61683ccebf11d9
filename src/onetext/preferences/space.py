"""The space of packages a case spans: its points that have options, and its rules."""

from __future__ import annotations

from onetext.bargaining.rules import Choice, Excludes, Requires, Rule
from onetext.bargaining.space import Space
from onetext.errors import ImpossibleRequest, Problem
from onetext.model import Case, RuleKind


def case_space(case: Case) -> Space:
    """Return the points of a case that have options, in its order, with its rules.

    Points without options are left out: nothing can be chosen there yet. A rule that speaks of
    them, or of an option the case does not have, is left out as well.

    Raises
    ------
    ImpossibleRequest
        If no point has an option.
    """
    points = [point for point in case.points if point.options]
    if not points:
        raise ImpossibleRequest(
            Problem(
                what=f"there is nothing to study in {case.id} yet",
                because="no point has options, and a package chooses one option of every point",
                hint="give at least one point the resolutions that have been proposed",
            )
        )
    bare = Space(
        points=tuple(point.id for point in points),
        options=tuple(tuple(option.id for option in point.options) for point in points),
    )
    return Space(points=bare.points, options=bare.options, rules=_rules(case, bare))


def _rules(case: Case, space: Space) -> tuple[Rule, ...]:
    rules: list[Rule] = []
    for rule in case.rules:
        try:
            when = _choices(space, dict(rule.when))
            then = _choices(space, dict(rule.then))
        except KeyError:
            continue
        if rule.kind is RuleKind.REQUIRES:
            rules.append(Requires(when, then, id=rule.id, because=rule.because))
        else:
            rules.append(Excludes((*when, *then), id=rule.id, because=rule.because))
    return tuple(rules)


def _choices(space: Space, choices: dict[str, str]) -> tuple[Choice, ...]:
    return tuple(space.choice(point, option) for point, option in choices.items())
