"""Is a package stable once signed? The graph model of who could break which point of it.

What is assumed, and no more than that. Each breach is something one party can do alone, to one
point, and everybody sees it; it leaves the other points as they are. A breach may break a rule
between options: rules bind those who write a package. What a state is worth is what the scenario
says of the package it amounts to, and of that only each party's order of the states is used.
Whoever can walk away ends the agreement for all, for good, and everybody has what it had without
one. Nothing is said of how likely a breach is, of its cost beyond the scores, of time, of mistakes,
or of guarantors: a guarantor that would answer is a party of the scenario.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from onetext.bargaining.rules import Package
from onetext.bargaining.scenario import Scenario
from onetext.bargaining.solver import whole_gains
from onetext.bargaining.stability.graph_model import GraphModel, Move
from onetext.bargaining.whole_numbers import whole_scores
from onetext.errors import ImpossibleRequest, Problem

MOST_STATES = 5_000
"""More states than this are not looked at; name fewer breaches."""

AS_SIGNED = "as signed"
ENDED = "ended"


@dataclass(frozen=True)
class Breach:
    """A party can, alone, turn a point from what was signed to another option.

    Parameters
    ----------
    party : int
        Who can do it.
    point : int
    option : int
        What the point then amounts to; not what was signed.
    can_be_undone : bool
        Whether the same party can return to what was signed.
    """

    party: int
    point: int
    option: int
    can_be_undone: bool = False


@dataclass(frozen=True)
class SignedPackage:
    """The graph model of a signed package.

    Parameters
    ----------
    model : GraphModel
        State 0 is the package as signed; its id is ``as signed``. Others are named for the points
        that are broken; the last is ``ended`` if somebody can walk away.
    packages : tuple of (Package or None)
        Per state, the package it amounts to; None: no agreement.
    """

    model: GraphModel
    packages: tuple[Package | None, ...]


def signed_package(
    scenario: Scenario,
    package: Sequence[int],
    breaches: Iterable[Breach],
    walks_away: Iterable[int] = (),
) -> SignedPackage:
    """Return the graph model of what the parties could do to a package once it is signed.

    Parameters
    ----------
    scenario : Scenario
        Utilities order each party's states; they are not compared between parties.
    package : sequence of int
        What was signed.
    breaches : iterable of Breach
    walks_away : iterable of int
        Parties that can end the agreement from any state.

    Examples
    --------
    >>> from onetext.bargaining import Scenario
    >>> from onetext.bargaining.stability import Breach, signed_package, stability_table
    >>> pullback = Scenario.of(
    ...     [[[0, 3], [1, 0]], [[3, 0], [0, 1]]], parties=["north", "south"],
    ...     points=["northern line", "southern line"], options=[["back", "stays"]] * 2)
    >>> signed = signed_package(
    ...     pullback, (0, 0), [Breach(0, 0, 1, can_be_undone=True), Breach(1, 1, 1)])
    >>> stability_table(signed.model).equilibria("Nash")
    ('northern line: stays, southern line: stays',)
    >>> stability_table(signed.model).standing("SEQ", frozenset({0}), 0).answers
    (Answer(improvement=2, leads_to=3),)
    """
    listed, leavers = tuple(dict.fromkeys(breaches)), sorted(set(walks_away))
    _check(scenario, package, listed, leavers)
    broken = [sorted({b.option for b in listed if b.point == p}) for p in range(scenario.n_points)]
    packages = list(product(*([s, *options] for s, options in zip(package, broken, strict=True))))
    states = [_name(scenario, package, of_state) for of_state in packages]
    moves = _moves(scenario.n_parties, package, packages, listed)
    numbers = whole_scores(scenario)
    gains = [whole_gains(scenario, numbers, of_state) for of_state in packages]
    if leavers:
        states.append(ENDED)
        gains.append((0,) * scenario.n_parties)
        for party in leavers:
            moves[party] |= {(state, len(packages)) for state in range(len(packages))}
    model = GraphModel(
        scenario.parties,
        tuple(states),
        tuple(map(frozenset, moves)),
        tuple(map(_ranks, zip(*gains, strict=True))),
    )
    return SignedPackage(model, (*packages, None) if leavers else tuple(packages))


def _moves(
    n_parties: int,
    signed: Sequence[int],
    packages: Sequence[Package],
    breaches: Sequence[Breach],
) -> list[set[Move]]:
    number = {package: state for state, package in enumerate(packages)}
    moves: list[set[Move]] = [set() for _ in range(n_parties)]
    for breach in breaches:
        p = breach.point
        for start in packages:
            if start[p] != signed[p]:
                continue
            end = (*start[:p], breach.option, *start[p + 1 :])
            moves[breach.party].add((number[start], number[end]))
            if breach.can_be_undone:
                moves[breach.party].add((number[end], number[start]))
    return moves


def _ranks(gains: Sequence[int]) -> tuple[int, ...]:
    place = {gain: rank for rank, gain in enumerate(sorted(set(gains)))}
    return tuple(place[gain] for gain in gains)


def _name(scenario: Scenario, signed: Sequence[int], package: Package) -> str:
    space = scenario.space
    broken = [p for p, option in enumerate(package) if option != signed[p]]
    names = [f"{space.points[p]}: {space.options[p][package[p]]}" for p in broken]
    return ", ".join(names) or AS_SIGNED


def _check(
    scenario: Scenario, package: Sequence[int], breaches: Sequence[Breach], leavers: Sequence[int]
) -> None:
    n_options = scenario.space.n_options
    problems = []
    if len(package) != scenario.n_points or not scenario.space.is_allowed(package):
        problems.append(
            Problem(
                "the signed package is none of the scenario's",
                "a package takes one option of every point and keeps every rule",
                "give one option index per point",
            )
        )
    for breach in breaches:
        is_there = (
            0 <= breach.party < scenario.n_parties
            and 0 <= breach.point < scenario.n_points
            and 0 <= breach.option < n_options[breach.point]
        )
        if not is_there or (not problems and package[breach.point] == breach.option):
            problems.append(
                Problem(
                    f"{breach} breaks nothing",
                    "a breach turns a point of the package to another of its options",
                    "count parties, points and options from 0",
                )
            )
    if any(not 0 <= party < scenario.n_parties for party in leavers):
        problems.append(
            Problem(
                f"parties {list(leavers)} walk away", "not all of them are there", "count from 0"
            )
        )
    per_point = [len({b.option for b in breaches if b.point == p}) for p in range(len(n_options))]
    n_states = math.prod(1 + n for n in per_point)
    if n_states > MOST_STATES:
        problems.append(
            Problem(
                f"these breaches make {n_states:,} states",
                f"at most {MOST_STATES:,} are looked at",
                "name fewer points that might be broken",
            )
        )
    if problems:
        raise ImpossibleRequest.of(problems)
