"""Files written where nothing stands yet, and never over anything."""

from __future__ import annotations

import os
from pathlib import Path

from onetext.errors import ImpossibleRequest, Place, Problem, StorageUnavailable


def write_new_text(path: Path, text: str) -> None:
    """Write a text file in UTF-8 where nothing stands yet; raises as `write_new_bytes` does."""
    write_new_bytes(path, text.encode())


def write_new_bytes(path: Path, data: bytes) -> None:
    """Write a file where nothing stands yet.

    Raises
    ------
    ImpossibleRequest
        If something does; it is left as it is.
    StorageUnavailable
        If the folder does not exist or may not be written.
    """
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
    except FileExistsError:
        raise ImpossibleRequest(
            Problem(
                "nothing was written",
                "something stands at this path already, and it is never overwritten",
                "give another name, or take away what is there",
                Place(file=str(path)),
            )
        ) from None
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        path.unlink(missing_ok=True)  # half a file would stand in the way of the next try
        raise _unwritable(path, error) from None


def _unwritable(path: Path, error: Exception) -> StorageUnavailable:
    reason = getattr(error, "strerror", None) or "the path is not usable"
    return StorageUnavailable(
        Problem(
            "the file cannot be written",
            reason.lower(),
            "check the folder, its permissions and the room on the disk",
            Place(file=str(path)),
        )
    )
