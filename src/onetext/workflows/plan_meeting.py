"""A meeting or a milestone as a form gives it; nothing of a date is filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onetext.errors import ImpossibleRequest, Place, Problem
from onetext.model import Hours, Meeting, MeetingStatus, Milestone, UncertainDate
from onetext.workflows.calendar_entries import HAPPENED
from onetext.workflows.meeting_hours import hours_problems


def planned_meeting(
    base: Meeting,
    *,
    title: str,
    date: UncertainDate,
    status: MeetingStatus,
    place: str,
    parties: Sequence[str],
    participants: Sequence[str],
    track: str | None,
    outcome: str,
    note: str,
    hours: Hours | None = None,
) -> Meeting:
    """Return a meeting as changed; its sources and whatever the form does not ask for stay.

    Raises
    ------
    ImpossibleRequest
        If it has no title, an outcome before it was held, or hours that are no moments.
    """
    problems = _untitled(title)
    if outcome and status not in HAPPENED:
        problems.append(
            Problem(
                "a meeting that was not held has no outcome",
                f"its status is {status}",
                "choose “held”, or keep these words as a note",
                Place(path="outcome"),
            )
        )
    problems += hours_problems(date, hours) if hours else ()
    if problems:
        raise ImpossibleRequest(*problems)
    return replace(
        base,
        title=title,
        date=date,
        hours=hours,
        status=status,
        place=place,
        parties=tuple(parties),
        participants=tuple(participants),
        track=track,
        outcome=outcome,
        note=note,
    )


def planned_milestone(base: Milestone, *, title: str, date: UncertainDate, note: str) -> Milestone:
    """Return a milestone as changed.

    Raises
    ------
    ImpossibleRequest
        If it has no title.
    """
    problems = _untitled(title)
    if problems:
        raise ImpossibleRequest(*problems)
    return replace(base, title=title, date=date, note=note)


def _untitled(title: str) -> list[Problem]:
    if title:
        return []
    return [
        Problem(
            "it has no title",
            "it is told apart by its title",
            "such as “Second round”",
            Place(path="title"),
        )
    ]
