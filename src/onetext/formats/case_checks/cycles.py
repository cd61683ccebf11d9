"""Cycles: no text revises itself, no source is derived from itself, however far round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onetext.errors import Problem
from onetext.formats.case_checks.reading import Reading, Record
from onetext.model import Source, Text


def cycle_problems(reading: Reading) -> Iterator[Problem]:
    """Yield one problem for every ring of revisions or derivations."""
    yield from _rings(reading, Text, "revises", "revises", "a draft is made from earlier drafts")
    yield from _rings(
        reading, Source, "derived_from", "is derived from", "a source relays earlier sources"
    )


def _rings(reading: Reading, noun: type, field: str, verb: str, because: str) -> Iterator[Problem]:
    records = {record.id: record for record in reversed(list(reading.kind(noun))) if record.id}
    edges = {name: _named(record, field, records) for name, record in reversed(records.items())}
    for ring in _cycles(edges):
        path = (*records[ring[0]].path, field)
        around = f" {verb} ".join(f'"{name}"' for name in (*ring, ring[0]))
        yield reading.problem(
            path,
            f"{around}: a circle",
            f"{because}, so the line never comes back to where it began",
            f'remove the entry of "{field}" that is not true',
        )


def _named(record: Record, field: str, known: Mapping[str, Record]) -> tuple[str, ...]:
    return tuple(name for _, name in record.texts(field) if name in known)


def _cycles(edges: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield rings found by one walk in depth; without recursion, for chains may be long."""
    done: set[str] = set()
    for start in edges:
        trail: dict[str, Iterator[str]] = {}
        following: str | None = start if start not in done else None
        while following is not None:
            trail[following] = iter(edges[following])
            following = None
            while trail and following is None:
                current = next(reversed(trail))
                child = next(trail[current], None)
                if child is None:
                    done.add(current)
                    del trail[current]
                elif child in trail:
                    names = list(trail)
                    yield tuple(names[names.index(child) :])
                elif child not in done:
                    following = child
