"""Where a statement says how somebody stands to something: the words, the stance, whose it is."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from onetext.model import Stance
from onetext.reading.language import folder_of, language, languages
from onetext.reading.tokens import MARK, QUOTE, WORD, Token

_BEFORE = 4
"""Words before a cue among which a "not" turns it round."""
_SHOULD, _WITHOUT, _REFUSAL, _DEMANDS = "should", "without", "refusal", "demands"
_STRENGTH = (
    Stance.RED_LINE, Stance.OPPOSES, Stance.RESERVES, Stance.ACCEPTS_IF, Stance.ACCEPTS,
    Stance.OPEN, Stance.PROPOSES,
)  # fmt: skip


class StanceCue(NamedTuple):
    """The words from `first` to `last` (places of tokens, `last` exclusive) mean `stance`."""

    first: int
    last: int
    stance: Stance
    rule: str
    """``says``: what somebody does; ``state``: what is said of the thing; ``should``: what must be;
    ``refusal``: what will not be done, whatever it is.
    """

    @property
    def is_weak(self) -> bool:
        """Whether it needs a point that is clearly named beside it."""
        return self.rule in (_SHOULD, _REFUSAL)


class _Pattern(NamedTuple):
    words: tuple[frozenset[str], ...]
    meaning: str
    is_state: bool


class StanceWords(NamedTuple):
    """What one language has for stances, from its ``stances.toml``."""

    patterns: Mapping[str, tuple[_Pattern, ...]]
    """By each first word, the longest first."""
    negated: Mapping[str, str]
    words: Mapping[str, Any]
    parties: Mapping[str, str]
    negations: frozenset[str]
    precision: Mapping[str, float]
    """Rule to the share of what it proposes that is right, where that was measured."""


@cache
def stance_words(tag: str) -> StanceWords | None:
    """Return the words of a language; None where it has no data for stances."""
    if tag.split("-")[0].lower() not in languages():
        return None
    file = files("onetext.reading") / folder_of(tag) / "stances.toml"
    if not file.is_file():
        return None
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    by_first: dict[str, list[_Pattern]] = {}
    for kind in ("phrases", "states"):
        for written, meaning in table[kind].items():
            words = tuple(frozenset(word.split("|")) for word in written.split())
            for word in words[0]:
                by_first.setdefault(word, []).append(_Pattern(words, meaning, kind == "states"))
    known = language(tag)
    return StanceWords(
        patterns={
            word: tuple(sorted(found, key=lambda one: -len(one.words)))
            for word, found in by_first.items()
        },
        negated=table["negated"],
        words=table["words"],
        parties=table["parties"],
        negations=known.words["negations"] | frozenset(table["words"]["also_not"]),
        precision=table.get("precision", {}),
    )


def stance_cues(tokens: Sequence[Token], known: StanceWords) -> list[StanceCue]:
    """Return every place where a stretch of words says how somebody stands to something."""
    found: list[StanceCue] = []
    at = 0
    while at < len(tokens):
        pattern = _pattern_at(tokens, at, known)
        if pattern is None:
            at += 1
            continue
        last = at + len(pattern.words)
        cue = _cue(tokens, at, last, pattern, known)
        if cue is not None:
            found.append(cue)
        at = last
    return found


def strongest(cues: Sequence[StanceCue]) -> StanceCue | None:
    """Return the cue that says most: a word of its own before a "should", a no before a yes.

    Of two yeses the first: "ready to accept" is one.
    """
    own = [cue for cue in cues if not cue.is_weak] or list(cues)
    return min(own, key=lambda cue: (_STRENGTH.index(cue.stance), cue.first), default=None)


def _pattern_at(tokens: Sequence[Token], at: int, known: StanceWords) -> _Pattern | None:
    for pattern in known.patterns.get(tokens[at].low, ()):
        after = tokens[at : at + len(pattern.words)]
        if len(after) == len(pattern.words) and all(
            token.low in words for token, words in zip(after, pattern.words, strict=True)
        ):
            return pattern
    return None


def _cue(
    tokens: Sequence[Token], first: int, last: int, pattern: _Pattern, known: StanceWords
) -> StanceCue | None:
    meaning = pattern.meaning
    if meaning == _WITHOUT:
        return _demanded(tokens, first, last, known)
    if meaning == _REFUSAL:
        return _refusal(tokens, first, last, known)
    if _is_negated(tokens, first, known):
        meaning = known.negated.get(meaning, meaning)
    if meaning == _SHOULD:
        return StanceCue(first, last, Stance.PROPOSES, "should")
    if meaning == _DEMANDS:
        meaning = Stance.PROPOSES
    if meaning == Stance.OPPOSES and _is_speech(tokens, last, known):
        return None
    return StanceCue(first, last, Stance(meaning), "state" if pattern.is_state else "says")


def _is_negated(tokens: Sequence[Token], first: int, known: StanceWords) -> bool:
    """Whether a "not" stands before a cue in its own clause."""
    for token in reversed(tokens[max(0, first - _BEFORE) : first]):
        if token.kind in (MARK, QUOTE):
            return False
        if token.low in known.negations and token.low != _WITHOUT:
            return True
    return False


def _refusal(
    tokens: Sequence[Token], first: int, last: int, known: StanceWords
) -> StanceCue | None:
    """Read "will not pay" as a no, unless what follows says more, or is only about speaking."""
    while last < len(tokens) and tokens[last].low in known.words["even"]:
        last += 1
    if last == len(tokens) or tokens[last].kind != WORD:
        return None
    if tokens[last].low in known.words["not_refused"] or _pattern_at(tokens, last, known):
        return None
    return StanceCue(first, last + 1, Stance.OPPOSES, "refusal")


def _is_speech(tokens: Sequence[Token], last: int, known: StanceWords) -> bool:
    """Whether only speaking is declined: "refused to say"."""
    after = [token.low for token in tokens[last : last + 2]]
    infinitive = len(after) == 2 and after[0] in known.words["infinitive"]
    return infinitive and after[1] in known.words["not_refused"]


def _demanded(
    tokens: Sequence[Token], first: int, last: int, known: StanceWords
) -> StanceCue | None:
    """Read "without X there is no agreement" as a demand for X."""
    said = " ".join(token.low for token in tokens)
    if any(words in said for words in known.words["impossible"]):
        return StanceCue(first, last, Stance.PROPOSES, "state")
    return None
