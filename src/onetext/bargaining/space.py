"""The space of packages: points, their options, and what may not be chosen together."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onetext.bargaining.rules import Choice, Form, Package, Rule
from onetext.errors import ImpossibleRequest, InvalidCase, Place, Problem

MAX_OPTIONS = 100_000
"""More options on one point than this is a range that should be discretised."""


@dataclass(frozen=True)
class Space:
    """The packages that may be discussed at all: one option per point, every rule kept.

    Parameters
    ----------
    points : tuple of str
        Ids of the points, unique.
    options : tuple of tuple of str
        Per point, the ids of its options, unique inside the point. Points may have different
        numbers of options; one option is allowed, none is not.
    rules : tuple of Rule
        Every one of them must be kept.
    forbidden : frozenset of (int, int)
        Choices nobody may make: (point index, option index). Red lines held hard go here.

    Raises
    ------
    InvalidCase
        With every problem found.
    """

    points: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]
    rules: tuple[Rule, ...] = ()
    forbidden: frozenset[Choice] = frozenset()

    def __post_init__(self) -> None:
        problems = [*_shape_problems(self)]
        if not problems:
            problems = [*_choice_problems(self)]
        if problems:
            raise InvalidCase.of(problems)

    @property
    def n_points(self) -> int:
        """Number of points."""
        return len(self.points)

    @cached_property
    def n_options(self) -> tuple[int, ...]:
        """Number of options per point, forbidden ones included."""
        return tuple(len(of_point) for of_point in self.options)

    @cached_property
    def n_outcomes(self) -> int:
        """How many packages there would be without rules and forbidden choices."""
        return math.prod(self.n_options)

    @cached_property
    def allowed(self) -> tuple[tuple[int, ...], ...]:
        """Per point, the option indices that are not forbidden."""
        return tuple(
            tuple(option for option in range(n) if (point, option) not in self.forbidden)
            for point, n in enumerate(self.n_options)
        )

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """All rules as linear inequalities, none repeated."""
        return tuple(dict.fromkeys(form for rule in self.rules for form in rule.forms()))

    def is_allowed(self, package: Sequence[int]) -> bool:
        """Whether a package makes no forbidden choice and keeps every rule."""
        return not any((p, o) in self.forbidden for p, o in enumerate(package)) and all(
            rule.is_kept(package) for rule in self.rules
        )

    def choice(self, point: str, option: str) -> Choice:
        """Return the choice with these ids; KeyError if there is none."""
        if point not in self.points:
            raise KeyError(point)
        index = self.points.index(point)
        if option not in self.options[index]:
            raise KeyError(option)
        return index, self.options[index].index(option)

    def package(self, choices: dict[str, str]) -> Package:
        """Return the package that chooses these option ids, one for every point id."""
        return tuple(self.choice(point, choices[point])[1] for point in self.points)

    def named(self, package: Sequence[int]) -> dict[str, str]:
        """Return a package as point id -> option id."""
        return {
            point: self.options[p][o]
            for p, (point, o) in enumerate(zip(self.points, package, strict=True))
        }


def _shape_problems(space: Space) -> Iterator[Problem]:
    if not space.points:
        yield _problem("there is no point", "a package is one option per point", "add a point")
    if len(set(space.points)) < len(space.points):
        yield _problem(
            "two points have the same id", "ids tell points apart", "rename one of them", "points"
        )
    if len(space.options) != len(space.points):
        yield _problem(
            f"there are {len(space.points)} points but options for {len(space.options)}",
            "every point needs its own options",
            "give one tuple of option ids per point",
            "options",
        )
        return
    for point, options in zip(space.points, space.options, strict=True):
        yield from _option_problems(point, options)


def _option_problems(point: str, options: tuple[str, ...]) -> Iterator[Problem]:
    path = f"points.{point}.options"
    if not options:
        yield _problem(
            f"the point {point!r} has no options",
            "a package has to choose one option of every point",
            "give it an option, or leave the point out",
            path,
        )
    if len(options) > MAX_OPTIONS:
        yield _problem(
            f"the point {point!r} has {len(options):,} options",
            f"at most {MAX_OPTIONS:,} are taken; this looks like a range of numbers",
            "cut the range into steps that matter to somebody",
            path,
        )
    elif len(set(options)) < len(options):
        yield _problem(
            f"two options of {point!r} have the same id",
            "an option id is unique inside its point",
            "rename one of them, or merge them",
            path,
        )


def _choice_problems(space: Space) -> Iterator[Problem]:
    for number, rule in enumerate(space.rules):
        name = rule.id or f"number {number + 1}"
        for choice in rule.choices:
            if not _exists(space, choice):
                yield _unknown_choice(choice, f"the rule {name}", f"rules.{name}")
    for choice in sorted(space.forbidden):
        if not _exists(space, choice):
            yield _unknown_choice(choice, "the list of forbidden choices", "forbidden")


def _exists(space: Space, choice: Choice) -> bool:
    point, option = choice
    return 0 <= point < space.n_points and 0 <= option < space.n_options[point]


def _unknown_choice(choice: Choice, whose: str, path: str) -> Problem:
    return _problem(
        f"{whose} names point {choice[0]}, option {choice[1]}, which does not exist",
        "choices are (point index, option index), counted from 0",
        "use Space.choice(point_id, option_id) to look the indices up",
        path,
    )


def _problem(what: str, because: str, hint: str, path: str = "") -> Problem:
    return Problem(what, because, hint, Place(path=path))


def package_rows(packages: ArrayLike, space: Space) -> NDArray[np.int64]:
    """Return packages as rows of option indices, shape (n_packages, n_points).

    Raises
    ------
    ImpossibleRequest
        If one of them is no package: an option its point does not have, or none for a point.
    """
    try:
        rows = np.atleast_2d(np.asarray(packages))
    except ValueError:
        rows = np.empty((0, 0))
    is_table = rows.ndim == 2 and rows.shape[1] == space.n_points
    if not is_table or (rows.size and rows.dtype.kind not in "iub"):
        raise ImpossibleRequest(
            Problem(
                "this is no package",
                f"a package names one option for each of {space.n_points} points, by its number",
                "give whole numbers, one per point, counted from 0",
            )
        )
    wrong = (rows < 0) | (rows >= np.asarray(space.n_options))
    if wrong.any():
        row, point = (int(n) for n in np.argwhere(wrong)[0])
        n = space.n_options[point]
        raise ImpossibleRequest(
            Problem(
                f"{space.points[point]} has no option {int(rows[row, point])}",
                f"it has {n}, counted from 0",
                f"give a number from 0 to {n - 1}",
                Place(path=f"points.{space.points[point]}"),
            )
        )
    return rows.astype(np.int64, copy=False)
