"""What was read of reports, kept in one SQLite file, so that a run that was stopped goes on.

It holds no text of a report, but speakers, places and the words of quotations: as confidential as
the reports. It is a cache: deleting it loses no more than time.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
import zlib
from array import array
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from onetext.errors import Place, Problem, StorageUnavailable
from onetext.model import Alignment
from onetext.reading.corpus import ReadReport
from onetext.reading.link_profiles import LinkProfile

_APPLICATION = 0x6F746578  # "otex"
_EVERY = 1.0
"""Seconds of work that a power cut may cost."""
_TABLES = """
CREATE TABLE IF NOT EXISTS reports (key TEXT PRIMARY KEY, runs BLOB, profile BLOB, said BLOB);
CREATE TABLE IF NOT EXISTS alignments (key TEXT PRIMARY KEY, said BLOB);
"""


class SqliteShelf:
    """A shelf in a file; without a path, in a file that is gone when it is closed.

    Raises
    ------
    StorageUnavailable
        If the file cannot be used, or is another program's.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._committed = time.monotonic()
        try:
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                path.touch(mode=0o600)
            self._file = sqlite3.connect(str(path) if path else "", timeout=30)
            self._claim()
        except (OSError, sqlite3.Error) as error:
            raise StorageUnavailable(_unusable(path, error)) from None

    def _claim(self) -> None:
        found = self._file.execute("PRAGMA application_id").fetchone()[0]
        n_tables = self._file.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if found != _APPLICATION and n_tables:
            raise sqlite3.DatabaseError("it is another program's database")
        self._file.execute(f"PRAGMA application_id = {_APPLICATION}")
        self._file.executescript(_TABLES)

    def has(self, key: str) -> bool:
        """Whether something is kept under a key."""
        return self._row("SELECT 1 FROM reports WHERE key = ?", key) is not None

    def keep(self, key: str, found: ReadReport) -> None:
        """Keep what was read of a report."""
        self._write(
            "INSERT OR REPLACE INTO reports VALUES (?, ?, ?, ?)",
            (
                key,
                array("q", found.runs).tobytes(),
                _packed(LinkProfile, found.profile),
                _packed(ReadReport, found),
            ),
        )

    def read(self, key: str) -> ReadReport:
        """Return what was kept of a report."""
        found: ReadReport = self._unpacked(ReadReport, self._one("said", key))
        return found

    def profile(self, key: str) -> LinkProfile:
        """Return what links need of it."""
        found: LinkProfile = self._unpacked(LinkProfile, self._one("profile", key))
        return found

    def runs(self, key: str) -> Sequence[int]:
        """Return its runs."""
        found = array("q")
        found.frombytes(self._one("runs", key))
        return found

    def keep_alignments(self, key: str, found: tuple[Alignment, ...]) -> None:
        """Keep the alignments of two reports."""
        packed = _packed(tuple[Alignment, ...], found)
        self._write("INSERT OR REPLACE INTO alignments VALUES (?, ?)", (key, packed))

    def alignments(self, key: str) -> tuple[Alignment, ...] | None:
        """Return the alignments kept under a key, or None."""
        row = self._row("SELECT said FROM alignments WHERE key = ?", key)
        if row is None:
            return None
        found: tuple[Alignment, ...] = self._unpacked(tuple[Alignment, ...], row[0])
        return found

    def close(self) -> None:
        """Write what is still in memory, and close the file."""
        try:
            self._file.commit()
        except sqlite3.Error as error:
            raise StorageUnavailable(_unusable(self.path, error)) from None
        finally:
            self._file.close()

    def __enter__(self) -> SqliteShelf:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def _one(self, column: str, key: str) -> bytes:
        row = self._row(f"SELECT {column} FROM reports WHERE key = ?", key)
        if row is None:
            raise KeyError(key)
        body: bytes = row[0]
        return body

    def _row(self, query: str, key: str) -> Any:
        try:
            return self._file.execute(query, (key,)).fetchone()
        except sqlite3.Error as error:
            raise StorageUnavailable(_unusable(self.path, error)) from None

    def _unpacked(self, kind: Any, body: bytes) -> Any:
        try:
            return _adapter(kind).validate_json(zlib.decompress(body))
        except (ValueError, zlib.error) as error:
            raise StorageUnavailable(_unusable(self.path, error)) from None

    def _write(self, statement: str, values: tuple[Any, ...]) -> None:
        try:
            self._file.execute(statement, values)
            if time.monotonic() - self._committed > _EVERY:
                self._file.commit()
                self._committed = time.monotonic()
        except sqlite3.Error as error:
            raise StorageUnavailable(_unusable(self.path, error)) from None


def default_shelf_path() -> Path:
    """Return where what was read is kept unless another place is named: the user's cache."""
    from platformdirs import user_cache_path

    return user_cache_path("onetext") / "readings.sqlite3"


@cache
def rules_version() -> str:
    """Return a checksum of all code and data that reading depends on."""
    digest = hashlib.sha256()
    for package in ("onetext.reading", "onetext.model"):
        for name, body in sorted(_contents(files(package))):
            digest.update(f"{name} {len(body)} ".encode() + body)
    return digest.hexdigest()[:16]


def _contents(folder: Traversable) -> list[tuple[str, bytes]]:
    found = []
    for item in folder.iterdir():
        if item.is_dir():
            found += [(f"{item.name}/{name}", body) for name, body in _contents(item)]
        elif item.name.endswith((".py", ".toml", ".txt")):
            found.append((item.name, item.read_bytes()))
    return found


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _packed(kind: Any, value: Any) -> bytes:
    return zlib.compress(_adapter(kind).dump_json(value), 1)


def _unusable(path: Path | None, error: Exception) -> Problem:
    return Problem(
        what="what was read cannot be kept",
        because=(getattr(error, "strerror", None) or str(error) or type(error).__name__).lower(),
        hint="delete the file, it is a cache; or name another with --keep, or --keep nothing",
        place=Place(file=str(path or "")),
    )
