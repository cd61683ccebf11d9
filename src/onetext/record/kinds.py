"""The kinds of record, in one place: what a kind is called, which noun it is, how it is written.

A kind is the name of the case's field that holds such records (`points`, `texts` ...); `case` is
what a case says of itself, `order` in which order the drafting team keeps a kind's records.
Bodies are written out in full, defaults included, so that a default may change later without
changing what an old entry says; only fields that were added later are left out while empty.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Container, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from onetext.errors import InvalidCase, Place, Problem
from onetext.model import Case
from onetext.record.entries import canonical

if TYPE_CHECKING:
    from pydantic import TypeAdapter

CASE = "case"
ORDER = "order"


@cache
def record_types() -> dict[str, type[Any]]:
    """Kind to noun, in the order of the fields of a case."""
    hints = get_type_hints(Case)
    return {
        field.name: get_args(hints[field.name])[0]
        for field in dataclasses.fields(Case)
        if get_args(hints[field.name])[1:] == (Ellipsis,)
    }


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(Case if kind == CASE else record_types()[kind])


def records_of(case: Case) -> Iterator[tuple[str, Any]]:
    """All (kind, record) of a case in its order; last the case itself, without its records."""
    for kind in record_types():
        for record in getattr(case, kind):
            yield kind, record
    yield CASE, without_records(case)


def without_records(case: Case) -> Case:
    """Return what a case says of itself."""
    nothing: dict[str, Any] = dict.fromkeys(record_types(), ())
    return dataclasses.replace(case, **nothing)


def part_of(case: Case, kinds: Container[str]) -> Case:
    """Return a case with its records of some kinds alone, and what it says of itself."""
    left_out: dict[str, Any] = {kind: () for kind in record_types() if kind not in kinds}
    return dataclasses.replace(case, **left_out)


def body_of(kind: str, record: Any) -> bytes:
    """Return the canonical JSON of a record.

    Raises
    ------
    InvalidCase
        If it holds something that has none, such as an infinite number.
    """
    left_out = set(record_types()) if kind == CASE else None
    plain = _adapter(kind).dump_python(record, mode="json", exclude=left_out)
    _leave_out_later(kind, plain)
    try:
        return canonical(plain)
    except ValueError as error:
        raise InvalidCase(
            Problem(
                what="this record cannot be written down",
                because=str(error),
                hint="use finite numbers and plain Unicode text",
                place=Place(path=f"{kind}.{record.id}"),
            )
        ) from error


def plain_case(case: Case) -> dict[str, Any]:
    """Return a whole case as plain data, all fields written out."""
    plain: dict[str, Any] = _adapter(CASE).dump_python(case, mode="json")
    for kind in _LATER:
        for record in plain[kind]:
            _leave_out_later(kind, record)
    return plain


_LATER = {"meetings": ("hours",), "comments": ("briefing",)}
"""Fields that came after the first journals: left out while nothing is in them, so that a record
without them keeps the bytes, and so the commitment, that it always had."""


def _leave_out_later(kind: str, plain: dict[str, Any]) -> None:
    for name in _LATER.get(kind, ()):
        if plain[name] is None:
            del plain[name]


def record_from(kind: str, body: bytes) -> Any:
    """Return the record a body holds.

    Raises
    ------
    ValueError
        If the body is not such a record: `pydantic.ValidationError` is one.
    """
    if kind != CASE and kind not in record_types():
        raise ValueError(f"{kind!r} is no kind of record that this version of onetext knows")
    return _adapter(kind).validate_json(body)
