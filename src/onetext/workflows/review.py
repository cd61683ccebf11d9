"""Review: what rules propose becomes part of the record only as a person decides.

::

    waiting = undecided(case, reading)          # proposals nobody has decided on
    decide(store, case_id, waiting[0], Decision(Review.CONFIRMED), scribe)

Each decision is written down at once, all of it or nothing: the source (once per report), the
statement with its words and their place, and, unless it was rejected, the position with its
evidence. A statement that was decided on is not proposed again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from onetext.errors import ImpossibleRequest, Place, Problem
from onetext.model import (
    UNKNOWN_DATE,
    Case,
    Marking,
    Position,
    Reading,
    Review,
    ReviewedStatement,
    Source,
    Stance,
    UncertainDate,
)
from onetext.reading.proposals import ProposedPosition, proposed_positions
from onetext.record.entries import Journal
from onetext.workflows.amend import Put, amend
from onetext.workflows.find import find_party, find_point, find_text
from onetext.workflows.journal import Scribe, kept_case, kept_journal
from onetext.workflows.journal_store import JournalStore
from onetext.workflows.review_ids import over_what_was_taken_back, position_id, source_id


@dataclass(frozen=True, slots=True)
class Decision:
    """A person confirms, edits or rejects a proposal, for this reason.

    Parameters
    ----------
    review : Review
        ``CONFIRMED``, ``EDITED`` or ``REJECTED``.
    because : str
        The person's reason, in words; may be empty.
    marking : Marking or None
        Whose eyes the source, the statement and the position are for. None: as the source is
        marked, if the case has it already; else as the case is.
    note : str
        What was said, in the person's own words.
    """

    review: Review
    because: str = ""
    marking: Marking | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """What was written down: the statement, and the position unless it was rejected."""

    statement: ReviewedStatement
    position: Position | None


def undecided(
    case: Case, reading: Reading, erased: Collection[tuple[str, str]] = ()
) -> list[ProposedPosition]:
    """Return what a reading proposes for a case, without what was decided on before.

    Parameters
    ----------
    case : Case
    reading : Reading
    erased : collection of (kind, id)
        Records that were erased: statements among them are not proposed again.
    """
    decided = {one.id for one in case.statements} | {
        record_id for kind, record_id in erased if kind == "statements"
    }
    found = proposed_positions(case, reading.reports, reading.statements)
    return [one for one in found if one.id not in decided]


def edited(
    case: Case,
    proposal: ProposedPosition,
    *,
    party: str | None = None,
    stance: Stance | None = None,
    point: str | None = None,
    options: Sequence[str] | None = None,
    text: str | None = None,
    condition: str | None = None,
) -> ProposedPosition:
    """Return a proposal as a person changes it; None leaves a part as it is.

    Raises
    ------
    NotFound, ImpossibleRequest
        If the case has no such party, point, option or text.
    """
    changed = proposal
    if party is not None:
        changed = replace(changed, party=find_party(case, party).id)
    if stance is not None:
        changed = replace(changed, stance=stance)
    if point is not None and (point := find_point(case, point).id) != changed.point:
        changed = replace(changed, point=point, text=None, options=())
    if text is not None:
        changed = replace(changed, text=find_text(case, text).id, point=None, options=())
    if options is not None:
        changed = replace(changed, options=tuple(options))
    if condition is not None:
        changed = replace(changed, condition=condition)
    _demand_known_options(case, changed)
    return changed


def decide(
    store: JournalStore,
    case_id: str,
    proposal: ProposedPosition,
    decision: Decision,
    scribe: Scribe,
    *,
    reading: Reading | None = None,
) -> Decided:
    """Write a decision down.

    Parameters
    ----------
    store, case_id
    proposal : ProposedPosition
        As decided: as proposed, or as `edited`.
    decision : Decision
    scribe : Scribe
    reading : Reading or None
        The reading the proposal came from: a report that shares its origin with one the case has
        already becomes a source derived from it, so that the two count once.

    Raises
    ------
    ImpossibleRequest
        If the proposal still lacks what a position needs, or the statement was erased; nothing
        was written.
    RecordMovedOn
        If the statement was decided on meanwhile; nothing was written.
    """
    case, journal = kept_case(store, case_id).case, kept_journal(store, case_id)
    decided, records = decided_records(case, proposal, decision, journal, reading=reading)
    amend(store, case_id, records, scribe)
    return decided


def decided_records(
    case: Case,
    proposal: ProposedPosition,
    decision: Decision,
    journal: Journal,
    *,
    reading: Reading | None = None,
) -> tuple[Decided, tuple[Put, ...]]:
    """Return what a decision comes to, and the records that say so, to be written together.

    Parameters
    ----------
    case : Case
        As it stands.
    proposal, decision, reading
        As for `decide`.
    journal : Journal
        As whoever decides may see it: an id in it is given to nothing else.

    Raises
    ------
    ImpossibleRequest
        If the proposal still lacks what a position needs, or the statement was erased.
    """
    is_rejected = decision.review is Review.REJECTED
    if not is_rejected:
        demand_complete(proposal)
    source, is_new = _source(case, proposal, decision, _kin(proposal, reading), journal)
    marking = decision.marking or source.marking
    position = None if is_rejected else _position(proposal, decision, source, marking)
    if position is not None:
        position = replace(position, id=position_id(position.id, journal))
    statement = ReviewedStatement(
        id=proposal.id,
        words=proposal.words,
        review=decision.review,
        speaker=proposal.said_by,
        about=about(proposal),
        position=position.id if position else None,
        places=tuple(f"{span.start}-{span.end}" for span in proposal.statement.content),
        sha256=proposal.report.sha256,
        reader=proposal.report.reader,
        rule=proposal.rule,
        because=decision.because,
        sources=(source.id,),
        marking=marking,
    )
    records = [Put("sources", source)] if is_new else []
    records += [Put("positions", position)] if position else []
    records += [Put("statements", statement)]
    return Decided(statement, position), over_what_was_taken_back(records, journal)


def about(proposal: ProposedPosition) -> str:
    """Say in a line what a proposal says: party, stance, point or text, options."""
    subject = proposal.point or proposal.text or "?"
    options = f": {', '.join(proposal.options)}" if proposal.options else ""
    condition = f" ({proposal.condition})" if proposal.condition else ""
    return f"{proposal.party or '?'} {proposal.stance} {subject}{options}{condition}"


def _position(
    proposal: ProposedPosition, decision: Decision, source: Source, marking: Marking | None
) -> Position:
    assert proposal.party is not None
    subject = proposal.point or proposal.text
    return Position(
        id=f"{proposal.party}-{subject}-{proposal.id.removeprefix('s-')[:8]}",
        party=proposal.party,
        stance=proposal.stance,
        point=proposal.point,
        text=proposal.text,
        options=proposal.options if proposal.point else (),
        since=_day(proposal),
        condition=proposal.condition if proposal.stance is Stance.ACCEPTS_IF else "",
        note=decision.note,
        said_by=proposal.said_by,
        sources=(source.id,),
        marking=marking,
    )


def _source(
    case: Case, proposal: ProposedPosition, decision: Decision, kin: set[str], journal: Journal
) -> tuple[Source, bool]:
    """The source of a report, and whether it is new to the case."""
    report = proposal.report
    known = next((one for one in case.sources if one.sha256 == report.sha256), None)
    if known is not None:
        return known, False
    related = [one.id for one in case.sources if one.sha256 and one.sha256 in kin]
    grade = proposal.statement.suggested
    base = re.sub(r"[^a-z0-9.]+", "-", report.id.lower()).strip("-.")[:60] or "report"
    source = Source(
        id=source_id(base, report.sha256, journal),
        title=report.title or report.id,
        published=_day(proposal),
        language=report.language,
        reliability=grade.reliability if grade else "F",
        credibility=grade.credibility if grade else "6",
        derived_from=tuple(related[:1]),
        sha256=report.sha256,
        marking=decision.marking,
    )
    return source, True


def _kin(proposal: ProposedPosition, reading: Reading | None) -> set[str]:
    """Checksums of the reports that share their origin with a proposal's report."""
    if reading is None:
        return set()
    reached, waiting = {proposal.report.id}, [proposal.report.id]
    while waiting:
        current = waiting.pop()
        for link in reading.links:
            if current in link.reports:
                new = set(link.reports) - reached
                reached |= new
                waiting.extend(new)
    return {one.sha256 for one in reading.reports if one.id in reached} - {proposal.report.sha256}


