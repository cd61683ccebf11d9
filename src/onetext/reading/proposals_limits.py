"""What limits a stance: a condition, a doubt, a question, a denial; "could accept it if" is no yes.

A stance that is only asked about, hoped for, or stands inside somebody's condition is nobody's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from onetext.model import Stance
from onetext.reading.proposals_stance import StanceCue, StanceWords
from onetext.reading.tokens import MARK, QUOTE, Token

_HEDGE_BEFORE = 5
"""Words before a cue among which a "might" weakens it."""
_DENIAL_BEFORE = 12
_ASKED_BEFORE = 6
_AMOUNT_AFTER = 5
_ENDS = frozenset(".!?")
_LONGEST = 150
"""Words of a sentence on each side of a cue; a text without stops is one sentence."""

_WEAKER = {
    Stance.ACCEPTS: Stance.OPEN,
    Stance.OPEN: Stance.OPEN,
    Stance.RESERVES: Stance.RESERVES,
    Stance.OPPOSES: Stance.RESERVES,
    Stance.RED_LINE: Stance.RESERVES,
}


class Limited(NamedTuple):
    """A stance as its sentence limits it."""

    stance: Stance
    condition: tuple[int, int] | None = None
    """First and last place (exclusive) of the condition's words among the sentence's."""


def sentence_at(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """Return the places of the sentence that the word at `at` stands in, last exclusive."""
    first, last = at, at
    paragraph = tokens[at].paragraph
    while first > max(0, at - _LONGEST) and not _parts(tokens[first - 1], paragraph):
        first -= 1
    while last < min(len(tokens), at + _LONGEST) and not _parts(tokens[last], paragraph):
        last += 1
    return first, last


def limited(
    words: Sequence[Token], cue: StanceCue, known: StanceWords, said: int, until: int
) -> Limited | None:
    """Return a stance as its sentence limits it; None where the sentence leaves it undecided.

    Parameters
    ----------
    words : sequence of Token
        One sentence of the report, with the reporter's own words.
    cue : StanceCue
        Its places are among `words`.
    known : StanceWords
    said, until : int
        Where what was said ends at the front and at the back: the condition of whoever speaks
        stands between them.
    """
    clause = _clause_before(words, cue.first)
    if _is_undecided(clause, known) or _is_asked_of_another(clause, known):
        return None
    after = _of_amount(words, cue, known, until)
    if after is not cue.stance:
        return Limited(after) if after is not None else None
    condition = _condition(words, cue, known, said, until)
    stance = _of_conditional(words, cue, condition, known)
    if stance is not cue.stance:
        return Limited(stance, condition)
    if _is_denied(clause, known):
        return Limited(Stance.RESERVES) if cue.stance is Stance.ACCEPTS else None
    if _is_hedged(clause, known):
        weaker = _WEAKER.get(cue.stance)
        return Limited(weaker) if weaker is not None else None
    return Limited(cue.stance)


def without_alternative(words: Sequence[Token], cue: StanceCue, known: StanceWords) -> int | None:
    """Return where what is not preferred begins: "rather than the full fee"."""
    openers = _split(known.words["alternatives"])
    if words[cue.first].low in known.words["preferring"]:
        openers += _split(known.words["preferred_to"])
    return next((at for at in range(cue.last, len(words)) if _opens(words, at, openers)), None)


def _parts(token: Token, paragraph: int) -> bool:
    return token.paragraph != paragraph or (token.kind == MARK and token.text in _ENDS)


def _clause_before(words: Sequence[Token], first: int) -> list[Token]:
    """The words before a cue back to a mark."""
    start = first
    while start > 0 and words[start - 1].kind not in (MARK, QUOTE):
        start -= 1
    return list(words[start:first])


def _is_undecided(clause: Sequence[Token], known: StanceWords) -> bool:
    """Whether a cue stands inside a question, a condition, or what somebody else hopes for."""
    openers = _split(known.words["undecided"])
    wishes = known.words["wishes"]
    for at, token in enumerate(clause):
        if _opens(clause, at, openers):
            return True
        if token.low in wishes and any(other.low in known.words["that"] for other in clause[at:]):
            return True
    return False


def _is_asked_of_another(clause: Sequence[Token], known: StanceWords) -> bool:
    """Whether somebody is asked to do it: "urged Kyiv to accept"."""
    if not clause or clause[-1].low not in known.words["infinitive"]:
        return False
    before = clause[-_ASKED_BEFORE:-2]  # somebody stands between
    return any(token.low in known.words["asking"] for token in before)


def _is_denied(clause: Sequence[Token], known: StanceWords) -> bool:
    near = clause[-_DENIAL_BEFORE:]
    return any(_opens(near, at, _split(known.words["denials"])) for at in range(len(near)))


def _is_hedged(clause: Sequence[Token], known: StanceWords) -> bool:
    near = clause[-_HEDGE_BEFORE:]
    for at, token in enumerate(near):
        if token.low in known.words["hedges"] and not (at and token.is_name_like):
            return True  # and no "in May"
        follows = near[at + 1].low if at + 1 < len(near) else ""
        if token.low in known.words["hedges_unless_not"] and follows not in known.negations:
            return True
    return False


def _of_amount(
    words: Sequence[Token], cue: StanceCue, known: StanceWords, until: int
) -> Stance | None:
    """The stance where an acceptance says "nothing less than" or "anything but".

    None where it is a bound of which nobody can say whether the thing itself is accepted.
    """
    if cue.stance not in (Stance.ACCEPTS, Stance.OPPOSES):
        return cue.stance
    for at in range(cue.last, min(cue.last + _AMOUNT_AFTER, until)):
        if words[at].kind in (MARK, QUOTE):
            break
        if _opens(words, at, _split(known.words["at_least"])):
            return Stance.PROPOSES
        if cue.stance is Stance.ACCEPTS and _opens(words, at, _split(known.words["all_but"])):
            return Stance.OPPOSES
        if _opens(words, at, _split(known.words["at_most"])):
            return None
    return cue.stance


def _condition(
    words: Sequence[Token], cue: StanceCue, known: StanceWords, said: int, until: int
) -> tuple[int, int] | None:
    """Where the condition of a yes or a no stands: behind it, or before it up to a comma."""
    openers = _split(known.words["conditions"])
    if cue.stance is not Stance.ACCEPTS:
        openers = _split(known.words["exceptions"])
    elif _is_only(words, cue, known):
        openers += _split(known.words["after_only"])
    for at in range(cue.last, until):
        if _opens(words, at, openers):
            return at, until
    openers += _split(known.words["fronted"])
    for at in range(said, cue.first):
        if _opens(words, at, openers) or _is_inverted(words, at, known):
            return at, _comma_after(words, at, cue.first)
    return None


def _of_conditional(
    words: Sequence[Token], cue: StanceCue, condition: tuple[int, int] | None, known: StanceWords
) -> Stance:
    if condition is None:
        return cue.stance
    if cue.stance is Stance.ACCEPTS:
        return Stance.ACCEPTS_IF
    is_no = any(token.low in known.negations for token in words[max(0, cue.first - 4) : cue.first])
    return Stance.RESERVES if is_no and cue.stance is Stance.OPPOSES else cue.stance


def _is_only(words: Sequence[Token], cue: StanceCue, known: StanceWords) -> bool:
    near = words[max(0, cue.first - 3) : cue.first]
    return any(token.low in known.words["only"] for token in near)


def _is_inverted(words: Sequence[Token], at: int, known: StanceWords) -> bool:
    """Whether "were Lowland to open its ports" begins here, behind a mark or a "that"."""
    if words[at].low not in known.words["inverted"]:
        return False
    opens = at == 0 or words[at - 1].kind in (MARK, QUOTE)
    opens = opens or words[at - 1].low in known.words["that"]
    return opens and any(token.low in known.words["infinitive"] for token in words[at + 1 : at + 5])


def _comma_after(words: Sequence[Token], at: int, last: int) -> int:
    return next((to for to in range(at, last) if words[to].kind in (MARK, QUOTE)), last)


def _split(phrases: Iterable[str]) -> list[tuple[str, ...]]:
    return [tuple(phrase.split()) for phrase in phrases]


def _opens(words: Sequence[Token], at: int, openers: Iterable[tuple[str, ...]]) -> bool:
    """Whether one of some phrases stands at a place."""
    low = words[at].low
    return any(
        opener[0] == low and tuple(token.low for token in words[at : at + len(opener)]) == opener
        for opener in openers
    )
