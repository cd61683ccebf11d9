"""The one tree of exceptions: what / because / hint, and an exit code per class.

::

    OnetextError              1
    ├── UnreadableFile        3   a file is missing, empty, binary, too large or wrongly encoded
    ├── InvalidCase           4   a case breaks its rules; carries every problem at once
    ├── NotFound              5   no such case, text, point, party or entry
    ├── RecordMovedOn         6   the record changed since it was read; nothing was overwritten
    ├── BrokenJournal         7   the hash chain does not hold; names the first broken entry
    ├── ImpossibleRequest     8   the request cannot be met as asked (draws, dates, sizes)
    ├── MissingExtra          9   an optional part of onetext is not installed
    └── StorageUnavailable   10   the workspace cannot be opened or written

A finding ("no package satisfies every red line") is a result, never an exception.
Exit code 2 is the command line's own (a wrong option), 130 means interrupted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem stands: in a file, at a line and column, under a path of field names.

    Parameters
    ----------
    file : str
        As the user gave it; empty if the problem is in no file.
    line, column : int or None
        Counted from 1.
    path : str
        Field path with ids rather than positions where ids exist, as in ``points.p6.options``.
    """

    file: str = ""
    line: int | None = None
    column: int | None = None
    path: str = ""

    def __str__(self) -> str:
        marks = [self.file] if self.file else []
        if self.line is not None:
            marks.append(str(self.line))
            if self.column is not None:
                marks.append(str(self.column))
        return " ".join(part for part in (":".join(marks), self.path) if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in three parts a person can act on."""

    what: str
    because: str
    hint: str
    place: Place = Place()

    def __str__(self) -> str:
        where = str(self.place)
        head = f"{where}: {self.what}" if where else self.what
        return f"{head}\nbecause: {self.because}\nhint: {self.hint}"


class OnetextError(Exception):
    """The root of the tree: one or more problems, reported together.

    Parameters
    ----------
    *problems : Problem
        At least one.
    """

    exit_code = 1

    def __init__(self, *problems: Problem) -> None:
        if not problems:
            raise ValueError("an error needs at least one problem")
        super().__init__(*problems)
        self.problems = problems

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> OnetextError:
        """Gather problems into one error of this class."""
        return cls(*problems)

    def __str__(self) -> str:
        return "\n\n".join(str(problem) for problem in self.problems)


class UnreadableFile(OnetextError):
    """A file is missing, empty, binary, too large or wrongly encoded."""

    exit_code = 3


class InvalidCase(OnetextError):
    """A case breaks its rules; every problem is reported at once."""

    exit_code = 4


class NotFound(OnetextError):
    """There is no such case, text, point, party or entry."""

    exit_code = 5


class RecordMovedOn(OnetextError):
    """The record changed since it was read; nothing was overwritten."""

    exit_code = 6


class BrokenJournal(OnetextError):
    """The hash chain does not hold."""

    exit_code = 7


class ImpossibleRequest(OnetextError):
    """The request cannot be met as asked."""

    exit_code = 8


class MissingExtra(OnetextError):
    """An optional part of onetext is not installed."""

    exit_code = 9


class StorageUnavailable(OnetextError):
    """The workspace cannot be opened or written."""

    exit_code = 10
