"""The text as it stands, point by point, with brackets and what changed since the one before."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onetext.formats.options_paper.evidence import Citations
from onetext.formats.options_paper.matrix import anchors
from onetext.model import Alternative, Case, Clause, ClauseState, Text
from onetext.record.comparison import Operation, PointChange, compare_texts
from onetext.record.rewording import Mark, Run, rewording

OPERATION_WORDS = {
    Operation.KEEP: "kept",
    Operation.REWORD: "reworded",
    Operation.RENUMBER: "renumbered",
    Operation.SPLIT: "split",
    Operation.MERGE: "merged",
    Operation.ADD: "added",
    Operation.DROP: "left out",
    Operation.BRACKET: "bracketed",
    Operation.UNBRACKET: "brackets lifted",
    Operation.MOVE: "moved elsewhere",
    Operation.AGREE: "became agreed",
    Operation.AGREE_IN_PART: "now agreed between some",
    Operation.REOPEN: "no longer agreed",
    Operation.UNKNOWN: "not known",
}
_LEAST_KEPT = 0.4
"""Below this share of common words a word-by-word comparison hides more than it shows."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording in runs of words: kept, struck or added."""

    language: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Bracket:
    """One wording that competes inside brackets."""

    wording: str
    asked_by: str


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One point of the text beside what the text before said."""

    anchor: str
    number_before: str
    number: str
    title: str
    operations: tuple[str, ...]
    before: Wording | None
    after: Wording | None
    brackets: tuple[Bracket, ...]
    moved_to: str
    citations: tuple[int, ...]
    unverified: bool
    is_unchanged: bool


@dataclass(frozen=True, slots=True)
class TextShown:
    """The latest text known, with the text it is compared to, if any."""

    text: Text
    before: Text | None
    rows: tuple[ClauseRow, ...]

    @property
    def is_paraphrase(self) -> bool:
        """Whether any wording shown is our own words for what a text says."""
        return self.text.is_paraphrase or (self.before is not None and self.before.is_paraphrase)


def text_shown(case: Case, as_of: datetime.date | None, citations: Citations) -> TextShown | None:
    """Return the latest text with clauses by a day, compared to the text it was made from.

    A text known only in part is passed over for the one it was made from, so that what nobody
    has seen is not shown as left out.
    """
    dated = [
        text
        for text in case.texts
        if any(clause.wording for clause in text.clauses)
        and (as_of is None or text.date.is_known_by(as_of))
    ]
    if not dated:
        return None
    complete = [text for text in dated if text.is_complete] or dated
    text = max(complete, key=lambda text: text.date.sort_key)
    before = _ancestor(case, text)
    if before is None:
        changes = {c.point: c for c in compare_texts(case, text, text)}
        return TextShown(text, None, tuple(_rows(case, None, text, changes.values(), citations)))
    changes_since = compare_texts(case, before, text)
    return TextShown(text, before, tuple(_rows(case, before, text, changes_since, citations)))


def _ancestor(case: Case, text: Text) -> Text | None:
    """Walk up the graph of revisions to the nearest text known as a whole."""
    texts = {text.id: text for text in case.texts}
    waiting, seen = list(text.revises), {text.id}
    partial: Text | None = None
    while waiting:
        current = texts.get(waiting.pop(0))
        if current is None or current.id in seen:
            continue
        seen.add(current.id)
        if current.is_complete and current.clauses:
            return current
        partial = partial or (current if current.clauses else None)
        waiting.extend(current.revises)
    return partial


def _rows(
    case: Case,
    before: Text | None,
    text: Text,
    changes: Iterable[PointChange],
    citations: Citations,
) -> Iterable[ClauseRow]:
    names = {party.id: party.name for party in case.parties}
    ids = anchors(case)
    for change in changes:
        old = _standing(before, change.point) if before else ()
        new = _standing(text, change.point)
        wording_before, wording = _wordings(old, new)
        is_same = before is None or change.operations[0] is Operation.KEEP
        yield ClauseRow(
            anchor=ids.get(change.point, ""),
            number_before=(change.number_a or "") if before else "",
            number=change.number_b or "",
            title=change.title,
            operations=tuple(OPERATION_WORDS[o] for o in change.operations) if before else (),
            before=None if is_same else wording_before,
            after=_plain(new) if is_same else wording,
            brackets=tuple(_brackets(new, names)),
            moved_to=next((clause.moved_to for clause in new if clause.moved_to), ""),
            citations=citations.cite(
                source for clause in (*old, *new) for source in clause.sources
            ),
            unverified=change.unverified,
            is_unchanged=is_same,
        )


def _standing(text: Text, point: str) -> tuple[Clause, ...]:
    return tuple(c for c in text.clauses_on(point) if c.state is not ClauseState.DROPPED)


def _wordings(
    old: tuple[Clause, ...], new: tuple[Clause, ...]
) -> tuple[Wording | None, Wording | None]:
    """Mark what was struck on the left and what was added on the right."""
    left, right = _plain(old), _plain(new)
    if left is None or right is None or left.language != right.language:
        return _marked(left, Mark.STRUCK), _marked(right, Mark.ADDED)
    before, after = left.runs[0].text, right.runs[0].text
    runs = rewording(before, after)
    kept = sum(len(run.text) for run in runs if run.mark is Mark.KEPT)
    if kept < _LEAST_KEPT * max(len(before), len(after)):
        return left, right
    return (
        Wording(left.language, tuple(run for run in runs if run.mark is not Mark.ADDED)),
        Wording(right.language, tuple(run for run in runs if run.mark is not Mark.STRUCK)),
    )


def _marked(wording: Wording | None, mark: Mark) -> Wording | None:
    if wording is None:
        return None
    return Wording(wording.language, tuple(Run(mark, run.text) for run in wording.runs))


def _plain(clauses: tuple[Clause, ...]) -> Wording | None:
    """Join the wordings of some clauses, in English where it is there."""
    worded = [_in_english(clause) for clause in clauses if clause.wording]
    if not worded:
        return None
    return Wording(worded[0][0], (Run(Mark.KEPT, " ".join(words for _, words in worded)),))


def _in_english(worded: Clause | Alternative) -> tuple[str, str]:
    if "en" in worded.wording:
        return "en", worded.wording["en"]
    return next(iter(worded.wording.items()))


def _brackets(clauses: tuple[Clause, ...], names: Mapping[str, str]) -> Iterable[Bracket]:
    for clause in clauses:
        for alternative in clause.alternatives:
            words = _in_english(alternative)[1] if alternative.wording else alternative.option
            who = ", ".join(names.get(party, party) for party in alternative.asked_by)
            yield Bracket(words or "no wording yet", who)
