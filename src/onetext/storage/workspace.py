"""A workspace: one SQLite file, made whole or not at all, told from any other file.

The first hundred bytes of an SQLite file say whose it is (application id) and which form it has
(user version), so that a stranger's file is refused before anything opens it.
"""

from __future__ import annotations

import os
import struct
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from onetext.errors import Place, Problem, StorageUnavailable

if TYPE_CHECKING:
    from onetext.storage.sqlite_journal import SqliteJournalStore

APPLICATION_ID = 0x6F6E6554
"""`oneT`, at byte 68 of the file."""

FORM = 2
"""Number of the newest migration, at byte 60 of the file."""

_MAGIC = b"SQLite format 3\0"


def default_workspace() -> Path:
    """Return where the workspace stands unless somebody says otherwise."""
    return platformdirs.user_data_path("onetext") / "workspace.sqlite3"


def open_workspace(path: Path, *, create: bool = False) -> SqliteJournalStore:
    """Open a workspace.

    Parameters
    ----------
    path : Path
    create : bool
        Whether to make one where there is none.

    Raises
    ------
    StorageUnavailable
        If it cannot be opened, made or brought to this version's form, or is no workspace.
    """
    header = _header(path)
    if header is None:
        if not create:
            raise unavailable(
                path,
                "there is no workspace here",
                "nothing stands at this path",
                "`onetext import FILE` makes one",
            )
        _make(path)
        header = _header(path)
    if header is None or header.application_id != APPLICATION_ID:
        raise unavailable(
            path,
            "this file is not a workspace",
            "it was not made by onetext, and nothing was written to it",
            "give another path with --workspace",
        )
    if header.form > FORM:
        raise unavailable(
            path,
            "this workspace was written by a newer version of onetext",
            f"it has form {header.form}; this version knows forms up to {FORM}",
            "install the newer version",
        )
    return _opened(path, migrate=header.form < FORM)


def unavailable(path: Path, what: str, because: str, hint: str) -> StorageUnavailable:
    """Say why a workspace cannot be used."""
    return StorageUnavailable(Problem(what, because, hint, Place(file=str(path))))


@dataclass(frozen=True, slots=True)
class _Header:
    application_id: int
    form: int


def _header(path: Path) -> _Header | None:
    """Read whose file it is; None where there is none."""
    try:
        with path.open("rb") as file:
            start = file.read(100)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _refused(path, error) from error
    if len(start) < 100 or not start.startswith(_MAGIC):
        return _Header(0, 0)
    (form,), (application_id,) = (
        struct.unpack_from(">I", start, 60),
        struct.unpack_from(">I", start, 68),
    )
    return _Header(application_id, form)


def _make(path: Path) -> None:
    """Make a workspace beside its place, then put it there in one step, unless one stands there."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        try:
            _prepare(draft, path)
            with suppress(FileExistsError):  # somebody was faster: theirs is as good
                os.link(draft, path)
            _to_disk(path.parent)
        finally:
            for left_over in path.parent.glob(f"{draft.name}*"):
                left_over.unlink(missing_ok=True)
    except OSError as error:
        raise _refused(path, error) from error


def _prepare(draft: Path, path: Path) -> None:
    """Make the tables of a workspace to be; what is refused is told of the place it is made for."""
    try:
        _opened(draft, migrate=True).close()
    except StorageUnavailable as error:
        raise StorageUnavailable(
            *(replace(problem, place=Place(file=str(path))) for problem in error.problems)
        ) from error


def _to_disk(folder: Path) -> None:
    """Make a new file's name survive a power cut, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _opened(path: Path, *, migrate: bool) -> SqliteJournalStore:
    from onetext.storage.django_setup import connected, connected_to_read  # late: Django is slow
    from onetext.storage.locked_folder import is_read_only

    if is_read_only(path):  # an older form is read as it is: later ones only added tables
        alias = connected_to_read(path)
        from onetext.storage.sqlite_read_only import ReadOnlyJournalStore

        return ReadOnlyJournalStore(path, alias)
    alias = connected(path, migrate=migrate)
    from onetext.storage.sqlite_journal import SqliteJournalStore

    return SqliteJournalStore(path, alias)


def _refused(path: Path, error: OSError) -> StorageUnavailable:
    return unavailable(
        path,
        "the workspace cannot be opened or made here",
        (error.strerror or "the system refused it").lower(),
        "check the path and that you may write there, or give another with --workspace",
    )
