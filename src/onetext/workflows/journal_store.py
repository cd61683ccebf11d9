"""The port to whatever keeps journals: read a case's journal, or hold it and add to it.

What every adapter promises (`tests/contract/test_journal_store.py`):

- what `writing` was left with is kept, all of it, whatever happens to the process afterwards;
  left by an exception, or killed, nothing of it is;
- who holds a case's journal for writing is alone in doing so: no chain ever forks;
- an entry is never changed and never removed; a body only after its erasure is on record.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Protocol

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


class JournalStore(Protocol):
    """Keeps the journals of many cases."""

    def case_ids(self) -> tuple[str, ...]:
        """Return the ids of the cases it keeps, in alphabetical order."""

    def head(self, case_id: str) -> Head:
        """Return the end of a case's chain without reading the rest; its origin where none is."""

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

    def writing(self, case_id: str) -> AbstractContextManager[JournalPen]:
        """Hold a case's journal for writing; leaving the context keeps what was added.

        Raises
        ------
        StorageUnavailable
            If it cannot be held or kept.
        """
