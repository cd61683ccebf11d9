"""Find what a person named in a case, or say what there is."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Protocol, TypeVar

from onetext.errors import ImpossibleRequest, NotFound, Problem
from onetext.model import Case, Party, Point, Text, UncertainDate


class _Named(Protocol):
    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=_Named)


def find_text(case: Case, text_id: str) -> Text:
    """Return the text with this id; NotFound names the texts there are."""
    return _find(case.texts, text_id, "text", case.id)


def find_party(case: Case, party_id: str) -> Party:
    """Return the party with this id or name; NotFound names the parties there are."""
    by_name = {party.name.casefold(): party for party in case.parties}
    return by_name.get(party_id.casefold()) or _find(case.parties, party_id, "party", case.id)


def find_point(case: Case, point_id: str) -> Point:
    """Return the point with this id, or, for a bare number, ``p<number>``."""
    ids = {point.id for point in case.points}
    if point_id not in ids and f"p{point_id}" in ids:
        point_id = f"p{point_id}"
    return _find(case.points, point_id, "point", case.id)


def day_of(text: str | None, default: datetime.date | None) -> datetime.date | None:
    """Read an as-of date such as 2025-11-24; a month or year means its last day."""
    if text is None:
        return default
    try:
        day = UncertainDate(text.strip()).latest
    except ValueError as error:
        day, because = None, str(error)
    else:
        because = f"{text!r} has no last day"
    if day is None:
        raise ImpossibleRequest(
            Problem(
                what=f"cannot tell which day {text!r} is",
                because=because,
                hint="write it as 2025-11-24, or 2025-11 for the end of that month",
            )
        )
    return day


def _find(items: Iterable[N], wanted: str, kind: str, case_id: str) -> N:
    found = {item.id: item for item in items}
    if wanted in found:
        return found[wanted]
    near = get_close_matches(wanted, found, n=1)
    raise NotFound(
        Problem(
            what=f"there is no {kind} {wanted!r} in {case_id}",
            because=f"its {kind} ids are: {', '.join(found) or 'none yet'}",
            hint=f"did you mean {near[0]!r}?" if near else f"use one of the {kind} ids above",
        )
    )
