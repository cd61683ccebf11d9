"""What if: click an option, and see who moves, counted over the very draws of the study.

The draws are the same before and after, so that what differs is the option alone: a share's
change has a far smaller error than the share itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onetext.errors import NotFound, Problem
from onetext.model import Case, Rule, RuleKind
from onetext.preferences.acceptability import share_of
from onetext.preferences.draws import Draws
from onetext.preferences.shares import Share
from onetext.workflows.study_basis import Basis


@dataclass(frozen=True)
class TryBasis:
    """What trying options rests on: the profiles a study was counted over.

    Parameters
    ----------
    draws : Draws
        On which the study judged texts.
    fresh : Draws
        On which it judged packages.
    """

    draws: Draws
    fresh: Draws

    @property
    def points(self) -> tuple[str, ...]:
        """Ids of the points with options, in order."""
        return self.draws.record.space.points

    @property
    def n_bytes(self) -> int:
        """Memory the profiles take, about."""
        profiles = [*self.draws.profiles.values(), *self.fresh.profiles.values()]
        arrays = (a for p in profiles for a in (p.gains, p.red_lines, p.weights))
        return sum(array.nbytes for array in arrays)


@dataclass(frozen=True, slots=True)
class Moved:
    """One party, or all who sign, before and after.

    Parameters
    ----------
    before, after : Share
    to_yes, to_no : float
        Shares of draws in which acceptance begins, and in which it ends.
    error : float
        One Monte-Carlo standard error of the change.
    """

    before: Share
    after: Share
    to_yes: float
    to_no: float
    error: float

    @property
    def change(self) -> float:
        """By how much the share rises, or falls if negative."""
        return self.after.share - self.before.share

    @property
    def points(self) -> float:
        """The change in points of a hundred."""
        return 100 * self.change

    @property
    def is_chance(self) -> bool:
        """Whether another seed might have shown no change, or one the other way."""
        return abs(self.change) <= 2 * self.error


@dataclass(frozen=True)
class Tried:
    """Who moves if some options are otherwise.

    Parameters
    ----------
    parties : mapping of str to Moved
        Every party of the case.
    all : Moved
        All who sign, in one and the same draw.
    options : mapping of str to str
        Point id to the option that counts afterwards; points a text leaves open are absent.
    steps : mapping of (str, str) to float
        (point id, option id) to how much the share of all who sign would change if that option
        were taken next; zero for those that count already.
    broken : tuple of Rule
        Rules of the case that the options together break.
    """

    parties: Mapping[str, Moved]
    all: Moved
    options: Mapping[str, str]
    steps: Mapping[tuple[str, str], float]
    broken: tuple[Rule, ...]


def try_basis(basis: Basis) -> TryBasis:
    """Return what trying options needs of a study's basis."""
    return TryBasis(basis.draws, basis.fresh)


def try_options(
    basis: TryBasis, case: Case, start: Mapping[str, str] | str, changes: Mapping[str, str]
) -> Tried:
    """Find out who moves if some points were resolved otherwise.

    Parameters
    ----------
    basis : TryBasis
    case : Case
        The one that was studied.
    start : mapping or str
        A package, point id to option id; or the id of a text.
    changes : mapping
        Point id to option id.

    Raises
    ------
    NotFound
        If there is no such point, option or text among those that were drawn over.
    """
    draws, before = _start(basis, start)
    after, worth = before.copy(), {p: _worth(draws, p, before) for p in draws.record.party_ids}
    was = {p: _accepting(draws, p, worth[p]) for p in worth}
    for point, option in _choices(draws, changes):
        after[:, point] = option
        for party, of_each in worth.items():
            of_each[:, point] = draws.profiles[party].gains[:, point, option]
    now = {p: _accepting(draws, p, worth[p]) for p in worth}
    likelihood, options = draws.likelihood, _settled(draws, after)
    return Tried(
        parties={p: _moved(was[p], now[p], likelihood) for p in was},
        all=_moved(_together(draws, was), _together(draws, now), likelihood),
        options=options,
        steps=dict(_steps(draws, after, worth, float(likelihood[_together(draws, now)].sum()))),
        broken=tuple(rule for rule in case.rules if _breaks(rule, options)),
    )


def options_at_start(basis: TryBasis, start: Mapping[str, str] | str) -> dict[str, str]:
    """Return point id to the option that counts before anything is tried.

    Raises
    ------
    NotFound
        As `try_options` does.
    """
    return _settled(*_start(basis, start))


