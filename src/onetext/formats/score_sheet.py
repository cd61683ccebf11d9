"""A table of scores as CSV: a row per option, a column per party, a row for no agreement.

::

    point,option,north,south
    border,open,3,0
    border,closed,0,2
    no agreement,,1,1
"""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path

from onetext.errors import InvalidCase, Place, Problem
from onetext.formats.files import read_text
from onetext.formats.profiles import Issue, Profile

NO_AGREEMENT = "no agreement"


def read_score_sheet(path: Path) -> list[Profile]:
    """Read a CSV table of scores: one profile per party."""
    return parse_score_sheet(read_text(path), str(path))


def parse_score_sheet(text: str, file: str) -> list[Profile]:
    """Read a CSV table of scores from its text.

    Raises
    ------
    InvalidCase
        With every problem found.
    """
    sheet = _Sheet(file)
    try:
        rows = list(csv.reader(io.StringIO(text), strict=True))
    except csv.Error as error:
        raise InvalidCase(
            Problem("this is not CSV", str(error), "check the quotes", Place(file=file))
        ) from None
    sheet.read(rows)
    if sheet.problems:
        raise InvalidCase.of(sheet.problems)
    return sheet.profiles()


class _Sheet:
    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.parties: list[str] = []
        self.points: dict[str, dict[str, list[float]]] = {}
        self.reservation: list[float] = []

    def read(self, rows: list[list[str]]) -> None:
        header = [cell.strip() for cell in rows[0]] if rows else []
        self.parties = header[2:]
        if [cell.lower() for cell in header[:2]] != ["point", "option"] or not self.parties:
            self._add(1, "the first row is not point, option, then the parties", "name the columns")
            return
        if len(set(self.parties)) < len(self.parties):
            self._add(1, "two parties have the same name", "rename one")
        self.reservation = [0.0] * len(self.parties)
        for number, row in enumerate(rows[1:], start=2):
            if any(cell.strip() for cell in row):
                self._row(number, [cell.strip() for cell in row])
        if not self.points and not self.problems:
            self._add(1, "there are no options", "add a row per option")

    def _row(self, number: int, row: list[str]) -> None:
        if len(row) != len(self.parties) + 2:
            self._add(number, f"the row has {len(row)} cells", "give one score per party")
            return
        scores = [self._score(cell, number) for cell in row[2:]]
        point, option = row[:2]
        if point.lower() == NO_AGREEMENT:
            self.reservation = scores
        elif not point or not option:
            self._add(number, "the point or the option has no name", "name both")
        elif option in self.points.setdefault(point, {}):
            self._add(number, f"the option {option!r} of {point!r} comes twice", "rename one")
        else:
            self.points[point][option] = scores

    def _score(self, cell: str, number: int) -> float:
        try:
            value = float(cell)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            self._add(number, f"{cell[:40]!r} is not a number", "write a finite number")
            return 0.0
        return value

    def _add(self, line: int, what: str, hint: str) -> None:
        because = "a score sheet has a row per option and a column per party"
        self.problems.append(Problem(what, because, hint, Place(file=self.file, line=line)))

    def profiles(self) -> list[Profile]:
        issues = tuple(Issue(point, tuple(options)) for point, options in self.points.items())
        return [
            Profile(
                party,
                self.file,
                issues,
                tuple(
                    tuple(scores[i] for scores in options.values())
                    for options in self.points.values()
                ),
                self.reservation[i],
            )
            for i, party in enumerate(self.parties)
        ]
