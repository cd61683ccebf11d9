"""Take journals from one store to another, and see that both end alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onetext.record.entries import Head
from onetext.workflows.backup import journals_to_back_up, restore_journals
from onetext.workflows.journal_store import JournalStore


@dataclass(frozen=True, slots=True)
class Moved:
    """The journal of `case_id` ended with `here` and ends with `there` where it was taken.

    Parameters
    ----------
    case_id : str
    n_added : int
        Entries written there.
    here, there : Head
        Ends of both chains, each read from its store after the move.
    """

    case_id: str
    n_added: int
    here: Head
    there: Head

    @property
    def is_same(self) -> bool:
        """Whether both stores hold the same journal."""
        return self.here.hash == self.there.hash

    @property
    def is_ahead(self) -> bool:
        """Whether the other store had gone on from what is here already."""
        return self.there.length > self.here.length


def move_journals(
    here: JournalStore, there: JournalStore, case_ids: Sequence[str] = ()
) -> tuple[Moved, ...]:
    """Copy journals, all entries that are missing there, or nothing of any; nothing is overwritten.

    Parameters
    ----------
    here, there : JournalStore
    case_ids : sequence of str
        Empty: every case that is here.

    Raises
    ------
    NotFound
        If a case is not here.
    BrokenJournal
        If a chain does not hold, on either side.
    RecordMovedOn
        If a journal went two ways.
    """
    journals = journals_to_back_up(here, case_ids)
    heads = {case_id: journal[-1].entry.hash for case_id, journal in journals.items()}
    restored = restore_journals(there, journals, heads)
    return tuple(
        Moved(one.case_id, one.n_added, here.head(one.case_id), there.head(one.case_id))
        for one in restored
    )
