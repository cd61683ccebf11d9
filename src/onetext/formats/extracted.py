"""What a reader takes out of a file, and how it says that it cannot."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from onetext.errors import Place, Problem, UnreadableFile


@dataclass(frozen=True)
class Extracted:
    """The text a reader took out of a file, and what the file says of itself."""

    text: str
    reader: str
    published: datetime.date | None = None
    language: str = "en"
    title: str = ""
    doubtful: tuple[tuple[int, int], ...] = ()
    """Places of the text where a second reading differs."""


def unreadable(path: Path, what: str, because: str, hint: str) -> UnreadableFile:
    """Return the error for one file."""
    return UnreadableFile(Problem(what, because, hint, Place(file=str(path))))