def _day(proposal: ProposedPosition) -> UncertainDate:
    """The day the report appeared: what it tells was said by then, and is dated no earlier."""
    published = proposal.report.published
    return UncertainDate(published.isoformat()) if published else UNKNOWN_DATE


def demand_complete(proposal: ProposedPosition) -> None:
    """Raise ImpossibleRequest, naming what is missing, unless a proposal can be a position."""
    missing = [*proposal.lacks]
    if proposal.stance.says_nothing:
        missing.append("stance")
    if proposal.stance is Stance.ACCEPTS_IF and not proposal.condition:
        missing.append("condition")
    if missing:
        raise ImpossibleRequest(*(_lacking(name) for name in missing))


def _lacking(name: str) -> Problem:
    return Problem(
        what="it is not clear whose stance this is"
        if name == "party"
        else "it is not clear what this is about"
        if name == "text"
        else "it is not clear which option is meant"
        if name == "options"
        else "it is not clear which stance is taken"
        if name == "stance"
        else "it does not say on what condition",
        because="the words of the report do not say it, or not clearly",
        hint="edit the proposal and give it, or reject it",
        place=Place(path="point" if name == "text" else name),
    )


def _demand_known_options(case: Case, proposal: ProposedPosition) -> None:
    if not proposal.options:
        return
    known = [one.id for one in find_point(case, proposal.point or "").options]
    unknown = [one for one in proposal.options if one not in known]
    if unknown:
        raise ImpossibleRequest(
            Problem(
                what=f"there is no option {unknown[0]!r} of {proposal.point}",
                because=f"its options are: {', '.join(known) or 'none yet'}",
                hint="use one of the option ids above",
                place=Place(path="options"),
            )
        )
