"""Outlets: who is credited in a report, and through whom a statement's words came.

A credit stands in the statement's own sentence ("told Axios", "the outlet", "Axios reported") or
is inherited from the one outlet the report credits. A report that credits several outlets, or
none, passes nothing on: whose interview it was cannot be told.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from onetext.reading.language import Language
from onetext.reading.tokens import WORD, Token
from onetext.reading.units import Unit

_LONGEST_NAME = 4


class Credit(NamedTuple):
    """The characters `start` to `end` credit the outlet `name`; the cue is included."""

    start: int
    end: int
    name: str
    unit: int


def outlet_credits(units: list[Unit], language: Language) -> list[Credit]:
    """Return every credit of an outlet in a report, in order; "the outlet" is the last named."""
    found: list[Credit] = []
    last: str | None = None
    articles = language.words["articles"]
    for number, unit in enumerate(units):
        place = 0
        while place < len(unit.items):
            item = unit.items[place]
            if not item.is_name_like and item.low not in articles:
                place += 1
                continue
            size, name = _outlet_at(unit.items, place, language, last)
            if not size:
                place += 1
                continue
            span = _credited(unit.items, place, place + size, language)
            if span is not None and name:
                found.append(Credit(*span, name, number))
            last = name or last
            place += size
    return found


def _outlet_at(
    items: list[Token], place: int, language: Language, last: str | None
) -> tuple[int, str | None]:
    """How many items from `place` name an outlet, and which; 0: none does."""
    people = language.people
    if items[place].low in language.words["articles"] and last is not None:
        for size in (1, 2):
            noun = " ".join(item.low for item in items[place + 1 : place + 1 + size])
            if noun in people["outlet_nouns"]:
                return size + 1, last
    if not items[place].is_name_like:
        return 0, None
    if _bare(items[place].text) not in _first_words(language) and not any(
        item.text in people["outlet_endings"] for item in items[place + 1 : place + _LONGEST_NAME]
    ):
        return 0, None
    for size in range(_LONGEST_NAME, 0, -1):
        inside = items[place : place + size]
        if len(inside) < size or any(item.kind != WORD for item in inside):
            continue
        name = " ".join(_bare(item.text) for item in inside)
        if name in people["outlets"]:
            return size, name
        if (
            size > 1
            and all(item.is_name_like for item in inside)
            and inside[-1].text in people["outlet_endings"]
            and items[place].low not in language.words["articles"]
        ):
            return size, name
    return 0, None


@cache
def _first_words(language: Language) -> frozenset[str]:
    return frozenset(name.split()[0] for name in language.people["outlets"])


def _bare(word: str) -> str:
    return word[:-2] if word.endswith(("’s", "'s")) else word


def _credited(
    items: list[Token], first: int, last: int, language: Language
) -> tuple[int, int] | None:
    """The characters of the credit, its verb or preposition included; None: only mentioned."""
    words = language.words
    before = first - 1
    while before >= 0 and (
        items[before].low in words["articles"] or items[before].low in words["credit_with"]
    ):
        before -= 1
    if before >= 0 and items[before].low in words["credits_before"]:
        return items[_start_of_credit(items, before, language)].start, items[last - 1].end
    if last < len(items) and items[last].low in words["credits_after"]:
        return items[first].start, items[last].end
    if (
        last + 1 < len(items)
        and items[last + 1].low in words["credits_after"]
        and (items[last].low in words["adverbs"])
    ):
        return items[first].start, items[last + 1].end
    return None


def _start_of_credit(items: list[Token], place: int, language: Language) -> int:
    """As in "speaking to", "according to": the word before the preposition belongs to it."""
    if place and items[place].low in language.words["credit_links"]:
        return place - 1
    return place


def only_outlet(all_credits: list[Credit]) -> Credit | None:
    """The first credit, where all credits of the report go to one outlet."""
    if len({one.name for one in all_credits}) == 1:
        return all_credits[0]
    return None
