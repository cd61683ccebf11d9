"""The port to whatever keeps journals: read a case's journal, or hold it and add to it.

What every adapter promises (`tests/contract/test_journal_store.py`):

- what `writing` was left with is kept, all of it, whatever happens to the process afterwards;
  left by an exception, or killed, nothing of it is;
- who holds a case's journal for writing is alone in doing so: no chain ever forks;
- an entry is never changed and never removed; a body only after its erasure is on record;
- what is read for a reader is what `Eye.may_see` lets through, entry by entry, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Protocol

from onetext.model import Eye
from onetext.record.entries import Head, Journal, Written


class JournalPen(Protocol):
    """The journal of one case, held for writing."""

    def head(self) -> Head:
        """Return the end of the chain; its origin where nothing was written yet."""

    def latest(self, kind: str, record_id: str) -> Written | None:
        """Return the last entry on a record, or None."""

    def journal(self) -> Journal:
        """Return all entries so far, those just added included."""

    def add(self, entries: Iterable[Written]) -> None:
        """Add entries that continue the chain from its head."""

    def erase(self, kind: str, record_id: str) -> int:
        """Erase the bodies and salts of a record written before its last entry, an erasure.

        Returns how many there were.
        """


class JournalReader(Protocol):
    """What can be read of the journals of many cases."""

    def case_ids(self) -> tuple[str, ...]:
        """Return the ids of the cases there are to read, in alphabetical order."""

    def journal(self, case_id: str, *, after: int = 0) -> Journal:
        """Return a case's entries in order, as they are kept; empty where there is none.

        Parameters
        ----------
        case_id : str
        after : int
            Only the entries that follow this number.

        Raises
        ------
        BrokenJournal
            If an entry cannot even be read as one.
        StorageUnavailable
        """


class JournalStore(JournalReader, Protocol):
    """Keeps the journals of many cases."""

    def head(self, case_id: str) -> Head:
        """Return the end of a case's chain without reading the rest; its origin where none is."""

    def for_reader(self, eye: Eye) -> JournalReader:
        """Return what one reader may read, as the keeper itself sees to it: a second fence.

        The entries keep their numbers and have gaps, so they are no chain.
        """

    def writing(self, case_id: str) -> AbstractContextManager[JournalPen]:
        """Hold a case's journal for writing; leaving the context keeps what was added.

        Raises
        ------
        StorageUnavailable
            If it cannot be held or kept.
        """

    def fault(self) -> str:
        """Say what is wrong with what the journals stand in, beside their chains; empty: nothing.

        A chain cannot see an entry that a damaged index hides.
        """
