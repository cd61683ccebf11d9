"""A table of scores: a row per option, a column per party, a row for no agreement.

As CSV here, as a workbook in `score_sheet_xlsx`; the shape is the same::

    point,option,north,south
    border,open,3,0
    border,closed,0,2
    no agreement,,1,1

A sheet saved where the comma stands in numbers has semicolons between its columns, and is read
as such.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from pathlib import Path

from onetext.bargaining import Scenario
from onetext.errors import InvalidCase, Place, Problem
from onetext.formats.files import read_text
from onetext.formats.profiles import Issue, Profile, demand_plain

NO_AGREEMENT = "no agreement"

MAX_ROWS = 20_000
"""More rows than this are no table that people score."""

_DECIMAL_COMMA = str.maketrans({",": ".", ".": "'"})
"""A number with a decimal comma as Python reads one; a point in it makes it none."""

_MOST_PROBLEMS = 20
"""After these, reading stops: the file is something else."""


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
    semicolons = _has_semicolons(text)
    try:
        rows = list(
            csv.reader(io.StringIO(text), delimiter=";" if semicolons else ",", strict=True)
        )
    except csv.Error as error:
        raise InvalidCase(
            Problem("this is not CSV", str(error), "check the quotes", Place(file=file))
        ) from None
    commas = any("," in cell for row in rows[1:] for cell in row[2:])
    return profiles_in(rows, file, decimal_comma=semicolons and commas)


def _has_semicolons(text: str) -> bool:
    """Whether the columns stand between semicolons, as where a comma stands in numbers."""
    header = text.partition("\n")[0]
    return ";" in header and "," not in header


def profiles_in(
    rows: Iterable[Sequence[str]], file: str, *, decimal_comma: bool = False
) -> list[Profile]:
    """Return one profile per party from the rows of a table, the first row naming the columns.

    Parameters
    ----------
    decimal_comma : bool
        Whether "3,5" is three and a half; then "1.234" is refused, for it may be a thousand.

    Raises
    ------
    InvalidCase
        With every problem found, each with its row.
    """
    sheet = _Sheet(file, decimal_comma)
    sheet.read(rows)
    if sheet.problems:
        raise InvalidCase.of(sheet.problems)
    return sheet.profiles()


def score_sheet_rows(scenario: Scenario) -> list[list[str | float]]:
    """Return a scenario as the rows of a score sheet.

    Raises
    ------
    InvalidCase
        If the scenario has rules, forbidden choices or interactions, which a sheet cannot carry.
    """
    demand_plain(scenario, "a score sheet")
    rows: list[list[str | float]] = [["point", "option", *scenario.parties]]
    for point, options, table in zip(
        scenario.space.points, scenario.space.options, scenario.scores, strict=True
    ):
        rows += [[point, o, *row] for o, row in zip(options, table.tolist(), strict=True)]
    return [*rows, [NO_AGREEMENT, "", *scenario.reservation.tolist()]]


def score_sheet_text(scenario: Scenario) -> str:
    """Return a scenario as a CSV score sheet; reading it back gives the same scenario."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(score_sheet_rows(scenario))
    return stream.getvalue()


class _Sheet:
    def __init__(self, file: str, decimal_comma: bool) -> None:
        self.file = file
        self.decimal_comma = decimal_comma
        self.problems: list[Problem] = []
        self.parties: list[str] = []
        self.points: dict[str, dict[str, list[float]]] = {}
        self.reservation: list[float] = []

    def read(self, rows: Iterable[Sequence[str]]) -> None:
        numbered = enumerate(rows, start=1)
        header = [cell.strip() for cell in next(numbered, (1, ()))[1]]
        self.parties = header[2:]
        if [cell.lower() for cell in header[:2]] != ["point", "option"] or not self.parties:
            what = "the first row is not point, option, then the parties" if header else "no rows"
            self._add(1, what, "let the first row be: point, option, and a name per party")
            return
        if len(set(self.parties)) < len(self.parties):
            self._add(1, "two parties have the same name", "rename one")
        self.reservation = [0.0] * len(self.parties)
        for number, row in numbered:
            if number > MAX_ROWS:
                self._add(number, "the table goes on", f"give at most {MAX_ROWS:,} rows")
                return
            if len(self.problems) >= _MOST_PROBLEMS:
                return
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
            value = float(cell.translate(_DECIMAL_COMMA) if self.decimal_comma else cell)
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
