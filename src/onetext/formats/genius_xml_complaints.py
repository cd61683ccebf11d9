"""What is wrong with a Genius file, gathered instead of stopping at the first."""

from __future__ import annotations

import math
from collections.abc import Sequence

from onetext.errors import Place, Problem


class Complaints:
    """The problems and notes of one file, and numbers read with a complaint where they are none.

    Parameters
    ----------
    file : str
        As the user gave it; stands in every message.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self.cut: list[str] = []
        """Issues of real numbers that were cut into steps."""

    def problem(self, what: str, because: str, hint: str, path: str = "") -> Problem:
        """Return a problem with its place."""
        return Problem(what, because, hint, Place(file=self.file, path=path))

    def add(self, what: str, because: str, hint: str, path: str = "") -> None:
        """Keep a problem."""
        self.problems.append(self.problem(what, because, hint, path))

    def number(self, text: str | None, default: float, what: str, path: str) -> float:
        """Return an attribute as a finite number; `default` if it is absent or null."""
        if text is None or text.strip().lower() in ("", "null"):
            return default
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            self.add(f"{what} is {text[:40]!r}", "a finite number belongs here", "correct it", path)
            return default
        return value


def first_few(values: Sequence[str]) -> str:
    """Return the first three values in quotes, and a sign that there are more."""
    return ", ".join(map(repr, values[:3])) + (", …" if len(values) > 3 else "")
