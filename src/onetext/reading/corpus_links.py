"""Which of thousands of reports to compare: those that share words, in near-linear time.

A quotation is looked for by the rarest of its runs of words, so that phrases everybody uses bring
nobody together. Words that few reports share bring every two of them together; words that many
share, such as a wire story that a hundred papers took over, bring each only to the next few that
have them: reports are counted by origin however indirectly they are linked, so a chain tells as
much as all pairs, and the work grows with the number of reports, not with its square.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onetext.reading.link_profiles import NEW_QUOTATION

_FEW = 24
"""Reports that share a run and are all paired."""
_NEXT = 3
"""Of more: each with so many of those after it."""
_LONG_RUNS = 3
"""A quotation of so many runs, six words, brings reports together alone; of shorter ones, two."""
_LEAST_OF_TEXT = 0.2
"""Share of the shorter report's sampled runs that a copy must have in common."""
_ALL_TAKEN = 60
_ONE_IN = 8
"""One sampled run of a long report stands for so many; of a short one all are taken."""

Numbers = NDArray[np.int64]
Pair = tuple[int, int]


def candidate_pairs(runs: Sequence[Sequence[int]]) -> list[Pair]:
    """Return the pairs of reports to be compared closely, ascending.

    Parameters
    ----------
    runs : sequence of sequence of int
        For each report the numbers of its runs, as `link_profiles.runs` gives them.

    Returns
    -------
    list of (first, second)
        Places in `runs`, the first smaller.
    """
    parted = [_parted(np.asarray(own, dtype=np.int64)) for own in runs]
    found = _by_text([of_text for of_text, _ in parted])
    found |= _by_quotations([quoted for _, quoted in parted])
    return sorted(found)


def _parted(own: Numbers) -> tuple[Numbers, Numbers]:
    """The runs of the text, and those of its quotations with their separators."""
    first = np.flatnonzero(own == NEW_QUOTATION)[:1]
    at = int(first[0]) if len(first) else len(own)
    return own[:at], own[at:]


# ---- copies ----------------------------------------------------------------------------------


def _by_text(runs: Sequence[Numbers]) -> set[Pair]:
    """Pairs that share a good part of the shorter one's sampled runs."""
    values, holders = _flat(runs)
    order = np.lexsort((holders, values))
    values, holders = values[order], holders[order]
    shared: Counter[Pair] = Counter()
    for start, end in _groups(values):
        shared.update(_pairs(holders[start:end].tolist()))
    found = set()
    for pair, n_shared in shared.items():
        few, many = sorted((len(runs[pair[0]]), len(runs[pair[1]])))
        sampling = _ONE_IN if few <= _ALL_TAKEN < many * _ONE_IN else 1
        if n_shared >= max(1.0, _LEAST_OF_TEXT * few / sampling):
            found.add(pair)
    return found


def _groups(values: Numbers) -> Iterator[tuple[int, int]]:
    """The stretches of equal numbers in a sorted array that are longer than one."""
    edges = np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1], [True])))
    longer = np.flatnonzero(np.diff(edges) > 1)
    yield from zip(edges[longer].tolist(), edges[longer + 1].tolist(), strict=True)


def _pairs(holders: list[int]) -> Iterator[Pair]:
    if len(holders) <= _FEW:
        yield from combinations(holders, 2)
        return
    for place, first in enumerate(holders):
        for second in holders[place + 1 : place + 1 + _NEXT]:
            yield first, second


def _flat(runs: Iterable[Numbers]) -> tuple[Numbers, Numbers]:
    """All numbers in one array, and for each the report that has it."""
    found = list(runs)
    sizes = [len(own) for own in found]
    whole = np.concatenate(found) if found else np.empty(0, np.int64)
    return whole, np.repeat(np.arange(len(found), dtype=np.int64), sizes)


# ---- quotations ------------------------------------------------------------------------------


class _Index(NamedTuple):
    """Which reports have a run inside a quotation: `reports[edges[k]:edges[k + 1]]` have run k."""

    edges: Numbers
    reports: Numbers

    def holders(self, run: int) -> Numbers:
        found: Numbers = self.reports[self.edges[run] : self.edges[run + 1]]
        return found


def _by_quotations(runs: Sequence[Numbers]) -> set[Pair]:
    """Pairs of which one has all runs of a quotation of the other: of a long one, or of two."""
    values, holders = _flat(runs)
    starts = np.flatnonzero(values == NEW_QUOTATION)
    is_run = values != NEW_QUOTATION
    known, number = np.unique(values[is_run], return_inverse=True)
    ranks = np.full(len(values), -1, dtype=np.int64)
    ranks[is_run] = number
    index = _index(number, holders[is_run], len(known))
    n_holders = np.diff(index.edges)
    short: set[tuple[Pair, frozenset[int]]] = set()
    found: set[Pair] = set()
    for start, end in pairwise([*starts.tolist(), len(values)]):
        own = ranks[start + 1 : end]
        if not len(own) or n_holders[own].min() < 2:
            continue
        near = _near(int(holders[start]), _holding_all(own, n_holders, index))
        if len(own) >= _LONG_RUNS:
            found.update(near)
        else:
            short.update((pair, frozenset(own.tolist())) for pair in near)
    n_short = Counter(pair for pair, _ in short)
    return found | {pair for pair, n_shared in n_short.items() if n_shared > 1}


def _index(number: Numbers, holders: Numbers, n_runs: int) -> _Index:
    if not len(number):
        return _Index(np.zeros(1, np.int64), holders)
    both = np.unique(np.stack((number, holders), axis=1), axis=0)
    edges = np.searchsorted(both[:, 0], np.arange(n_runs + 1))
    return _Index(edges, both[:, 1])


def _holding_all(own: Numbers, n_holders: Numbers, index: _Index) -> list[int]:
    """The reports that have every run of a quotation; those of the rarest run are looked at."""
    rarest = own[np.argsort(n_holders[own], kind="stable")]
    left = index.holders(int(rarest[0]))
    for run in rarest[1:].tolist():
        if len(left) < 2:
            break
        left = left[np.isin(left, index.holders(run), assume_unique=True)]
    found: list[int] = left.tolist()
    return found


def _near(report: int, holders: list[int]) -> list[Pair]:
    """The report with the others, or with the next few where there are many."""
    others = holders
    if len(holders) > _FEW:
        others = [other for other in holders if other > report][:_NEXT]
    return [(min(report, other), max(report, other)) for other in others if other != report]
