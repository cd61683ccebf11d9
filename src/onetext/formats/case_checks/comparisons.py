"""Comparisons and scores: one kind of thing compared, both sides there, ranges the right way."""

from __future__ import annotations

from collections.abc import Iterator

from onetext.errors import Problem
from onetext.formats.case_checks.reading import Reading, Record
from onetext.model import Comparison, Event, Position, Scores, Stance, Weights


def comparison_problems(reading: Reading) -> Iterator[Problem]:
    """Yield comparisons of nothing or of two kinds, and ranges that are empty or off the scale."""
    for record in reading.kind(Comparison):
        yield from _compared(reading, record)
    for record in reading.kind(Scores):
        if not record.has("options"):
            yield reading.problem(
                record.path, "no option is scored", "scores say what options are worth",
                'add "options: {option: 60}"',
            )  # fmt: skip
        yield from _range(reading, record, "options", most=100.0)
    for record in reading.kind(Weights):
        yield from _range(reading, record, "points", most=None)
    for record in reading.kind(Position):
        if record.has("provided") and record.text("stance") != Stance.ACCEPTS_IF:
            yield reading.problem(
                (*record.path, "provided"),
                f'the stance "{record.text("stance")}" has choices it depends on',
                '"provided" belongs to the stance "accepts-if"',
                'remove "provided", or write "stance: accepts-if"',
            )
    for record in reading.kind(Event):
        yield from _both_ways(reading, record)


def _compared(reading: Reading, record: Record) -> Iterator[Problem]:
    pair = record.has("better") or record.has("worse")
    given = [name for name in ("points", "texts") if record.has(name)] + ["better"] * pair
    if len(given) != 1:
        yield reading.problem(
            record.path,
            f"a comparison of {'two kinds at once' if given else 'nothing'}",
            "it puts points in order, or texts, or some choices above others",
            'give exactly one of "points", "texts", and the pair "better" and "worse"',
        )
    elif not pair and len(list(record.texts(given[0]))) < 2:
        yield reading.problem(
            (*record.path, given[0]),
            "one thing alone is compared with nothing",
            f'"{given[0]}" lists two or more, the first above the second',
            "name the other one, or remove the comparison",
        )
    elif pair and _keys(record, "better") != _keys(record, "worse"):
        yield reading.problem(
            record.path,
            '"better" and "worse" settle different points',
            "only two answers to the same questions can be compared",
            "name the same points in both",
        )


def _keys(record: Record, name: str) -> set[str]:
    return {key for _, key, _ in record.pairs(name)}


def _range(reading: Reading, record: Record, name: str, most: float | None) -> Iterator[Problem]:
    low = {key: _number(value) for _, key, value in record.pairs(name)}
    for path, key, value in (*record.pairs(name), *record.pairs("up_to")):
        number = _number(value)
        if number is None:
            continue
        if most is not None and not 0.0 <= number <= most:
            yield reading.problem(
                path, f'the score of "{key}" is {value}', f"scores run from 0 to {most:.0f}",
                "write a number on that scale",
            )  # fmt: skip
        elif path[-2] == "up_to" and key not in low:
            yield reading.problem(
                path, f'"{key}" has an upper end and no lower one', 'a range has both ends',
                f'add "{key}" to "{name}"',
            )  # fmt: skip
        elif path[-2] == "up_to" and (least := low[key]) is not None and number < least:
            yield reading.problem(
                path, f'the range of "{key}" ends at {value}, before it begins',
                f'it begins at {least:g} ("{name}")', "exchange the two numbers",
            )  # fmt: skip


def _number(text: str | None) -> float | None:
    try:
        return float(text or "")
    except ValueError:  # reported with the shape of the field
        return None


def _both_ways(reading: Reading, record: Record) -> Iterator[Problem]:
    better = {party for _, party in record.texts("better_without")}
    for path, party in record.texts("worse_without"):
        if party in better:
            yield reading.problem(
                path,
                f'no agreement became both better and worse for "{party}"',
                "an event moves what no agreement is worth one way",
                "take it out of one of the two lists",
            )
