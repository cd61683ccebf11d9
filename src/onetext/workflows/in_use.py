"""Which records name a party, a point or an option: what is named cannot be taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from onetext.errors import Place, Problem
from onetext.model import Case
from onetext.record.kinds import CASE, records_of
from onetext.record.references import references

Thing = tuple[str, str, str]
"""Kind (``parties``, ``points``), id, and the option of a point; empty: the record itself."""


@dataclass(frozen=True, slots=True)
class Uses:
    """What of a case is named by how many records.

    Parameters
    ----------
    counts : mapping
        Thing to the number of records that name it.
    first : mapping
        Thing to kind and id of the first of them, in the case's order.
    """

    counts: Mapping[Thing, int]
    first: Mapping[Thing, tuple[str, str]]

    def count(self, kind: str, record_id: str, option: str = "") -> int:
        """How many records name this."""
        return self.counts.get((kind, record_id, option), 0)


def uses(case: Case) -> Uses:
    """Count which records name a party, a point or an option of a case, each record once."""
    parties = {party.id for party in case.parties}
    counts: Counter[Thing] = Counter()
    first: dict[Thing, tuple[str, str]] = {}
    for kind, record in records_of(case):
        if kind == CASE:
            continue
        for thing in set(_named(kind, record, parties)):
            counts[thing] += 1
            first.setdefault(thing, (kind, record.id))
    return Uses(counts, first)


def in_use(
    found: Uses, kind: str, record_id: str, title: str, option: str = "", field: str = ""
) -> Iterator[Problem]:
    """Yield why something cannot be taken back; nothing if it can.

    Parameters
    ----------
    found : Uses
    kind, record_id, option : str
    title : str
        What it is called.
    field : str
        Of the form; the place of the problem.
    """
    thing = (kind, record_id, option)
    if found.counts.get(thing):
        of, name = found.first[thing]
        yield Problem(
            f"“{title}” cannot be taken back",
            f"records that name it: {found.counts[thing]}; the first is {of} {name}",
            "change or take back what names it first, or leave it",
            Place(path=field),
        )


def _named(kind: str, record: Any, parties: set[str]) -> Iterator[Thing]:
    links = references(record)
    for of, name in links.names:
        if of in ("parties", "points"):
            yield of, name, ""
    for point, option in links.choices:
        yield "points", point, option
    if kind == "briefings":  # persons are named there as well, so they are no references
        yield from (("parties", name, "") for name in (record.by, *record.to) if name in parties)
    if kind == "points" and record.if_absent is not None:
        yield "points", record.id, record.if_absent
