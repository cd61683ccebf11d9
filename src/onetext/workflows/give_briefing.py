"""A briefing written down: one record for each party it reached, so that none learns of another.

A record that names two parties, and is shown to both, tells each that the other was there. The ids
are drawn, not counted, for the same reason.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from onetext.errors import ImpossibleRequest, Place, Problem
from onetext.model import (
    DRAFTING_TEAM_ONLY,
    Briefing,
    Case,
    Comment,
    Disposition,
    Marking,
    Text,
    Tlp,
    party_eye,
)


def given_briefings(
    base: Briefing,
    parties: Sequence[str],
    others: Sequence[str],
    new_id: Callable[[], str],
    *,
    is_for_room: bool,
) -> tuple[Briefing, ...]:
    """Return the records of one briefing: one for each party, one for everybody else.

    Parameters
    ----------
    base : Briefing
        What was given; its id and recipients are not used.
    parties : sequence of str
        Party ids.
    others : sequence of str
        Names that are no party's.
    new_id : callable
        Draws an id.
    is_for_room : bool
        Whether each party sees the record in its room.

    Raises
    ------
    ImpossibleRequest
        If it reached nobody, or gave nothing; every problem at once.
    """
    problems = _wrong(base, parties, others)
    if problems:
        raise ImpossibleRequest(*problems)
    records = [
        dataclasses.replace(
            base,
            id=new_id(),
            to=(party,),
            marking=Marking(tlp=Tlp.AMBER, audience=(party,))
            if is_for_room
            else DRAFTING_TEAM_ONLY,
        )
        for party in parties
    ]
    if others:
        apart = dataclasses.replace(base, id=new_id(), to=tuple(others), marking=DRAFTING_TEAM_ONLY)
        records.append(apart)
    return tuple(records)


def _wrong(base: Briefing, parties: Sequence[str], others: Sequence[str]) -> list[Problem]:
    found = []
    if not parties and not others:
        found.append(
            Problem(
                "nobody was briefed",
                "a briefing is kept so that it is known who has seen what",
                "tick a party, or write who else it was",
                Place(path="to"),
            )
        )
    if base.text is None and not base.points and not base.what:
        found.append(
            Problem(
                "nothing was given",
                "a briefing is of a text, of points, or of what was said",
                "choose a text or points, or write what was said",
                Place(path="what"),
            )
        )
    return found


def open_to(text: Text, case: Case, parties: Sequence[str]) -> Text:
    """Return a text marked so that these parties may see it as well; itself where they may."""
    marking = text.marking or case.marking
    new = tuple(party for party in parties if not party_eye(party).may_see(marking))
    if not new:
        return text
    wider = dataclasses.replace(marking, audience=(*marking.audience, *new))
    return dataclasses.replace(text, marking=wider)


def disposed(
    comment: Comment, disposition: Disposition, *, disposed_in: str | None, reply: str
) -> Comment:
    """Return a comment with what became of it.

    Raises
    ------
    ImpossibleRequest
        If it is said to be taken up and not where, or refused and not why.
    """
    taken_up = disposition in (Disposition.ACCEPTED, Disposition.PARTLY)
    if taken_up and not disposed_in and not reply:
        raise ImpossibleRequest(
            Problem(
                "it does not say where the comment was taken up",
                "whoever made it will ask",
                "choose the text, or write how",
                Place(path="disposed_in"),
            )
        )
    if disposition in (Disposition.REFUSED, Disposition.PARTLY) and not reply:
        raise ImpossibleRequest(
            Problem(
                "it does not say why not",
                "a party that is refused without a reason will think that it was not heard",
                "write the reason in a sentence",
                Place(path="reply"),
            )
        )
    is_open = disposition is Disposition.NEW
    return dataclasses.replace(
        comment,
        disposition=disposition,
        disposed_in=None if is_open else disposed_in,
        reply=reply,
    )
