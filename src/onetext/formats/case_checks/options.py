"""Options: whoever names an option of a point must name one that the point has."""

from __future__ import annotations

from collections.abc import Iterator

from onetext.errors import Problem
from onetext.formats.case_checks.reading import Path, Reading, Record
from onetext.formats.case_shape import did_you_mean
from onetext.model import Alternative, Clause, Comparison, Point, Position, Rule, Scores

Named = tuple[Path, str | None, str]
"""Where an option is named, of which point, and its id."""


def option_problems(reading: Reading) -> Iterator[Problem]:
    """Yield every option that is named of a point which has none of that id."""
    for path, point, option in _named(reading):
        known = reading.options.get(point or "")
        if known is None or option in known:
            continue  # an unknown point is reported by itself
        yield reading.problem(
            path,
            f'the point "{point}" has no option "{option}"',
            f"its options are {', '.join(known)}" if known else "it has no options yet",
            did_you_mean(option, known) or "add the option to the point, or correct the id",
        )


def _named(reading: Reading) -> Iterator[Named]:
    for record in reading.all:
        if record.noun is Point:
            yield from ((path, record.id, text) for path, text in record.texts("if_absent"))
        elif record.noun is Position:
            for path, text in record.texts("options"):
                yield path, record.text("point"), text
            yield from _pairs(record, "provided")
        elif record.noun is Clause:
            point = record.text("point")
            yield from ((path, point, text) for path, text in record.texts("option"))
            for alternative in record.records("alternatives", Alternative):
                yield from ((path, point, text) for path, text in alternative.texts("option"))
        elif record.noun is Rule:
            yield from _pairs(record, "when", "then")
        elif record.noun is Comparison:
            yield from _pairs(record, "better", "worse")
        elif record.noun is Scores:
            for name in ("options", "up_to"):
                for path, option, _ in record.pairs(name):
                    yield path, record.text("point"), option


def _pairs(record: Record, *names: str) -> Iterator[Named]:
    for name in names:
        for path, point, option in record.pairs(name):
            if option is not None:
                yield path, point, option
