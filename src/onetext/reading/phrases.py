"""Noun phrases beside a reporting verb: the subject before it, or after it where it is inverted."""

from __future__ import annotations

from onetext.reading.language import Language
from onetext.reading.tokens import MARK, NUMBER, QUOTATION, WORD, Token, is_possessive
from onetext.reading.units import last_mark, n_words

_JOINING_MARKS = ("-", "–", "&", "/", "’", "'", "‘")
_LONGEST = 16
_LONGEST_INSERTION = 45
_SCARE_QUOTE = 4

Range = tuple[int, int]
"""Items `first` to `last` (exclusive) of a unit."""


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
    if end - 1 > lowest and items[end - 1].text in (",", "—", "–"):
        return _before_insertion(items, end - 1, lowest, language)
    if end > lowest and items[end - 1].low in language.words["who"]:
        return _antecedent(items, end - 1, 0, language)
    if end > lowest and items[end - 1].low in language.words["subject_relatives"]:
        found = _antecedent(items, end - 1, 0, language)
        return found if found and _may_speak(items[found[0] : found[1]], language) else None
    found = _phrase_ending(items, end, lowest, language)
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
        for place in range(first - 1, max(0, end - _LONGEST), -1):
            if items[place].kind != WORD:
                return None
            if items[place].low in words["who"]:
                return _antecedent(items, place, 0, language)
    if found is None and last.low in language.verbs:
        return _phrase_ending(items, end - 1, lowest, language)
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
        elif _is_day(item, language) or low in dates["parts_of_day"]:
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
    return _phrase_ending(items, end, lowest, language)


def _before_insertion(
    items: list[Token], comma: int, lowest: int, language: Language
) -> Range | None:
    """Step over "X, the envoy who leads the talks, said" to X."""
    mark = items[comma].text
    for place in range(comma - 1, max(lowest, comma - _LONGEST_INSERTION), -1):
        if items[place].kind == QUOTATION and n_words(items[place]) > _SCARE_QUOTE:
            return None
        if items[place].text != mark or not _starts_insertion(items[place + 1], language):
            continue
        end = place
        if items[end - 1].text == ")":
            end = _before_bracket(items, end - 1, lowest)
        found = _phrase_ending(items, end, lowest, language)
        if found and _may_speak(items[found[0] : found[1]], language):
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
    if not _opens_phrase(items[first], language) or first - 2 < lowest:
        return None
    if items[first - 1].text != mark:
        return None
    named = _phrase_ending(items, first - 1, lowest, language)
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
    return (first, comma) if named and _may_speak(items[first:comma], language) else None


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


def _may_speak(phrase: list[Token], language: Language) -> bool:
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


def _phrase_ending(items: list[Token], end: int, lowest: int, language: Language) -> Range | None:
    """The longest noun phrase that ends before item `end`."""
    if end <= lowest:
        return None
    if items[end - 1].low in language.words["clause_pronouns"]:
        return (end - 1, end)
    first = end
    while (
        first > lowest
        and end - first < _LONGEST
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
        return right is not None and n_words(item) <= _SCARE_QUOTE and last_mark(item).isalnum()
    if item.kind == MARK:
        return (
            item.text in _JOINING_MARKS
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
    if right is not None and _opens_phrase(right, language) and not _joins(item, language):
        return False
    if item.low in words["coordinators"]:
        return right is not None and _coordinates(items, place, lowest, language)
    if item.low in words["prepositions"]:
        return right is not None and before is not None and _is_nominal(before, language)
    return _is_nominal(item, language)


def _opens_phrase(item: Token, language: Language) -> bool:
    words = language.words
    return (
        item.low in words["articles"]
        or item.low in words["possessives"]
        or item.low in words["indefinite_persons"]
    )


def _joins(item: Token, language: Language) -> bool:
    return item.low in language.words["prepositions"] or item.low in language.words["coordinators"]


def _is_nominal(item: Token, language: Language) -> bool:
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
        if not (before.kind in (WORD, NUMBER) and (_is_nominal(before, language))):
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
        if item.low in words["openers"] or item.low in words["adverbs"] or _is_day(item, language):
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
        if before.low in language.words["prepositions"] or _opens_phrase(before, language):
            continue
        fresh = _opens_phrase(item, language) or (item.is_name_like and not before.is_name_like)
        if fresh or (_is_day(before, language) and not _is_day(item, language)):
            return place
    return end


def _is_day(item: Token, language: Language) -> bool:
    dates = language.dates
    return (
        item.low in dates["weekdays"]
        or (item.low.rstrip(".") in dates["months"] and item.low not in dates["ambiguous_months"])
        or item.low in dates["relative_days"]
        or (item.low.endswith("'s") and item.low[:-2] in dates["weekdays"])
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
    ):
        return None
    if opening.low in words["fronting"] or _is_day(opening, language):
        return None
    last = place
    while last < highest and last - place < _LONGEST and _extends(items, last, place, language):
        last += 1
    while last > place and (
        items[last - 1].kind == MARK or items[last - 1].low in words["prepositions"]
    ):
        last -= 1
    return (place, last) if last > place else None


def _extends(items: list[Token], at: int, first: int, language: Language) -> bool:
    item, words = items[at], language.words
    if item.kind == QUOTATION:
        return False
    if item.kind == MARK:
        return item.text in _JOINING_MARKS and at > first
    if item.kind == NUMBER:
        return at == first
    if _is_day(item, language) or (item.low in words["time_shifters"] and at > first):
        return False
    if item.low in words["prepositions"]:
        return at > first and not _is_time_or_setting(items, at, language)
    if item.low in words["subordinators"] or item.low in words["participles_of_speech"]:
        return False
    opens = at + 1 < len(items) and (
        _opens_phrase(items[at + 1], language) or items[at + 1].low in words["object_pronouns"]
    )
    if at > first and item.low.endswith(words["past_ending"]) and opens:
        return False  # "the president opened the meeting"
    if at > first and item.low in words["articles"] and items[at - 1].is_name_like:
        return False  # "told Reuters the plan was dead"
    return _is_nominal(item, language) or item.low in words["determiners"]


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
    return _may_speak(inside, language) and not is_possessive(inside[-1])
