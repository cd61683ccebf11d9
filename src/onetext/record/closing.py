"""A case closed in itself: no reference leads to a record the reader does not have.

A reader may see a record and not what it refers to. A link that only says where something comes
from or belongs (sources, themes, tracks, earlier texts) is dropped. A party, point, option or
text without which the record says nothing is named by its id, which the record itself shows, and
nothing more.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from onetext.model import Case, Marking, Option, Party, Point, Text
from onetext.record.attribution import NOT_ATTRIBUTED
from onetext.record.kinds import record_types, without_records

DROPPED = {
    "sources": "sources",
    "derived_from": "sources",
    "theme": "themes",
    "also_themes": "themes",
    "track": "tracks",
    "revises": "texts",
    "disposed_in": "texts",
    "position": "positions",
}
"""Field -> kind it refers to; a reference that leads nowhere is dropped."""

NAMED = {
    "party": "parties",
    "of_party": "parties",
    "parties": "parties",
    "better_without": "parties",
    "worse_without": "parties",
    "tabled_by": "parties",
    "asked_by": "parties",
    "agreed_by": "parties",
    "point": "points",
    "points": "points",
    "consent_needed_for": "points",
    "when": "points",
    "then": "points",
    "better": "points",
    "worse": "points",
    "provided": "points",
    "text": "texts",
    "texts": "texts",
}
"""Field -> kind it refers to; what a reference names and the reader does not have is named."""


def closed(case: Case) -> Case:
    """Return the case with every reference leading to a record in it."""
    have = {kind: {record.id for record in getattr(case, kind)} for kind in record_types()}
    kept: dict[str, Any] = {
        kind: tuple(_without_dangling(record, have) for record in getattr(case, kind))
        for kind in record_types()
    }
    return _with_options(_with_names(dataclasses.replace(case, **kept), have))


def _without_dangling(record: Any, have: dict[str, set[str]]) -> Any:
    changes: dict[str, Any] = {}
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if field.name in DROPPED:
            known = have[DROPPED[field.name]]
            if isinstance(value, tuple):
                if not known.issuperset(value):
                    changes[field.name] = tuple(item for item in value if item in known)
            elif value is not None and value not in known:
                changes[field.name] = None
        elif _holds_records(value):
            kept = tuple(_without_dangling(item, have) for item in value)
            if any(new is not old for new, old in zip(kept, value, strict=True)):
                changes[field.name] = kept
    return dataclasses.replace(record, **changes) if changes else record


def _with_names(case: Case, have: dict[str, set[str]]) -> Case:
    """Add what records name and the case does not have, in the order it is first named."""
    missing: dict[str, dict[str, None]] = {"parties": {}, "points": {}, "texts": {}}
    records = [record for kind in record_types() for record in getattr(case, kind)]
    for record in (without_records(case), *records):
        for kind, named in _names(record):
            if named not in have[kind]:
                missing[kind][named] = None
    return dataclasses.replace(
        case,
        parties=case.parties + tuple(_party(named) for named in missing["parties"]),
        points=case.points + tuple(Point(id=named, title=named) for named in missing["points"]),
        texts=case.texts
        + tuple(Text(id=named, title=named, is_complete=False) for named in missing["texts"]),
    )


def _party(named: str) -> Party:
    return NOT_ATTRIBUTED if named == NOT_ATTRIBUTED.id else Party(id=named, name=named)


def _names(record: Any) -> Iterator[tuple[str, str]]:
    """Yield the kind and id of everything a record names."""
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if isinstance(value, Marking):
            yield from (("parties", reader) for reader in value.audience)
        elif field.name in NAMED and value is not None:
            several = (value,) if isinstance(value, str) else value
            yield from ((NAMED[field.name], named) for named in several)
        elif _holds_records(value):
            for item in value:
                yield from _names(item)


def _with_options(case: Case) -> Case:
    """Add to each point the options that records choose and the reader's point does not have."""
    chosen: dict[str, dict[str, None]] = {point.id: {} for point in case.points}
    for point_id, option_id in _choices(case):
        chosen[point_id][option_id] = None
    return dataclasses.replace(
        case, points=tuple(_with_chosen(point, chosen[point.id]) for point in case.points)
    )


def _with_chosen(point: Point, chosen: dict[str, None]) -> Point:
    have = {option.id for option in point.options}
    missing = tuple(Option(id=item, title=item) for item in chosen if item not in have)
    return dataclasses.replace(point, options=point.options + missing) if missing else point


def _choices(case: Case) -> Iterator[tuple[str, str]]:
    """Yield every (point, option) that a rule, clause, position, comparison or score names."""
    for rule in case.rules:
        yield from rule.when.items()
        yield from rule.then.items()
    for text in case.texts:
        for clause in text.clauses:
            options = (clause.option, *(other.option for other in clause.alternatives))
            yield from ((clause.point, option) for option in options if option is not None)
    for position in case.positions:
        if position.point is not None:
            yield from ((position.point, option) for option in position.options)
        yield from position.provided.items()
    for comparison in case.comparisons:
        yield from comparison.better.items()
        yield from comparison.worse.items()
    for scores in case.scores:
        yield from ((scores.point, option) for option in (*scores.options, *scores.up_to))


def _holds_records(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and dataclasses.is_dataclass(value[0])
