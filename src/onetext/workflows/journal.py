"""Keep a case, read it again, take records back, verify: what a person does with a journal.

Every verb holds the journal for as long as it writes, checks the whole chain before it adds to
it, and either writes all of what it was asked to or nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from onetext.errors import BrokenJournal, ImpossibleRequest, NotFound, Place, Problem, RecordMovedOn
from onetext.model import DRAFTING_TEAM, RESERVED, TEAM_EYE, Case, Eye
from onetext.record.chain import ChainCheck, Draft, appended, chain_check
from onetext.record.changes import Changes, changes_since, withdrawal
from onetext.record.entries import Head, Journal, Written, origin, timestamp
from onetext.record.eyes import own_chain, own_head
from onetext.record.folding import Standing, folded, seen_by
from onetext.record.receipts import Receipt, receipt_fault
from onetext.record.views import CaseView, case_view, is_empty_for
from onetext.workflows.journal_store import JournalPen, JournalStore


@dataclass(frozen=True, slots=True)
class Scribe:
    """Who writes, when, and with which salts: what an entry needs from the world outside.

    Parameters
    ----------
    by : str
        The person, as entries name them.
    now : datetime
        With its time zone.
    new_salt : callable
        Returns 32 fresh random bytes at each call.
    eye : Eye
        Whose eyes the person has: nothing shown to the writer goes beyond them.
    """

    by: str
    now: datetime.datetime
    new_salt: Callable[[], bytes]
    eye: Eye = TEAM_EYE


def keep_case(
    store: JournalStore,
    case: Case,
    scribe: Scribe,
    *,
    made_from: int | None = None,
    tell: Callable[[Changes], None] = lambda _: None,
) -> Changes:
    """Write down what a case says that the record does not say yet.

    One entry per record that is new or has changed; a record that is not in the case any more is
    withdrawn. All of it is kept, or nothing.

    Parameters
    ----------
    store : JournalStore
    case : Case
    scribe : Scribe
    made_from : int or None
        Number of the last entry that whoever made the case had read: what others wrote since then
        stays. None: all that is written; the case is then the whole truth.
    tell : callable
        Is told what will be written before it is. What it raises stops the writing.

    Raises
    ------
    RecordMovedOn
        If a record that the case changes was changed by somebody else since `made_from`, with
        both versions of each; nothing was written.
    ImpossibleRequest
        If the journal never had that many entries.
    """
    with store.writing(case.id) as pen:
        journal = pen.journal()
        demand_whole(journal, case.id)
        base = journal[: _demand_reached(made_from, journal, case.id)]
        found = changes_since(folded(base), folded(journal), case)
        _demand_not_moved(pen, found.drafts, scribe)
        tell(found)
        _write(pen, found.drafts, scribe)
    return found


def write_drafts(
    store: JournalStore, case_id: str, drafts: Iterable[Draft], scribe: Scribe
) -> tuple[Written, ...]:
    """Add entries to a case's journal, unless a record moved on since it was read.

    Raises
    ------
    RecordMovedOn
        With both versions of every record that did; nothing was written.
    """
    wanted = tuple(drafts)
    return write_made(store, case_id, lambda _pen: wanted, scribe)


def write_made(
    store: JournalStore,
    case_id: str,
    made: Callable[[JournalPen], Iterable[Draft]],
    scribe: Scribe,
) -> tuple[Written, ...]:
    """Add entries that are made once the journal is held, unless a record moved on.

    Raises
    ------
    RecordMovedOn
        With both versions of every record that did; nothing was written.
    """
    with store.writing(case_id) as pen:
        wanted = tuple(made(pen))
        _demand_not_moved(pen, wanted, scribe)
        return _write(pen, wanted, scribe)


def erase_record(
    store: JournalStore, case_id: str, kind: str, record_id: str, because: str, scribe: Scribe
) -> int:
    """Erase every body a record ever had, and write down that this was done and why.

    Returns the number of bodies. The entries stay, so the chain holds; nothing can be guessed from
    their commitments.

    Raises
    ------
    NotFound
        If there is no such record.
    """
    with store.writing(case_id) as pen:
        journal = pen.journal()
        demand_whole(journal, case_id)
        kept = folded(journal).kept.get((kind, record_id))
        if kept is None or kept.standing is Standing.ERASED:
            raise NotFound(
                Problem(
                    what=f"there is no record {kind}.{record_id} to erase",
                    because="it was never written down, or it has been erased",
                    hint="give its kind and id as the case file has them",
                )
            )
        _write(pen, [withdrawal(kept, because, erases=True)], scribe)
        return pen.erase(kind, record_id)


def kept_case(
    store: JournalStore,
    case_id: str,
    eye: Eye = TEAM_EYE,
    time: datetime.datetime | None = None,
    *,
    attribution: bool = True,
) -> CaseView:
    """Return a case as its record stood at a time, for a reader.

    Parameters
    ----------
    store, case_id
    eye : Eye
        Applied to the entries before they are folded.
    time : datetime or None
        What had been written down by then; None: everything.
    attribution : bool
        False: as an export shows it, without the speakers under the Chatham House Rule.

    Raises
    ------
    NotFound
        If the store keeps no such case, or nothing in it is for this reader.
    BrokenJournal
        If the chain does not hold: no case is shown that somebody may have altered.
    """
    journal = kept_journal(store, case_id)
    demand_whole(journal, case_id)
    if is_empty_for(journal, eye):
        raise NotFound(
            Problem(
                what=f"there is nothing for {eye.reader} to see in {case_id}",
                because="no record is marked for this reader",
                hint="mark what the reader may see: `marking: {tlp: AMBER, audience: [...]}`",
            )
        )
    return case_view(journal, case_id, eye, time, attribution=attribution)


def kept_journal(store: JournalStore, case_id: str) -> Journal:
    """Return a case's journal; NotFound where there is none."""
    journal = store.journal(case_id)
    if not journal:
        known = ", ".join(store.case_ids()) or "none yet"
        raise NotFound(
            Problem(
                what=f"the workspace keeps no case {case_id!r}",
                because=f"the cases it keeps: {known}",
                hint="`onetext import FILE` brings a case file into the workspace",
            )
        )
    return journal


