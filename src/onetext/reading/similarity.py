"""How alike two sentences or texts are, by their words alone.

Words are lowered, spellings that mean one thing are joined, endings are taken off. Rare words
weigh more (inverse document frequency over the sentences compared).
"""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from onetext.reading.language import Language
from onetext.reading.tokens import NUMBER, WORD, Token

_SHINGLE = 5
_FEW, _ONE_IN = 60, 8
_RUN = 4
_FEWEST_SHARED = 2
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


@cache
def synonyms(language: Language) -> dict[str, str]:
    """From each word with synonyms, as it is compared, to the first of its group."""
    found: dict[str, str] = {}
    for group in sorted(language.words.get("synonyms", ())):
        stems = [_stem(word, language)[:_STEM] for word in group.split()]
        for stem in stems:
            found.setdefault(stem, stems[0])
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


def likeness(
    a: set[str],
    b: set[str],
    weight: Mapping[str, float],
    heads: Mapping[str, str],
    synonym: float,
) -> float:
    """Return from 0 to 1 how much two bags of words share: mean of containment and Dice.

    Parameters
    ----------
    a, b : set of str
    weight : mapping from str to float
    heads : mapping from str to str
        From a word to the first of its synonyms.
    synonym : float
        What a word counts, from 0 to 1, that only a synonym stands for in the other bag.
    """
    both = a & b
    if len(both) < _FEWEST_SHARED and a.isdisjoint(heads):
        return 0.0
    shared = [weight[word] for word in sorted(both)]
    only_a, only_b = _by_head(a - both, weight, heads), _by_head(b - both, weight, heads)
    shared += [
        synonym * min(only_a[head], only_b[head]) for head in sorted(only_a.keys() & only_b.keys())
    ]
    if len(shared) < _FEWEST_SHARED or not sum(shared):
        return 0.0
    in_a = sum(weight[word] for word in sorted(a))
    in_b = sum(weight[word] for word in sorted(b))
    return 0.5 * sum(shared) / min(in_a, in_b) + sum(shared) / (in_a + in_b)


def _by_head(
    words: set[str], weight: Mapping[str, float], heads: Mapping[str, str]
) -> dict[str, float]:
    found: dict[str, float] = {}
    for word in words:
        head = heads.get(word)
        if head is not None:
            found[head] = max(found.get(head, 0.0), weight[word])
    return found


def letter_likeness(a: Sequence[str], b: Sequence[str]) -> list[list[float]]:
    """Return from 0 to 1 how alike passages are by their runs of four letters (cosine).

    Parameters
    ----------
    a, b : sequence of str
        The passages of two texts.

    Returns
    -------
    list of list of float
        Row: a passage of `a`; column: one of `b`.
    """
    runs = [_runs(text) for text in (*a, *b)]
    counts = Counter(run for one in runs for run in one)
    rare = {run: math.log(1 + len(runs) / count) for run, count in counts.items()}
    lengths = [math.sqrt(sum((n * rare[run]) ** 2 for run, n in one.items())) for one in runs]
    holders: dict[str, list[tuple[int, float]]] = {}
    for column, one in enumerate(runs[len(a) :]):
        for run, n in one.items():
            holders.setdefault(run, []).append((column, n * rare[run] ** 2))
    rows = []
    for number, one in enumerate(runs[: len(a)]):
        row = [0.0] * len(b)
        for run, n in one.items():
            for column, value in holders.get(run, ()):
                row[column] += n * value
        rows.append(
            [
                dot / (lengths[number] * lengths[len(a) + column]) if dot else 0.0
                for column, dot in enumerate(row)
            ]
        )
    return rows


def _runs(text: str) -> Counter[str]:
    letters = " ".join("".join(c if c.isalnum() else " " for c in text.lower()).split())
    return Counter(letters[at : at + _RUN] for at in range(len(letters) - _RUN + 1))


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
