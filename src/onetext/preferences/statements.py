"""What each party has said by a day, in the order it was said, with how far it is believed.

A later statement of a party on an option takes the place of an earlier one. Where the later one
is doubtful, a draw in which it does not hold falls back on the one before. Silence and unknown
are no statements: they neither constrain anything nor take the place of anything.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from onetext.model import Case, Position, Stance, UncertainDate
from onetext.preferences.credence import credence


@dataclass(frozen=True, slots=True)
class Statement:
    """A position that says something, with how far it is believed and on which origins.

    Parameters
    ----------
    position : Position
        Its stance is neither silent nor unknown.
    credence : float
        Between 0 and 1.
    origins : tuple of str
        Source ids of the independent origins it rests on.
    """

    position: Position
    credence: float
    origins: tuple[str, ...]


def is_on_record(position: Position, as_of: datetime.date | None) -> bool:
    """Whether a position had been taken, and not withdrawn, by a day (None: ever)."""
    return is_in_time(position.since, position.until, as_of)


def is_in_time(since: UncertainDate, until: UncertainDate, as_of: datetime.date | None) -> bool:
    """Whether what was said then had been said, and not withdrawn, by a day (None: ever)."""
    if as_of is None:
        return True
    withdrawn = until.latest is not None and until.latest < as_of
    return since.is_known_by(as_of) and not withdrawn


def statements_of(
    case: Case,
    party: str,
    as_of: datetime.date | None = None,
    *,
    without: frozenset[str] = frozenset(),
) -> tuple[Statement, ...]:
    """List what a party has said by a day, oldest first; what is undated comes before all else.

    Parameters
    ----------
    case : Case
    party : str
        Party id.
    as_of : date, optional
        By default everything on record.
    without : frozenset of str
        Origins to take out of the record; statements that rest on nothing else go with them.
    """
    sources = {source.id: source for source in case.sources}
    found = []
    for position in case.positions:
        if position.party != party or position.stance.says_nothing:
            continue
        if not is_on_record(position, as_of):
            continue
        belief = credence(
            position.sources, sources, unverified=position.unverified, without=without
        )
        if belief.value > 0.0 or not without:
            found.append(Statement(position, belief.value, belief.origins))
    return tuple(sorted(found, key=lambda s: (s.position.since.sort_key, s.position.id)))


def same_day_groups(statements: Iterable[Statement]) -> list[list[Statement]]:
    """Split statements, oldest first, into those that were made at one and the same date."""
    return [
        list(group) for _, group in groupby(statements, key=lambda s: s.position.since.sort_key)
    ]


Subject = tuple[str, str]
"""(point id, option id), or ("", text id) for a whole text."""


def subjects_of(position: Position) -> tuple[Subject, ...]:
    """What a position is about: each of its options, or its text."""
    if position.text is not None:
        return (("", position.text),)
    return tuple((position.point or "", option) for option in position.options)


def in_force(statements: Iterable[Statement]) -> Mapping[Subject, tuple[Statement, ...]]:
    """Return the statements of one party in force, per option and text.

    Several remain for a subject only where they were made at one date; where their stances
    differ, the record contradicts itself.
    """
    latest: dict[Subject, tuple[Statement, ...]] = {}
    for group in same_day_groups(statements):
        today: dict[Subject, tuple[Statement, ...]] = {}
        for statement in group:
            for subject in subjects_of(statement.position):
                today[subject] = (*today.get(subject, ()), statement)
        latest.update(today)
    return latest


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One party said both, at one date, of one and the same thing."""

    party: str
    subject: Subject
    statements: tuple[Statement, ...]


def contradictions(party: str, statements: Iterable[Statement]) -> tuple[Contradiction, ...]:
    """List where statements in force of one party, made at one date, differ in stance."""
    return tuple(
        Contradiction(party, subject, made)
        for subject, made in in_force(statements).items()
        if len({stated_rank(s.position.stance) for s in made}) > 1
    )


def stated_rank(stance: Stance) -> int:
    """Return the place of a stance that says something, larger is more favourable."""
    rank = stance.rank
    if rank is None:
        raise ValueError(f"the stance {stance} says nothing")
    return rank