def verified(store: JournalStore, case_id: str) -> ChainCheck:
    """Return what walking through a case's journal, entry by entry, finds."""
    return chain_check(kept_journal(store, case_id), origin(case_id))


def kept_head(store: JournalStore, case_id: str, eye: Eye = TEAM_EYE) -> Head:
    """Return the end of a reader's own chain: what its receipt is given for."""
    journal = kept_journal(store, case_id)
    demand_whole(journal, case_id)
    return own_head(seen_by(eye, journal), case_id, eye)


def receipt_check(store: JournalStore, given: Receipt, own_key: str) -> str:
    """Say why a case is not the one a receipt was given for; empty if it is, or goes on from it.

    Parameters
    ----------
    store : JournalStore
    given : Receipt
    own_key : str
        The public key of the workspace, 64 hexadecimal digits.
    """
    eye = Eye(reader=given.reader)
    seen = seen_by(eye, kept_journal(store, given.case))
    return receipt_fault(given, own_chain(seen, given.case, eye), own_key)


def demand_whole(journal: Journal, case_id: str) -> None:
    """Raise BrokenJournal, naming the first broken entry, unless a chain holds."""
    check = chain_check(journal, origin(case_id))
    if check.fault:
        raise BrokenJournal(broken(case_id, check))


def misnamed_parties(store: JournalStore, case_id: str) -> tuple[Problem, ...]:
    """Say which parties of a case go by a name that stands for others: a finding of old journals.

    Such a party is shown what everybody may see, and nothing more.
    """
    live = (kept.entry.id for kept in folded(kept_journal(store, case_id)).live()
            if kept.entry.kind == "parties")  # fmt: skip
    return tuple(
        Problem(
            what=f"a party of {case_id} is called {party!r}",
            because=f"that stands for {RESERVED[party]}; as a reader it gets only what is CLEAR",
            hint="give the party another id in the case file, and import that",
            place=Place(path=f"parties.{party}"),
        )
        for party in live
        if party in RESERVED
    )


