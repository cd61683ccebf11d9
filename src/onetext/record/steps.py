"""Steps: entries that one person wrote at once, such as an import, an answer or a decision."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from onetext.record.entries import Journal


@dataclass(frozen=True, slots=True)
class Step:
    """At `at`, `by` wrote the entries from `first` to `last` at once.

    What is written at once is dated alike, to the microsecond, and never like what stood before.
    """

    first: int
    last: int
    at: datetime.datetime
    by: str


def steps(journal: Journal) -> Iterator[Step]:
    """Yield the steps of a journal in order; each entry is in one of them."""
    for (at, by), entries in groupby(journal, key=lambda one: (one.entry.at, one.entry.by)):
        numbers = [written.entry.seq for written in entries]
        yield Step(numbers[0], numbers[-1], at, by)
