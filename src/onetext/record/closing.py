"""A case closed in itself: no reference leads to a record the reader does not have.

A reader may see a record and not what it refers to. A link that only says where something comes
from or belongs (sources, themes, tracks, earlier texts) is dropped. A party, point, option or
text without which the record says nothing is named by its id, which the record itself shows, and
nothing more.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from onetext.model import Case, Option, Party, Point, Text
from onetext.record.attribution import NOT_ATTRIBUTED
from onetext.record.kinds import record_types, without_records
from onetext.record.references import DROPPED, References, references


def closed(case: Case, found: Callable[[Any], References] = references) -> Case:
    """Return the case with every reference leading to a record in it.

    Parameters
    ----------
    case : Case
    found : callable
        Returns what a record refers to; one that remembers saves most of the time.
    """
    have = {kind: {record.id for record in getattr(case, kind)} for kind in record_types()}
    about = [found(without_records(case))]
    kept: dict[str, Any] = {}
    for kind in record_types():
        records = getattr(case, kind)
        known = [found(record) for record in records]
        about += known
        kept[kind] = tuple(
            record if _leads_somewhere(refers, have) else _without_dangling(record, have)
            for record, refers in zip(records, known, strict=True)
        )
    named = _with_names(dataclasses.replace(case, **kept), about, have)
    return _with_options(named, about)


def _leads_somewhere(refers: References, have: dict[str, set[str]]) -> bool:
    return all(named in have[kind] for kind, named in refers.belongs_to)


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


def _with_names(case: Case, about: list[References], have: dict[str, set[str]]) -> Case:
    """Add what records name and the case does not have, in the order it is first named."""
    missing: dict[str, dict[str, None]] = {"parties": {}, "points": {}, "texts": {}}
    for refers in about:
        for kind, named in refers.names:
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


def _with_options(case: Case, about: list[References]) -> Case:
    """Add to each point the options that records choose and the reader's point does not have."""
    chosen: dict[str, dict[str, None]] = {point.id: {} for point in case.points}
    for refers in about:
        for point_id, option_id in refers.choices:
            chosen[point_id][option_id] = None
    return dataclasses.replace(
        case, points=tuple(_with_chosen(point, chosen[point.id]) for point in case.points)
    )


def _with_chosen(point: Point, chosen: dict[str, None]) -> Point:
    have = {option.id for option in point.options}
    missing = tuple(Option(id=item, title=item) for item in chosen if item not in have)
    return dataclasses.replace(point, options=point.options + missing) if missing else point


def _holds_records(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and dataclasses.is_dataclass(value[0])
