"""One party's scores as a file holds them, and many of them put together into a scenario.

Formats of other tools keep one file per party. A profile is checked against the domain (or the
first profile) before anything is computed: issues and values have to be the same, by name.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from onetext.bargaining import Interaction, Rule, Scenario
from onetext.errors import InvalidCase, Place, Problem

Where: TypeAlias = tuple[tuple[int, tuple[int, ...]], ...]
"""(issue index, value indices) pairs that have all to be met; empty: every package meets it."""

Bonus: TypeAlias = tuple[Where, float]
"""What a party earns for meeting all of it."""


@dataclass(frozen=True)
class Issue:
    """A point as other tools name it, with its values in order."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Profile:
    """What one party gets from every value of every issue.

    Parameters
    ----------
    party : str
        Name of the party, usually that of its file.
    file : str
        Where it was read; for messages.
    issues : tuple of Issue
    scores : tuple of tuple of float
        Per issue, the score of each value. A package is worth the sum.
    reservation : float
        What the party has without an agreement.
    discount : float
        Kept and shown; time plays no part in which package is best.
    bonuses : tuple of Bonus
        What certain combinations add.
    """

    party: str
    file: str
    issues: tuple[Issue, ...]
    scores: tuple[tuple[float, ...], ...]
    reservation: float = 0.0
    discount: float = 1.0
    bonuses: tuple[Bonus, ...] = ()


@dataclass(frozen=True)
class ReadScenario:
    """A scenario as read, and what a reader should know about the reading."""

    scenario: Scenario
    title: str
    notes: tuple[str, ...] = ()


def scenario_of(
    profiles: Sequence[Profile],
    *,
    title: str,
    domain: tuple[Issue, ...] | None = None,
    rules: Sequence[Rule] = (),
    notes: Sequence[str] = (),
) -> ReadScenario:
    """Put profiles together into one scenario.

    Raises
    ------
    InvalidCase
        If there is no profile, if two have one name, or if one does not belong to the domain;
        with every problem found.
    """
    if not profiles:
        raise InvalidCase(
            Problem(
                "there is no profile",
                "a scenario needs what at least one party gets from the options",
                "give the parties' profiles, not the domain alone",
                Place(file=title),
            )
        )
    issues = domain or profiles[0].issues
    problems = [p for profile in profiles for p in profile_problems(profile, issues)]
    if problems:
        raise InvalidCase.of(problems)
    columns = [_in_order(profile, issues) for profile in profiles]
    scores = [
        [[column[p][o] for column in columns] for o in range(len(issue.values))]
        for p, issue in enumerate(issues)
    ]
    discounted = [f"{p.party} {p.discount:g}" for p in profiles if p.discount != 1.0]
    discounts = []
    if discounted:
        why = "discounts do not change which package is best and are not used"
        discounts = [f"{why}: {', '.join(discounted)}"]
    scenario = Scenario.of(
        scores,
        [profile.reservation for profile in profiles],
        parties=_distinct([profile.party for profile in profiles]),
        points=_distinct([issue.name for issue in issues]),
        options=[issue.values for issue in issues],
        rules=rules,
        interactions=_interactions(profiles),
    )
    return ReadScenario(scenario, title, (*notes, *discounts))


def profile_problems(profile: Profile, issues: Sequence[Issue]) -> Iterator[Problem]:
    """Yield what keeps a profile from belonging to these issues, and numbers nobody can use."""
    expected = {issue.name: set(issue.values) for issue in issues}
    given = {issue.name: set(issue.values) for issue in profile.issues}
    for name in [*expected, *(n for n in given if n not in expected)]:
        if name not in given:
            yield _foreign(profile, f"it has no scores for the issue {name!r}")
        elif name not in expected:
            yield _foreign(profile, f"it scores an issue {name!r} that is not in the domain")
        elif expected[name] != given[name]:
            odd = ", ".join(sorted(map(repr, expected[name] ^ given[name]))[:5])
            yield _foreign(profile, f"its values of {name!r} are not the domain's: {odd}")
    for issue, scores in zip(profile.issues, profile.scores, strict=True):
        if not all(map(math.isfinite, scores)):
            yield Problem(
                f"a score on {issue.name!r} is infinite or not a number",
                "scores are added up",
                "give a finite number",
                Place(file=profile.file, path=issue.name),
            )
    if not math.isfinite(profile.reservation) or profile.reservation < 0:
        yield Problem(
            f"the reservation value is {profile.reservation}",
            "it has to be a number from 0 up: what the party has without an agreement",
            "give 0 if nothing is known",
            Place(file=profile.file, path="reservation"),
        )


def _foreign(profile: Profile, what: str) -> Problem:
    return Problem(
        what,
        "a profile and its domain speak of the same issues and values, by name",
        "check that the files belong together",
        Place(file=profile.file),
    )


def _in_order(profile: Profile, issues: Sequence[Issue]) -> list[list[float]]:
    by_name = {
        issue.name: dict(zip(issue.values, scores, strict=True))
        for issue, scores in zip(profile.issues, profile.scores, strict=True)
    }
    return [[by_name[issue.name][value] for value in issue.values] for issue in issues]


def _interactions(profiles: Sequence[Profile]) -> list[Interaction]:
    """Return the bonuses of all parties, those for the same combination together."""
    scores: dict[Where, list[float]] = {}
    for party, profile in enumerate(profiles):
        for where, score in profile.bonuses:
            scores.setdefault(where, [0.0] * len(profiles))[party] += score
    return [Interaction(where, tuple(row)) for where, row in scores.items() if any(row)]


def _distinct(names: Sequence[str]) -> list[str]:
    """Number names that come more than once."""
    return [
        name if names.count(name) == 1 else f"{name} ({names[: i + 1].count(name)})"
        for i, name in enumerate(names)
    ]


def finite_number(value: Any, file: str, path: str) -> float:
    """Return a number that a file holds under a path of field names.

    Raises
    ------
    InvalidCase
        If it is something else, not finite, or beyond 10 ** 300.
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e300:
        return float(value)
    raise InvalidCase(
        Problem(
            f"{value!r} is not a number that can be used"[:200],
            "a finite number belongs here",
            "correct it",
            Place(file=file, path=path),
        )
    )


def demand_plain(scenario: Scenario, target: str) -> None:
    """Refuse what a format without rules cannot carry, instead of dropping it.

    Raises
    ------
    InvalidCase
        If the scenario has rules, forbidden choices or interactions.
    """
    problems = [
        Problem(
            f"the scenario has {what}",
            f"{target} has no place for them, and they would be lost in silence",
            "write a onetext scenario file, which carries them",
        )
        for what, given in (
            ("rules", scenario.space.rules),
            ("forbidden choices", scenario.space.forbidden),
            ("interactions", scenario.interactions),
        )
        if given
    ]
    if problems:
        raise InvalidCase.of(problems)
