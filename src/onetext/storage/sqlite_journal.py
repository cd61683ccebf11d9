"""Journals in one SQLite file: the adapter for a workspace.

SQLite knows no readers: who has the file has all of it. What one reader may see is picked out
here, by the same rule as everywhere.

Whoever waits to write asks again every few milliseconds, for as long as it has waited the same:
SQLite's own way of waiting lets late comers ask more often than those who have waited longest.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from django.db import DatabaseError, OperationalError, connections, transaction

from onetext.model import Eye
from onetext.record.entries import Journal
from onetext.record.folding import seen_by
from onetext.storage import rows
from onetext.storage.models import EntryRow
from onetext.storage.sql_errors import sqlite_told
from onetext.storage.sql_journal import SqlJournalStore, SqlPen, is_spoilt_text, is_team

BUSY_SECONDS = 30.0
"""How long a writer waits for others before it gives up."""

ASKS_AGAIN_AFTER = (0.001, 0.004)
"""Seconds between two tries, drawn evenly from this range."""


class SqliteJournalStore(SqlJournalStore):
    """Keeps journals in a workspace file."""

    def __init__(self, path: Path, alias: str) -> None:
        super().__init__(str(path), alias)
        self.path = path

    def told(self) -> AbstractContextManager[None]:
        """Turn what SQLite refuses into an error of ours."""
        return sqlite_told(self.place)

    def reading(self, eye: Eye) -> AbstractContextManager[None]:
        """Do nothing: one SELECT sees one moment, and readers are told apart afterwards."""
        return nullcontext()

    def _journal(self, eye: Eye, case_id: str, after: int) -> Journal:
        return seen_by(eye, super()._journal(eye, case_id, after))

    def _case_ids(self, eye: Eye) -> tuple[str, ...]:
        if is_team(eye):
            return super()._case_ids(eye)
        columns = ("case", "tlp", "audience", "attribution")
        found = EntryRow.objects.using(self.alias).values_list(*columns).distinct()
        return tuple(sorted({case for case, *marks in found if eye.may_see(rows.marking(*marks))}))

    @contextmanager
    def holding(self, case_id: str) -> Iterator[None]:
        """Be alone in writing to the file."""
        block = transaction.atomic(using=self.alias, durable=True)
        deadline = time.monotonic() + BUSY_SECONDS
        self._wait_milliseconds(0)
        try:
            while not self._entered(block, deadline):
                time.sleep(random.uniform(*ASKS_AGAIN_AFTER))
        finally:
            self._wait_milliseconds(int(BUSY_SECONDS * 1000))
        with _left(block):
            yield

    def _entered(self, block: transaction.Atomic, deadline: float) -> bool:
        """Begin the transaction; False while somebody else is in one."""
        try:
            block.__enter__()
        except OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            return False
        return True

    def _wait_milliseconds(self, milliseconds: int) -> None:
        with connections[self.alias].cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {milliseconds}")

    def pen(self, case_id: str) -> SqlPen:
        """Return what writes."""
        return SqlPen(self.alias, case_id)

    def forget(self) -> None:
        """Leave no copy of what was erased in the write-ahead log either."""
        with connections[self.alias].cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def fault(self) -> str:
        """Ask SQLite whether tables and indexes agree: a chain cannot see what an index hides."""
        with self.told(), connections[self.alias].cursor() as cursor:
            try:
                cursor.execute("PRAGMA integrity_check(1)")
                (answer,) = cursor.fetchone()
            except DatabaseError as error:
                if not is_spoilt_text(error):
                    raise
                return "bytes it keeps as text are no text"
        return "" if answer == "ok" else str(answer)


@contextmanager
def _left(block: transaction.Atomic) -> Iterator[None]:
    """Leave a transaction that was entered by hand: commit in peace, roll back on an exception."""
    try:
        yield
    except BaseException as error:
        if not block.__exit__(type(error), error, error.__traceback__):
            raise
    else:
        block.__exit__(None, None, None)
