"""The record an address names, among those the reader has."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from onetext.errors import NotFound, Problem


class _WithId(Protocol):
    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=_WithId)


def found_record(records: Iterable[R], wanted: str, missing: Problem) -> R:
    """Return the record with this id.

    Raises
    ------
    NotFound
        With `missing`: in the same words whether it never was or is not for this reader.
    """
    for record in records:
        if record.id == wanted:
            return record
    raise NotFound(missing)
