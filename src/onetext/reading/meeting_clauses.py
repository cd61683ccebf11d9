"""Clauses: the stretches of a unit that can each speak of one meeting, and who says so."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from onetext.model import Statement
from onetext.reading.language import Language
from onetext.reading.tokens import MARK, Token
from onetext.reading.units import Unit

_SAME_CLAUSE = ("object", "infinitive")
"""Rules whose content shares its clause with the speaker: "hopes to meet her"."""

_ENDS = (";", "—")


class Clause(NamedTuple):
    """A stretch of one unit."""

    items: list[Token]
    unit: Unit

    @property
    def start(self) -> int:
        """First character."""
        return self.items[0].start

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""
        return self.items[-1].end


class Carriers:
    """Which statement carries a place of the text."""

    def __init__(self, statements: tuple[Statement, ...]) -> None:
        self._by_id = {statement.id: statement for statement in statements}
        self._spans = sorted(
            (span.start, span.end, statement.id)
            for statement in statements
            if statement.nested_in is None
            for span in statement.content
        )
        self._starts = [start for start, _, _ in self._spans]
        self.edges = {
            edge
            for start, end, name in self._spans
            if self._by_id[name].rule not in _SAME_CLAUSE
            for edge in (start, end)
        }

    def of(self, start: int, end: int) -> Statement | None:
        """The statement whose content covers the middle of a place."""
        middle = (start + end) // 2
        at = bisect_left(self._starts, middle + 1) - 1
        for first, last, name in reversed(self._spans[max(0, at - 3) : at + 1]):
            if first <= middle < last:
                return self._by_id[name]
        return None


def clauses(unit: Unit, carried: Carriers, language: Language) -> Iterator[Clause]:
    """Cut a unit where a statement begins or ends, and where a new subject or "who" begins."""
    part: list[Token] = []
    for place, item in enumerate(unit.items):
        if part and (item.start in carried.edges or part[-1].end in carried.edges):
            yield from _clause(part, unit)
            part = []
        if item.text in _ENDS or (item.text == "," and _starts_clause(unit.items, place, language)):
            yield from _clause(part, unit)
            part = []
            if item.kind == MARK:
                continue
        part.append(item)
    yield from _clause(part, unit)


def _clause(part: list[Token], unit: Unit) -> Iterator[Clause]:
    while part and part[0].kind == MARK:
        part = part[1:]
    while part and part[-1].kind == MARK:
        part = part[:-1]
    if part:
        yield Clause(part, unit)


def _starts_clause(items: list[Token], place: int, language: Language) -> bool:
    """Whether a new subject or "who" stands after a comma."""
    if place + 2 >= len(items):
        return False
    first, second = items[place + 1], items[place + 2]
    words = language.words
    if first.low in language.meetings["clause_openers"]:
        return True
    opens = (
        second.is_name_like
        or second.low in words["clause_pronouns"]
        or (second.low in words["articles"])
    )
    return first.low in language.meetings["turns"] and opens
