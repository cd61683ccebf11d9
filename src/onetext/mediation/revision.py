"""Revise a text for more to be able to sign it: few changes, each worth making on its own.

Points on which all agree are kept. What the text leaves open is filled first; then one change
after the other is made, always the one that raises the all-sign share most, for as long as the
rise is more than chance. Of options that do about as well, one that fewer parties speak against
is taken. A point is bracketed where another option does as well as far as can be told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from onetext.bargaining.rules import Choice
from onetext.preferences.acceptability import Acceptability, acceptability_of_package
from onetext.preferences.candidates import all_accept, package_utilities
from onetext.preferences.draws import Draws
from onetext.preferences.readings import keeps_rules

_APART = 1e-2
"""Weight of the parties' own shares beside the all-sign share, for texts nobody can sign yet."""
_PER_VOICE = 1e-2
"""Share that an option must be better by for every signing party that speaks against it."""
_ERRORS = 2.0


@dataclass(frozen=True)
class Step:
    """One point settled otherwise.

    Parameters
    ----------
    point : int
    before : int or None
        Option index; None if the text left the point open.
    after : int
    as_good : tuple of int
        Other options of the point that do as well, as far as can be told.
    shares : Acceptability
        Of the package once this step is made.
    """

    point: int
    before: int | None
    after: int
    as_good: tuple[int, ...]
    shares: Acceptability


@dataclass(frozen=True)
class Limits:
    """What a revision may not do, or should rather not.

    Parameters
    ----------
    keep : frozenset of int
        Points not to touch, where the text settles them.
    ruled_out : frozenset of Choice
        Choices not to make.
    against : mapping of Choice to int
        How many signing parties speak against a choice.
    at_most : int or None
        The most changes, beside filling what is open; None: as many as are worth making.
    """

    keep: frozenset[int] = frozenset()
    ruled_out: frozenset[Choice] = frozenset()
    against: Mapping[Choice, int] = field(default_factory=dict)
    at_most: int | None = None


@dataclass(frozen=True)
class Revision:
    """A package made from a text, step by step.

    Parameters
    ----------
    package : tuple of int
        One option index per point.
    filled : Acceptability
        Of the text with only its open points filled.
    fills : tuple of Step
        Points the text left open.
    changes : tuple of Step
        Points settled otherwise than in the text, in the order made.
    """

    package: tuple[int, ...]
    filled: Acceptability
    fills: tuple[Step, ...]
    changes: tuple[Step, ...]


def revision(draws: Draws, text: str, limits: Limits | None = None) -> Revision:
    """Revise a text of the draws, within limits."""
    return _Reviser(draws, text, limits or Limits()).revision()


