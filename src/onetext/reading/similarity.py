"""How alike two sentences or texts are, by their words alone.

Words are lowered, spellings that mean one thing are joined, endings are taken off. Rare words
weigh more (inverse document frequency over the sentences compared).
"""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Sequence

from onetext.reading.language import Language
from onetext.reading.tokens import NUMBER, WORD, Token

_SHINGLE = 5
_FEW, _ONE_IN = 60, 8
_STEM = 6
"""Letters by which words are compared: "Ukraine" and "Ukrainian" are one."""


def content_words(tokens: Sequence[Token], language: Language) -> list[str]:
    """Return the words of a passage as they are compared, in order."""
    words = language.words
    found = []
    for token in tokens:
        if token.kind not in (WORD, NUMBER):
            continue
        for part in token.low.rstrip(".").split("-"):
            word = words["spellings"].get(part, part)
            if word and word not in words["stop"]:
                stem = _stem(word, language)
                found.append(words["spellings"].get(stem, stem)[:_STEM])
    return found


def _stem(word: str, language: Language) -> str:
    if len(word) < 5:
        return word.removesuffix("'s")
    for ending in language.words["endings_in_order"].split():
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word.removesuffix(ending)
    return word


def plain_words(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Return the words of a passage without marks and capitals, to compare quotations by."""
    return tuple(token.low.rstrip(".") for token in tokens if token.kind in (WORD, NUMBER))


def weights(passages: Sequence[Sequence[str]]) -> dict[str, float]:
    """Return the weight of each word: the log of how rare it is among the passages."""
    counts = Counter(word for passage in passages for word in set(passage))
    return {word: math.log(1 + len(passages) / count) for word, count in counts.items()}


def likeness(a: set[str], b: set[str], weight: dict[str, float]) -> float:
    """Return from 0 to 1 how much two bags of words share: mean of containment and Dice."""
    shared = sum(weight[word] for word in sorted(a & b))
    if not shared or len(a & b) < 2:
        return 0.0
    in_a = sum(weight[word] for word in sorted(a))
    in_b = sum(weight[word] for word in sorted(b))
    return 0.5 * shared / min(in_a, in_b) + shared / (in_a + in_b)


def shingles(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """Return every run of five words; a shorter text is one run."""
    if len(words) < _SHINGLE:
        return frozenset({tuple(words)}) if words else frozenset()
    return frozenset(tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1))


def sampled(runs: frozenset[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the same part of a set of runs wherever they stand: all of few, some of many."""
    if len(runs) <= _FEW:
        return list(runs)
    return [run for run in runs if zlib.crc32(" ".join(run).encode()) % _ONE_IN == 0]


def overlap(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> tuple[float, float]:
    """Return the Jaccard index of two sets of shingles, and how far the smaller is contained."""
    if not a or not b:
        return 0.0, 0.0
    shared = len(a & b)
    return shared / len(a | b), shared / min(len(a), len(b))