def broken(case_id: str, check: ChainCheck) -> Problem:
    """Say which entry of a journal is the first broken one, and why."""
    assert check.fault is not None
    before = check.head.length
    return Problem(
        what=f"entry {check.fault.seq} of the journal of {case_id} is broken",
        because=check.fault.because,
        hint=f"entries 1 to {before} hold; keep the workspace as it is and go back to a copy"
        if before
        else "keep the workspace as it is and go back to a copy",
    )


def _write(pen: JournalPen, drafts: Iterable[Draft], scribe: Scribe) -> tuple[Written, ...]:
    written = appended(pen.head(), drafts, by=scribe.by, now=scribe.now, new_salt=scribe.new_salt)
    pen.add(written)
    return written


def _demand_reached(made_from: int | None, journal: Journal, case_id: str) -> int:
    """Return how many entries a case was made from; all of them for None."""
    if made_from is None or 0 <= made_from <= len(journal):
        return len(journal) if made_from is None else made_from
    raise ImpossibleRequest(
        Problem(
            what=f"the case cannot have been made from entry {made_from}",
            because=f"the journal of {case_id} has {len(journal)} entries",
            hint="`onetext export` says how many there were when the file was written",
        )
    )


def _demand_not_moved(pen: JournalPen, drafts: Iterable[Draft], scribe: Scribe) -> None:
    """Raise RecordMovedOn, with both versions, if records changed since drafts were made."""
    found = {problem: None for draft in drafts if (problem := _moved_on(pen, draft, scribe))}
    if found:
        raise RecordMovedOn(*found)


def _moved_on(pen: JournalPen, draft: Draft, scribe: Scribe) -> Problem | None:
    """Say that a record changed since a draft was made from it; None if it did not.

    For a writer with other eyes than the team's, the latest entry is the latest it may see: what
    it may not see neither stops it nor is shown to it.
    """
    latest = _latest_seen(pen, draft, scribe.eye)
    if draft.replaces is None or draft.replaces == (latest.entry.seq if latest else 0):
        return None
    return Problem(
        what=f"the record {draft.kind}.{draft.id} moved on; nothing was overwritten",
        because=f"yours ({_made_from(draft, scribe)}): {_said(draft.body)}\n"
        f"  theirs ({_signed(latest, scribe.eye)}): {_said(_body(latest))}",
        hint="look at both, then write what should stand on top of theirs",
        place=Place(path=f"{draft.kind}.{draft.id}"),
    )


def _latest_seen(pen: JournalPen, draft: Draft, eye: Eye) -> Written | None:
    """Return the last entry on a draft's record that its writer may see."""
    latest = pen.latest(draft.kind, draft.id)
    if latest is None or eye.may_see(latest.entry.marking):
        return latest
    about = [w for w in pen.journal() if (w.entry.kind, w.entry.id) == (draft.kind, draft.id)]
    return next(reversed(seen_by(eye, about)), None)


def _made_from(draft: Draft, scribe: Scribe) -> str:
    if scribe.eye != TEAM_EYE:  # a number would tell how much was written elsewhere
        return scribe.by
    return f"{scribe.by}, made from {f'entry {draft.replaces}' if draft.replaces else 'no entry'}"


def _signed(written: Written | None, eye: Eye) -> str:
    """Say who wrote an entry, as far as this reader may know: never which of the team."""
    if written is None:
        return "never written"
    entry = written.entry
    if eye != TEAM_EYE:
        return f"{DRAFTING_TEAM}, {timestamp(entry.at)}, {entry.verb}"
    return f"{entry.by or DRAFTING_TEAM}, entry {entry.seq}, {timestamp(entry.at)}, {entry.verb}"


def _body(written: Written | None) -> bytes:
    return written.sealed.body if written and written.sealed else b"(erased)"


def _said(body: bytes) -> str:
    return body.decode()
