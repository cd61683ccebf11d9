"""To whom something was said: "told reporters that", "said to the minister", "wrote to them".

Only the person or persons named right behind the cue, and whoever an "and" joins to them. Whoever
was merely in the room is not told of by the grammar of the sentence: left out rather than guessed.
"""

from __future__ import annotations

from collections.abc import Sequence

from onetext.reading.language import Language
from onetext.reading.tokens import WORD, Token

LONGEST = 9
"""Words of a hearer, titles and all; what goes on longer is something else."""
_LONGEST_SECOND = 6


def hearer(
    before: Token | None, after: Sequence[Token], frames: frozenset[str], language: Language
) -> tuple[Token, ...]:
    """Return the words that say to whom; empty where the sentence does not.

    Parameters
    ----------
    before : Token or None
        The word before the cue: after a form of "be" the cue's subject is the hearer.
    after : sequence of Token
        What stands between the cue and the reported words, or the end of the sentence.
    frames : frozenset of str
        How the cue's verb is built; ``r``: the hearer stands behind it without a preposition.
    language : Language
    """
    words = language.words
    if (
        "hearer_goes_on" not in words
        or not after
        or (before is not None and before.low in words["be"])
    ):
        return ()
    if "r" not in frames:
        if after[0].low not in words["infinitive"]:
            return ()
        after = after[1:]
    found: list[Token] = []
    place = 0
    while place < min(LONGEST, len(after)):
        end = joined_hearer(after, place, language) if found else None
        if end is not None:
            found += after[place:end]
            break
        token = after[place]
        if token.kind != WORD or _ends(token, bool(found), language):
            break
        found.append(token)
        place += 1
    while found and (found[-1].low in words["adverbs"] or found[-1].low in words["before_days"]):
        found.pop()
    if not found or all(token.low in words["determiners"] for token in found):
        return ()
    return tuple(found)


def joined_hearer(items: Sequence[Token], at: int, language: Language) -> int | None:
    """Return where a second hearer ends: "reporters and diplomats that", "and his envoy".

    None where no "and" stands at `at`, or where what follows may as well be the next thing that
    somebody did: "and left", "and the envoy agreed".
    """
    words = language.words
    if at >= len(items) or items[at].low not in words.get("hearer_joins", ()):
        return None
    first = last = at + 1
    while last < min(len(items), first + _LONGEST_SECOND) and items[last].kind == WORD:
        item = items[last]
        is_noun = last == first + 1 and _opens_phrase(items[first], language)
        if not is_noun and (item.low in language.verbs or item.low in words["common_verbs"]):
            return None
        if _ends(item, last > first, language) or (last > first and _opens_phrase(item, language)):
            break
        last += 1
    if last == first:
        return None
    following = items[last] if last < len(items) else None
    if following is not None and following.low in words["that"]:
        return last
    if following is not None and _is_verbal(following, language):
        return None
    return last if _is_nominal(items[first:last], language) else None


def _opens_phrase(item: Token, language: Language) -> bool:
    return item.low in language.words["determiners"] or item.low in language.words["possessives"]


def _is_verbal(item: Token, language: Language) -> bool:
    words = language.words
    return (
        item.low in words["be"] or item.low in words["modals"] or item.low in words["auxiliaries"]
    )


def _is_nominal(phrase: Sequence[Token], language: Language) -> bool:
    """Whether a few words name people, by their form alone."""
    end = phrase[-1]
    if end.low in language.people["hearers"] or end.low in language.people["roles_many"]:
        return True
    if any(one.low.endswith(language.words["past_ending"]) for one in (phrase[0], end)):
        return False
    if end.is_name_like:
        return True
    if len(phrase) > 1 and end.low.endswith(language.words["plural_ending"]):
        return True
    return len(phrase) == 2 and _opens_phrase(phrase[0], language)


def _ends(token: Token, is_later: bool, language: Language) -> bool:
    """Whether a word cannot belong to a hearer any more."""
    words, dates = language.words, language.dates
    low = token.low
    if low in words["hearer_goes_on"]:
        return not is_later
    return (
        low in words["prepositions"]
        or low in words["questions"]
        or low in words["clause_subordinators"]
        or low in words["coordinators"]
        or low in words["before_days"]
        or low in dates["weekdays"]
        or low in dates["relative_days"]
        or low in words["modals"]
        or low in words["auxiliaries"]
        or low in words["be"]
        or low in words["infinitive"]
        or low in words["that"]
        or (is_later and low in words["clause_pronouns"])
        or (low.endswith(words["adverb_ending"]) and not token.is_name_like)
    )
