"""An answer to a briefing that named no text: what a party says of it, for itself and the team."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from onetext.errors import ImpossibleRequest, Place, Problem
from onetext.model import Case, Comment, Marking, Point, Tlp, UncertainDate
from onetext.workflows.briefing_log import Reached


def points_told(case: Case, told: Reached) -> tuple[Point, ...]:
    """Return the points a party may answer on: those it was told of; of none, all it knows.

    Parameters
    ----------
    case : Case
        As the party may see it.
    told : Reached
        The briefing, as it reached the party.
    """
    named = told.briefing.points
    return tuple(point for point in case.points if not named or point.id in named)


def briefing_answer(
    case: Case,
    told: Reached,
    *,
    answer_id: str,
    remark: str,
    points: Collection[str],
    day: datetime.date,
) -> Comment:
    """Return what a party says of a briefing, marked for it and the drafting team alone.

    Parameters
    ----------
    case : Case
        As the party may see it.
    told : Reached
    answer_id : str
        A drawn one: a number would tell how many others answered.
    remark : str
    points : collection of str
        Ids of the points it is about; none: of the briefing as a whole.
    day : date

    Raises
    ------
    ImpossibleRequest
        If it says nothing, or is about a point the party was not told of.
    """
    known = tuple(point.id for point in points_told(case, told))
    problems = []
    if not remark:
        problems.append(
            Problem(
                "the answer says nothing",
                "nothing was written",
                "write what you could accept of it, and what not",
                Place(path="remark"),
            )
        )
    if set(points) - set(known):
        problems.append(
            Problem(
                "a point is ticked that is not of this briefing",
                "an answer is about what was told",
                "tick points of the list",
                Place(path="about"),
            )
        )
    if problems:
        raise ImpossibleRequest(*problems)
    return Comment(
        id=answer_id,
        party=told.party,
        briefing=told.briefing.id,
        points=tuple(point for point in known if point in points),
        remark=remark,
        date=UncertainDate(day.isoformat()),
        marking=Marking(tlp=Tlp.AMBER, audience=(told.party,)),
    )
