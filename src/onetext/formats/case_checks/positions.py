"""Positions: about one thing, and with options exactly where the stance speaks of some."""

from __future__ import annotations

from collections.abc import Iterator

from onetext.errors import Problem
from onetext.formats.case_checks.reading import Reading, Record
from onetext.model import Position, Stance


def position_problems(reading: Reading) -> Iterator[Problem]:
    """Yield positions on nothing, on two things, or whose stance and options do not fit."""
    for record in reading.kind(Position):
        on_point, on_text = record.has("point"), record.has("text")
        if on_point == on_text:
            yield _not_one_subject(reading, record, both=on_point)
        else:
            yield from _options(reading, record, on_point=on_point)


def _not_one_subject(reading: Reading, record: Record, *, both: bool) -> Problem:
    return reading.problem(
        (*record.path, "text") if both else record.path,
        f"a position is about {'both a point and a text' if both else 'nothing'}",
        'a position has exactly one of "point" and "text"',
        "make two positions of it" if both else 'add "point: ..." or "text: ..."',
    )


def _options(reading: Reading, record: Record, *, on_point: bool) -> Iterator[Problem]:
    has_options = record.has("options")
    written = record.text("stance") or ""
    stance = Stance(written) if written in set(Stance) else None
    if not on_point:
        if has_options:
            yield reading.problem(
                (*record.path, "options"),
                "a position on a whole text names options",
                "options belong to a point",
                'remove "options", or make positions on the points of the text',
            )
    elif stance is not None and stance.says_nothing and has_options:
        yield reading.problem(
            (*record.path, "options"),
            f'the stance "{stance}" names options',
            f'"{stance}" means that nothing was said on the point, so no option can be meant',
            'remove "options", or take the stance that was voiced',
        )
    elif stance is not None and not stance.says_nothing and not has_options:
        yield reading.problem(
            (*record.path, "options") if "options" in (record.node.fields or ()) else record.path,
            f'the stance "{stance}" names no option',
            f'"{stance}" is a stance to one or more options of the point',
            'add "options: [...]"; if the point lacks the option, add it to the point first',
        )
