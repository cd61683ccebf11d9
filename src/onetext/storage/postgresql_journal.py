"""Journals in PostgreSQL: the adapter for a team.

Every transaction first says for whom it reads (`onetext.reader`), and the setting ends with it.
It is said in a transaction of its own on a connection of its own: inside somebody else's, a
savepoint would carry it into what they read next.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from django.db import connections, transaction

from onetext.model import DRAFTING_TEAM, TEAM_EYE, Eye
from onetext.storage.sql_errors import postgresql_told
from onetext.storage.sql_journal import SqlJournalStore, SqlPen, is_team

BUSY_SECONDS = 30
"""How long a writer waits for others before it gives up."""


class PostgresqlJournalStore(SqlJournalStore):
    """Keeps journals in a PostgreSQL database, as a role that does not own them."""

    def told(self) -> AbstractContextManager[None]:
        """Turn what PostgreSQL refuses into an error of ours."""
        return postgresql_told(self.place)

    @contextmanager
    def reading(self, eye: Eye) -> Iterator[None]:
        """Say whose eyes read, in a transaction of their own; whoever writes may look as well."""
        if is_team(eye) and self._holds():
            yield
        else:
            with self._transaction(eye):
                yield

    def _holds(self) -> bool:
        """Whether this thread is in the middle of writing."""
        connection = connections[self.alias]
        if not connection.in_atomic_block:
            return False
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('onetext.reader', true)")
            return bool(cursor.fetchone() == (DRAFTING_TEAM,))

    @contextmanager
    def _transaction(self, eye: Eye) -> Iterator[None]:
        connection = connections[self.alias]
        connection.close_if_unusable_or_obsolete()  # the server may have been started again
        with transaction.atomic(using=self.alias, durable=True):
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('onetext.reader', %s, true)", [eye.reader])
            yield

    @contextmanager
    def holding(self, case_id: str) -> Iterator[None]:
        """Be alone in writing to one case's journal; writers take their turn in order."""
        with self._transaction(TEAM_EYE):
            with connections[self.alias].cursor() as cursor:
                cursor.execute(
                    "SELECT set_config('synchronous_commit', 'on', true),"
                    " set_config('lock_timeout', %s, true)",
                    [f"{BUSY_SECONDS}s"],
                )
                # first the lock, then a new look at the head: a snapshot taken before is too old
                cursor.execute(
                    "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
                    [f"onetext journal {case_id}"],
                )
            yield

    def pen(self, case_id: str) -> SqlPen:
        """Return what writes."""
        return _Pen(self.alias, case_id)

    def forget(self) -> None:
        """Nothing more is in the application's hands: see `docs/how-to/deploy-database.md`."""

    def fault(self) -> str:
        """Return nothing: the server checks its own pages, if its checksums are on."""
        return ""


class _Pen(SqlPen):
    def erase(self, kind: str, record_id: str) -> int:
        self.has_erased = True
        with connections[self.alias].cursor() as cursor:
            cursor.execute("SELECT journal_erase(%s, %s, %s)", [self.case_id, kind, record_id])
            (n_erased,) = cursor.fetchone()
        return int(n_erased)
