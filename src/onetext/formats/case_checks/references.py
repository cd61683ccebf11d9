"""References: every id that a record names must exist, and be named once."""

from __future__ import annotations

from collections.abc import Iterator

from onetext.errors import Problem
from onetext.formats.case_checks.ids import one_of
from onetext.formats.case_checks.reading import Path, Reading, Record
from onetext.formats.case_shape import did_you_mean
from onetext.model import (
    Alternative,
    Briefing,
    Case,
    Clause,
    Comment,
    Comparison,
    Event,
    KeyHolder,
    Marking,
    Meeting,
    Person,
    Point,
    Position,
    Precedent,
    ReviewedStatement,
    Rule,
    Scores,
    Source,
    Text,
    Weights,
)

TARGETS: dict[tuple[type, str], str] = {
    (Alternative, "asked_by"): "parties",
    (Briefing, "points"): "points",
    (Briefing, "text"): "texts",
    (Clause, "agreed_by"): "parties",
    (Clause, "point"): "points",
    (Comment, "briefing"): "briefings",
    (Comment, "disposed_in"): "texts",
    (Comment, "party"): "parties",
    (Comment, "points"): "points",
    (Comment, "text"): "texts",
    (Comparison, "party"): "parties",
    (Comparison, "points"): "points",
    (Comparison, "texts"): "texts",
    (Event, "better_without"): "parties",
    (Event, "parties"): "parties",
    (Event, "worse_without"): "parties",
    (KeyHolder, "consent_needed_for"): "points",
    (KeyHolder, "of_party"): "parties",
    (Marking, "audience"): "parties",
    (Meeting, "parties"): "parties",
    (Meeting, "track"): "tracks",
    (Person, "party"): "parties",
    (Point, "also_themes"): "themes",
    (Point, "theme"): "themes",
    (Position, "party"): "parties",
    (Position, "point"): "points",
    (Position, "text"): "texts",
    (Precedent, "points"): "points",
    (Scores, "party"): "parties",
    (Scores, "point"): "points",
    (ReviewedStatement, "position"): "positions",
    (Source, "derived_from"): "sources",
    (Text, "revises"): "texts",
    (Text, "tabled_by"): "parties",
    (Weights, "party"): "parties",
}
"""Noun and field -> the list its ids stand in. Every field called `sources` names sources."""

KEYED: dict[tuple[type, str], str] = {
    (Comparison, "better"): "points",
    (Comparison, "worse"): "points",
    (Position, "provided"): "points",
    (Rule, "when"): "points",
    (Rule, "then"): "points",
    (Weights, "points"): "points",
    (Weights, "up_to"): "points",
}
"""The same for fields whose keys are ids."""


def reference_problems(reading: Reading) -> Iterator[Problem]:
    """Yield every id that is named but does not exist, or is named twice in one list."""
    for record in reading.all:
        for name in record.node.fields or ():
            target = "sources" if name == "sources" else TARGETS.get((record.noun, name))
            if target is not None and record.noun is not Case:
                yield from _check_list(reading, record, name, target)
            keyed = KEYED.get((record.noun, name))
            if keyed is not None:
                for path, key, _ in record.pairs(name):
                    yield from unknown(reading, path, key, keyed)


def _check_list(reading: Reading, record: Record, name: str, target: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for path, named in record.texts(name):
        if named in seen:
            yield reading.problem(
                path,
                f'"{named}" is named twice',
                "naming it once says the same",
                "remove one of the two",
            )
        seen.add(named)
        yield from unknown(reading, path, named, target)


def unknown(reading: Reading, path: Path, named: str, target: str) -> Iterator[Problem]:
    """Yield a problem if the list `target` of the case has no record with this id."""
    known = reading.ids.get(target, ())
    if named in known:
        return
    one = one_of(target)
    yield reading.problem(
        path,
        f'there is no {one} "{named}"',
        f"the case has {_listed(known, target)}",
        did_you_mean(named, known) or f'add the {one} under "{target}", or correct the id',
    )


def _listed(known: tuple[str, ...], target: str) -> str:
    words = target.replace("_", "-")
    if not known:
        return f"no {words} yet"
    if len(known) > 12:
        return f"{len(known)} {words}, none with this id"
    return f"the {words} {', '.join(known)}"
