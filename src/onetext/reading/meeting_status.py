"""What became of a meeting: held, planned, moved, denied, and the words that say so."""

from __future__ import annotations

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


def meeting_status(
    clause: Clause,
    trigger: Token,
    carrier: Statement | None,
    date: ReportedDate | None,
    text: str,
    language: Language,
) -> Found:
    """Return what a clause says became of its meeting.

    Parameters
    ----------
    clause : Clause
    trigger : Token
        The meeting word.
    carrier : Statement or None
        The statement that carries the clause: what is denied in it was denied.
    date : ReportedDate or None
        The clause's date; "travels to Rome next week" is a plan because of it.
    """
    data = language.meetings
    if carrier is not None and carrier.cue and carrier.cue.lemma in data["denying"]:
        return MeetingStatus.DENIED, (carrier.cue.start, carrier.cue.end)
    return (
        _by_phrase(clause, text, language)
        or _by_modal(clause, trigger, carrier is not None, language)
        or _by_form(clause, trigger, date, language)
    )


def _by_phrase(clause: Clause, text: str, language: Language) -> Found | None:
    low = text[clause.start : clause.end].lower().replace("’", "'")
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


def _place(low: str, phrase: str) -> int:
    """Where a phrase begins as a word does; -1: nowhere."""
    at = low.find(phrase)
    while at > 0 and low[at - 1].isalnum():
        at = low.find(phrase, at + 1)
    return at


def _by_modal(
    clause: Clause, trigger: Token, is_reported: bool, language: Language
) -> Found | None:
    """A "will" or "may" beside the meeting word; "said she would meet" is a plan reported."""
    data = language.meetings
    is_noun = trigger.low in data["meeting_nouns"]
    for place, item in enumerate(clause.items):
        if item is trigger and not is_noun:
            return None
        if item.is_name_like and place:
            continue  # "May" the month
        if item.low in data["certain_modals"]:
            return MeetingStatus.SCHEDULED, (item.start, item.end)
        if item.low in data["reported_modals"] and is_reported:
            following = clause.items[place + 1].low if place + 1 < len(clause.items) else ""
            wished = following in data["wishes"]
            status = MeetingStatus.EXPECTED if wished else MeetingStatus.SCHEDULED
            return status, (item.start, item.end)
        if item.low in data["uncertain_modals"]:
            return MeetingStatus.EXPECTED, (item.start, item.end)
    return None


def _by_form(
    clause: Clause, trigger: Token, date: ReportedDate | None, language: Language
) -> Found:
    data, words = language.meetings, language.words
    going_on = _is_going_on(clause, language)
    if going_on is not None:
        return MeetingStatus.ONGOING, (going_on.start, going_on.end)
    if trigger.low in data["held_forms"]:
        return MeetingStatus.HELD, (trigger.start, trigger.end)
    ahead = date is not None and any(word in words["ahead"] for word in date.text.lower().split())
    sets_out = next((item for item in clause.items if item.low in data["present_forms"]), None)
    if sets_out is not None and ahead:
        return MeetingStatus.SCHEDULED, (sets_out.start, sets_out.end)
    at = clause.items.index(trigger)
    opens = next((item for item in clause.items if item.low in data["opening_forms"]), None)
    if opens is not None and date is not None and not is_named(clause, at, language):
        return MeetingStatus.SCHEDULED, (opens.start, opens.end)
    if trigger.low in data["future_forms"] and not is_named(clause, at, language):
        return MeetingStatus.EXPECTED, None
    return MeetingStatus.HELD, None


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


def _is_going_on(clause: Clause, language: Language) -> Token | None:
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
