"""What a statement says as its whole sentence has it: the cue that counts, and its limits."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from onetext.model import Stance, Statement
from onetext.reading.proposals_limits import Limited, limited, sentence_at
from onetext.reading.proposals_stance import StanceCue, StanceWords, strongest
from onetext.reading.tokens import MARK, QUOTE, Token


class Told(NamedTuple):
    """The cue that says most of those that stand, and the stance its sentence leaves it."""

    cue: StanceCue
    first: Token
    """The cue's first word."""
    stance: Stance
    condition: tuple[int, int] | None
    """Where the words of a condition stand in the report."""

    def condition_of(self, text: str) -> str:
        """The condition in the report's words."""
        return "" if self.condition is None else " ".join(text[slice(*self.condition)].split())

    def is_condition(self, word: Token) -> bool:
        """Whether a word is the condition's."""
        return self.condition is not None and self.condition[0] <= word.start < self.condition[1]

    def cue_among(self, words: Sequence[Token]) -> StanceCue:
        """The cue by its places among other words of the same statement."""
        at = next((n for n, word in enumerate(words) if word.start == self.first.start), 0)
        return self.cue._replace(first=at, last=at + self.cue.last - self.cue.first)


class Sentences:
    """Reads cues in their sentences of one report."""

    def __init__(self, tokens: Sequence[Token], known: StanceWords) -> None:
        self.tokens, self.known = tokens, known
        self.starts = [token.start for token in tokens]

    def told(
        self, one: Statement, words: Sequence[Token], cues: Sequence[StanceCue]
    ) -> Told | None:
        """Return what a statement tells; None where nothing it says is anybody's stance."""
        found = {cue: self._limited(one, words, cue) for cue in cues}
        standing = [
            cue
            for cue, (left, _) in found.items()
            if left is not None and not self._is_about_another(words, cue, found)
        ]
        cue = strongest(standing)
        if cue is None:
            return None
        left, condition = found[cue]
        assert left is not None  # only such cues stand
        return Told(cue, words[cue.first], left.stance, condition)

    def _is_about_another(
        self,
        words: Sequence[Token],
        cue: StanceCue,
        found: dict[StanceCue, tuple[Limited | None, tuple[int, int] | None]],
    ) -> bool:
        """Whether a "doubts" is about what another's stance will be."""
        if words[cue.first].low not in self.known.words["wishes"]:
            return False
        return any(left is None and other.first > cue.first for other, (left, _) in found.items())

    def _limited(
        self, one: Statement, words: Sequence[Token], cue: StanceCue
    ) -> tuple[Limited | None, tuple[int, int] | None]:
        """What is left of a cue's stance, and where the report prints its condition."""
        at = bisect_left(self.starts, words[cue.first].start)
        first, last = sentence_at(self.tokens, at)
        sentence = self.tokens[first:last]
        inside = [
            place
            for place, word in enumerate(sentence)
            if any(span.start <= word.start < span.end for span in one.content)
        ]
        here = cue._replace(first=at - first, last=at - first + cue.last - cue.first)
        said, until = (inside[0], inside[-1] + 1) if inside else (here.first, here.last)
        left = limited(sentence, here, self.known, said, until)
        if left is None or left.condition is None:
            return left, None
        return left, _printed(one, sentence, left.condition)


def _printed(one: Statement, words: Sequence[Token], place: tuple[int, int]) -> tuple[int, int]:
    """Where the words of a condition stand, as far as one piece of the statement goes."""
    start = words[place[0]].start
    ends = [span.end for span in one.content if span.start <= start < span.end]
    said = [word for word in words[slice(*place)] if not ends or word.end <= ends[0]]
    while len(said) > 1 and said[-1].kind in (MARK, QUOTE):
        said.pop()
    return start, said[-1].end
