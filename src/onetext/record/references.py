"""What a record refers to, found once per record by a plan per noun.

A big case has thousands of records, and each new entry changes one of them: what the others refer
to needs no second look.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from onetext.model import Comparison, Marking, Position, Rule, Scores, Text

DROPPED = {
    "sources": "sources",
    "derived_from": "sources",
    "theme": "themes",
    "also_themes": "themes",
    "track": "tracks",
    "revises": "texts",
    "disposed_in": "texts",
    "briefing": "briefings",
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

Link = tuple[str, str]
"""Kind and id of a record."""


@dataclass(frozen=True, slots=True)
class References:
    """What one record refers to, with everything inside it.

    Parameters
    ----------
    belongs_to : tuple of (kind, id)
        Where it comes from or belongs; dropped where the reader does not have it.
    names : tuple of (kind, id)
        Without which it says nothing; in the order of its fields.
    choices : tuple of (point, option)
    """

    belongs_to: tuple[Link, ...]
    names: tuple[Link, ...]
    choices: tuple[tuple[str, str], ...]


def references(record: Any) -> References:
    """Return what a record refers to."""
    belongs_to: list[Link] = []
    names: list[Link] = []
    _collect(record, belongs_to, names)
    return References(tuple(belongs_to), tuple(names), tuple(_choices(record)))


def _collect(record: Any, belongs_to: list[Link], names: list[Link]) -> None:
    noun: Any = type(record)
    for name, way, kind in _plan(noun):
        value = getattr(record, name)
        if not value:
            continue
        if way is _Way.INNER:
            for item in value:
                _collect(item, belongs_to, names)
        elif way is _Way.MARKING:
            names.extend(("parties", reader) for reader in value.audience)
        else:
            several = (value,) if isinstance(value, str) else value
            links = belongs_to if way is _Way.DROPPED else names
            links.extend((kind, one) for one in several)


class _Way(Enum):
    """How a field of a noun refers to something, or holds nouns that may."""

    DROPPED = auto()
    NAMED = auto()
    MARKING = auto()
    INNER = auto()


@cache
def _plan(noun: Any) -> tuple[tuple[str, _Way, str], ...]:
    """Return the fields of a noun that refer to something: name, how, to which kind."""
    hints = get_type_hints(noun)
    steps = []
    for field in dataclasses.fields(noun):
        name, hint = field.name, hints[field.name]
        if name in DROPPED:
            steps.append((name, _Way.DROPPED, DROPPED[name]))
        elif Marking in (hint, *get_args(hint)):
            steps.append((name, _Way.MARKING, "parties"))
        elif name in NAMED:
            steps.append((name, _Way.NAMED, NAMED[name]))
        elif _holds_nouns(hint):
            steps.append((name, _Way.INNER, ""))
    return tuple(steps)


def _holds_nouns(hint: Any) -> bool:
    return get_origin(hint) is tuple and dataclasses.is_dataclass(get_args(hint)[0])


def _choices(record: Any) -> Iterator[tuple[str, str]]:
    """Yield every (point, option) that a rule, clause, position, comparison or score names."""
    match record:
        case Rule():
            yield from record.when.items()
            yield from record.then.items()
        case Text():
            for clause in record.clauses:
                options = (clause.option, *(other.option for other in clause.alternatives))
                yield from ((clause.point, option) for option in options if option is not None)
        case Position():
            if record.point is not None:
                yield from ((record.point, option) for option in record.options)
            yield from record.provided.items()
        case Comparison():
            yield from record.better.items()
            yield from record.worse.items()
        case Scores():
            yield from ((record.point, option) for option in (*record.options, *record.up_to))
