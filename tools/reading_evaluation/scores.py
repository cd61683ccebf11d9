"""A table of figures with what they were counted on and how sure they are."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

N_RESAMPLES = 400
SEED = 5


@dataclass(frozen=True)
class Figure:
    """One line of the table.

    Parameters
    ----------
    what, rule : str
        What is measured; when a finding counts as right.
    value, low, high : float
        The figure and its 95 % interval (bootstrap over documents); equal where not resampled.
    n : int
        How many marked things it was counted on.
    goal : float or None
    others : str
        Published peers and people, where known.
    """

    what: str
    value: float
    low: float
    high: float
    n: int
    rule: str = ""
    goal: float | None = None
    others: str = ""

    def __str__(self) -> str:
        goal = f"{self.goal:.2f}" if self.goal is not None else "–"
        interval = f"[{self.low:.3f} {self.high:.3f}]" if self.low != self.high else ""
        return (
            f"{self.what:<48} {self.value:.3f} {interval:<15} n={self.n:<6} goal {goal:<5}"
            f" {self.others}"
            f"{f'  ({self.rule})' if self.rule else ''}"
        ).rstrip()


Counts = Sequence[tuple[int, ...]]
"""Per document: hits and tries, or right, found and marked."""


def total(counts: Counts) -> tuple[int, ...]:
    """Add the counts of all documents up."""
    return tuple(sum(column) for column in zip(*counts, strict=True))


def score(counts: tuple[int, ...]) -> float:
    """Return hits over tries; or, of right, found and marked, the F score."""
    if len(counts) == 2:
        hits, tries = counts
        return hits / tries if tries else 0.0
    right, found, marked = counts
    return 2 * right / (found + marked) if found + marked else 0.0


def figure(
    what: str, counts: Counts, rule: str = "", goal: float | None = None, others: str = ""
) -> Figure:
    """Return a line of the table with its 95 % interval, documents drawn again."""
    chance = random.Random(SEED)
    drawn = sorted(
        score(total([counts[chance.randrange(len(counts))] for _ in counts]))
        for _ in range(N_RESAMPLES)
    )
    low, high = drawn[int(0.025 * N_RESAMPLES)], drawn[int(0.975 * N_RESAMPLES) - 1]
    return Figure(what, score(total(counts)), low, high, total(counts)[-1], rule, goal, others)
