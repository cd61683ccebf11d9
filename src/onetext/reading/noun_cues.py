"""Cues that are nouns: "Moroz's claim that ...", "a warning by the envoy that ...", "to her, ...".

A noun of speech with an owner and a clause attributes the clause to the owner.
"""

from __future__ import annotations

from typing import NamedTuple

from onetext.reading.language import Language
from onetext.reading.noun_phrases import Range
from onetext.reading.phrases import name_before, possible_speaker, subject_after, subject_before
from onetext.reading.settings import after_setting
from onetext.reading.tokens import QUOTATION, WORD, Token, is_possessive

_ADJECTIVES = 4


class NounCue(NamedTuple):
    """Items `first` to `last` are the cue, the content starts at item `content`."""

    owner: Range
    first: int
    last: int
    content: int
    lemma: str
    is_quotation: bool = False
    """Whether the content is a quotation and ends with it."""


def noun_cues(items: list[Token], language: Language) -> list[NounCue]:
    """Return the nouns of speech of a unit that have an owner and a clause."""
    nouns = language.words["nouns_of_speech"] | language.words["nouns_of_shouting"]
    found = []
    for place, item in enumerate(items):
        if item.low not in nouns or item.kind != WORD:
            continue
        cue = (
            _owned(items, place, language)
            or _by_somebody(items, place, language)
            or _shouted(items, place, language)
        )
        if cue is not None:
            found.append(cue)
    return found


def _owned(items: list[Token], noun: int, language: Language) -> NounCue | None:
    """As in "Moroz's latest claim that", "her belief was that"."""
    words = language.words
    content = _clause_at(items, noun + 1, language)
    if content is None:
        return None
    for place in range(noun - 1, max(-1, noun - 2 - _ADJECTIVES), -1):
        item = items[place]
        if item.low in words["possessives"]:
            return NounCue((place, place + 1), place + 1, noun + 1, content, items[noun].low)
        if is_possessive(item):
            owner = subject_before(items, place + 1, 0, language)
            if owner is None or not _can_own(items, owner, language):
                return None
            return NounCue(owner, place + 1, noun + 1, content, items[noun].low)
        if item.kind != WORD or item.low in words["prepositions"] or item.low in language.verbs:
            return None
    return None


def _can_own(items: list[Token], owner: Range, language: Language) -> bool:
    inside = [item._replace(low=item.low.removesuffix("'s")) for item in items[slice(*owner)]]
    return possible_speaker(inside, (0, len(inside)), language)


def _by_somebody(items: list[Token], noun: int, language: Language) -> NounCue | None:
    """As in "claims by two agencies that", "the contention of the envoy that"."""
    words = language.words
    if noun + 2 >= len(items) or items[noun + 1].low not in words["owning_prepositions"]:
        return None
    owner = subject_after(items, noun + 2, len(items), language)
    if owner is None or not possible_speaker(items, owner, language):
        return None
    content = _clause_at(items, owner[1], language)
    if content is None:
        return None
    return NounCue(owner, noun, noun + 2, content, items[noun].low)


def _shouted(items: list[Token], noun: int, language: Language) -> NounCue | None:
    """As in "the crowd broke into chants of “...”": theirs who begin the sentence."""
    content = noun + 2
    if content >= len(items) or items[content].kind != QUOTATION:
        return None
    if items[noun].low not in language.words["nouns_of_shouting"]:
        return None
    if items[noun + 1].low not in language.words["owning_prepositions"]:
        return None
    owner = name_before(items, noun, language)
    if owner is None or owner[1] >= noun:
        return None
    return NounCue(owner, noun, content, content, items[noun].low, is_quotation=True)


def _clause_at(items: list[Token], place: int, language: Language) -> int | None:
    """Where the clause starts: after "that", or after "is that"."""
    words = language.words
    place = after_setting(items, place, language)
    if place < len(items) and items[place].low in words["be"]:
        place += 1
    if place + 2 < len(items) and items[place].low in words["that"]:
        return place + 1
    return None
