"""Word-level differences between two wordings, for showing what was struck and what was added."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from enum import StrEnum


class Mark(StrEnum):
    """What happened to a run of words."""

    KEPT = "kept"
    STRUCK = "struck"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text with one mark; the runs of a rewording join to either wording."""

    mark: Mark
    text: str


_WORD = re.compile(r"\w+(?:[.,’'-]\w+)*|\s+|[^\w\s]")


_ISLAND_WORDS = 2
_LEAST_IN_COMMON = 0.4


def rewording(before: str, after: str) -> tuple[Run, ...]:
    """Align two wordings word by word, the way a reader would mark the changes.

    Joining the kept and struck runs gives `before`; joining the kept and added runs gives `after`.
    A single word that happens to recur inside a changed passage is not kept (it would shred the
    passage), nor is the space alone between two changes. Wordings with less than two words in
    five in common are struck and added whole.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    kept = _without_islands(blocks, old, new)
    n_common = sum(_n_words(old[block.a : block.a + block.size]) for block in kept)
    if n_common < _LEAST_IN_COMMON * max(_n_words(old), _n_words(new)):
        kept = []
    runs: list[Run] = []
    i = j = 0
    for a, b, size in [*kept, (len(old), len(new), 0)]:
        for mark, words in (
            (Mark.STRUCK, old[i:a]),
            (Mark.ADDED, new[j:b]),
            (Mark.KEPT, old[a : a + size]),
        ):
            if words:
                runs.append(Run(mark, "".join(words)))
        i, j = a + size, b + size
    return tuple(runs)


def _without_islands(blocks: list[Match], old: list[str], new: list[str]) -> list[Match]:
    """Leave out matches of less than two words with a long change on either side."""
    ends = [(0, 0), *((block.a + block.size, block.b + block.size) for block in blocks)]
    kept = []
    for n, block in enumerate(blocks[:-1]):
        following = blocks[n + 1]
        gaps = (
            max(_n_words(old[ends[n][0] : block.a]), _n_words(new[ends[n][1] : block.b])),
            max(
                _n_words(old[ends[n + 1][0] : following.a]),
                _n_words(new[ends[n + 1][1] : following.b]),
            ),
        )
        words = old[block.a : block.a + block.size]
        n_words = _n_words(words)
        if _is_space_between(block, words, old, new):
            continue
        if n_words >= _ISLAND_WORDS or min(gaps) <= n_words:
            kept.append(block)
    return kept


def _is_space_between(block: Match, words: list[str], old: list[str], new: list[str]) -> bool:
    """Whether nothing but space is kept, with a change before and after it."""
    is_first = block.a == block.b == 0
    is_last = (block.a + block.size, block.b + block.size) == (len(old), len(new))
    return not is_first and not is_last and all(word.isspace() for word in words)


def _n_words(tokens: list[str]) -> int:
    return sum(token[0].isalnum() for token in tokens)
