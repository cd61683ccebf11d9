"""The rows a party's record puts on its profile, and in which draws each of them holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from onetext.bargaining.space import Space
from onetext.model import Event, Scores, Stance
from onetext.preferences.anchors import ACCEPTED, OPPOSED
from onetext.preferences.answers import Holds, answer_of, standing
from onetext.preferences.chains import Rules
from onetext.preferences.claims import Claim, comparisons_held, direction
from onetext.preferences.orders import is_order
from onetext.preferences.rows import NONE, Row, acceptance, comparison_rows, provided_row
from onetext.preferences.statements import Statement

Readings = Mapping[str, NDArray[np.int64]]


@dataclass(frozen=True)
class Demands:
    """Rows with the draws in which they hold.

    Parameters
    ----------
    rules : Rules
    joins : ndarray of bool, shape (n_draws,)
        Draws in which something holds that exact draws cannot keep.
    impossible : ndarray of bool, shape (n_draws,)
        Draws in which a text is accepted that has a red line in it.
    """

    rules: Rules
    joins: NDArray[np.bool_]
    impossible: NDArray[np.bool_]

    @property
    def n_times(self) -> int:
        """Stretches of time between events that moved no agreement."""
        return int(self.rules.rises.shape[1]) + 1

    def rules_at(self, draws: NDArray[np.bool_]) -> Rules:
        """Return the rules of some of the draws alone."""
        rules = self.rules
        kept = [k for k in range(len(rules.rows)) if rules.active[k, draws].any()]
        return Rules(
            rows=[_row_at(rules.rows[k], draws) for k in kept],
            active=rules.active[kept][:, draws],
            fixed=rules.fixed[draws],
            rises=rules.rises[draws],
        )


def _row_at(row: Row, draws: NDArray[np.bool_]) -> Row:
    plus = row.plus[draws] if len(row.plus) > 1 else row.plus
    minus = row.minus[draws] if len(row.minus) > 1 else row.minus
    return replace(row, plus=plus, minus=minus)


def demands_of(
    party: str,
    said: tuple[Sequence[Statement], Sequence[Claim]],
    space: Space,
    readings: Readings,
    holds: Holds,
    tiers: NDArray[np.int8],
    fixed: NDArray[np.bool_],
    in_order: NDArray[np.bool_],
    rng: np.random.Generator,
) -> Demands:
    """Return the rows of a party's record.

    Parameters
    ----------
    party : str
    said : (sequence of Statement, sequence of Claim)
        Oldest first.
    space : Space
    readings : mapping of str to ndarray of int, shape (n_draws, n_points)
    holds : mapping of str to ndarray of bool, shape (n_draws,)
    tiers : ndarray of int8, shape (n_draws, n_points, n_max_options)
    fixed : ndarray of bool, shape (n_draws,)
        Draws in which the weights were declared.
    in_order : ndarray of bool, shape (n_draws,)
        Draws whose weights are in every order of points that holds there.
    rng : Generator
        As used for the answers: which statement is taken is drawn from streams of its own.
    """
    statements, claims = said
    n_draws = len(tiers)
    events = [claim for claim in claims if isinstance(claim.said, Event)]
    rises = np.zeros((n_draws, len(events)), dtype=np.int8)
    for number, claim in enumerate(events):
        if isinstance(claim.said, Event):
            rises[holds[claim.key], number] = direction(claim.said, party)
    orders = list(_comparisons(claims, space, readings, holds, of_orders=True))
    joining = list(_comparisons(claims, space, readings, holds, of_orders=False))
    joining += _conditions(statements, events, space, readings, holds, tiers, rng)
    joins = (rises != 0).any(axis=1)
    for _, where in joining:
        joins = joins | where
    for _, where in orders:
        joins = joins | (where & ~in_order)
    plain: list[_Held] = []
    impossible = np.zeros(n_draws, dtype=bool)
    if joins.any():
        red = tiers == 0
        for row, where, crossed in _answers(statements, events, readings, holds, red, rng):
            plain.append((row, where & ~crossed))
            impossible |= where & crossed & (row.minus[0] == NONE).all()
        plain += _scored(claims, space, tiers)
    held = [*orders, *joining, *plain]
    active = np.array([where for _, where in held]).reshape(len(held), n_draws)
    rules = Rules([row for row, _ in held], active, fixed, rises)
    return Demands(rules, joins, impossible)


_Held = tuple[Row, NDArray[np.bool_]]


def _comparisons(
    claims: Sequence[Claim], space: Space, readings: Readings, holds: Holds, *, of_orders: bool
) -> Iterator[_Held]:
    """Rows of comparisons: of orders of points, or of all others."""
    for said, where in comparisons_held(claims, holds):
        if is_order(said) == of_orders:
            for row in comparison_rows(said, space, readings):
                yield row, where


def _conditions(
    statements: Sequence[Statement],
    events: Sequence[Claim],
    space: Space,
    readings: Readings,
    holds: Holds,
    tiers: NDArray[np.int8],
    rng: np.random.Generator,
) -> Iterator[_Held]:
    """Acceptances on a condition that amounts to choices: with them, at least no agreement."""
    if not any(statement.position.provided for statement in statements):
        return
    for statement, (point, name), where in standing(statements, holds, len(tiers), rng):
        position = statement.position
        if position.stance is not Stance.ACCEPTS_IF or not position.provided:
            continue
        if point:
            row = provided_row(space, point, name, position.provided)
        else:
            row = _changed_text(space, readings.get(name), position.provided)
        if row is not None:
            yield replace(row, when=_time(statement, events)), where


def _changed_text(
    space: Space, reading: NDArray[np.int64] | None, provided: Mapping[str, str]
) -> Row | None:
    if reading is None:
        return None
    changed = reading.copy()
    for point, option in provided.items():
        if point in space.points:
            index, number = space.choice(point, option)
            changed[:, index] = number
    return acceptance(changed, yes=True)


def _answers(
    statements: Sequence[Statement],
    events: Sequence[Claim],
    readings: Readings,
    holds: Holds,
    red_lines: NDArray[np.bool_],
    rng: np.random.Generator,
) -> Iterator[tuple[Row, NDArray[np.bool_], NDArray[np.bool_]]]:
    """Rows of answers to whole texts, where each stands, and where the text crosses a red line."""
    for statement, (point, name), where in standing(statements, holds, len(red_lines), rng):
        answer = answer_of(statement.position.stance)
        if point or name not in readings or not answer:
            continue
        chosen = np.take_along_axis(red_lines, readings[name][:, :, None], axis=2)
        crossed: NDArray[np.bool_] = np.any(chosen[:, :, 0], axis=1)
        row = acceptance(readings[name], yes=answer > 0, when=_time(statement, events))
        yield row, where, crossed


def _time(statement: Statement, events: Sequence[Claim]) -> int:
    """Return which no-agreement value was in force when something was said."""
    before = [e for e in events if e.day.sort_key <= statement.position.since.sort_key]
    return len(before) - len(events) - 1


def _scored(claims: Sequence[Claim], space: Space, tiers: NDArray[np.int8]) -> Iterator[_Held]:
    """Options that are scored and accepted or opposed: the score then bounds no agreement."""
    for claim in claims:
        if not isinstance(claim.said, Scores) or claim.said.point not in space.points:
            continue
        point = space.points.index(claim.said.point)
        for name in claim.said.options:
            if name in space.options[point]:
                option = space.options[point].index(name)
                package = np.full((1, space.n_points), NONE, dtype=np.int64)
                package[0, point] = option
                for tier, yes in ((ACCEPTED, True), (OPPOSED, False)):
                    yield acceptance(package, yes=yes), tiers[:, point, option] == tier
