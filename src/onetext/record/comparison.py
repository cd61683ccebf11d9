"""What changed between two texts, point by point, though the numbering changed.

Points are matched by their id, never by the printed number. What is not known stays unknown: in a
text known only in part, a missing clause is not a dropped one, and where a wording is our
paraphrase, equal options count as kept in substance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from onetext.model import Alternative, Case, Clause, ClauseState, Text


class Operation(StrEnum):
    """What was done to a point between two texts."""

    KEEP = "keep"
    REWORD = "reword"
    RENUMBER = "renumber"
    SPLIT = "split"
    MERGE = "merge"
    ADD = "add"
    DROP = "drop"
    BRACKET = "bracket"
    UNBRACKET = "unbracket"
    MOVE = "move"
    AGREE = "agree"
    AGREE_IN_PART = "agree-in-part"
    REOPEN = "reopen"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PointChange:
    """What became of one point between text A and text B.

    Attributes
    ----------
    number_a, number_b : str or None
        Numbers printed in either text, joined by ", " where a point has several clauses.
    operations : tuple of Operation
        At least one. `keep` stands alone or beside `renumber`, `split` or `merge`. `agree`: all
        that sign agree now, and did not; `agree-in-part`: some of them do, and before it were none
        or all; `reopen`: it was agreed, by all or some, and is not.
    before, after : str or None
        The wordings, alternatives in brackets with who asked for them; None where there is none.
    is_paraphrase : bool
        Whether a wording is our own words for what the text says, so that `keep` and `reword`
        speak of the option it realises.
    unverified : bool
        Whether a clause was recalled or inferred rather than read in a source.
    """

    point: str
    title: str
    number_a: str | None
    number_b: str | None
    operations: tuple[Operation, ...]
    before: str | None
    after: str | None
    is_paraphrase: bool = False
    unverified: bool = False


def compare_texts(case: Case, a: Text, b: Text, *, language: str = "en") -> tuple[PointChange, ...]:
    """List what became of every point of either text.

    Parameters
    ----------
    case : Case
        Gives the points their titles and the parties their names.
    a, b : Text
        The earlier and the later text; swapping them swaps `add` and `drop`.
    language : str
        BCP 47 tag of the wordings to compare; another language is shown where it is missing.

    Returns
    -------
    tuple of PointChange
        In the order of `a`, then the points only `b` has, in its order.
    """
    titles = {point.id: point.title for point in case.points}
    names = {party.id: party.name for party in case.parties}
    signing = frozenset(party.id for party in case.parties if party.signs)
    point_ids = dict.fromkeys(clause.point for text in (a, b) for clause in text.clauses)
    changes = []
    for point_id in point_ids:
        clauses_a, clauses_b = _standing(a, point_id), _standing(b, point_id)
        if not clauses_a and not clauses_b:
            continue
        changes.append(
            PointChange(
                point=point_id,
                title=titles.get(point_id, point_id),
                number_a=_numbers(clauses_a),
                number_b=_numbers(clauses_b),
                operations=_operations(a, b, point_id, signing),
                before=_wording(clauses_a, names, language),
                after=_wording(clauses_b, names, language),
                is_paraphrase=a.is_paraphrase or b.is_paraphrase,
                unverified=any(clause.unverified for clause in (*clauses_a, *clauses_b)),
            )
        )
    return tuple(changes)


def _standing(text: Text, point_id: str) -> tuple[Clause, ...]:
    """Clauses on the point that stand in the text, those struck out left aside."""
    return tuple(c for c in text.clauses_on(point_id) if c.state is not ClauseState.DROPPED)


def _operations(a: Text, b: Text, point_id: str, signing: frozenset[str]) -> tuple[Operation, ...]:
    clauses_a, clauses_b = _standing(a, point_id), _standing(b, point_id)
    if not clauses_a:
        return (Operation.ADD if _is_told(a, point_id) else Operation.UNKNOWN,)
    if not clauses_b:
        return (Operation.DROP if _is_told(b, point_id) else Operation.UNKNOWN,)
    operations = [*_regrouping(a, b, point_id), *_bracketing(clauses_a, clauses_b)]
    if all(clause.state is ClauseState.MOVED for clause in clauses_b) and not all(
        clause.state is ClauseState.MOVED for clause in clauses_a
    ):
        operations.append(Operation.MOVE)
    operations += _agreeing(clauses_a, clauses_b, signing)
    same = _is_same(clauses_a, clauses_b, by_option=a.is_paraphrase or b.is_paraphrase)
    if same is None:
        operations.append(Operation.UNKNOWN)
    elif not same:
        operations.append(Operation.REWORD)
    elif not _OF_STATE & set(operations):
        operations.insert(0, Operation.KEEP)
    return tuple(operations)


_OF_STATE = {
    Operation.BRACKET,
    Operation.UNBRACKET,
    Operation.MOVE,
    Operation.AGREE,
    Operation.AGREE_IN_PART,
    Operation.REOPEN,
}


def _is_told(text: Text, point_id: str) -> bool:
    """Whether the absence of a standing clause means that the text leaves the point out."""
    return text.is_complete or bool(text.clauses_on(point_id))


def _regrouping(a: Text, b: Text, point_id: str) -> list[Operation]:
    numbers_a = {c.number for c in _standing(a, point_id) if c.number is not None}
    numbers_b = {c.number for c in _standing(b, point_id) if c.number is not None}
    operations = []
    if numbers_a and numbers_b and numbers_a != numbers_b:
        operations.append(Operation.RENUMBER)
    if len(numbers_b) > 1 and len(numbers_b) > len(numbers_a):
        operations.append(Operation.SPLIT)
    if _neighbours(b, point_id) - _neighbours(a, point_id):
        operations.append(Operation.MERGE)
    return operations


def _neighbours(text: Text, point_id: str) -> set[str]:
    """Other points printed under a number of this one."""
    numbers = {c.number for c in _standing(text, point_id) if c.number is not None}
    return {
        c.point
        for c in text.clauses
        if c.point != point_id and c.number in numbers and c.state is not ClauseState.DROPPED
    }


def _bracketing(before: Sequence[Clause], after: Sequence[Clause]) -> list[Operation]:
    was, is_now = (any(_is_bracketed(c) for c in clauses) for clauses in (before, after))
    if was == is_now:
        return []
    return [Operation.BRACKET if is_now else Operation.UNBRACKET]


_AGREED = {0: Operation.REOPEN, 1: Operation.AGREE_IN_PART, 2: Operation.AGREE}


def _agreeing(
    before: Sequence[Clause], after: Sequence[Clause], signing: frozenset[str]
) -> list[Operation]:
    """Say what became of an agreement; of a point moved elsewhere its new place says it."""
    if any(clause.state is ClauseState.MOVED for clause in (*before, *after)):
        return []
    was, is_now = (min(_agreed(c, signing) for c in clauses) for clauses in (before, after))
    return [] if was == is_now else [_AGREED[is_now]]


def _agreed(clause: Clause, signing: frozenset[str]) -> int:
    """2: between all that sign; 1: between some; 0: not agreed."""
    if clause.state is not ClauseState.AGREED:
        return 0
    return 1 if clause.agreed_by and not signing <= set(clause.agreed_by) else 2


def _is_bracketed(clause: Clause) -> bool:
    return clause.state is ClauseState.BRACKETED or bool(clause.alternatives)


def _is_same(before: Sequence[Clause], after: Sequence[Clause], *, by_option: bool) -> bool | None:
    """Whether both say the same; None where a paraphrase leaves it open."""
    if not by_option:
        return _contents(before) == _contents(after)
    if [_wordings(c) for c in before] == [_wordings(c) for c in after]:
        return True
    options_a, options_b = {c.option for c in before}, {c.option for c in after}
    if None in options_a or None in options_b:
        bracketed = any(_is_bracketed(c) for c in (*before, *after))
        return False if bracketed or options_a != options_b else None
    return options_a == options_b


def _contents(clauses: Sequence[Clause]) -> list[object]:
    return [
        (_wordings(clause), [(_wordings(other), other.asked_by) for other in clause.alternatives])
        for clause in clauses
    ]


def _wordings(clause: Clause | Alternative) -> list[tuple[str, str]]:
    """The words by language; how they are spaced or broken into lines is no wording."""
    return sorted((language, " ".join(words.split())) for language, words in clause.wording.items())


def _numbers(clauses: Sequence[Clause]) -> str | None:
    numbers = dict.fromkeys(clause.number for clause in clauses if clause.number is not None)
    return ", ".join(numbers) or None


def _wording(clauses: Sequence[Clause], names: Mapping[str, str], language: str) -> str | None:
    """Print the clauses as one string, alternatives in brackets with who asked for them."""
    if not clauses:
        return None
    return "\n".join(_printed(clause, names, language) for clause in clauses)


def _printed(clause: Clause, names: Mapping[str, str], language: str) -> str:
    parts = [_in_language(clause.wording, language)]
    if clause.alternatives:
        alternatives = []
        for alternative in clause.alternatives:
            words = _in_language(alternative.wording, language) or alternative.option or ""
            who = ", ".join(names.get(party, party) for party in alternative.asked_by)
            alternatives.append(f"{who}: {words}" if who else words)
        parts.append(f"[{' / '.join(alternatives)}]")
    return " ".join(part for part in parts if part)


def _in_language(wording: Mapping[str, str], language: str) -> str:
    if language in wording:
        return wording[language]
    return next(iter(wording.values()), "")
