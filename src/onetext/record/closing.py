"""A case closed in itself: no reference leads to a record the reader does not have.

A reader may see a record and not what it refers to. A link that only says where something comes
from or belongs (sources, themes, tracks, earlier texts) is dropped. A party, point, option or
text without which the record says nothing is named by its id, which the record itself shows, and
nothing more.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onetext.model import Case, Option, Party, Point, Text
from onetext.record.attribution import NOT_ATTRIBUTED
from onetext.record.kinds import record_types, without_records
from onetext.record.references import DROPPED, Link, References, references

Ids = frozenset[str]


class Closing:
    """Closes one case after another; a kind of record that stands as it did is not looked at again.

    The records of a kind are known by the tuple that holds them, so that whoever grows a case
    keeps the tuples of the kinds it does not touch.
    """

    def __init__(self) -> None:
        self._kinds: dict[str, _Kind] = {}

    def closed(self, case: Case) -> Case:
        """Return the case with every reference leading to a record in it."""
        have = {kind: self._ids(kind, getattr(case, kind)) for kind in record_types()}
        for kind in record_types():
            records, known = getattr(case, kind), self._kinds.get(kind)
            if known is None or known.records is not records or not known.still_holds(have):
                self._kinds[kind] = _kind(records, have[kind], have, known)
        kinds = [self._kinds[kind] for kind in record_types()]
        itself = references(without_records(case))
        kept: dict[str, Any] = {kind: self._kinds[kind].closed for kind in record_types()}
        names = [itself.names, *(kind.names for kind in kinds)]
        named = _with_names(dataclasses.replace(case, **kept), names, have)
        return _with_options(named, [itself.choices, *(kind.choices for kind in kinds)])

    def _ids(self, kind: str, records: tuple[Any, ...]) -> Ids:
        known = self._kinds.get(kind)
        if known is not None and known.records is records:
            return known.ids
        return frozenset(record.id for record in records)


def closed(case: Case) -> Case:
    """Return the case with every reference leading to a record in it."""
    return Closing().closed(case)


@dataclass(frozen=True, slots=True)
class _Kind:
    """The records of one kind, closed, and what they refer to, each thing once and in order.

    Attributes
    ----------
    records, closed : tuple
        As they came, and without what leads nowhere.
    led_to : mapping
        Kind to the ids there were of it, for each kind that these records belong to.
    refers : dict
        A record's identity to the record and what it refers to.
    """

    records: tuple[Any, ...]
    closed: tuple[Any, ...]
    ids: Ids
    led_to: Mapping[str, Ids]
    names: tuple[Link, ...]
    choices: tuple[tuple[str, str], ...]
    refers: dict[int, tuple[Any, References]]

    def still_holds(self, have: Mapping[str, Ids]) -> bool:
        """Whether what these records belong to is there, or missing, as it was."""
        return all(have[kind] is ids or have[kind] == ids for kind, ids in self.led_to.items())


def _kind(
    records: tuple[Any, ...], ids: Ids, have: Mapping[str, Ids], before: _Kind | None
) -> _Kind:
    refers: dict[int, tuple[Any, References]] = {}
    for record in records:
        known = before.refers.get(id(record)) if before else None
        # which nothing else has: what was before keeps it alive
        refers[id(record)] = known or (record, references(record))
    found = [refers[id(record)][1] for record in records]
    links = {kind for one in found for kind, _ in one.belongs_to}
    return _Kind(
        records,
        tuple(
            record if _leads_somewhere(one, have) else _without_dangling(record, have)
            for record, one in zip(records, found, strict=True)
        ),
        ids,
        {kind: have[kind] for kind in links},
        tuple(dict.fromkeys(name for one in found for name in one.names)),
        tuple(dict.fromkeys(choice for one in found for choice in one.choices)),
        refers,
    )


def _leads_somewhere(refers: References, have: Mapping[str, Ids]) -> bool:
    return all(named in have[kind] for kind, named in refers.belongs_to)


def _without_dangling(record: Any, have: Mapping[str, Ids]) -> Any:
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


def _with_names(case: Case, about: list[tuple[Link, ...]], have: Mapping[str, Ids]) -> Case:
    """Add what records name and the case does not have, in the order it is first named."""
    missing: dict[str, dict[str, None]] = {"parties": {}, "points": {}, "texts": {}}
    for names in about:
        for kind, named in names:
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


def _with_options(case: Case, about: list[tuple[tuple[str, str], ...]]) -> Case:
    """Add to each point the options that records choose and the reader's point does not have."""
    chosen: dict[str, dict[str, None]] = {point.id: {} for point in case.points}
    for choices in about:
        for point_id, option_id in choices:
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
