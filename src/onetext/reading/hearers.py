"""To whom something was said: "told reporters that", "said to the minister", "wrote to them".

Only the person or persons named right behind the cue: whoever was merely in the room is not told
of by the grammar of the sentence, and is left out rather than guessed.
"""

from __future__ import annotations

from collections.abc import Sequence

from onetext.reading.language import Language
from onetext.reading.tokens import WORD, Token

LONGEST = 9
"""Words of a hearer, titles and all; what goes on longer is something else."""


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
    for token in after[:LONGEST]:
        if token.kind != WORD or _ends(token, bool(found), language):
            break
        found.append(token)
    while found and (found[-1].low in words["adverbs"] or found[-1].low in words["before_days"]):
        found.pop()
    if not found or all(token.low in words["determiners"] for token in found):
        return ()
    return tuple(found)


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
