"""Noun phrases: what belongs to one that ends at a place, and who or what it can name."""

from __future__ import annotations

from onetext.reading.language import Language
from onetext.reading.tokens import MARK, NUMBER, QUOTATION, WORD, Token
from onetext.reading.units import last_mark, n_words

JOINING_MARKS = ("-", "–", "&", "/", "’", "'", "‘")
LONGEST_PHRASE = 16
SCARE_QUOTE = 4
"""A quotation of no more words than this may stand inside a phrase."""

Range = tuple[int, int]
"""Items `first` to `last` (exclusive) of a unit."""


def may_speak(phrase: list[Token], language: Language) -> bool:
    """Whether a phrase has a word for somebody or something that can speak."""
    people = language.people
    return any(
        (item.is_name_like and item.low not in people["not_names"])
        or item.low in people["roles_one"]
        or item.low in people["roles_many"]
        or item.low in people["institutions"]
        or item.low in people["speaking_nouns"]
        or item.low in people["documents"]
        or item.low in language.words["pronouns"]
        or item.low in language.words["quantifiers"]
        for item in phrase
    )


def phrase_ending(items: list[Token], end: int, lowest: int, language: Language) -> Range | None:
    """The longest noun phrase that ends before item `end`."""
    if end <= lowest:
        return None
    if items[end - 1].low in language.words["clause_pronouns"]:
        return (end - 1, end)
    first = end
    while (
        first > lowest
        and end - first < LONGEST_PHRASE
        and _continues(items, first - 1, lowest, end, language)
    ):
        first -= 1
    return _trimmed(items, first, end, language)


def _continues(items: list[Token], place: int, lowest: int, end: int, language: Language) -> bool:
    """Whether item `place` belongs to the noun phrase that stands to its right."""
    item, words = items[place], language.words
    right = items[place + 1] if place + 1 < end else None
    before = items[place - 1] if place > lowest else None
    if item.kind == QUOTATION:
        return right is not None and n_words(item) <= SCARE_QUOTE and last_mark(item).isalnum()
    if item.kind == MARK:
        return (
            item.text in JOINING_MARKS
            and right is not None
            and before is not None
            and (item.end == right.start or item.text == "&")
        )
    if item.kind == NUMBER:
        return True
    if item.low in words["object_pronouns"] and right is None:
        return before is not None and before.low in words["prepositions"]
    if item.low in words["articles"] or item.low in words["possessives"]:
        return right is not None
    if right is not None and opens_phrase(right, language) and not _joins(item, language):
        return False
    if item.low in words["coordinators"]:
        return right is not None and _coordinates(items, place, lowest, language)
    if item.low in words["prepositions"]:
        return right is not None and before is not None and is_nominal(before, language)
    return is_nominal(item, language)


def opens_phrase(item: Token, language: Language) -> bool:
    """Whether a word can only stand at the head of a phrase: an article, a possessive."""
    words = language.words
    return (
        item.low in words["articles"]
        or item.low in words["possessives"]
        or item.low in words["indefinite_persons"]
    )


def _joins(item: Token, language: Language) -> bool:
    return item.low in language.words["prepositions"] or item.low in language.words["coordinators"]


def is_nominal(item: Token, language: Language) -> bool:
    """Whether a word can be inside a noun phrase: no verb, conjunction, pronoun or adverb."""
    words = language.words
    if item.kind == NUMBER:
        return True
    if item.kind != WORD:
        return False
    low = item.low
    if (
        low in words["subordinators"]
        or low in words["auxiliaries"]
        or low in words["be"]
        or low in words["modals"]
        or low in words["negations"]
        or low in words["clause_pronouns"]
        or low in words["common_verbs"]
    ):
        return low in words["determiners"] and low not in words["that"]
    if low in language.verbs and not item.is_name_like:
        plain = [form for form in language.verbs[low] if not form.particle]
        return all(form.is_ambiguous for form in plain) or low.endswith(words["participle_ending"])
    return True


def _coordinates(items: list[Token], place: int, lowest: int, language: Language) -> bool:
    """Whether "and" joins two parts of one subject rather than two clauses."""
    if items[place].low not in language.words["and_or"]:
        return False
    first = place
    while first > lowest and place - first < 8:
        before = items[first - 1]
        if before.low in language.words["coordinators"]:
            break
        if not (before.kind in (WORD, NUMBER) and (is_nominal(before, language))):
            break
        first -= 1
    if first == place:
        return False
    edge = items[first - 1] if first > lowest else None
    return (
        edge is None
        or edge.kind in (MARK, QUOTATION)
        or edge.low in language.words["subordinators"]
    )


def _trimmed(items: list[Token], first: int, end: int, language: Language) -> Range | None:
    """Drop what only opens the clause: "Earlier", "On Friday", "In a statement"."""
    words = language.words
    while first < end:
        item = items[first]
        if item.low in words["openers"] or item.low in words["adverbs"] or is_day(item, language):
            if item.low in words["determiners"]:
                break
            first += 1
        elif item.low in words["fronting"] or item.low in words["prepositions"]:
            first = _after_fronted(items, first, end, language)
        elif item.kind == MARK or item.low in words["coordinators"]:
            first += 1
        else:
            break
    return (first, end) if first < end else None


def _after_fronted(items: list[Token], first: int, end: int, language: Language) -> int:
    """Where a new phrase starts after a fronted one: "In a statement | Rubio"."""
    for place in range(first + 2, end):
        item, before = items[place], items[place - 1]
        if before.low in language.words["prepositions"] or opens_phrase(before, language):
            continue
        fresh = opens_phrase(item, language) or (item.is_name_like and not before.is_name_like)
        if fresh or (is_day(before, language) and not is_day(item, language)):
            return place
    return end


def is_day(item: Token, language: Language) -> bool:
    """Whether a word names a day or a month."""
    dates = language.dates
    return (
        item.low in dates["weekdays"]
        or (item.low.rstrip(".") in dates["months"] and item.low not in dates["ambiguous_months"])
        or item.low in dates["relative_days"]
        or (item.low.endswith("'s") and item.low[:-2] in dates["weekdays"])
    )