class _Reviser:
    def __init__(self, draws: Draws, text: str, limits: Limits) -> None:
        self.draws, self.limits = draws, limits
        self.space = draws.record.space
        readings = draws.readings[text]
        settled = (readings == readings[0]).all(axis=0)
        self.open = [int(p) for p in np.flatnonzero(~settled)]
        self.movable = [int(p) for p in np.flatnonzero(settled) if int(p) not in limits.keep]
        self.start = readings[0].copy()
        total = draws.likelihood.sum()
        self.weight = (
            draws.likelihood / total if total > 0 else np.full(draws.n_draws, 1.0 / draws.n_draws)
        )

    def revision(self) -> Revision:
        package = self._filled(self.start)
        filled = acceptability_of_package(self.draws, [int(o) for o in package])
        changes: list[Step] = []
        at_most = self.limits.at_most
        while at_most is None or len(changes) < at_most:
            better = self._best_change(package)
            if better is None:
                break
            point, option = better
            package = package.copy()
            package[point] = option
            package = self._filled(package)
            changes = [c for c in changes if c.point != point]
            if option != self.start[point]:
                changes.append(self._step(package, point, int(self.start[point])))
        fills = tuple(self._step(package, point, None) for point in self.open)
        return Revision(tuple(int(o) for o in package), filled, fills, tuple(changes))

    def _options(self, point: int) -> list[int]:
        allowed = [
            o for o in range(self.space.n_options[point]) if (point, o) not in self.limits.ruled_out
        ]
        return allowed or list(range(self.space.n_options[point]))

    def _filled(self, package: NDArray[np.int64]) -> NDArray[np.int64]:
        """Settle the open points as well as can be, the others as they are."""
        package = package.copy()
        for _ in range(3):
            before = package.copy()
            for point in self.open:
                package[point] = self._ranked(package, point)[0][0]
                package[point] = self._gentlest(package, point, beyond=-1.0)[1]
            if (before == package).all():
                break
        return package

    def _ranked(self, package: NDArray[np.int64], point: int) -> list[tuple[int, float]]:
        """Options of a point with their scores, best first, those that break a rule left out."""
        options = self._options(point)
        packages = np.repeat(package[None], len(options), axis=0)
        packages[:, point] = options
        kept = keeps_rules(self.space, packages)
        if not kept.any():
            return [(int(package[point]), 0.0)]
        scores = self._scores(packages[kept])
        order = np.argsort(-scores, kind="stable")
        chosen = np.asarray(options)[kept]
        return [(int(chosen[i]), float(scores[i])) for i in order]

    def _scores(self, packages: NDArray[np.int64]) -> NDArray[np.float64]:
        together = np.ones((self.draws.n_draws, len(packages)), dtype=bool)
        apart = np.zeros(len(packages))
        for party in self.draws.signing:
            profile = self.draws.profiles[party]
            accepting = package_utilities(profile.gains, packages) >= profile.reservation[:, None]
            together &= accepting
            apart += self.weight @ accepting
        scores: NDArray[np.float64] = self.weight @ together + _APART * apart / len(
            self.draws.signing
        )
        return scores

    def _best_change(self, package: NDArray[np.int64]) -> Choice | None:
        """The change that raises the score most, if by more than chance."""
        changes = [(p, o) for p in self.movable for o in self._options(p) if o != package[p]]
        packages = np.repeat(package[None], len(changes) + 1, axis=0)
        for row, (point, option) in enumerate(changes):
            packages[row, point] = option
        scores = self._scores(packages)
        rise = np.where(keeps_rules(self.space, packages), scores - scores[-1], -np.inf)
        best = int(rise.argmax())
        if best == len(changes) or rise[best] <= 0:
            return None
        error = self._error_between(packages[best], packages[-1])
        if rise[best] <= _ERRORS * error + 1e-4:
            return None
        return self._gentlest(packages[best], changes[best][0], beyond=float(scores[-1]))

    def _gentlest(self, package: NDArray[np.int64], point: int, beyond: float) -> Choice:
        """Of the options that do about as well as the one in a package, the least spoken against.

        Only those that do better than `beyond` are taken.
        """
        ranked = dict(self._ranked(package, point))
        best = int(package[point])
        as_good = [
            option
            for option, score in ranked.items()
            if score > beyond and self._is_as_good(package, point, option, ranked)
        ]
        chosen = min(
            [best, *as_good],
            key=lambda o: (self.limits.against.get((point, o), 0), -ranked.get(o, 0.0)),
        )
        return point, chosen

    def _is_as_good(
        self,
        package: NDArray[np.int64],
        point: int,
        option: int,
        scores: Mapping[int, float],
    ) -> bool:
        """Whether another option of a point does as well, as far as can be told."""
        if option == package[point]:
            return False
        other = package.copy()
        other[point] = option
        lost = scores.get(int(package[point]), 0.0) - scores[option]
        return lost <= _ERRORS * self._error_between(package, other)

    def _error_between(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> float:
        """Monte-Carlo standard error of the difference of two all-sign shares, draw by draw."""
        signed = all_accept(self.draws, np.stack([one, other])).astype(np.float64)
        difference = signed[:, 0] - signed[:, 1]
        spread = difference - self.weight @ difference
        return float(np.sqrt((self.weight**2) @ spread**2))

    def _step(self, package: NDArray[np.int64], point: int, before: int | None) -> Step:
        ranked = dict(self._ranked(package, point))
        as_good = [o for o in ranked if self._is_as_good(package, point, o, ranked)]
        shares = acceptability_of_package(self.draws, [int(o) for o in package])
        return Step(point, before, int(package[point]), tuple(as_good), shares)
