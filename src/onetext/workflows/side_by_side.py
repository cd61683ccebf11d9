"""Two texts side by side, point by point, word by word; and one point through all texts."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from onetext.model import Case, Clause, Text
from onetext.record.comparison import Operation, PointChange, compare_texts
from onetext.record.rewording import Mark, Run, rewording
from onetext.workflows.text_order import in_order

__all__ = [
    "Mark",
    "Operation",
    "PairedPoint",
    "PointStep",
    "Run",
    "marked",
    "point_steps",
    "printed",
    "side_by_side",
]


@dataclass(frozen=True, slots=True)
class PairedPoint:
    """What became of a point, with the words that were struck and added.

    Parameters
    ----------
    change : PointChange
    before, after : tuple of Run
        The wording of either text: kept and struck runs; kept and added runs. Of a paraphrase
        nothing is marked: its words are ours and change for their own reasons.
    """

    change: PointChange
    before: tuple[Run, ...]
    after: tuple[Run, ...]

    @property
    def is_kept(self) -> bool:
        """Whether nothing but its number changed."""
        return Operation.KEEP in self.change.operations


def side_by_side(case: Case, a: Text, b: Text, *, language: str = "en") -> tuple[PairedPoint, ...]:
    """Pair the points of two texts, in the order of the first, then what only the second has."""
    return tuple(_paired(change) for change in compare_texts(case, a, b, language=language))


def _paired(change: PointChange) -> PairedPoint:
    before, after = change.before or "", change.after or ""
    if change.is_paraphrase or not (before and after):
        return PairedPoint(change, _plain(before), _plain(after))
    return PairedPoint(change, *marked(before, after))


def marked(before: str, after: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Return two wordings with the words that differ: kept and struck; kept and added."""
    runs = rewording(before, after)
    return (
        tuple(run for run in runs if run.mark is not Mark.ADDED),
        tuple(run for run in runs if run.mark is not Mark.STRUCK),
    )


def printed(clause: Clause, language: str) -> str:
    """Return a clause in one language, its alternatives in brackets."""
    words = clause.wording.get(language, "")
    others = [other.wording.get(language) or other.option or "" for other in clause.alternatives]
    return " ".join(filter(None, [words, f"[{' / '.join(others)}]" if others else ""]))


def _plain(words: str) -> tuple[Run, ...]:
    return (Run(Mark.KEPT, words),) if words else ()


@dataclass(frozen=True, slots=True)
class PointStep:
    """What one text says on a point, and what it did to what the text it revises says.

    Parameters
    ----------
    text : Text
    earlier : Text or None
        The text it is held against: the one it revises, else None.
    change : PointChange or None
        None where neither says anything on the point.
    runs : tuple of Run
        What was struck and added; without an earlier text, the wording as it stands.
    """

    text: Text
    earlier: Text | None
    change: PointChange | None
    runs: tuple[Run, ...]


def point_steps(
    case: Case, point: str, as_of: datetime.date | None = None, *, language: str = "en"
) -> tuple[PointStep, ...]:
    """Follow a point through every text tabled by a day, the earliest text first."""
    by_id = {text.id: text for text in case.texts}
    tabled = [t for t in case.texts if as_of is None or t.date.is_known_by(as_of)]
    return tuple(
        _step(case, point, text, [by_id[name] for name in text.revises if name in by_id], language)
        for text in in_order(tabled)
    )


def _step(case: Case, point: str, text: Text, earlier: list[Text], language: str) -> PointStep:
    before = next(
        (one for one in earlier if one.clauses_on(point)), earlier[0] if earlier else None
    )
    against = before or Text(id=text.id, title=text.title, is_complete=False)
    only = [_only(one, point) for one in (against, text)]
    changes = compare_texts(case, only[0], only[1], language=language)
    change = next((one for one in changes if one.point == point), None)
    if change is None:
        return PointStep(text, before, None, ())
    after = change.after or ""
    marked = before is not None and change.before and after and not change.is_paraphrase
    runs = rewording(change.before or "", after) if marked else _plain(after)
    return PointStep(text, before, change, runs)


def _only(text: Text, point: str) -> Text:
    """Return a text with what bears on one point: its clauses, and those under its numbers."""
    numbers = {clause.number for clause in text.clauses_on(point)} - {None}
    kept = tuple(
        clause for clause in text.clauses if clause.point == point or clause.number in numbers
    )
    return replace(text, clauses=kept)
