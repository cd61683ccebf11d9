"""Ids, each given once: what was taken back or erased keeps its own for good.

A receipt somebody holds, or a line of the journal, may be about the record that had it.
"""

from __future__ import annotations

import json
from collections.abc import Collection

from onetext.record.entries import Journal


def given_ids(journal: Journal, kind: str = "") -> frozenset[str]:
    """Return every id that records of a kind ever had; of all kinds if none is named."""
    return frozenset(one.entry.id for one in journal if kind in ("", one.entry.kind))


def given_options(journal: Journal, point: str) -> frozenset[str]:
    """Return the ids of every option a point ever had, in any version of it that is left."""
    found: set[str] = set()
    for one in journal:
        if (one.entry.kind, one.entry.id) == ("points", point) and one.sealed is not None:
            said = json.loads(one.sealed.body)
            found.update(option["id"] for option in said.get("options", ()))
    return frozenset(found)


def free_id(base: str, given: Collection[str]) -> str:
    """Return an id that was never given: `base`, or with the first number from 2 on behind it."""
    names = (base, *(f"{base}-{number}" for number in range(2, len(given) + 3)))
    return next(name for name in names if name not in given)


def next_id(prefix: str, given: Collection[str]) -> str:
    """Return the first of prefix-1, prefix-2, ... that was never given."""
    names = (f"{prefix}-{number}" for number in range(1, len(given) + 2))
    return next(name for name in names if name not in given)
