"""What a database refuses, in words a person can act on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager

from django.db import DatabaseError, IntegrityError, InterfaceError

from onetext.errors import Place, Problem, RecordMovedOn, StorageUnavailable

Told = Callable[[str], AbstractContextManager[None]]
"""Given a place, turns what its database refuses into an error of ours."""

_FULL = ("the workspace cannot be written to", "the disk is full", "make room, then try again")
_BUSY = (
    "the workspace is busy",
    "somebody else has been writing to it for too long",
    "try again in a moment",
)
_GONE = (
    "the database does not answer",
    "it was stopped, started again, or cannot be reached",
    "try again; if it broke off while you wrote, look first whether that was kept",
)

_SQLITE = {
    "locked": _BUSY,
    "readonly": (
        "the workspace cannot be written to",
        "the file or its folder is read-only",
        "check its permissions, or give another with --workspace",
    ),
    "full": _FULL,
    "disk I/O error": (
        "the workspace cannot be read or written",
        "the disk refused: it may be full, beyond its quota, or failing",
        "make room or check the disk, then try again; what was kept is still there",
    ),
    "malformed": (
        "the workspace is damaged",
        "the database says that its file is malformed",
        "keep the file as it is and go back to a copy",
    ),
    "not a database": (
        "the workspace is damaged",
        "the file is not a database any more",
        "keep the file as it is and go back to a copy",
    ),
}

_POSTGRESQL = {
    "lock timeout": _BUSY,
    "No space left": _FULL,
    "File too large": _FULL,
    "permission denied": (
        "the database refuses this to the role that asked",
        "the application's role may read and add, and nothing else",
        "look at the roles with `onetext database`",
    ),
    "password authentication failed": (
        "the database does not let this role in",
        "its name or password in DATABASE_URL is wrong",
        "correct DATABASE_URL",
    ),
    "does not exist": (
        "the database is not ready for journals",
        "it, its role or its tables are missing",
        "its owner prepares it with `onetext database --prepare ROLE`",
    ),
    "connection": _GONE,
    "terminat": _GONE,
    "starting up": _GONE,
    "shutting down": _GONE,
    "recovery mode": _GONE,
}


@contextmanager
def _told(place: str, words: Mapping[str, tuple[str, str, str]]) -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        raise RecordMovedOn(
            Problem(
                what="the record moved on while this was being written",
                because="another entry took the same place in the chain; nothing was overwritten",
                hint="look at the record again, then repeat what you did",
                place=Place(file=place),
            )
        ) from error
    except (DatabaseError, InterfaceError) as error:
        for sign, (what, because, hint) in words.items():
            if sign in str(error):
                raise StorageUnavailable(Problem(what, because, hint, Place(file=place))) from error
        raise StorageUnavailable(
            Problem(
                "the workspace cannot be used",
                f"the database says: {str(error).splitlines()[0]}",  # the rest may quote a row
                "check the file and its permissions, or give another with --workspace",
                Place(file=place),
            )
        ) from error


@contextmanager
def sqlite_told(place: str) -> Iterator[None]:
    """Turn what SQLite refuses into an error of ours; nothing was written."""
    try:
        with _told(place, _SQLITE):
            yield
    except UnicodeDecodeError as error:  # what it says of a damaged table quotes the damage
        raise StorageUnavailable(Problem(*_SQLITE["malformed"], Place(file=place))) from error


def postgresql_told(place: str) -> AbstractContextManager[None]:
    """Turn what PostgreSQL refuses into an error of ours.

    Nothing was written, except where the connection broke while a transaction was being closed:
    then nobody knows, and the hint says so. Writing the same drafts again is refused if they were.
    """
    return _told(place, _POSTGRESQL)