def _start(basis: TryBasis, start: Mapping[str, str] | str) -> tuple[Draws, NDArray[np.int64]]:
    """Return the draws to judge on and, per draw, what is judged; texts on the first draws."""
    if isinstance(start, str):
        if start not in basis.draws.readings:
            raise NotFound(_unknown(f"the text {start!r}", sorted(basis.draws.readings)))
        return basis.draws, basis.draws.readings[start]
    package = np.zeros(len(basis.points), dtype=np.int64)
    for point, option in _choices(basis.fresh, start):
        package[point] = option
    return basis.fresh, np.tile(package, (basis.fresh.n_draws, 1))


def _choices(draws: Draws, named: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    space = draws.record.space
    for point, option in named.items():
        if point not in space.points:
            raise NotFound(_unknown(f"the point {point!r} among those with options", space.points))
        place = space.points.index(point)
        if option not in space.options[place]:
            raise NotFound(_unknown(f"the option {option!r} of {point}", space.options[place]))
        yield place, space.options[place].index(option)


def _unknown(what: str, known: Sequence[str]) -> Problem:
    return Problem(
        what=f"cannot try {what}: there is none",
        because=f"there are: {', '.join(known) or 'none yet'}",
        hint="go back to the page and choose there",
    )


def _worth(draws: Draws, party: str, packages: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return what each point of a package is worth to a party; shape (n_draws, n_points)."""
    gains = draws.profiles[party].gains
    worth: NDArray[np.float32] = np.take_along_axis(gains, packages[:, :, None], axis=2)[:, :, 0]
    return worth


def _accepting(draws: Draws, party: str, worth: NDArray[np.float32]) -> NDArray[np.bool_]:
    enough: NDArray[np.bool_] = worth.sum(axis=1) >= draws.profiles[party].reservation
    return enough


def _together(draws: Draws, accepting: Mapping[str, NDArray[np.bool_]]) -> NDArray[np.bool_]:
    together: NDArray[np.bool_] = np.logical_and.reduce([accepting[p] for p in draws.signing])
    return together


def _moved(
    was: NDArray[np.bool_], now: NDArray[np.bool_], likelihood: NDArray[np.float64]
) -> Moved:
    """Compare draw by draw; the error is that of the mean of -1, 0 and 1 over the draws."""
    before, after = share_of(was, likelihood), share_of(now, likelihood)
    to_yes, to_no = share_of(now & ~was, likelihood), share_of(was & ~now, likelihood)
    change = to_yes.share - to_no.share
    spread = max(0.0, to_yes.share + to_no.share - change * change)
    n = max(1.0, before.n_effective)
    return Moved(before, after, to_yes.share, to_no.share, math.sqrt((spread + 0.5 / n) / n))


def _settled(draws: Draws, packages: NDArray[np.int64]) -> dict[str, str]:
    """Point id to option id where every draw has the same."""
    space, first = draws.record.space, packages[0]
    alike = (packages == first).all(axis=0)
    return {
        point: space.options[place][int(first[place])]
        for place, point in enumerate(space.points)
        if alike[place]
    }


def _steps(
    draws: Draws,
    packages: NDArray[np.int64],
    worth: Mapping[str, NDArray[np.float32]],
    together_now: float,
) -> Iterator[tuple[tuple[str, str], float]]:
    """Change one point at a time: what is worth the rest of the package stays the same."""
    space = draws.record.space
    total = max(float(draws.likelihood.sum()), 1e-300)
    profiles = [draws.profiles[party] for party in draws.signing]
    chosen = [worth[party] for party in draws.signing]
    needed = [p.reservation - c.sum(axis=1) for p, c in zip(profiles, chosen, strict=True)]
    for place, point in enumerate(space.points):
        for number, option in enumerate(space.options[place]):
            if (packages[:, place] == number).all():
                yield (point, option), 0.0
                continue
            together = np.ones(draws.n_draws, dtype=bool)
            for profile, now, lacks in zip(profiles, chosen, needed, strict=True):
                together &= profile.gains[:, place, number] - now[:, place] >= lacks
            share = (float(draws.likelihood[together].sum()) - together_now) / total
            yield (point, option), share


def _breaks(rule: Rule, options: Mapping[str, str]) -> bool:
    def made(choices: Mapping[str, str]) -> bool:
        return all(options.get(point) == option for point, option in choices.items())

    if not made(rule.when):
        return False
    return made(rule.then) if rule.kind is RuleKind.EXCLUDES else not made(rule.then)
