"""Whether a workspace can be written where it stands, and how SQLite reads it where it cannot.

SQLite reads a file with a write-ahead log through two more files beside it, which it cannot make
in a folder that is closed to it. Where nobody has them open, the file alone is the whole truth and
is read as it is (`immutable`); where a log is left, it is read with the log or not at all, for
without it the last entries would be missing.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote


def is_read_only(path: Path) -> bool:
    """Whether this user may not change a workspace, or not make beside it what SQLite needs."""
    return closed_part(path) != ""


def closed_part(path: Path) -> str:
    """Say what stands in the way of writing; empty: nothing."""
    if not os.access(path, os.W_OK):
        return "the file"
    return "" if os.access(path.parent, os.W_OK) else "its folder"


def read_only_address(path: Path) -> str:
    """Return what SQLite opens: with the log where one is left, else the file alone."""
    lone = "" if has_log(path) or os.access(path.parent, os.W_OK) else "&immutable=1"
    return f"file:{quote(str(path.absolute()))}?mode=ro{lone}"


def has_log(path: Path) -> bool:
    """Whether entries may stand in the log that are not in the file yet."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0
