"""Every reading of a text: where it leaves a point open, what it could come to mean.

A clause that says which option it realises is read as that option. A clause with alternatives may
become any of them. A point that a complete text leaves out comes to `if_absent`, where the case
knows it. Everything else is open: any option of the point.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onetext.bargaining.space import Space
from onetext.model import Clause, ClauseState, Point, Text

MAX_ROUNDS = 50
"""Rounds of drawing again the readings that break a rule."""


@dataclass(frozen=True, slots=True)
class Readings:
    """What each point of a text may come to.

    Parameters
    ----------
    text : str
        Text id.
    allowed : tuple of tuple of int
        Per point of the space, the option indices it may come to; at least one.
    """

    text: str
    allowed: tuple[tuple[int, ...], ...]

    @property
    def is_open(self) -> tuple[bool, ...]:
        """Per point, whether more than one resolution is left."""
        return tuple(len(options) > 1 for options in self.allowed)


def readings_of(text: Text, points: Mapping[str, Point], space: Space) -> Readings:
    """Return what each point of the space may come to under a text."""
    allowed = []
    for index, point_id in enumerate(space.points):
        named = _named_options(text, points[point_id])
        found = {space.options[index].index(o) for o in named if o in space.options[index]}
        allowed.append(tuple(sorted(found)) or tuple(range(space.n_options[index])))
    return Readings(text.id, tuple(allowed))


def _named_options(text: Text, point: Point) -> set[str]:
    """Option ids a text names for a point; empty where it leaves the point entirely open."""
    clauses = [c for c in text.clauses_on(point.id) if c.state is not ClauseState.DROPPED]
    if clauses:
        return {option for clause in clauses for option in _clause_options(clause)}
    dropped = any(c.state is ClauseState.DROPPED for c in text.clauses_on(point.id))
    if (text.is_complete or dropped) and point.if_absent is not None:
        return {point.if_absent}
    return set()


def _clause_options(clause: Clause) -> set[str]:
    named = {clause.option} if clause.option is not None else set[str]()
    if clause.alternatives:
        alternatives = [alternative.option for alternative in clause.alternatives]
        named |= {option for option in alternatives if option is not None}
        if None in alternatives:  # one of the wordings in brackets is not known as an option
            return set()
    return named


def sample_readings(
    readings: Readings, space: Space, n_draws: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Draw readings of a text, each open point independently and evenly, rules kept.

    Parameters
    ----------
    readings : Readings
    space : Space
        Its rules are kept by drawing again; if a text leaves no reading that keeps them, the
        last ones drawn stand.
    n_draws : int
    rng : Generator

    Returns
    -------
    ndarray of int, shape (n_draws, n_points)
        Option indices, the same for all parties.
    """
    drawn = _draw(readings, n_draws, rng)
    if not space.rules:
        return drawn
    for _ in range(MAX_ROUNDS):
        broken = ~keeps_rules(space, drawn)
        if not broken.any() or not any(readings.is_open):
            break
        drawn[broken] = _draw(readings, int(broken.sum()), rng)
    return drawn


def keeps_rules(space: Space, packages: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each of the packages, shape (n, n_points), keeps every rule; shape (n,)."""
    kept = np.ones(len(packages), dtype=bool)
    for form in space.forms:
        total = np.zeros(len(packages), dtype=np.int64)
        for (point, option), coefficient in form.coefficients:
            total += coefficient * (packages[:, point] == option)
        kept &= total <= form.at_most
    return kept


def _draw(readings: Readings, n_draws: int, rng: np.random.Generator) -> NDArray[np.int64]:
    columns = [
        np.asarray(options)[rng.integers(len(options), size=n_draws)]
        if len(options) > 1
        else np.full(n_draws, options[0])
        for options in readings.allowed
    ]
    return np.stack(columns, axis=1).astype(np.int64)
