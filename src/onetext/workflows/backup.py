"""Take all journals out, and put them back, here or elsewhere; both ends verified by their heads.

A journal that is put back never overwrites one: it begins one, goes on from one that stands, or
says that the two went different ways. So a case moves from a laptop to a server and back by one
backup and one restore each way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from onetext.errors import BrokenJournal, Place, Problem, RecordMovedOn
from onetext.record.chain import chain_check, is_erasure
from onetext.record.entries import Head, Journal, origin
from onetext.workflows.journal import broken, demand_whole, kept_journal
from onetext.workflows.journal_store import JournalPen, JournalStore


@dataclass(frozen=True, slots=True)
class Restored:
    """What putting one journal back came to.

    Parameters
    ----------
    case_id : str
    n_there : int
        Entries of the backup that stood already.
    n_added : int
        Entries written.
    head : Head
        Where the journal ends now, read again and checked entry by entry.
    """

    case_id: str
    n_there: int
    n_added: int
    head: Head


def journals_to_back_up(store: JournalStore, case_ids: Iterable[str] = ()) -> dict[str, Journal]:
    """Return whole journals, of all cases or of those named.

    Raises
    ------
    NotFound
        If there is no such case.
    BrokenJournal
        If a chain does not hold: a backup of it would pass for a good one.
    """
    wanted = tuple(dict.fromkeys(case_ids)) or store.case_ids()
    found = {case_id: kept_journal(store, case_id) for case_id in wanted}
    for case_id, journal in found.items():
        demand_whole(journal, case_id)
    return found


def restore_journals(
    store: JournalStore,
    journals: Mapping[str, Journal],
    heads: Mapping[str, str],
    *,
    only_look: bool = False,
) -> tuple[Restored, ...]:
    """Put journals back; of each all entries that are missing, or nothing of any.

    Parameters
    ----------
    store : JournalStore
    journals : mapping
        Case to its entries.
    heads : mapping
        Case to the hash its journal must end with.
    only_look : bool
        Say what would be written, and write nothing.

    Raises
    ------
    BrokenJournal
        If a chain of the backup, or one that stands here, does not hold.
    RecordMovedOn
        If a case stands here and went another way than the backup.
    """
    for case_id, journal in journals.items():
        _demand_signed(case_id, journal, heads[case_id])
    faults = [
        fault
        for case_id, journal in journals.items()
        if (fault := _other_way(case_id, _whole(store.journal(case_id), case_id), journal))
    ]
    if faults:
        raise RecordMovedOn(*faults)
    if only_look:
        return tuple(
            _would_restore(store, case_id, journal) for case_id, journal in journals.items()
        )
    return tuple(_restored(store, case_id, journal) for case_id, journal in journals.items())


def _demand_signed(case_id: str, journal: Journal, head: str) -> None:
    check = chain_check(journal, origin(case_id))
    if check.fault:
        raise BrokenJournal(broken(case_id, check))
    if check.head.hash != head:
        raise BrokenJournal(
            Problem(
                what=f"the journal of {case_id} in this backup is not the one that was signed",
                because=f"it ends with {check.head.hash[:16]}, and {head[:16]} was signed",
                hint="use another copy of the backup",
            )
        )


def _would_restore(store: JournalStore, case_id: str, journal: Journal) -> Restored:
    here = store.head(case_id)
    added = max(0, len(journal) - here.length)
    return Restored(case_id, len(journal) - added, added, here)


def _restored(store: JournalStore, case_id: str, journal: Journal) -> Restored:
    with store.writing(case_id) as pen:
        kept = pen.journal()  # again, now that nobody else writes
        fault = _other_way(case_id, kept, journal)
        if fault:
            raise RecordMovedOn(fault)
        missing = journal[len(kept) :]
        _add(pen, missing)
    now = _whole(store.journal(case_id), case_id)
    fault = _other_way(case_id, now, journal)
    if fault or len(now) < len(journal):
        raise BrokenJournal(fault or _cut_short(case_id))
    return Restored(
        case_id,
        len(journal) - len(missing),
        len(missing),
        chain_check(now, origin(case_id)).head,
    )


def _add(pen: JournalPen, missing: Journal) -> None:
    """Add entries; what the backup says was erased is erased here too, in its place in time."""
    for part in _up_to_erasures(missing):
        pen.add(part)
        last = part[-1]
        if is_erasure(last):
            pen.erase(last.entry.kind, last.entry.id)


def _up_to_erasures(journal: Journal) -> Iterator[Journal]:
    begin = 0
    for place, written in enumerate(journal, start=1):
        if is_erasure(written) or place == len(journal):
            yield journal[begin:place]
            begin = place


def _other_way(case_id: str, kept: Journal, journal: Journal) -> Problem | None:
    """Say that a kept journal and a backup differ; None if one goes on from the other."""
    shared = min(len(kept), len(journal))
    if shared == 0 or kept[shared - 1].entry.hash == journal[shared - 1].entry.hash:
        return None
    parted = next(
        number
        for number, (here, there) in enumerate(zip(kept, journal, strict=False), start=1)
        if here.entry.hash != there.entry.hash
    )
    return Problem(
        what=f"{case_id} went another way here than in the backup; nothing was overwritten",
        because=f"they part at entry {parted}: {len(kept)} entries here, "
        f"{len(journal)} in the backup",
        hint="restore into a new workspace (--workspace FILE), compare, and import what is missing",
        place=Place(path=case_id),
    )


def _whole(journal: Journal, case_id: str) -> Journal:
    demand_whole(journal, case_id)
    return journal


def _cut_short(case_id: str) -> Problem:
    return Problem(
        what=f"the journal of {case_id} is shorter than what was just written",
        because="entries that were acknowledged are not there when read again",
        hint="check the disk or the database, then restore again",
    )
