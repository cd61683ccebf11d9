"""What a database refuses, in words a person can act on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DatabaseError, IntegrityError

from onetext.errors import Place, Problem, RecordMovedOn
from onetext.storage.workspace import unavailable

_WORDS = {
    "locked": (
        "the workspace is busy",
        "somebody else has been writing to it for too long",
        "try again in a moment",
    ),
    "readonly": (
        "the workspace cannot be written to",
        "the file or its folder is read-only",
        "check its permissions, or give another with --workspace",
    ),
    "full": ("the workspace cannot be written to", "the disk is full", "make room, then try again"),
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


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what the database refuses into an error of ours; nothing was written."""
    try:
        yield
    except IntegrityError as error:
        raise RecordMovedOn(
            Problem(
                what="the record moved on while this was being written",
                because="another entry took the same place in the chain; nothing was overwritten",
                hint="look at the record again, then repeat what you did",
                place=Place(file=str(path)),
            )
        ) from error
    except DatabaseError as error:
        for sign, words in _WORDS.items():
            if sign in str(error):
                raise unavailable(path, *words) from error
        raise unavailable(
            path,
            "the workspace cannot be used",
            f"the database says: {error}",
            "check the file and its permissions, or give another with --workspace",
        ) from error
