"""How much each figure rests on one origin of the record: leave it out, and look again."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from onetext.model import Case
from onetext.preferences.acceptability import (
    Acceptability,
    acceptability_of_package,
    acceptability_of_text,
)
from onetext.preferences.draws import BATCH, Draws, record_of, redrawn, sample_draws

MOST_ORIGINS = 24
LEAST_SHIFT = 0.03


@dataclass(frozen=True)
class Shift:
    """What leaving out one origin does to one share.

    Parameters
    ----------
    origin : str
        Source id at the head of a chain of rewrites.
    n_statements : int
        Statements in the record that rest on it, alone or with others.
    text : str or None
        Text id; None for the package asked about.
    party : str or None
        Party id; None for all who sign.
    change : float
        Share without the origin less share with it.
    """

    origin: str
    n_statements: int
    text: str | None
    party: str | None
    change: float


def shifts_without_origins(
    case: Case,
    as_of: datetime.date | None,
    draws: Draws,
    seed: int,
    package: Sequence[int] | None = None,
) -> tuple[Shift, ...]:
    """Leave out one origin after the other, and list which shares move, largest first.

    Parameters
    ----------
    case : Case
    as_of : date or None
    draws : Draws
        Of the whole record, drawn with `seed`.
    seed : int
    package : sequence of int, optional
        A package to look at beside the texts.

    Returns
    -------
    tuple of Shift
        Those of at least `LEAST_SHIFT`. Only the `MOST_ORIGINS` origins that most statements
        rest on are left out, on the first `BATCH` draws; the same random numbers serve with and
        without.
    """
    base = sample_draws(draws.record, min(BATCH, draws.n_draws), seed)
    before = _judged(base, package)
    shifts: list[Shift] = []
    clashes = {party.party: party.clashes for party in draws.record.parties}
    for origin, parties in _leading_origins(draws).items():
        without = record_of(case, as_of, without=frozenset({origin}), clashes=clashes)
        after = _judged(redrawn(base, without, set(parties), seed), package)
        for text, found in after.items():
            shifts += _shifts(origin, len(parties), text, before[text], found)
    return tuple(sorted(shifts, key=lambda s: (-abs(s.change), s.origin, s.text or "")))


def _leading_origins(draws: Draws) -> dict[str, list[str]]:
    """Origins with the party of every statement that rests on them, those with most first."""
    resting: dict[str, list[str]] = {}
    for record in draws.record.parties:
        for statement in record.statements:
            for origin in statement.origins:
                resting.setdefault(origin, []).append(record.party)
    leading = sorted(resting, key=lambda origin: (-len(resting[origin]), origin))
    return {origin: resting[origin] for origin in leading[:MOST_ORIGINS]}


def _judged(draws: Draws, package: Sequence[int] | None) -> dict[str | None, Acceptability]:
    judged: dict[str | None, Acceptability] = {
        text: acceptability_of_text(draws, text) for text in draws.readings
    }
    if package is not None:
        judged[None] = acceptability_of_package(draws, package)
    return judged


def _shifts(
    origin: str, n: int, text: str | None, before: Acceptability, after: Acceptability
) -> list[Shift]:
    changes: dict[str | None, float] = {
        party: after.parties[party].share - share.share for party, share in before.parties.items()
    }
    changes[None] = after.all.share - before.all.share
    return [
        Shift(origin, n, text, party, change)
        for party, change in changes.items()
        if abs(change) >= LEAST_SHIFT
    ]
