"""What joins the records of a case: unknown ids, cycles, contradictions, each with its place.

The checks read the raw tree as far as it can be read, so that they speak in the same round as the
checks of shape, even where some fields are broken. One file, one kind of question; each check
takes a `Reading` and yields problems.
"""

from __future__ import annotations

from collections.abc import Iterator

from onetext.errors import Problem
from onetext.formats.case_checks.comparisons import comparison_problems
from onetext.formats.case_checks.cycles import cycle_problems
from onetext.formats.case_checks.dates import date_problems
from onetext.formats.case_checks.ids import id_problems
from onetext.formats.case_checks.options import option_problems
from onetext.formats.case_checks.positions import position_problems
from onetext.formats.case_checks.reading import Reading
from onetext.formats.case_checks.references import reference_problems
from onetext.formats.case_checks.rules import rule_problems
from onetext.formats.case_checks.values import value_problems
from onetext.formats.yaml_tree import Node

_CHECKS = (
    id_problems,
    reference_problems,
    option_problems,
    position_problems,
    comparison_problems,
    rule_problems,
    cycle_problems,
    date_problems,
    value_problems,
)


def check_case(root: Node, file: str) -> Iterator[Problem]:
    """Yield every problem that joins records, or that a type cannot say."""
    reading = Reading.of(root, file)
    for check in _CHECKS:
        yield from check(reading)
