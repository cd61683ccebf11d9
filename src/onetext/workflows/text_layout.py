"""A text laid out clause by clause: as drafted with its brackets, clean, or for one party.

The clean view is the chair's: what stands, without brackets, names or struck points; a point that
is not settled says so and no more. A party's view names nobody but that party: what it asked for is
marked as its own, what others asked for as others'.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from onetext.model import Alternative, Case, Clause, ClauseState, Option, Point, Position, Text
from onetext.preferences.statements import in_force, statements_of

AGREED_BETWEEN_SOME = "agreed-between-some"
"""Not agreed: the others that sign have not said yes."""


class TextView(StrEnum):
    """How a text is laid out."""

    BRACKETED = "bracketed"
    CLEAN = "clean"
    PARTY = "party"


@dataclass(frozen=True, slots=True)
class LaidAlternative:
    """One of the wordings that compete.

    Parameters
    ----------
    wording : tuple of (language, words)
        Empty: only the option is known.
    option : Option or None
    asked_by : tuple of str
        Party ids, as far as the view names them.
    is_own, is_of_others : bool
        Of a party's view: asked for by that party; by somebody else.
    """

    wording: tuple[tuple[str, str], ...]
    option: Option | None
    asked_by: tuple[str, ...] = ()
    is_own: bool = False
    is_of_others: bool = False


@dataclass(frozen=True, slots=True)
class LaidClause:
    """One clause as a view prints it.

    Parameters
    ----------
    key : str
        Unlike any other clause's of the text, for an address inside the page.
    clause : Clause
    point : Point
    wording : tuple of (language, words)
    option : Option or None
    alternatives : tuple of LaidAlternative
    is_unsettled : bool
        Of a clean view: the point is in brackets, or nothing is worded.
    is_first_of_point : bool
        Whether no clause before it is on the same point.
    said : tuple of Position
        Of a party's view: what the party has said, in force, of the clause's options.
    """

    key: str
    clause: Clause
    point: Point
    wording: tuple[tuple[str, str], ...]
    option: Option | None
    alternatives: tuple[LaidAlternative, ...]
    is_unsettled: bool
    is_first_of_point: bool
    said: tuple[Position, ...] = ()


@dataclass(frozen=True, slots=True)
class LaidText:
    """A text as a view prints it.

    Parameters
    ----------
    clauses : tuple of LaidClause
    states : mapping
        `ClauseState`, or `AGREED_BETWEEN_SOME`, to how many clauses stand so.
    missing : tuple of Point
        Points without a clause.
    """

    clauses: tuple[LaidClause, ...]
    states: Mapping[str, int]
    missing: tuple[Point, ...]


def laid_out(
    case: Case,
    text: Text,
    view: TextView = TextView.BRACKETED,
    *,
    party: str | None = None,
    as_of: datetime.date | None = None,
) -> LaidText:
    """Lay a text out.

    Parameters
    ----------
    case : Case
    text : Text
    view : TextView
    party : str, optional
        Id of the party a party's view is for.
    as_of : date, optional
        The day whose positions a party's view shows.
    """
    points = {point.id: point for point in case.points}
    said = _said(case, party, as_of) if view is TextView.PARTY and party else {}
    signing = {one.id for one in case.parties if one.signs}
    counts: dict[str, int] = dict.fromkeys((*ClauseState, AGREED_BETWEEN_SOME), 0)
    laid: list[LaidClause] = []
    for place, clause in enumerate(text.clauses):
        counts[_standing(clause, signing)] += 1
        if view is TextView.CLEAN and clause.state is ClauseState.DROPPED:
            continue
        point = points.get(clause.point) or Point(id=clause.point, title=clause.point)
        is_first = clause.point not in {one.point.id for one in laid}
        laid.append(_laid(clause, place, point, view, party, said, is_first))
    told = {clause.point for clause in text.clauses}
    missing = tuple(point for point in case.points if point.id not in told)
    return LaidText(tuple(laid), counts, missing)


def _standing(clause: Clause, signing: set[str]) -> str:
    """Return how a clause stands; agreed is only what everyone who signs agreed to."""
    if clause.state is not ClauseState.AGREED:
        return clause.state
    is_partial = bool(clause.agreed_by) and not signing <= set(clause.agreed_by)
    return AGREED_BETWEEN_SOME if is_partial else ClauseState.AGREED


def _laid(
    clause: Clause,
    place: int,
    point: Point,
    view: TextView,
    party: str | None,
    said: Mapping[tuple[str, str], Sequence[Position]],
    is_first: bool,
) -> LaidClause:
    options = {option.id: option for option in point.options}
    is_clean = view is TextView.CLEAN
    alternatives = [_alternative(one, options, view, party) for one in clause.alternatives]
    in_brackets = clause.state is ClauseState.BRACKETED or bool(clause.alternatives)
    is_worded = bool(clause.wording) or clause.option is not None
    named = dict.fromkeys((clause.option, *(one.option for one in clause.alternatives)))
    found = (p for option in named if option for p in said.get((clause.point, option), ()))
    return LaidClause(
        key=f"{clause.point}-{place}",
        clause=clause,
        point=point,
        wording=() if is_clean and in_brackets else tuple(clause.wording.items()),
        option=options.get(clause.option or ""),
        alternatives=() if is_clean else tuple(sorted(alternatives, key=lambda a: not a.is_own)),
        is_unsettled=is_clean and (in_brackets or not is_worded),
        is_first_of_point=is_first,
        said=tuple({position.id: position for position in found}.values()),
    )


def _alternative(
    one: Alternative, options: Mapping[str, Option], view: TextView, party: str | None
) -> LaidAlternative:
    is_own = view is TextView.PARTY and party in one.asked_by
    others = tuple(name for name in one.asked_by if name != party)
    return LaidAlternative(
        wording=tuple(one.wording.items()),
        option=options.get(one.option or ""),
        asked_by=one.asked_by if view is TextView.BRACKETED else (),
        is_own=is_own,
        is_of_others=view is TextView.PARTY and bool(others),
    )


def _said(
    case: Case, party: str, as_of: datetime.date | None
) -> Mapping[tuple[str, str], Sequence[Position]]:
    """Return (point, option) to what a party has said of it that is in force."""
    held = in_force(statements_of(case, party, as_of or case.as_of))
    return {about: [one.position for one in found] for about, found in held.items()}
