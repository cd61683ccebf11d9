"""Meetings and contacts: who met or was to meet, where, when, and whether it took place.

A clause speaks of a meeting where a meeting word stands with at least two of: a name, a place, a
date, a word of status. Quotations are not searched: what stands in them is somebody's claim.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
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


_SAME_CLAUSE = ("object", "infinitive")
"""Rules whose content shares its clause with the speaker: "hopes to meet her"."""


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
            if mention is None:
                continue
            if found and found[-1].start >= unit.start and _only_says_what_became(mention):
                found[-1] = replace(
                    found[-1],
                    end=mention.end,
                    status=mention.status,
                    status_span=mention.status_span,
                )
            else:
                found.append(mention)
    return tuple(found)


def _only_says_what_became(mention: MeetingMention) -> bool:
    """As in "but the trip was postponed": no people, no place, only a status."""
    return not mention.participants and mention.place is None and mention.status_span is not None


class _Carriers:
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
    if first.low in language.meetings["clause_openers"]:
        return True
    opens = (
        second.is_name_like
        or second.low in words["clause_pronouns"]
        or (second.low in words["articles"])
    )
    return first.low in language.meetings["turns"] and opens


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
        carrier = carried.of(clause.start, clause.end)
        status, status_place = self._status(clause, trigger, carrier)
        place = self._place(clause)
        date = date_in(self.dates, clause.start, clause.end)
        if date is None and status is not MeetingStatus.ON_HOLD:
            date = date_in(self.dates, clause.unit.start, clause.end)
        people = self._participants(clause, place)
        if not self._is_meeting(trigger, people, place, date, status, status_place):
            return None
        return MeetingMention(
            id=f"{self.report}.m{number}",
            report=self.report,
            start=clause.start,
            end=clause.end,
            kind=self.data["kinds"].get(trigger.low, "meeting"),
            participants=people,
            place=self.text[place[0].start : place[-1].end] if place else None,
            place_span=Span(report=self.report, start=place[0].start, end=place[-1].end)
            if place
            else None,
            date=date,
            status=status,
            status_span=Span(report=self.report, start=status_place[0], end=status_place[1])
            if status_place
            else None,
            carried_by=carrier.id if carrier else None,
            rule=f"meeting word: {trigger.low}",
        )

    def _is_meeting(
        self,
        trigger: Token,
        people: tuple[str, ...],
        place: list[Token],
        date: ReportedDate | None,
        status: MeetingStatus,
        status_place: tuple[int, int] | None,
    ) -> bool:
        """Whether enough stands beside the meeting word."""
        if trigger.low in self.data["meeting_nouns"]:
            strong = {name.replace("_", "-") for name in self.data["strong"]}
            if status_place is not None and status.value in strong:
                return True
        elif not people:
            return False
        weight = min(2, len(people)) + bool(place) + bool(date) + bool(status_place)
        return weight >= 2 and bool(people or place)

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
                (i for i in clause.items if i.low in self.data["joint_words"]),
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
        self, clause: _Clause, trigger: Token, carrier: Statement | None
    ) -> tuple[MeetingStatus, tuple[int, int] | None]:
        if carrier is not None and carrier.cue and carrier.cue.lemma in self.data["denying"]:
            return MeetingStatus.DENIED, (carrier.cue.start, carrier.cue.end)
        low = self.text[clause.start : clause.end].lower().replace("’", "'")
        for name in _STATUS_ORDER:
            hits = [(low.find(p), p) for p in self.data["status"][name] if _at_word(low, p)]
            if hits:
                at, phrase = min(hits)
                return (
                    MeetingStatus(name.replace("_", "-")),
                    (clause.start + at, clause.start + at + len(phrase)),
                )
        planned = self._planned(clause, trigger)
        if planned is not None:
            return planned
        if trigger.low in self.data["held_forms"]:
            return MeetingStatus.HELD, (trigger.start, trigger.end)
        if trigger.low in self.data["future_forms"]:
            return MeetingStatus.EXPECTED, None
        return MeetingStatus.HELD, None

    def _planned(
        self, clause: _Clause, trigger: Token
    ) -> tuple[MeetingStatus, tuple[int, int]] | None:
        """A "will" or "may" before the meeting word."""
        for item in clause.items:
            if item is trigger:
                return None
            if item.low in self.data["certain_modals"]:
                return MeetingStatus.SCHEDULED, (item.start, item.end)
            if item.low in self.data["uncertain_modals"]:
                return MeetingStatus.EXPECTED, (item.start, item.end)
        return None

    def _place(self, clause: _Clause) -> list[Token]:
        """The words of the place: after "in" or "at", before "summit", where somebody goes."""
        items = clause.items
        for at in range(1, len(items)):
            if not self._can_be_place(items[at]):
                continue
            before = items[at - 1].low
            following = items[at + 1].low if at + 1 < len(items) else ""
            there = before in self.data["place_prepositions"] and not self._is_elsewhere(items, at)
            named = following in self.data["named_meetings"] and items[at - 1].text not in (
                "–",
                "-",
            )
            if there or named or self._is_destination(items, at):
                last = at + 1
                while last < len(items) and self._goes_on(items[last - 1], items[last]):
                    last += 1
                return items[at:last]
        return []

    def _can_be_place(self, item: Token) -> bool:
        return (
            item.is_name_like
            and (item.low not in self.language.people["not_names"] or item.text == "The")
            and not is_possessive(item)
        )

    def _goes_on(self, last: Token, item: Token) -> bool:
        return item.is_name_like and item.start - last.end == 1 and self._can_be_place(item)

    def _is_elsewhere(self, items: list[Token], at: int) -> bool:
        """Whether the preposition belongs to a war or the like: "the war in Ukraine"."""
        return at > 1 and items[at - 2].low in self.data["elsewhere"]

    def _is_destination(self, items: list[Token], at: int) -> bool:
        before = items[at - 1].low
        if before in self.data["going_verbs"]:
            return True
        return (
            before in self.language.words["infinitive"]
            and at > 1
            and items[at - 2].low in self.data["going_words"]
        )

    def _participants(self, clause: _Clause, place: list[Token]) -> tuple[str, ...]:
        found: list[str] = []
        first = self._pronoun(clause)
        for run in name_sequences(clause.items, self.language):
            if any(token is part for token in run for part in place):
                continue
            if is_possessive(run[-1]) and not self._owns_meeting(clause, run[-1]):
                continue
            if self._lies_elsewhere(clause, run[0]) or self._is_absent(clause, run[0]):
                continue
            name = self._name(clause, run)
            if name is not None and name not in found:
                found.append(name)
        if first is not None and first not in found:
            found.insert(0, first)
        return tuple(found + [group for group in self._groups(clause) if group not in found])

    def _name(self, clause: _Clause, run: list[Token]) -> str | None:
        words = [bare(token.text) for token in run]
        role = self._role_after(clause, run[-1])
        if role and " ".join(words).lower() not in self.language.people["parties"]:
            return f"{' '.join(words)} {role}"
        lowered = " ".join(words).lower().rstrip(".")
        if lowered in self.language.people["parties"] and not self._is_party(words):
            return None
        if is_person(words, self.language) or self._is_party(words):
            return self.names.full.get(words[-1], " ".join(words))
        return None

    def _groups(self, clause: _Clause) -> list[str]:
        """People met as a group: "foreign ministers", "the two delegations"."""
        found = []
        for at, item in enumerate(clause.items):
            if item.low not in self.data["groups"]:
                continue
            first = at
            while first and clause.items[first - 1].low in self.data["group_adjectives"]:
                first -= 1
            before = clause.items[first - 1] if first else None
            if before is not None and before.low in self.language.people["parties"]:
                found.append(f"{before.text} {item.low}")
                continue
            if before is not None and before.is_name_like:
                continue  # "Trump advisers" is a name with a role
            found.append(" ".join(token.low for token in clause.items[first : at + 1]))
        return found

    def _lies_elsewhere(self, clause: _Clause, name: Token) -> bool:
        """Whether a name only says where a war is: "the war in Ukraine"."""
        at = clause.items.index(name)
        return self._is_elsewhere(clause.items, at)

    def _is_absent(self, clause: _Clause, name: Token) -> bool:
        """Whether a name says who was not there: "without the State Department"."""
        at = clause.items.index(name)
        return any(item.low in self.data["absences"] for item in clause.items[max(0, at - 2) : at])

    def _role_after(self, clause: _Clause, name: Token) -> str | None:
        """The people a name describes: "Trump advisers", "the Trump camp"."""
        at = clause.items.index(name) + 1
        people = (*self.language.people["roles_many"], *self.data["camps"])
        if at < len(clause.items) and clause.items[at].low in people:
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
            if low in self.language.words["singular_persons"]:
                kind = self.language.words["pronouns"][low].split()
                return self.names.last_before(item.start, kind[1], self.language)
            if item.is_name_like and low not in self.language.people["not_names"]:
                return None
        return None


def _at_word(low: str, phrase: str) -> bool:
    """Whether a phrase starts at a word's start."""
    at = low.find(phrase)
    return at == 0 or (at > 0 and not low[at - 1].isalnum())
