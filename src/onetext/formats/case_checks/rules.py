"""Rules: a condition and a consequence, on different points."""

from __future__ import annotations

from collections.abc import Iterator

from onetext.errors import Problem
from onetext.formats.case_checks.reading import Reading, Record
from onetext.model import Rule


def rule_problems(reading: Reading) -> Iterator[Problem]:
    """Yield rules without condition or consequence, and rules that contradict themselves."""
    for record in reading.kind(Rule):
        for name, word in (("when", "condition"), ("then", "consequence")):
            if not list(record.pairs(name)):
                yield reading.problem(
                    (*record.path, name) if record.has(name) else record.path,
                    f"the rule has no {word}",
                    f'"{name}" maps at least one point to one of its options',
                    f'add "{name}: {{point: option}}"',
                )
        yield from _contradictions(reading, record)


def _contradictions(reading: Reading, record: Record) -> Iterator[Problem]:
    conditions = {point: option for _, point, option in record.pairs("when")}
    for path, point, option in record.pairs("then"):
        if point not in conditions:
            continue
        same = conditions[point] == option
        pointless = same == (record.text("kind") == "requires")
        yield reading.problem(
            path,
            f'the rule {"says nothing" if pointless else "contradicts itself"} on "{point}"',
            "a point has one option in a package, and the condition has chosen it already",
            "name different points in condition and consequence",
        )
