"""What became of a meeting: held, planned, moved, denied, and the words that say so."""

from __future__ import annotations

import re
from functools import cache, cached_property

from onetext.model import MeetingStatus, ReportedDate, Statement
from onetext.reading.language import Language
from onetext.reading.meeting_clauses import Clause
from onetext.reading.tokens import WORD, Token

_STATUS_ORDER = (
    "denied", "cancelled", "on_hold", "postponed", "scheduled", "expected", "ongoing",
)  # fmt: skip

_ADJECTIVES = 2

Found = tuple[MeetingStatus, tuple[int, int] | None]
"""A status, and the characters that say so; None: nothing does but the form of the verb."""


class ClauseStatus:
    """What a clause says became of its meeting: what depends on the clause alone is found once.

    Parameters
    ----------
    clause : Clause
    carrier : Statement or None
        The statement that carries the clause: what is denied in it was denied.
    date : ReportedDate or None
        The clause's date; "travels to Rome next week" is a plan because of it.
    text : str
        Of the whole report.
    language : Language
    """

    def __init__(
        self,
        clause: Clause,
        carrier: Statement | None,
        date: ReportedDate | None,
        text: str,
        language: Language,
    ) -> None:
        self.clause, self.carrier, self.date, self.language = clause, carrier, date, language
        self._by_words = _by_phrase(clause, text, language)

    def of(self, trigger: Token) -> Found:
        """Return what became of the meeting that a meeting word of the clause tells of."""
        cue = self.carrier.cue if self.carrier is not None else None
        if cue and cue.lemma in self.language.meetings["denying"]:
            return MeetingStatus.DENIED, (cue.start, cue.end)
        return self._by_words or self._before(trigger) or self._by_form(trigger)

    def _before(self, trigger: Token) -> Found | None:
        """What a "will" or "may" says: beside a noun anywhere, of a verb before it."""
        if self._modal is None:
            return None
        status, (start, end) = self._modal
        is_noun = trigger.low in self.language.meetings["meeting_nouns"]
        return (status, (start, end)) if is_noun or start < trigger.start else None

    @cached_property
    def _modal(self) -> tuple[MeetingStatus, tuple[int, int]] | None:
        """The first modal of the clause; "said she would meet" is a plan reported."""
        data, items = self.language.meetings, self.clause.items
        for place, item in enumerate(items):
            if item.is_name_like and place:
                continue  # "May" the month
            if item.low in data["certain_modals"]:
                return MeetingStatus.SCHEDULED, (item.start, item.end)
            if item.low in data["reported_modals"] and self.carrier is not None:
                following = items[place + 1].low if place + 1 < len(items) else ""
                wished = following in data["wishes"]
                status = MeetingStatus.EXPECTED if wished else MeetingStatus.SCHEDULED
                return status, (item.start, item.end)
            if item.low in data["uncertain_modals"]:
                return MeetingStatus.EXPECTED, (item.start, item.end)
        return None

    def _by_form(self, trigger: Token) -> Found:
        data, clause = self.language.meetings, self.clause
        if self._going_on is not None:
            return MeetingStatus.ONGOING, (self._going_on.start, self._going_on.end)
        if trigger.low in data["held_forms"]:
            return MeetingStatus.HELD, (trigger.start, trigger.end)
        if self._sets_out is not None and self._is_ahead:
            return MeetingStatus.SCHEDULED, (self._sets_out.start, self._sets_out.end)
        at = clause.items.index(trigger)
        opens = self._opens
        if opens is not None and self.date and not is_named(clause, at, self.language):
            return MeetingStatus.SCHEDULED, (opens.start, opens.end)
        if trigger.low in data["future_forms"] and not is_named(clause, at, self.language):
            return MeetingStatus.EXPECTED, None
        return MeetingStatus.HELD, None

    @cached_property
    def _is_ahead(self) -> bool:
        """Whether the date says that it lies ahead: "next week"."""
        words = self.date.text.lower().split() if self.date is not None else []
        return any(word in self.language.words["ahead"] for word in words)

    @cached_property
    def _going_on(self) -> Token | None:
        return _going_on(self.clause, self.language)

    @cached_property
    def _sets_out(self) -> Token | None:
        return self._first_of("present_forms")

    @cached_property
    def _opens(self) -> Token | None:
        return self._first_of("opening_forms")

    def _first_of(self, forms: str) -> Token | None:
        wanted = self.language.meetings[forms]
        return next((item for item in self.clause.items if item.low in wanted), None)


def _by_phrase(clause: Clause, text: str, language: Language) -> Found | None:
    low = text[clause.start : clause.end].lower().replace("’", "'")
    if not _any_phrase(language).search(low):
        return None
    for name in _STATUS_ORDER:
        phrases = language.meetings["status"][name]
        hits = [(at, phrase) for phrase in phrases if (at := _place(low, phrase)) >= 0]
        if hits:
            at, phrase = min(hits)
            return (
                MeetingStatus(name.replace("_", "-")),
                (clause.start + at, clause.start + at + len(phrase)),
            )
    return None


@cache
def _any_phrase(language: Language) -> re.Pattern[str]:
    """All the phrases at once: most clauses have none."""
    status = language.meetings["status"]
    phrases = sorted(re.escape(phrase) for name in _STATUS_ORDER for phrase in status[name])
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(phrases)})")


def _place(low: str, phrase: str) -> int:
    """Where a phrase begins as a word does; -1: nowhere."""
    at = low.find(phrase)
    while at > 0 and low[at - 1].isalnum():
        at = low.find(phrase, at + 1)
    return at


def is_named(clause: Clause, place: int, language: Language) -> bool:
    """Whether a word that is verb and noun alike is the noun: "a video call", "his visit"."""
    words = language.words
    for before in range(place - 1, max(-1, place - 1 - _ADJECTIVES), -1):
        item = clause.items[before]
        if item.low in words["determiners"] or item.low in words["possessives"]:
            return True
        if item.kind != WORD or item.low in words["infinitive"] or item.low in words["modals"]:
            return False
        if item.low in words["clause_pronouns"] or item.is_name_like:
            return False
    return False


def _going_on(clause: Clause, language: Language) -> Token | None:
    """The "are" of "are now meeting", "is consulting with", "are in talks"."""
    data, words = language.meetings, language.words
    for place, item in enumerate(clause.items):
        if item.low not in data["present_be"]:
            continue
        at = place + 1
        while at < len(clause.items) and (
            clause.items[at].low in words["adverbs"]
            or clause.items[at].low.endswith(words["adverb_ending"])
        ):
            at += 1
        if at >= len(clause.items):
            return None
        if clause.items[at].low in data["going_on"]:
            return item
        after = clause.items[at + 1].low if at + 1 < len(clause.items) else ""
        if clause.items[at].low in data["place_prepositions"] and after in data["meeting_nouns"]:
            return item
    return None
