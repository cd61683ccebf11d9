"""Ids: well formed, and unique where they have to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from onetext.errors import Problem
from onetext.formats.case_checks.reading import Path, Reading, Record
from onetext.formats.noun_fields import field_types
from onetext.model import RESERVED

_ID = re.compile(r"[a-z0-9][a-z0-9.-]*", re.ASCII)
_LONGEST = 80

_ONE = {
    "parties": "party",
    "weights": "weights record",
    "scores": "scores record",
    "key_holders": "key-holder",
}


def id_problems(reading: Reading) -> Iterator[Problem]:
    """Yield ids of a wrong form, and ids that two records of one list share."""
    seen: dict[tuple[Path, str], Record] = {}
    for record in reading.all:
        written = record.text("id") if "id" in field_types(record.noun) else None
        if written is None:
            continue
        if not _ID.fullmatch(written) or len(written) > _LONGEST:
            yield _malformed(reading, record, written)
            continue
        if record.path[:1] == ("parties",) and written in RESERVED:
            yield _taken(reading, record, written)
        key = (record.path[:-1], written)
        if record.path and key in seen:
            yield _twice(reading, record, seen[key])
        seen.setdefault(key, record)


def _malformed(reading: Reading, record: Record, written: str) -> Problem:
    suggestion = re.sub(r"[^a-z0-9.]+", "-", written.lower()).strip("-.")[:_LONGEST]
    return reading.problem(
        (*record.path, "id"),
        f'"{written[:_LONGEST]}" is not an id',
        "an id is made of a-z, 0-9, hyphens and dots, begins with a letter or digit, and has at "
        f"most {_LONGEST} characters",
        f'rename it, for example to "{suggestion}"' if suggestion else "rename it",
    )


def _taken(reading: Reading, record: Record, written: str) -> Problem:
    return reading.problem(
        (*record.path, "id"),
        f'"{written}" cannot be the id of a party',
        f"it stands for {RESERVED[written]}",
        f'rename it, for example to "{written}-1"',
    )


def _twice(reading: Reading, record: Record, earlier: Record) -> Problem:
    kind = str(record.path[-2])
    if kind == "options":
        one, scope, where = "an option id", "inside its point", "options"
    else:
        one, scope, where = "an id", f"among the {kind.replace('_', '-')}", _plural(kind)
    problem = reading.problem(
        (*record.path, "id"),
        f'two {where} have the id "{record.id}"',
        f"{one} is unique {scope}, and line {earlier.node.line} already has it",
        "rename one of them, or merge them",
    )
    the_list = reading.root.place(record.path[:-1], reading.file).path
    return replace(problem, place=replace(problem.place, path=the_list))


def one_of(kind: str) -> str:
    """Name one record of a list: `parties` gives "party"."""
    return _ONE.get(kind) or kind.removesuffix("s").replace("_", "-")


def _plural(kind: str) -> str:
    return f"{kind} records" if kind in ("weights", "scores") else kind.replace("_", "-")
