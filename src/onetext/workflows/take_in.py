"""Take an answer from a room into the record: the team says how far it believes that it is meant.

What a party writes in its room counts at once, at even odds, since nobody has weighed it. Weighing
it gives its records a source, for the team alone: a party that read its own grade would learn to
please it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from onetext.errors import ImpossibleRequest, Place, Problem
from onetext.model import DRAFTING_TEAM_ONLY, Source, SourceKind, UncertainDate
from onetext.preferences.credence import CREDIBILITY
from onetext.workflows.amend import Put
from onetext.workflows.rooms import GivenAnswer


def taken_in(
    answer: GivenAnswer,
    party_name: str,
    credibility: str,
    made_from: Callable[[str, str], int],
    source: Source | None = None,
) -> list[Put]:
    """Return the source of an answer, and its records with it.

    Parameters
    ----------
    answer : GivenAnswer
    party_name : str
    credibility : str
        Admiralty 1 (confirmed) to 6 (cannot be judged): is it what the party wants?
    made_from : callable
        Kind and id to the number of the record's last entry.
    source : Source or None
        The one it was given before; its grade is changed.

    Raises
    ------
    ImpossibleRequest
        If there is no such grade.
    """
    if credibility not in CREDIBILITY:
        raise ImpossibleRequest(
            Problem(
                f"there is no credibility {credibility!r}",
                "it goes from 1, confirmed, to 5, improbable; 6 is that it cannot be judged",
                "choose one of them",
                Place(path="credibility"),
            )
        )
    new = Source(
        id=source_of(answer),
        title=f"Answer of {party_name} in its room on {answer.day}",
        published=UncertainDate(answer.day),
        kind=SourceKind.MEMCON,
        reliability="B",
        credibility=credibility,
        grade_confirmed=True,
        marking=DRAFTING_TEAM_ONLY,
    )
    puts = [Put("sources", new, made_from("sources", new.id) if source else 0)]
    for kind, records in (
        ("positions", answer.positions),
        ("comparisons", answer.comparisons),
        ("comments", answer.comments),
    ):
        for record in records:
            if new.id not in record.sources:
                cited = dataclasses.replace(record, sources=(*record.sources, new.id))
                puts.append(Put(kind, cited, made_from(kind, record.id)))
    return puts


def source_of(answer: GivenAnswer) -> str:
    """Return the id of the source an answer is given when it is taken in."""
    return f"{answer.id}-said"
