"""Which of thousands of reports to compare: those that share a run of words, in near-linear time.

A run that few reports share brings every two of them together. A run that many share, such as a
phrase everybody prints or a wire story that a hundred papers took over, brings each only to the
next few that have it: reports are counted by origin however indirectly they are linked, so a chain
tells as much as all pairs, and the work grows with the number of reports, not with its square.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

_FEW = 24
"""Reports that share a run and are all paired; a pairwise reading pairs up to sixty."""
_NEXT = 3
"""Of more: each with so many of those after it."""
_LEAST_QUOTED = 2
"""Runs that shared quotations must have in common: less links no two reports."""
_LEAST_OF_TEXT = 0.2
"""Share of the shorter report's sampled runs that a copy must have in common."""
_ALL_TAKEN = 60
_ONE_IN = 8
"""One sampled run of a long report stands for so many; of a short one all are taken."""


def candidate_pairs(runs: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Return the pairs of reports to be compared closely, ascending.

    Parameters
    ----------
    runs : sequence of sequence of int
        For each report the numbers of its runs, each below 2**63.

    Returns
    -------
    list of (first, second)
        Places in `runs`, the first smaller.
    """
    values, holders = _flat(runs)
    order = np.lexsort((holders, values))
    values, holders = values[order], holders[order]
    starts = np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1])))
    ends = np.append(starts[1:], len(values))
    several = ends - starts > 1
    of_text: Counter[tuple[int, int]] = Counter()
    quoted: Counter[tuple[int, int]] = Counter()
    for start, end in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
        (quoted if values[start] % 2 else of_text).update(_pairs(holders[start:end].tolist()))
    n_of_text = [sum(1 for run in own if run % 2 == 0) for own in runs]
    found = {pair for pair, n_shared in quoted.items() if n_shared >= _LEAST_QUOTED}
    for pair, n_shared in of_text.items():
        fewest = min(n_of_text[pair[0]], n_of_text[pair[1]])
        if n_shared >= max(1.0, _LEAST_OF_TEXT * fewest / _sampling(n_of_text, pair)):
            found.add(pair)
    return sorted(found)


def _sampling(n_of_text: Sequence[int], pair: tuple[int, int]) -> int:
    """How many of the shorter report's runs there are for one that the longer one kept."""
    shorter, longer = sorted((n_of_text[pair[0]], n_of_text[pair[1]]))
    return _ONE_IN if shorter <= _ALL_TAKEN < longer * _ONE_IN else 1


def _pairs(holders: list[int]) -> Iterator[tuple[int, int]]:
    if len(holders) <= _FEW:
        yield from combinations(holders, 2)
        return
    for place, first in enumerate(holders):
        for second in holders[place + 1 : place + 1 + _NEXT]:
            yield first, second


def _flat(runs: Iterable[Sequence[int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All numbers in one array, and for each the report that has it."""
    found = [np.asarray(own, dtype=np.int64) for own in runs]
    if not any(len(own) for own in found):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    holders = [np.full(len(own), place, np.int64) for place, own in enumerate(found)]
    return np.concatenate(found), np.concatenate(holders)
