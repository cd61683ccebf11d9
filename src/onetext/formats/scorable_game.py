"""Scorable games as text: one line of scores per issue, the last line is the party's minimum.

One file per party, numbers separated by commas, as in the files of the negotiation games of
Abdelnabi and others [abdelnabi2024]_.
"""

from __future__ import annotations

import math
from pathlib import Path

from onetext.errors import InvalidCase, Place, Problem
from onetext.formats.files import read_text
from onetext.formats.profiles import Issue, Profile

_MOST_PROBLEMS = 10
"""After these, reading stops: the file is something else."""


def read_scorable_game(path: Path) -> Profile:
    """Read one party's sheet of a scorable game."""
    return parse_scorable_game(read_text(path), str(path), path.stem)


def parse_scorable_game(text: str, file: str, party: str) -> Profile:
    r"""Read one party's sheet from its text.

    Issues are called A, B, …, their options A1, A2, …

    Examples
    --------
    >>> sheet = parse_scorable_game("14,8,0\n11,7\n20\n", "", "p1")
    >>> [issue.values for issue in sheet.issues], sheet.reservation
    ([('A1', 'A2', 'A3'), ('B1', 'B2')], 20.0)
    """
    lines = [(n, line) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    problems: list[Problem] = []
    rows = []
    for n, line in lines:
        rows.append(_numbers(line, n, file, problems))
        if len(problems) >= _MOST_PROBLEMS:
            raise InvalidCase.of(problems)
    if len(rows) < 2 or (rows and len(rows[-1]) != 1):
        problems.append(
            Problem(
                "the last line is not a single minimum below lines of scores",
                "a sheet has one line of scores per issue, then the party's minimum",
                "add the minimum, or 0",
                Place(file=file, line=lines[-1][0] if lines else 1),
            )
        )
    if problems:
        raise InvalidCase.of(problems)
    names = [_letter(k) for k in range(len(rows) - 1)]
    issues = tuple(
        Issue(name, tuple(f"{name}{o + 1}" for o in range(len(row))))
        for name, row in zip(names, rows[:-1], strict=True)
    )
    return Profile(party, file, issues, tuple(map(tuple, rows[:-1])), rows[-1][0])


def _numbers(line: str, number: int, file: str, problems: list[Problem]) -> list[float]:
    """Return the numbers of a line; its first word that is none is a problem."""
    values: list[float] = []
    for word in line.strip().strip(",").split(","):
        try:
            value = float(word)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            problems.append(
                Problem(
                    f"{word.strip()[:40]!r} is not a number",
                    "a line holds scores separated by commas",
                    "correct it",
                    Place(file=file, line=number),
                )
            )
            return values
        values.append(value)
    return values


def _letter(k: int) -> str:
    return chr(ord("A") + k) if k < 26 else f"I{k + 1}"
