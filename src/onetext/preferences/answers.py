"""Stances and answers to whole texts in each draw, and the no-agreement value they leave room for.

A later statement of a party on an option or text takes the place of an earlier one in the draws
in which it holds. Of statements made at one date of one and the same thing, one of those that
hold is taken, in proportion to credence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from onetext.bargaining.space import Space
from onetext.model import Stance
from onetext.preferences.anchors import ACCEPTED, OPPOSED, PINNED, TIERS, UNSAID, Anchored
from onetext.preferences.holding import own_stream
from onetext.preferences.statements import Statement, Subject, same_day_groups, subjects_of

Holds = Mapping[str, NDArray[np.bool_]]

_ACCEPTS_TEXT = (Stance.PROPOSES, Stance.ACCEPTS)
_REFUSES_TEXT = (Stance.OPPOSES, Stance.RED_LINE)


def taken(
    statements: Sequence[Statement], holds: Holds, n_draws: int, rng: np.random.Generator
) -> Iterator[tuple[Statement, Subject, NDArray[np.bool_]]]:
    """Yield each statement and subject, oldest first, with the draws in which it is taken."""
    for group in same_day_groups(statements):
        told: dict[Subject, NDArray[np.float64]] = {}
        for statement in group:
            name = statement.position.id
            held = holds.get(name, np.zeros(n_draws, dtype=bool))
            for subject in subjects_of(statement.position):
                before = told.get(subject)
                odds = np.where(held, statement.credence, 0.0)
                told[subject] = odds if before is None else before + odds
                if before is None:
                    yield statement, subject, held
                    continue
                drawn = own_stream(rng, f"{name} {' '.join(subject)}").random(n_draws)
                yield statement, subject, held & (drawn * told[subject] < statement.credence)


def standing(
    statements: Sequence[Statement], holds: Holds, n_draws: int, rng: np.random.Generator
) -> list[tuple[Statement, Subject, NDArray[np.bool_]]]:
    """List each statement and subject with the draws in which it is the last word on it."""
    last: dict[Subject, list[tuple[Statement, NDArray[np.bool_]]]] = {}
    for statement, subject, takes in taken(statements, holds, n_draws, rng):
        before = [(said, where & ~takes) for said, where in last.get(subject, [])]
        last[subject] = [*before, (statement, takes)]
    return [(said, subject, where) for subject, given in last.items() for said, where in given]


def stances_held(
    statements: Sequence[Statement],
    holds: Holds,
    space: Space,
    n_draws: int,
    rng: np.random.Generator,
) -> NDArray[np.int8]:
    """Return the tier of every option, shape (n_draws, n_points, n_max_options)."""
    tiers = np.full((n_draws, space.n_points, max(space.n_options)), UNSAID, dtype=np.int8)
    for statement, (point, name), takes in taken(statements, holds, n_draws, rng):
        if point in space.points:
            index, option = space.choice(point, name)
            tiers[takes, index, option] = TIERS[statement.position.stance]
    return tiers


def answers_held(
    statements: Sequence[Statement], holds: Holds, n_draws: int, rng: np.random.Generator
) -> dict[str, NDArray[np.int8]]:
    """Return the answer to every text spoken of: 1 could sign it, -1 could not, 0 neither."""
    answers: dict[str, NDArray[np.int8]] = {}
    for statement, (point, name), takes in taken(statements, holds, n_draws, rng):
        if not point:
            answer = answers.setdefault(name, np.zeros(n_draws, dtype=np.int8))
            answer[takes] = answer_of(statement.position.stance)
    return answers


def answer_of(stance: Stance) -> int:
    """1: could sign the text, -1: could not, 0: says neither (a condition, a reservation)."""
    return 1 if stance in _ACCEPTS_TEXT else -1 if stance in _REFUSES_TEXT else 0


def highest_r(
    anchored: Anchored,
    weights: NDArray[np.float64],
    red_lines: NDArray[np.bool_],
    packages: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Return up to which no-agreement value each draw's package is accepted, shape (n_draws,).

    At most that value: accepted; above it: not. -1 where a red line rules the package out.
    """
    at = packages[:, :, None]
    chosen = anchored.of_options(at)
    worth = (weights * chosen.base[:, :, 0]).sum(axis=1)
    moves = (weights * chosen.slope[:, :, 0]).sum(axis=1)
    # worth + moves * r >= r, where what moves with r is at most r itself
    highest = np.minimum(worth / np.maximum(1.0 - moves, 1e-12), 1.0)
    ruled_out = np.take_along_axis(red_lines, at, axis=2).any(axis=(1, 2))
    return np.where(ruled_out, -1.0, highest)


def reservation_between(
    answers: Mapping[str, NDArray[np.int8]],
    ceilings: Mapping[str, NDArray[np.float64]],
    anchored: Anchored,
    tiers: NDArray[np.int8],
    between: tuple[float, float],
    rng: np.random.Generator,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Draw the no-agreement value in the interval that what was said leaves, and its length.

    An option that is scored and accepted bounds it from above, one scored and opposed from below.

    Parameters
    ----------
    answers : mapping of str to ndarray of int8, shape (n_draws,)
    ceilings : mapping of str to ndarray, shape (n_draws,)
        `highest_r` of the same texts.
    anchored : Anchored
    tiers : ndarray of int8, shape (n_draws, n_points, n_max_options)
    between : (float, float)
        Where it lies before anything is said.
    rng : Generator
    """
    scored = anchored.side == PINNED
    accepted = np.where(scored & (tiers == ACCEPTED), anchored.share, 1.0)
    opposed = np.where(scored & (tiers == OPPOSED), anchored.share, 0.0)
    low = np.maximum(opposed.max(axis=(1, 2)), between[0])
    high = np.minimum(accepted.min(axis=(1, 2)), between[1])
    for text, answer in answers.items():
        high = np.where(answer > 0, np.minimum(high, ceilings[text]), high)
        low = np.where(answer < 0, np.maximum(low, ceilings[text]), low)
    length = np.clip(high - low, 0.0, None)
    return np.clip(low + length * rng.random(len(tiers)), 0.0, 1.0), length
