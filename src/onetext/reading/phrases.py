"""Noun phrases beside a reporting verb: the subject before it, or after it where it is inverted."""

from __future__ import annotations

from onetext.reading.language import Language
from onetext.reading.noun_phrases import (
    JOINING_MARKS,
    LONGEST_PHRASE,
    SCARE_QUOTE,
    Range,
    is_day,
    is_nominal,
    may_speak,
    opens_phrase,
    phrase_ending,
)
from onetext.reading.tokens import MARK, NUMBER, QUOTATION, WORD, Token, is_possessive
from onetext.reading.units import n_words

_LONGEST_INSERTION = 45
_LONGEST_TITLE, _WHOLE_NAME = 4, 2
_PARTING = (",", "—", "–", "-")
"""Marks around an insertion; a hyphen that is a mark of its own is a typewriter's dash."""


def subject_before(items: list[Token], verb: int, lowest: int, language: Language) -> Range | None:
    """Return the noun phrase that ends just before the verb group, appositions stepped over.

    Parameters
    ----------
    items : list of Token
    verb : int
        First item of the verb group.
    lowest : int
        The phrase starts here at the earliest.
    """
    end = before_timing(items, verb, lowest, language)
    if end <= lowest:
        return None
    if items[end - 1].text == ")":
        end = _before_bracket(items, end - 1, lowest)
    if end - 1 > lowest and items[end - 1].text in _PARTING:
        return _before_insertion(items, end - 1, lowest, language)
    if end > lowest and items[end - 1].low in language.words["who"]:
        return _antecedent(items, end - 1, 0, language)
    if end > lowest and items[end - 1].low in language.words["subject_relatives"]:
        found = _antecedent(items, end - 1, 0, language)
        return found if found and may_speak(items[found[0] : found[1]], language) else None
    found = phrase_ending(items, end, lowest, language)
    return _before_relative(items, found, end, lowest, language) or found


def _before_relative(
    items: list[Token], found: Range | None, end: int, lowest: int, language: Language
) -> Range | None:
    """As in "an aide who asked not to be named said", "a report published on Friday said"."""
    words = language.words
    last = items[end - 1]
    if not last.low.endswith(words["past_ending"]) or last.is_name_like or last.kind != WORD:
        return None
    first = found[0] if found is not None else end - 1
    if first and items[first - 1].low in words["be"]:
        for place in range(first - 1, max(0, end - LONGEST_PHRASE), -1):
            if items[place].kind != WORD:
                return None
            if items[place].low in words["who"]:
                if items[place - 1].low in words["coordinators"]:
                    continue  # "who came and who asked not to be named"
                return _antecedent(items, place, 0, language)
    if found is None and last.low in language.verbs:
        return phrase_ending(items, end - 1, lowest, language)
    return None


def before_timing(items: list[Token], end: int, lowest: int, language: Language) -> int:
    """Where a phrase ends that "later", "on Friday", "last week" or "quickly" follows."""
    words, dates = language.words, language.dates
    while end - 1 > lowest:
        item, before = items[end - 1], items[end - 2]
        low = item.low
        if low in words["adverbs"] or (
            low.endswith(words["adverb_ending"])
            and len(low) > 5
            and not item.is_name_like
            and low not in language.people["outlet_nouns"]
        ):
            end -= 1
        elif is_day(item, language) or low in dates["parts_of_day"]:
            end -= 2 if before.low in words["before_days"] else 1
        elif low in dates["units"] and before.low in words["time_shifters"]:
            end -= 2
        elif low in dates["ago"] and before.low in dates["units"] and end - 3 > lowest:
            end -= 3
            while end - 1 > lowest and items[end - 1].low in words["approximations"]:
                end -= 1
        else:
            break
    return end


def _before_bracket(items: list[Token], place: int, lowest: int) -> int:
    for opening in range(place, max(lowest, place - 12) - 1, -1):
        if items[opening].text == "(":
            return opening
    return place


def _antecedent(items: list[Token], who: int, lowest: int, language: Language) -> Range | None:
    end = who - 1 if items[who - 1].text == "," else who
    return phrase_ending(items, end, lowest, language)


def _before_insertion(
    items: list[Token], comma: int, lowest: int, language: Language
) -> Range | None:
    """Step over "X, the envoy who leads the talks, said" to X."""
    mark = items[comma].text
    for place in range(comma - 1, max(lowest, comma - _LONGEST_INSERTION), -1):
        if items[place].kind == QUOTATION and n_words(items[place]) > SCARE_QUOTE:
            return None
        if items[place].text != mark or not _starts_insertion(items[place + 1], language):
            continue
        end = place
        if items[end - 1].text == ")":
            end = _before_bracket(items, end - 1, lowest)
        found = phrase_ending(items, end, lowest, language)
        if found and may_speak(items[found[0] : found[1]], language):
            if _is_home(items, found, mark, language):
                continue
            return _described_name(items, found, mark, lowest, language) or found
    return _inserted_name(items, comma, lowest, language)


def _is_home(items: list[Token], found: Range, mark: str, language: Language) -> bool:
    """Whether a phrase only says where somebody is from: "Ann Lee, 22, of Flint, Mich., said"."""
    first = found[0]
    return (
        first > 1
        and items[first - 1].low in language.words["naming_prepositions"]
        and items[first - 2].text == mark
    )


