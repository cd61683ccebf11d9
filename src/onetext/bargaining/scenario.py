"""A scenario: a space of packages, and what each party gets from every option."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onetext.bargaining.rules import Choice, Rule
from onetext.bargaining.space import Space, package_rows
from onetext.errors import InvalidCase, Place, Problem

LARGEST_TOTAL = 2**53
"""Whole-number utilities stay below this, so that every sum is exact in any number type."""


@dataclass(frozen=True)
class Interaction:
    """Every package that chooses inside `where`, on each point named there, earns `scores`.

    Parameters
    ----------
    where : tuple of (int, tuple of int)
        (point index, option indices of that point); at least one. All of them have to be met. Two
        points with one option each make a pairwise interaction; ranges make a hyper-rectangle.
    scores : tuple of float
        One number per party, on that party's own scale, added to what the options score.
    """

    where: tuple[tuple[int, tuple[int, ...]], ...]
    scores: tuple[float, ...]

    def is_met(self, package: Sequence[int]) -> bool:
        """Whether a package earns the scores."""
        return all(package[point] in options for point, options in self.where)


@dataclass(frozen=True, eq=False)
class Scenario:
    """What every package is worth to every party: additive scores, and declared interactions.

    Parameters
    ----------
    space : Space
        Points, options, rules and forbidden choices.
    parties : tuple of str
        Ids, unique; at least one. Their order carries no meaning.
    scores : tuple of ndarray, shape (n_options of the point, n_parties), one per point
        ``scores[p][o, i]`` is what option ``o`` of point ``p`` is worth to party ``i``, on party
        ``i``'s own interval scale. Larger is better. Whole numbers stay whole numbers; if any
        score is fractional, all are stored as float64.
    reservation : ndarray, shape (n_parties,)
        What each party has without an agreement, on its own scale. A party would sign what is
        worth at least as much.
    interactions : tuple of Interaction
        What certain combinations add.

    Notes
    -----
    Arrays are read-only. Two scenarios are equal when their fingerprints are. Build one with
    `Scenario.of` from plain lists.

    Raises
    ------
    InvalidCase
        With every problem found.
    """

    space: Space
    parties: tuple[str, ...]
    scores: tuple[NDArray[Any], ...]
    reservation: NDArray[Any]
    interactions: tuple[Interaction, ...] = ()

    def __post_init__(self) -> None:
        problems = list(_problems(self))
        if problems:
            raise InvalidCase.of(problems)
        whole = _is_whole(self)
        dtype = np.int64 if whole else np.float64
        object.__setattr__(self, "scores", tuple(_frozen(s, dtype) for s in self.scores))
        object.__setattr__(self, "reservation", _frozen(self.reservation, dtype))

    @classmethod
    def of(
        cls,
        scores: Sequence[ArrayLike],
        reservation: ArrayLike | None = None,
        *,
        parties: Sequence[str] | None = None,
        points: Sequence[str] | None = None,
        options: Sequence[Sequence[str]] | None = None,
        rules: Iterable[Rule] = (),
        forbidden: Iterable[Choice] = (),
        interactions: Iterable[Interaction] = (),
    ) -> Scenario:
        """Build a scenario from plain lists; ids that are not given are made up.

        Parameters
        ----------
        scores : sequence of array_like, each of shape (n_options, n_parties)
            One table per point.
        reservation : array_like, shape (n_parties,), optional
            Zero for everybody by default.
        parties, points, options : optional
            Ids. By default ``a, b, …``, ``p1, p2, …`` and ``1, 2, …``.

        Examples
        --------
        >>> peace = Scenario.of([[[3, 0], [0, 2]], [[1, 4], [4, 0]]], parties=["north", "south"])
        >>> peace.n_parties, peace.space.n_outcomes
        (2, 4)
        >>> peace.utilities((0, 0)).tolist()
        [4, 4]
        """
        tables = [_table(of_point, number) for number, of_point in enumerate(scores, start=1)]
        n_parties = tables[0].shape[1] if tables else 0
        names = tuple(parties) if parties is not None else _letters(n_parties)
        space = Space(
            points=tuple(points or (f"p{n}" for n in range(1, len(tables) + 1))),
            options=tuple(map(tuple, options))
            if options is not None
            else tuple(tuple(str(o + 1) for o in range(len(table))) for table in tables),
            rules=tuple(rules),
            forbidden=frozenset(forbidden),
        )
        bottom = np.zeros(n_parties, dtype=np.int64) if reservation is None else reservation
        return cls(space, names, tuple(tables), np.asarray(bottom), tuple(interactions))

    @property
    def n_parties(self) -> int:
        """Number of parties."""
        return len(self.parties)

    @property
    def n_points(self) -> int:
        """Number of points."""
        return self.space.n_points

    @cached_property
    def is_whole(self) -> bool:
        """Whether every score and reservation value is a whole number, so that sums are exact."""
        return self.reservation.dtype == np.int64

    def utilities(self, packages: ArrayLike) -> NDArray[Any]:
        """What packages are worth to the parties.

        Parameters
        ----------
        packages : array_like of int, shape (n_points,) or (n_packages, n_points)
            Option indices.

        Returns
        -------
        ndarray, shape (n_parties,) or (n_packages, n_parties)
            Each party's utility on its own scale; larger is better.

        Raises
        ------
        ImpossibleRequest
            If one of them is no package: an option its point does not have, or none for a point.
        """
        rows = package_rows(packages, self.space)
        total = np.zeros((len(rows), self.n_parties), dtype=self.reservation.dtype)
        for point, table in enumerate(self.scores):
            total += table[rows[:, point]]
        for interaction in self.interactions:
            met = np.ones(len(rows), dtype=bool)
            for point, options in interaction.where:
                met &= np.isin(rows[:, point], options)
            total[met] += np.asarray(interaction.scores, dtype=total.dtype)
        return total if np.ndim(packages) == 2 else total[0]

    def utility_of(self, package: Sequence[int]) -> tuple[float, ...]:
        """One package's utilities as plain numbers, one per party; raises as `utilities` does."""
        return tuple(self.utilities(package).tolist())

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of everything the results depend on, the same on every machine."""
        return hashlib.sha256(_canonical(self).encode()).hexdigest()

    def with_forbidden(self, choices: Iterable[Choice]) -> Scenario:
        """Return the scenario with further choices forbidden."""
        space = replace(self.space, forbidden=self.space.forbidden | frozenset(choices))
        return replace(self, space=space)

    def with_reservation(self, reservation: ArrayLike) -> Scenario:
        """Return the scenario with other no-agreement values, shape (n_parties,)."""
        return replace(self, reservation=np.asarray(reservation))

    def with_rules(self, rules: Iterable[Rule]) -> Scenario:
        """Return the scenario with further rules."""
        return replace(self, space=replace(self.space, rules=(*self.space.rules, *rules)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scenario) and self.fingerprint == other.fingerprint

    def __hash__(self) -> int:
        return hash(self.fingerprint)


def _table(of_point: ArrayLike, number: int) -> NDArray[Any]:
    try:
        table = np.asarray(of_point)
    except (ValueError, OverflowError):
        table = np.empty((0,))
    if table.ndim == 2 and table.dtype.kind in "iufb":
        return table
    raise InvalidCase(
        Problem(
            f"the scores of point number {number} are not a table of numbers",
            "a point's scores have one row per option and one column per party",
            "write them as [[a, b], [a, b], …]",
            Place(path=f"scores.{number}"),
        )
    )


def _letters(n: int) -> tuple[str, ...]:
    return tuple(chr(ord("a") + i) if n <= 26 else f"party{i + 1}" for i in range(n))


def _frozen(values: NDArray[Any], dtype: Any) -> NDArray[Any]:
    array = np.array(values, dtype=dtype, order="C")
    array.setflags(write=False)
    return array


def _numbers(scenario: Scenario) -> Iterator[tuple[str, NDArray[Any]]]:
    for point, table in zip(scenario.space.points, scenario.scores, strict=False):
        yield f"scores.{point}", np.asarray(table)
    yield "reservation", np.asarray(scenario.reservation)
    for number, interaction in enumerate(scenario.interactions, start=1):
        yield f"interactions.{number}", np.asarray(interaction.scores)


def _is_whole(scenario: Scenario) -> bool:
    return all(
        array.dtype.kind in "iub" or bool(np.all(array == np.floor(array)))
        for _, array in _numbers(scenario)
    )


def _problems(scenario: Scenario) -> Iterator[Problem]:
    yield from _party_problems(scenario.parties)
    shape_problems = list(_shape_problems(scenario))
    yield from shape_problems
    for path, array in _numbers(scenario):
        if array.dtype.kind not in "iufb":
            yield _problem("these are not numbers", "scores are added up", "write numbers", path)
        elif not np.all(np.isfinite(array)):
            yield _problem(
                "a number is infinite or not a number",
                "utilities are added and compared, so each has to be finite",
                "forbid an option that is out of the question, instead of scoring it -inf",
                path,
            )
    if not shape_problems:
        yield from _size_problems(scenario)
        yield from _interaction_problems(scenario)


def _party_problems(parties: tuple[str, ...]) -> Iterator[Problem]:
    if not parties:
        yield _problem("there is no party", "utilities belong to somebody", "name the parties")
    if len(set(parties)) < len(parties):
        yield _problem(
            "two parties have the same id", "ids tell parties apart", "rename one", "parties"
        )


def _shape_problems(scenario: Scenario) -> Iterator[Problem]:
    n_parties = len(scenario.parties)
    if len(scenario.scores) != scenario.space.n_points:
        yield _problem(
            f"there are {scenario.space.n_points} points but {len(scenario.scores)} score tables",
            "every point has its own table",
            "give one table per point, in the order of the points",
            "scores",
        )
    pairs = zip(scenario.space.points, scenario.space.n_options, scenario.scores, strict=False)
    for point, n_options, table in pairs:
        if np.shape(table) != (n_options, n_parties):
            yield _problem(
                f"the scores of {point!r} have the shape {np.shape(table)}",
                f"it has {n_options} options and there are {n_parties} parties",
                f"make it {(n_options, n_parties)}: a row per option, a column per party",
                f"scores.{point}",
            )
    if np.shape(scenario.reservation) != (n_parties,):
        yield _problem(
            f"the reservation values have the shape {np.shape(scenario.reservation)}",
            f"there are {n_parties} parties",
            "give one number per party, in the order of the parties",
            "reservation",
        )


def _size_problems(scenario: Scenario) -> Iterator[Problem]:
    tables = [np.abs(np.asarray(table, dtype=np.float64)) for table in scenario.scores]
    with np.errstate(invalid="ignore", over="ignore"):
        largest = sum((float(table.max(initial=0)) for table in tables), 0.0)
        largest += sum(
            max(map(abs, map(float, i.scores)), default=0) for i in scenario.interactions
        )
        largest += float(np.abs(np.asarray(scenario.reservation, dtype=np.float64)).max(initial=0))
    if np.isfinite(largest) and largest >= LARGEST_TOTAL:
        yield _problem(
            f"utilities add up to {largest:.3g}",
            f"sums have to stay below 2**53 ({LARGEST_TOTAL:.3g}) to be exact",
            "divide all the scores of a party by the same number",
            "scores",
        )


def _interaction_problems(scenario: Scenario) -> Iterator[Problem]:
    for number, interaction in enumerate(scenario.interactions, start=1):
        path = f"interactions.{number}"
        if len(interaction.scores) != len(scenario.parties):
            yield _problem(
                f"it has {len(interaction.scores)} scores",
                f"there are {len(scenario.parties)} parties",
                "give one score per party",
                path,
            )
        if not interaction.where:
            yield _problem(
                "it names no point",
                "what every package earns tells none from another",
                "add it to the scores of a point",
                path,
            )
        points = [point for point, _ in interaction.where]
        inside = all(
            0 <= point < scenario.n_points
            and all(0 <= option < scenario.space.n_options[point] for option in options)
            for point, options in interaction.where
        )
        if len(set(points)) < len(points) or not inside:
            yield _problem(
                "it names a point twice, or a point or option that does not exist",
                "an interaction holds one set of options for each of its points",
                "use indices counted from 0, each point once",
                path,
            )


def _canonical(scenario: Scenario) -> str:
    space = scenario.space
    content = {
        "parties": scenario.parties,
        "points": space.points,
        "options": space.options,
        "scores": [table.tolist() for table in scenario.scores],
        "reservation": scenario.reservation.tolist(),
        "rules": [repr(rule) for rule in space.rules],
        "forbidden": sorted(space.forbidden),
        "interactions": [repr(interaction) for interaction in scenario.interactions],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _problem(what: str, because: str, hint: str, path: str = "") -> Problem:
    return Problem(what, because, hint, Place(path=path))
