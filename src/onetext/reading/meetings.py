"""Meetings and contacts: who met or was to meet, where, when, and whether it took place.

A clause speaks of a meeting where a meeting word stands with at least two of: a name, a place, a
date, a word of status. Quotations are not searched: what stands in them is somebody's claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from onetext.model import MeetingMention, MeetingStatus, ReportedDate, Span, Statement
from onetext.reading.dates import date_in, last_date_in
from onetext.reading.language import Language
from onetext.reading.meeting_clauses import Carriers, Clause, clauses
from onetext.reading.meeting_people import MeetingPeople
from onetext.reading.meeting_status import ClauseStatus, is_named
from onetext.reading.names import NameTable
from onetext.reading.tokens import QUOTATION, Token
from onetext.reading.units import Unit

_TWO = 2
_TELLING_SORTS = ("meeting_verbs", "meeting_nouns", "joint_words", "joint_acts")
"""A clause without any of these words speaks of no meeting."""


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
    carried = Carriers(statements)
    found: list[MeetingMention] = []
    for unit in units:
        if unit.is_heading:
            continue
        for clause in clauses(unit, carried, language):
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


class _Scene(NamedTuple):
    """What depends on the clause alone, however many meeting words it has."""

    clause: Clause
    carrier: Statement | None
    date: ReportedDate | None
    became: ClauseStatus
    place: list[Token]
    people: tuple[str, ...]


class _MeetingReader:
    def __init__(
        self,
        report: str,
        text: str,
        found_dates: list[ReportedDate],
        names: NameTable,
        language: Language,
    ) -> None:
        self.report, self.text, self.language = report, text, language
        self.people = MeetingPeople(names, language)
        self.dates = found_dates
        self.data = language.meetings
        self.telling: frozenset[str] = frozenset().union(
            *(self.data[sort] for sort in _TELLING_SORTS)
        )

    def mention(self, clause: Clause, number: int, carried: Carriers) -> MeetingMention | None:
        if self.telling.isdisjoint(item.low for item in clause.items):
            return None
        triggers = list(self._triggers(clause))
        if not triggers:
            return None
        carrier = carried.of(clause.start, clause.end)
        date = date_in(self.dates, clause.start, clause.end)
        scene = _Scene(
            clause,
            carrier,
            date,
            ClauseStatus(clause, carrier, date, self.text, self.language),
            place := self.people.place(clause),
            self.people.participants(clause, place),
        )
        found = (self._mention(scene, trigger, number) for trigger in triggers)
        return next((one for one in found if one is not None), None)

    def _mention(self, scene: _Scene, trigger: Token, number: int) -> MeetingMention | None:
        clause, carrier, date, became, place, people = scene
        status, status_place = became.of(trigger)
        if status is MeetingStatus.POSTPONED and date is not None:
            date = last_date_in(self.dates, clause.start, clause.end)  # "from Monday to Friday"
        if date is None and status is not MeetingStatus.ON_HOLD:
            date = date_in(self.dates, clause.unit.start, clause.end)
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
        elif trigger.low in self.data["needs_two"] and len(people) < _TWO:
            return False  # "received a prize in Rome"
        told = status_place is not None and status_place[0] != trigger.start
        weight = min(_TWO, len(people)) + bool(place) + bool(date) + told
        return weight >= 2 and bool(people or place)

    def _triggers(self, clause: Clause) -> Iterator[Token]:
        """The meeting words of a clause: verbs, then nouns, then phrases of joint work."""
        for place, item in enumerate(clause.items):
            if item.kind == QUOTATION or (item.is_name_like and place):
                continue
            if item.low in self.data["meeting_verbs"] and not self._is_noun(clause, place):
                yield item
        for item in clause.items:
            if item.low in self.data["meeting_nouns"]:
                yield item
                break
        if clause.items[0].low in self.data["where"]:
            yield from (item for item in clause.items if item.low in self.data["joint_acts"])
        low = self.text[clause.start : clause.end].lower()
        if any(phrase in low for phrase in self.data["joint_work"]):
            for item in clause.items:
                if item.low in self.data["joint_words"]:
                    yield item
                    break

    def _is_noun(self, clause: Clause, place: int) -> bool:
        return clause.items[place].low in self.data["meeting_nouns"] and is_named(
            clause, place, self.language
        )
