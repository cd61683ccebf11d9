"""Journals in SQL tables, through Django: what SQLite and PostgreSQL have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from typing import Any

from django.db import DatabaseError, connections

from onetext.errors import BrokenJournal
from onetext.model import DRAFTING_TEAM, TEAM_EYE, Eye
from onetext.record.entries import Head, Journal, Written, head_after, origin
from onetext.storage import rows
from onetext.storage.models import BodyRow, EntryRow


class SqlJournalStore(ABC):
    """Keeps journals in the database behind a Django connection.

    Parameters
    ----------
    place : str
        Where that is, for messages: a file, or an address without its password.
    alias : str
        Django's name for the connection.
    """

    is_read_only = False
    """Whether every change is refused, wherever it comes from."""

    def __init__(self, place: str, alias: str) -> None:
        self.place = place
        self.alias = alias

    def case_ids(self) -> tuple[str, ...]:
        """Return the ids of the cases it keeps, in alphabetical order."""
        return self.seen_case_ids(TEAM_EYE)

    def journal(self, case_id: str, *, after: int = 0) -> Journal:
        """Return a case's entries after a number, in order, all from one moment."""
        return self.seen_journal(TEAM_EYE, case_id, after)

    def head(self, case_id: str) -> Head:
        """Return the end of a case's chain; one row is read."""
        with self.told(), self.reading(TEAM_EYE):
            return self.pen(case_id).head()

    def for_reader(self, eye: Eye) -> ReaderOfStore:
        """Return what one reader may read of it, as the store itself sees to it."""
        return ReaderOfStore(self, eye)

    @contextmanager
    def writing(self, case_id: str) -> Iterator[SqlPen]:
        """Hold the case's journal for writing; what was added is on the disk when this is left."""
        with self.told(), self.holding(case_id):
            pen = self.pen(case_id)
            yield pen
        if pen.has_erased:
            with self.told():
                self.forget()

    def close(self) -> None:
        """Let go of the connection of this thread."""
        connections[self.alias].close()

    def seen_case_ids(self, eye: Eye) -> tuple[str, ...]:
        """Return the ids of the cases of which a reader may see something."""
        with self.told(), self.reading(eye):
            return self._case_ids(eye)

    def seen_journal(self, eye: Eye, case_id: str, after: int) -> Journal:
        """Return the entries after a number that a reader may see."""
        with self.told(), self.reading(eye):
            try:
                return self._journal(eye, case_id, after)
            except DatabaseError as error:
                if not is_spoilt_text(error):
                    raise
                raise self._first_spoilt(case_id) from error

    def _case_ids(self, eye: Eye) -> tuple[str, ...]:
        found = EntryRow.objects.using(self.alias).values_list("case", flat=True)
        return tuple(sorted(set(found.distinct())))

    def _journal(self, eye: Eye, case_id: str, after: int) -> Journal:
        return journal_rows(self.alias, case_id, after)

    def _first_spoilt(self, case_id: str) -> BrokenJournal:
        """Look row by row for the first one whose text is no text."""
        about = EntryRow.objects.using(self.alias).filter(case=case_id).order_by("seq", "pk")
        seqs = list(about.values_list("seq", "pk"))
        for seq, key in seqs:
            try:
                about.filter(pk=key).values_list(*rows.FIELDS).get()
            except DatabaseError:
                return rows.unreadable(case_id, seq)
        return rows.unreadable(case_id, len(seqs))

    @abstractmethod
    def told(self) -> AbstractContextManager[None]:
        """Turn what the database refuses into an error of ours."""

    @abstractmethod
    def reading(self, eye: Eye) -> AbstractContextManager[None]:
        """Make ready to read for a reader."""

    @abstractmethod
    def holding(self, case_id: str) -> AbstractContextManager[None]:
        """Be alone in writing to a case's journal, in one transaction."""

    @abstractmethod
    def pen(self, case_id: str) -> SqlPen:
        """Return what writes inside that transaction."""

    @abstractmethod
    def forget(self) -> None:
        """Leave no copy of what was just erased, as far as that is in our hands."""

    @abstractmethod
    def fault(self) -> str:
        """Say what is wrong with the database itself, whatever the chains say; empty: nothing."""


class ReaderOfStore:
    """What one reader may read of a store: entries marked for it, bodies included.

    They have gaps, so they are no chain: hold them against the whole journal, or fold them.
    """

    def __init__(self, store: SqlJournalStore, eye: Eye) -> None:
        self._store = store
        self.eye = eye

    def case_ids(self) -> tuple[str, ...]:
        """Return the ids of the cases of which this reader may see something."""
        return self._store.seen_case_ids(self.eye)

    def journal(self, case_id: str, *, after: int = 0) -> Journal:
        """Return the entries after a number that this reader may see."""
        return self._store.seen_journal(self.eye, case_id, after)


class SqlPen:
    """One case's journal inside a transaction that holds it."""

    def __init__(self, alias: str, case_id: str) -> None:
        self.alias = alias
        self.case_id = case_id
        self.has_erased = False

    def about(self, kind: str, record_id: str) -> Any:
        """Return the rows of the entries on a record."""
        return self._rows().filter(kind=kind, record=record_id)

    def _rows(self) -> Any:
        return EntryRow.objects.using(self.alias).filter(case=self.case_id)

    def head(self) -> Head:
        """Return the end of the chain; its origin where nothing was written yet."""
        last = self._rows().order_by("seq").values_list(*rows.FIELDS).last()
        if last is None:
            return origin(self.case_id)
        return head_after(rows.written(self.case_id, last).entry)

    def latest(self, kind: str, record_id: str) -> Written | None:
        """Return the last entry on a record, or None."""
        last = self.about(kind, record_id).order_by("seq").values_list(*rows.FIELDS).last()
        return rows.written(self.case_id, last) if last else None

    def journal(self) -> Journal:
        """Return all entries so far, those just added included."""
        return journal_rows(self.alias, self.case_id, 0)

    def add(self, entries: Iterable[Written]) -> None:
        """Add entries that continue the chain from its head."""
        head = self.head()
        coming = iter(entries)
        while some := tuple(islice(coming, 2000)):  # an import may bring more than memory likes
            for written in some:
                if written.entry.prev != head.hash:
                    raise ValueError("an entry must continue the chain from its head")
                head = head_after(written.entry)
            rows.add_rows(self.alias, self.case_id, some)

    def erase(self, kind: str, record_id: str) -> int:
        """Erase the bodies of a record written before its last entry; return how many."""
        self.has_erased = True
        last = self.about(kind, record_id).order_by("seq").values_list("seq", flat=True).last()
        earlier = self.about(kind, record_id).filter(seq__lt=last or 0)
        bodies = BodyRow.objects.using(self.alias).filter(
            entry_id__in=list(earlier.values_list("pk", flat=True))
        )
        return int(bodies._raw_delete(self.alias))


def journal_rows(alias: str, case_id: str, after: int) -> Journal:
    """Read the entries of a case after a number, those the database shows to this transaction."""
    found = EntryRow.objects.using(alias).filter(case=case_id).order_by("seq", "pk")
    if after:  # else all of them: a row in front of the first is a broken entry, to be found
        found = found.filter(seq__gt=after)
    found = found.values_list(*rows.FIELDS)
    return tuple(rows.written(case_id, row) for row in found.iterator(chunk_size=2000))


def is_spoilt_text(error: DatabaseError) -> bool:
    """Whether a database gave up because bytes it keeps as text are no text."""
    return "decode" in str(error)


def is_team(eye: Eye) -> bool:
    """Whether a reader sees everything."""
    return eye.reader == DRAFTING_TEAM
