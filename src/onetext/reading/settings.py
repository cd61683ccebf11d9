"""Settings: when and where something was said, between the verb and the words.

As in "said on Friday in a letter to the council that ...": the words begin after it.
"""

from __future__ import annotations

from functools import cache

from onetext.reading.language import Language
from onetext.reading.tokens import MARK, NUMBER, WORD, Token

_LONGEST_PHRASE = 7


def after_setting(items: list[Token], start: int, language: Language) -> int:
    """Return the first item after the settings that stand at `start`; `start` if none does."""
    place = start
    while place < len(items):
        after = (
            _after_fixed(items, place, language)
            or _after_time(items, place, language)
            or _after_phrase(items, place, language)
        )
        if after is None:
            break
        place = after
    return place


def _low(items: list[Token], place: int) -> str:
    return items[place].low.removesuffix("'s") if place < len(items) else ""


def _after_fixed(items: list[Token], place: int, language: Language) -> int | None:
    """As in "for the first time", "for weeks"."""
    for words in _fixed(language).get(items[place].low, ()):
        if [item.low for item in items[place : place + len(words)]] == words:
            return place + len(words)
    return None


@cache
def _fixed(language: Language) -> dict[str, list[list[str]]]:
    """The fixed settings by their first word, the longest first."""
    found: dict[str, list[list[str]]] = {}
    for phrase in sorted(language.words["fixed_settings"], key=lambda one: (-len(one), one)):
        words = phrase.split()
        found.setdefault(words[0], []).append(words)
    return found


def _after_time(items: list[Token], place: int, language: Language) -> int | None:
    """As in "Wednesday night", "on Friday", "late Tuesday", "last week", "in March"."""
    words, dates = language.words, language.dates
    at = place
    while _low(items, at) in words["before_days"] or _low(items, at) in words["time_shifters"]:
        at += 1
    low = _low(items, at)
    if low in dates["weekdays"] or low in dates["relative_days"]:
        return at + 1 + (_low(items, at + 1) in dates["parts_of_day"])
    if at > place and (low in dates["units"] or low in dates["parts_of_day"]):
        return at + 1
    if low.rstrip(".") in dates["months"] and items[at].is_name_like:
        number = at + 1 < len(items) and items[at + 1].kind == NUMBER
        return at + 1 + number if at > place or number else None
    return None


def _after_phrase(items: list[Token], place: int, language: Language) -> int | None:
    """As in "in a written statement", "at a news conference", "on Twitter"."""
    words = language.words
    if _low(items, place) not in words["setting_prepositions"]:
        return None
    at = place + 1
    if at < len(items) and items[at].is_name_like:
        return at + 1 if _low(items, at) in words["media"] else None
    if not (_low(items, at) in words["articles"] or _low(items, at) in words["possessives"]):
        return None
    at += 1
    while at < len(items) and at - place < _LONGEST_PHRASE:
        item = items[at]
        if item.kind == MARK or item.kind not in (WORD, NUMBER):
            break
        at += 1
        if item.low in words["occasions"] and _low(items, at) not in words["occasions"]:
            return _after_tail(items, at, language)  # not between "press" and "conference"
    return None


def _after_tail(items: list[Token], at: int, language: Language) -> int:
    """As in "in a letter to the council": whom or what the occasion was for."""
    words = language.words
    if _low(items, at) not in words["prepositions"] or _low(items, at + 1) in words["that"]:
        return at
    end = at + 1
    if _low(items, end) in words["articles"] or _low(items, end) in words["possessives"]:
        end += 1
    first = end
    while end < len(items) and items[end].kind == WORD and items[end].is_name_like:
        end += 1
    if end > first:
        return end
    if first > at + 1 and end < len(items) and items[end].kind == WORD:
        return end + 1
    return at
