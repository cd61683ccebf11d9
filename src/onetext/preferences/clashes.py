"""Smallest sets of one party's statements that no profile satisfies together.

Statements in force are looked at, each as if it held for certain. A set is smallest when any one
of its statements dropped lets the rest stand. Sets are found one after the other: once one is
found, each of its statements is left out in turn and the rest is looked at again, to a limit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onetext.bargaining.space import Space
from onetext.preferences.answers import answer_of
from onetext.preferences.claims import Claim
from onetext.preferences.holding import Clash
from onetext.preferences.program import Program, program_of
from onetext.preferences.readings import Readings
from onetext.preferences.statements import Statement, in_force, stated_rank

MOST_CLASHES = 6
_MOST_LOOKS = 24


def smallest_clashes(
    statements: Sequence[Statement],
    claims: Sequence[Claim],
    space: Space,
    texts: Mapping[str, Readings],
) -> tuple[Clash, ...]:
    """List smallest sets of statements in force that contradict each other, at most a handful.

    Two stances to one and the same thing at one date are not looked at here: `contradictions`
    names them, and a draw takes one of them.
    """
    spoken = [s for made in in_force(statements).values() for s in made]
    doubled = {
        s.position.id
        for made in in_force(statements).values()
        if len({stated_rank(s.position.stance) for s in made}) > 1
        for s in made
    }
    standing = {s.position.id: s for s in spoken if s.position.id not in doubled}
    joined = [s for s in standing.values() if _joins_points(s)]
    if not joined and not claims:
        return ()
    program = program_of(list(standing.values()), claims, space, texts)
    names = [*standing, *(claim.key for claim in _latest(claims))]
    return tuple(_clashes(program, names))


def _joins_points(statement: Statement) -> bool:
    position = statement.position
    return bool(position.provided) or (
        position.text is not None and answer_of(position.stance) != 0
    )


def _latest(claims: Sequence[Claim]) -> list[Claim]:
    """Claims that no later one on the same subject has taken the place of."""
    last = {claim.subject: claim.day.sort_key for claim in claims}
    return [claim for claim in claims if claim.day.sort_key == last[claim.subject]]


def _clashes(program: Program, names: Sequence[str]) -> list[Clash]:
    found: list[Clash] = []
    waiting: list[frozenset[str]] = [frozenset()]
    looked: set[frozenset[str]] = set()
    while waiting and len(found) < MOST_CLASHES and len(looked) < _MOST_LOOKS:
        left_out = waiting.pop(0)
        if left_out in looked:
            continue
        looked.add(left_out)
        known = next((clash for clash in found if not left_out & set(clash)), None)
        if known is None:
            rest = [name for name in names if name not in left_out]
            if program.has_room(rest):
                continue
            known = _smallest(program, rest)
            found.append(known)
        waiting += [left_out | {name} for name in known]
    return found


def _smallest(program: Program, names: Sequence[str]) -> Clash:
    """Drop statements one after the other, halves first, as long as what is left has no room."""
    kept = list(names)
    size = max(1, len(kept) // 2)
    while True:
        place = 0
        while place < len(kept):
            fewer = kept[:place] + kept[place + size :]
            if fewer and not program.has_room(fewer):
                kept = fewer
            else:
                place += size
        if size == 1:
            return tuple(kept)
        size = max(1, size // 2)
