"""Compare two texts of a case."""

from __future__ import annotations

from onetext.model import Case
from onetext.record.comparison import PointChange, compare_texts
from onetext.workflows.find import find_text


def compare(case: Case, text_a: str, text_b: str) -> tuple[PointChange, ...]:
    """List point by point what became of text A in text B.

    Raises
    ------
    NotFound
        If the case has no text of that id.
    """
    return compare_texts(case, find_text(case, text_a), find_text(case, text_b))