def _described_name(
    items: list[Token], found: Range, mark: str, lowest: int, language: Language
) -> Range | None:
    """The name that a phrase describes: "Ann Lee, the editor of a weekly, the Star, said"."""
    first = found[0]
    if not opens_phrase(items[first], language) or first - 2 < lowest:
        return None
    if items[first - 1].text != mark:
        return None
    named = phrase_ending(items, first - 1, lowest, language)
    if named is None or not all(item.is_name_like for item in items[slice(*named)]):
        return None
    starts = named[0] == lowest or items[named[0] - 1].kind in (MARK, QUOTATION)
    return named if starts and named[1] - named[0] > 1 else None


def _inserted_name(items: list[Token], comma: int, lowest: int, language: Language) -> Range | None:
    """As in "a third, Pavel Moroz, said": the insertion is the name."""
    first = comma
    while first > lowest and items[first - 1].is_name_like:
        first -= 1
    named = first < comma and first > lowest and items[first - 1].text == items[comma].text
    return (first, comma) if named and may_speak(items[first:comma], language) else None


def _starts_insertion(item: Token, language: Language) -> bool:
    words = language.words
    return item.kind in (NUMBER, WORD) and (
        item.kind == NUMBER
        or item.low in words["relatives"]
        or item.low in words["determiners"]
        or item.low in words["possessives"]
        or item.low in words["prepositions"]
        or item.low in words["fronting"]
        or item.low in language.people["titles"]
        or item.low in language.people["roles_one"]
        or item.is_name_like
        or item.low.endswith(words["participle_ending"])
    )


def subject_after(items: list[Token], place: int, highest: int, language: Language) -> Range | None:
    """Return the noun phrase that starts at `place`, after an inverted verb: "said a source"."""
    words, people = language.words, language.people
    if place >= highest or items[place].kind != WORD:
        return None
    if items[place].low in words["clause_pronouns"]:
        return (place, place + 1) if items[place].low not in words["things"] else None
    opening = items[place]
    if not (
        opening.is_name_like
        or opening.low in words["determiners"]
        or opening.low in words["possessives"]
        or opening.low in people["roles_one"]
        or opening.low in people["roles_many"]
        or opening.low in people["titles"]
        or opening.low in people["anonymous_hints"]
        or (place + 1 < highest and items[place + 1].low in people["roles_many"])
        or _is_false_title(items, place, highest, language)
    ):
        return None
    if opening.low in words["fronting"] or is_day(opening, language):
        return None
    last = place
    while (
        last < highest and last - place < LONGEST_PHRASE and _extends(items, last, place, language)
    ):
        last += 1
    while last > place and (
        items[last - 1].kind == MARK or items[last - 1].low in words["prepositions"]
    ):
        last -= 1
    return (place, last) if last > place else None


def _is_false_title(items: list[Token], place: int, highest: int, language: Language) -> bool:
    """As in "said retired surgeon Ben Lee": what somebody is, with no article, before the name."""
    at = place
    while at < min(highest, place + _LONGEST_TITLE) and not items[at].is_name_like:
        low = items[at].low
        if (
            not is_nominal(items[at], language)
            or items[at].kind != WORD
            or low in language.words["prepositions"]
            or low in language.words["adverbs"]
            or low.endswith(language.words["adverb_ending"])
            or low in language.words["time_shifters"]
        ):
            return False
        at += 1
    named = items[at : at + _WHOLE_NAME]
    return at > place and len(named) == _WHOLE_NAME and all(one.is_name_like for one in named)


def _extends(items: list[Token], at: int, first: int, language: Language) -> bool:
    item, words = items[at], language.words
    if item.kind == QUOTATION:
        return False
    if item.kind == MARK:
        return item.text in JOINING_MARKS and at > first
    if item.kind == NUMBER:
        return at == first
    if is_day(item, language) or (item.low in words["time_shifters"] and at > first):
        return False
    if item.low in words["prepositions"]:
        return at > first and not _is_time_or_setting(items, at, language)
    if item.low in words["subordinators"] or item.low in words["participles_of_speech"]:
        return False
    opens = at + 1 < len(items) and (
        opens_phrase(items[at + 1], language) or items[at + 1].low in words["object_pronouns"]
    )
    if at > first and item.low.endswith(words["past_ending"]) and opens:
        return False  # "the president opened the meeting"
    if at > first and item.low in words["articles"] and items[at - 1].is_name_like:
        return False  # "told Reuters the plan was dead"
    return is_nominal(item, language) or item.low in words["determiners"]


def _is_time_or_setting(items: list[Token], at: int, language: Language) -> bool:
    """Whether a preposition starts the when or where of speaking rather than who speaks."""
    if items[at].low in language.words["naming_prepositions"]:
        return False
    if items[at].low in language.words["place_prepositions"] and at:
        return items[at - 1].is_name_like or _opens_phrase_at(items, at + 1, language)
    return True


def _opens_phrase_at(items: list[Token], at: int, language: Language) -> bool:
    return at < len(items) and items[at].low in language.words["indefinite_articles"]


def name_before(items: list[Token], end: int, language: Language) -> Range | None:
    """Return the first subject-like phrase of a unit, for quotations that no verb introduces."""
    first = 0
    while first < end and (
        items[first].low in language.words["openers"]
        or items[first].text == ","
        or items[first].low in language.words["fronting"]
    ):
        if items[first].low in language.words["fronting"]:
            comma = next((at for at in range(first, end) if items[at].text == ","), None)
            if comma is None:
                break
            first = comma
        first += 1
    found = subject_after(items, first, end, language)
    if found and possible_speaker(items, found, language):
        return found
    return None


def possible_speaker(items: list[Token], phrase: Range, language: Language) -> bool:
    """Whether a phrase names somebody or something that can speak."""
    inside = items[phrase[0] : phrase[1]]
    return may_speak(inside, language) and not is_possessive(inside[-1])
