"""Apply decisions that a person wrote in a file, one after another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onetext.errors import NotFound, OnetextError, Place, Problem
from onetext.model import Case, Marking, Reading, Review
from onetext.reading.proposals import ProposedPosition, proposed_positions
from onetext.workflows.journal import Scribe
from onetext.workflows.journal_store import JournalStore
from onetext.workflows.review import Decided, Decision, decide, demand_complete, edited


@dataclass(frozen=True, slots=True)
class FiledDecision:
    """What a person wrote under one proposal of a file.

    Parameters
    ----------
    id : str
        Of the proposal.
    review : Review
    fields : mapping
        What the file says of party, stance, point, options, text and condition.
    note, because : str
    place : Place
        Where it stands.
    """

    id: str
    review: Review
    fields: Mapping[str, Any]
    note: str
    because: str
    place: Place


def apply_decisions(
    store: JournalStore,
    case: Case,
    reading: Reading,
    decisions: Sequence[FiledDecision],
    scribe: Scribe,
    *,
    marking: Marking | None = None,
    told: Callable[[Decided], None] = lambda _: None,
) -> list[Decided]:
    """Write the decisions of a file down; those already on record are left as they are.

    Everything is checked before anything is written.

    Raises
    ------
    OnetextError
        With every decision that cannot be applied, each with its place in the file.
    """
    on_record = {one.id for one in case.statements}
    proposals = {
        one.id: one for one in proposed_positions(case, reading.reports, reading.statements)
    }
    problems: list[Problem] = []
    wanted: list[tuple[ProposedPosition, Decision]] = []
    for filed in decisions:
        if filed.id in on_record:
            continue
        try:
            wanted.append(_wanted(case, proposals, filed, marking))
        except OnetextError as error:
            problems += [Problem(p.what, p.because, p.hint, filed.place) for p in error.problems]
    if problems:
        raise NotFound(*problems)
    found = []
    for proposal, decision in wanted:
        found.append(decide(store, case.id, proposal, decision, scribe, reading=reading))
        told(found[-1])
    return found


def _wanted(
    case: Case,
    proposals: Mapping[str, ProposedPosition],
    filed: FiledDecision,
    marking: Marking | None,
) -> tuple[ProposedPosition, Decision]:
    if filed.id not in proposals:
        raise NotFound(
            Problem(
                what=f"there is no proposal {filed.id}",
                because="the reports given do not have the words it was made from",
                hint="give the same reports with --reports",
            )
        )
    proposal = proposals[filed.id]
    review = filed.review
    if review is not Review.REJECTED:
        changed = edited(case, proposal, **_changes(proposal, filed.fields))
        review = Review.CONFIRMED if changed == proposal else Review.EDITED
        proposal = changed
        demand_complete(proposal)
    return proposal, Decision(review, filed.because, marking, filed.note)


def _changes(proposal: ProposedPosition, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a file that say something else than the proposal."""
    return {
        name: value
        for name, value in fields.items()
        if value not in (None, ()) and value != getattr(proposal, name)
    }
