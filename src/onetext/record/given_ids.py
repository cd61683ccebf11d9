"""Ids, each given once: what was taken back or erased keeps its own for good.

A receipt somebody holds, or a line of the journal, may be about the record that had it.
"""

from __future__ import annotations

from collections.abc import Collection

from onetext.record.entries import Journal


def given_ids(journal: Journal, kind: str = "") -> frozenset[str]:
    """Return every id that records of a kind ever had; of all kinds if none is named."""
    return frozenset(one.entry.id for one in journal if kind in ("", one.entry.kind))


def free_id(base: str, given: Collection[str]) -> str:
    """Return an id that was never given: `base`, or with the first number from 2 on behind it."""
    names = (base, *(f"{base}-{number}" for number in range(2, len(given) + 3)))
    return next(name for name in names if name not in given)


def next_id(prefix: str, given: Collection[str]) -> str:
    """Return the first of prefix-1, prefix-2, ... that was never given."""
    names = (f"{prefix}-{number}" for number in range(1, len(given) + 2))
    return next(name for name in names if name not in given)
