"""Meetings and contacts: who met or was to meet, where, when, and whether it took place.

A clause speaks of a meeting where a meeting word stands with at least two of: a name, a place, a
date, a word of status. Quotations are not searched: what stands in them is somebody's claim.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from onetext.model import MeetingMention, MeetingStatus, ReportedDate, Span, Statement
from onetext.reading.dates import date_in
from onetext.reading.language import Language
from onetext.reading.names import NameTable, bare, is_person, name_sequences
from onetext.reading.tokens import MARK, QUOTATION, Token, is_possessive
from onetext.reading.units import Unit

_STATUS_ORDER = (
    "denied", "cancelled", "on_hold", "postponed", "scheduled", "expected", "ongoing",
)  # fmt: skip


class _Clause(NamedTuple):
    items: list[Token]
    unit: Unit

    @property
    def start(self) -> int:
        return self.items[0].start

    @property
    def end(self) -> int:
        return self.items[-1].end


def meetings(
    report: str,
    text: str,
    units: list[Unit],
    found_dates: list[ReportedDate],
    statements: tuple[Statement, ...],
    names: NameTable,
    language: Language,
) -> tuple[MeetingMention, ...]:
    """Return the mentions of meetings in a report, in order."""
    reader = _MeetingReader(report, text, found_dates, names, language)
    carried = _Carriers(statements)
    found: list[MeetingMention] = []
    for unit in units:
        if unit.is_heading:
            continue
        for clause in _clauses(unit, carried, language):
            mention = reader.mention(clause, len(found) + 1, carried)
            if mention is not None:
                found.append(mention)
    return tuple(found)


class _Carriers:
    """Which statement carries a place of the text."""

    def __init__(self, statements: tuple[Statement, ...]) -> None:
        self._spans = sorted(
            (span.start, span.end, statement.id)
            for statement in statements
            if statement.nested_in is None
            for span in statement.content
        )
        self._starts = [start for start, _, _ in self._spans]
        self.edges = {edge for start, end, _ in self._spans for edge in (start, end)}

    def of(self, start: int, end: int) -> str | None:
        """The statement whose content covers the middle of a place."""
        middle = (start + end) // 2
        at = bisect_left(self._starts, middle + 1) - 1
        for first, last, name in reversed(self._spans[max(0, at - 3) : at + 1]):
            if first <= middle < last:
                return name
        return None


def _clauses(unit: Unit, carried: _Carriers, language: Language) -> Iterator[_Clause]:
    """Cut a unit where a statement begins or ends, and where a new subject or "who" begins."""
    part: list[Token] = []
    for place, item in enumerate(unit.items):
        if part and (item.start in carried.edges or part[-1].end in carried.edges):
            yield from _clause(part, unit)
            part = []
        if item.text in (";", "—") or _starts_clause(unit.items, place, language):
            yield from _clause(part, unit)
            part = []
            if item.kind == MARK:
                continue
        part.append(item)
    yield from _clause(part, unit)


def _clause(part: list[Token], unit: Unit) -> Iterator[_Clause]:
    while part and part[0].kind == MARK:
        part = part[1:]
    while part and part[-1].kind == MARK:
        part = part[:-1]
    if part:
        yield _Clause(part, unit)


def _starts_clause(items: list[Token], place: int, language: Language) -> bool:
    if items[place].text != "," or place + 2 >= len(items):
        return False
    first, second = items[place + 1], items[place + 2]
    words = language.words
    if first.low in ("when", "who", "which", "where", "while", "though", "although", "whose"):
        return True
    opens = (
        second.is_name_like
        or second.low in words["clause_pronouns"]
        or (second.low in words["articles"])
    )
    return first.low in ("but", "and", "as") and opens and first.low != "and"


class _MeetingReader:
    def __init__(
        self,
        report: str,
        text: str,
        found_dates: list[ReportedDate],
        names: NameTable,
        language: Language,
    ) -> None:
        self.report, self.text, self.names, self.language = report, text, names, language
        self.dates = found_dates
        self.data = language.meetings

    def mention(self, clause: _Clause, number: int, carried: _Carriers) -> MeetingMention | None:
        trigger = self._trigger(clause)
        if trigger is None:
            return None
        status, status_place = self._status(clause, trigger)
        place = self._place(clause, trigger)
        date = date_in(self.dates, clause.start, clause.end)
        if date is None and status is not MeetingStatus.ON_HOLD:
            date = date_in(self.dates, clause.unit.start, clause.end)
        people = self._participants(clause, trigger, place)
        weight = min(2, len(people)) + bool(place) + bool(date) + bool(status_place)
        if weight < 2 or (not people and not place):
            return None
        return MeetingMention(
            id=f"{self.report}.m{number}",
            report=self.report,
            start=clause.start,
            end=clause.end,
            kind=self.data["kinds"].get(trigger.low, "meeting"),
            participants=people,
            place=bare(place.text) if place else None,
            place_span=Span(report=self.report, start=place.start, end=place.end)
            if place
            else None,
            date=date,
            status=status,
            status_span=Span(report=self.report, start=status_place[0], end=status_place[1])
            if status_place
            else None,
            carried_by=carried.of(clause.start, clause.end),
            rule=f"meeting word: {trigger.low}",
        )

    def _trigger(self, clause: _Clause) -> Token | None:
        verb = None
        for place, item in enumerate(clause.items):
            if item.kind == QUOTATION or (item.is_name_like and place):
                continue
            if item.low in self.data["meeting_verbs"] and not self._is_noun(clause, place):
                verb = verb or item
        if verb is not None:
            return verb
        noun = next((i for i in clause.items if i.low in self.data["meeting_nouns"]), None)
        if noun is not None:
            return noun
        low = self.text[clause.start : clause.end].lower()
        if any(phrase in low for phrase in self.data["joint_work"]):
            return next(
                (i for i in clause.items if low and i.low in ("working", "sat", "held", "spoke")),
                None,
            )
        return None

    def _is_noun(self, clause: _Clause, place: int) -> bool:
        before = clause.items[place - 1].low if place else ""
        words = self.language.words
        return (
            clause.items[place].low in self.data["meeting_nouns"]
            and (before in words["determiners"] or before in words["possessives"])
        )  # fmt: skip

    def _status(
        self, clause: _Clause, trigger: Token
    ) -> tuple[MeetingStatus, tuple[int, int] | None]:
        low = self.text[clause.start : clause.end].lower().replace("’", "'")
        for name in _STATUS_ORDER:
            hits = [(low.find(p), p) for p in self.data["status"][name] if _at_word(low, p)]
            if hits:
                at, phrase = min(hits)
                return (
                    MeetingStatus(name.replace("_", "-")),
                    (clause.start + at, clause.start + at + len(phrase)),
                )
        if trigger.low in self.data["held_forms"]:
            return MeetingStatus.HELD, (trigger.start, trigger.end)
        if trigger.low in self.data["future_forms"]:
            return MeetingStatus.EXPECTED, None
        return MeetingStatus.HELD, None

    def _place(self, clause: _Clause, trigger: Token) -> Token | None:
        items = clause.items
        for place in range(1, len(items)):
            item, before = items[place], items[place - 1]
            if not item.is_name_like or item.low in self.language.people["not_names"]:
                continue
            if before.low in self.data["place_prepositions"] and not is_possessive(item):
                if place > 1 and items[place - 2].low in self.data["elsewhere"]:
                    continue
                return item
            following = items[place + 1].low if place + 1 < len(items) else ""
            if following == "summit" and before.text not in ("–", "-"):
                return item
            if before.low == "to" and trigger.low in (
                "visit",
                "trip",
                "travel",
                "traveled",
                "travelled",
            ):
                return item
        return None

    def _participants(
        self, clause: _Clause, trigger: Token, place: Token | None
    ) -> tuple[str, ...]:
        found: list[str] = []
        for run in name_sequences(clause.items, self.language):
            if place is not None and any(token is place for token in run):
                continue
            if is_possessive(run[-1]) and not self._owns_meeting(clause, run[-1]):
                continue
            if self._lies_elsewhere(clause, run[0]):
                continue
            words = [bare(token.text) for token in run]
            role = self._role_after(clause, run[-1])
            if role and role not in found:
                found.append(f"{' '.join(words)} {role}")
                continue
            name = self.names.full.get(words[-1], " ".join(words))
            lowered = " ".join(words).lower().rstrip(".")
            if lowered in self.language.people["parties"] and not self._is_party(words):
                continue
            if (is_person(words, self.language) or self._is_party(words)) and name not in found:
                found.append(name)
        first = self._pronoun(clause)
        if first is not None and first not in found:
            found.insert(0, first)
        return tuple(found)

    def _lies_elsewhere(self, clause: _Clause, name: Token) -> bool:
        """Whether a name only says where a war is: "the war in Ukraine"."""
        at = clause.items.index(name)
        return at > 1 and clause.items[at - 2].low in self.data["elsewhere"]

    def _role_after(self, clause: _Clause, name: Token) -> str | None:
        """The people a name describes: "Trump advisers"."""
        at = clause.items.index(name) + 1
        if at < len(clause.items) and clause.items[at].low in self.language.people["roles_many"]:
            return clause.items[at].text
        return None

    def _is_party(self, words: list[str]) -> bool:
        name = " ".join(words).lower()
        people = self.language.people
        return (
            name in people["metonyms"] and name not in ("us", "u.s", "uk", "u.k")
        ) or name in people["institutions"]

    def _owns_meeting(self, clause: _Clause, owner: Token) -> bool:
        at = clause.items.index(owner)
        return any(item.low in self.data["meeting_nouns"] for item in clause.items[at + 1 : at + 3])

    def _pronoun(self, clause: _Clause) -> str | None:
        """Who "he" or "who" at the head of the clause is."""
        for item in clause.items[:8]:
            low = item.low
            if low in ("he", "she", "who"):
                kind = self.language.words["pronouns"][low].split()
                return self.names.last_before(item.start, kind[1], self.language)
            if item.is_name_like and low not in self.language.people["not_names"]:
                return None
        return None


def _at_word(low: str, phrase: str) -> bool:
    """Whether a phrase starts at a word's start."""
    at = low.find(phrase)
    return at == 0 or (at > 0 and not low[at - 1].isalnum())
