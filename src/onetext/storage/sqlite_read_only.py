"""A workspace where nothing can be written: shown as it stands, and every change refused.

Somebody else may still write: the file is opened afresh for every look at it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from django.db import OperationalError, connections

from onetext.errors import Place, Problem, StorageUnavailable
from onetext.storage.locked_folder import closed_part, has_log, read_only_address
from onetext.storage.sqlite_journal import SqliteJournalStore


class ReadOnlyJournalStore(SqliteJournalStore):
    """Reads journals in a workspace file that cannot be written."""

    is_read_only = True

    @contextmanager
    def told(self) -> Iterator[None]:
        """Look at the file as it stands now; turn what SQLite refuses into an error of ours."""
        connection = connections[self.alias]
        connection.close()
        connection.settings_dict["NAME"] = read_only_address(self.path)
        with super().told():
            try:
                connection.ensure_connection()
                connection.cursor().execute("SELECT 1 FROM sqlite_master LIMIT 1")
            except OperationalError as error:
                if not has_log(self.path):
                    raise
                raise self._left_open() from error
            yield

    def holding(self, case_id: str) -> NoReturn:
        """Refuse to write."""
        raise StorageUnavailable(
            Problem(
                "nothing was written: the workspace can only be read here",
                f"{closed_part(self.path) or 'its folder'} is read-only for you",
                "copy it to a folder of your own, and name the copy with --workspace",
                Place(file=str(self.path)),
            )
        )

    def _left_open(self) -> StorageUnavailable:
        """Say that the last entries stand in a log that cannot be read here."""
        return StorageUnavailable(
            Problem(
                "the workspace cannot be read here as it stands",
                "it was not closed before its folder became read-only: its last entries stand in "
                "the file beside it that ends in -wal",
                "copy both to a folder of your own, and name the copy with --workspace",
                Place(file=str(self.path)),
            )
        )
