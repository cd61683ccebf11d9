"""Rules between options: what may not be chosen together, and what one choice brings with it.

Every rule can say two things, written apart so that each checks the other: whether a package
keeps it (`is_kept`), and the linear inequalities a solver needs (`forms`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

Choice: TypeAlias = tuple[int, int]
"""(index of a point, index of an option of that point)."""

Package: TypeAlias = tuple[int, ...]
"""One option index per point, in the order of the points."""


@dataclass(frozen=True, slots=True)
class Form:
    """The sum of `coefficients` over the choices made is at most `at_most`."""

    coefficients: tuple[tuple[Choice, int], ...]
    at_most: int


def is_made(package: Sequence[int], choice: Choice) -> bool:
    """Whether a package makes a choice."""
    return package[choice[0]] == choice[1]


def _n_made(package: Sequence[int], choices: Sequence[Choice]) -> int:
    return sum(is_made(package, choice) for choice in choices)


@dataclass(frozen=True, slots=True)
class Requires:
    """Once all choices in `when` are made, all of those in `then` must be made."""

    when: tuple[Choice, ...]
    then: tuple[Choice, ...]
    id: str = ""
    because: str = ""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Every choice the rule speaks of."""
        return self.when + self.then

    def is_kept(self, package: Sequence[int]) -> bool:
        """Whether a package keeps the rule."""
        return _n_made(package, self.when) < len(self.when) or all(
            is_made(package, choice) for choice in self.then
        )

    def forms(self) -> tuple[Form, ...]:
        """One inequality per required choice."""
        return tuple(_implication(self.when, (choice,)) for choice in self.then)


@dataclass(frozen=True, slots=True)
class Excludes:
    """The choices may not all be made together."""

    together: tuple[Choice, ...]
    id: str = ""
    because: str = ""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Every choice the rule speaks of."""
        return self.together

    def is_kept(self, package: Sequence[int]) -> bool:
        """Whether a package keeps the rule."""
        return not all(is_made(package, choice) for choice in self.together)

    def forms(self) -> tuple[Form, ...]:
        """At most all but one of the choices."""
        distinct = tuple(dict.fromkeys(self.together))
        return (_sum_form([(choice, 1) for choice in distinct], len(distinct) - 1),)


@dataclass(frozen=True, slots=True)
class AtMost:
    """At most `k` of the choices may be made."""

    k: int
    among: tuple[Choice, ...]
    id: str = ""
    because: str = ""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Every choice the rule speaks of."""
        return self.among

    def is_kept(self, package: Sequence[int]) -> bool:
        """Whether a package keeps the rule."""
        return _n_made(package, self.among) <= self.k

    def forms(self) -> tuple[Form, ...]:
        """The rule itself."""
        return (_sum_form([(choice, 1) for choice in self.among], self.k),)


@dataclass(frozen=True, slots=True)
class IfThen:
    """Once all choices in `when` are made, at least one of those in `then_any` must be made."""

    when: tuple[Choice, ...]
    then_any: tuple[Choice, ...]
    id: str = ""
    because: str = ""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Every choice the rule speaks of."""
        return self.when + self.then_any

    def is_kept(self, package: Sequence[int]) -> bool:
        """Whether a package keeps the rule."""
        return _n_made(package, self.when) < len(self.when) or any(
            is_made(package, choice) for choice in self.then_any
        )

    def forms(self) -> tuple[Form, ...]:
        """A single inequality."""
        return (_implication(self.when, self.then_any),)


@dataclass(frozen=True, slots=True)
class Linear:
    """The sum of whole-number coefficients over the choices made is at most `at_most`.

    "At least" is the same rule with all signs turned.
    """

    coefficients: tuple[tuple[Choice, int], ...]
    at_most: int
    id: str = ""
    because: str = ""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Every choice the rule speaks of."""
        return tuple(choice for choice, _ in self.coefficients)

    def is_kept(self, package: Sequence[int]) -> bool:
        """Whether a package keeps the rule."""
        total = sum(c for choice, c in self.coefficients if is_made(package, choice))
        return total <= self.at_most

    def forms(self) -> tuple[Form, ...]:
        """The rule itself."""
        return (_sum_form(list(self.coefficients), self.at_most),)


Rule: TypeAlias = Requires | Excludes | AtMost | IfThen | Linear


def _implication(when: Sequence[Choice], then: Sequence[Choice]) -> Form:
    """All of `when` implies one of `then`: ``sum(when) - sum(then) <= len(when) - 1``."""
    causes = tuple(dict.fromkeys(when))
    effects = tuple(dict.fromkeys(then))
    terms = [(choice, 1) for choice in causes] + [(choice, -1) for choice in effects]
    return _sum_form(terms, len(causes) - 1)


def _sum_form(terms: Sequence[tuple[Choice, int]], at_most: int) -> Form:
    """Add up the coefficients of a choice that is named more than once."""
    totals: dict[Choice, int] = {}
    for choice, coefficient in terms:
        totals[choice] = totals.get(choice, 0) + coefficient
    return Form(tuple((choice, c) for choice, c in totals.items() if c), at_most)
