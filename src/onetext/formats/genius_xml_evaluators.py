"""What the values of one Genius issue are worth to a party, from 0 to 1 before its weight.

A discrete value is worth its evaluation over the largest of its issue. Numeric issues have a
function: linear (from the lower bound, or in slope and offset of the number itself, cut off at 0
and 1), triangular, or constant.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from onetext.formats.genius_xml_complaints import Complaints, first_few
from onetext.formats.genius_xml_issues import DISCRETE, bounds_of, items_of, kind_of
from onetext.formats.profiles import Issue


def worths_of(element: ET.Element, issue: Issue, complaints: Complaints) -> list[float]:
    """Return what each value of an issue is worth, in the order of its values."""
    if kind_of(element) == DISCRETE:
        return _evaluations(element, issue.name, complaints)
    return _evaluated(element, issue, complaints)


def _evaluations(element: ET.Element, name: str, complaints: Complaints) -> list[float]:
    raw: dict[str | None, float] = {}
    for item in items_of(element):
        text = item.get("evaluation")
        raw[item.get("value")] = complaints.number(text, 0.0, "an evaluation", name)
    unscored = [i.get("value", "") for i in items_of(element) if i.get("evaluation") is None]
    if unscored:
        complaints.add(
            f"there is no evaluation of {first_few(unscored)}",
            "a profile says what every value is worth to its party",
            'add evaluation="…", or give a complete profile',
            name,
        )
    largest = max(raw.values(), default=0.0)
    if any(value < 0 for value in raw.values()):
        complaints.add("an evaluation is negative", "they count from 0 up", "correct it", name)
    return [value / largest if largest > 0 else 0.0 for value in raw.values()]


def _evaluated(element: ET.Element, issue: Issue, complaints: Complaints) -> list[float]:
    evaluator = element.find("evaluator")
    kind = None if evaluator is None else evaluator.get("ftype", "").lower()
    numbers = [float(value) for value in issue.values]
    if evaluator is not None and kind == "linear":
        return _linear(element, evaluator, numbers, issue.name, complaints)
    if evaluator is not None and kind == "triangular":
        corners = [
            complaints.number(evaluator.get(f"parameter{k}"), 0.0, "a corner", issue.name)
            for k in range(3)
        ]
        return [_triangle(value, *corners) for value in numbers]
    if evaluator is not None and kind == "constant":
        level = complaints.number(evaluator.get("parameter0"), 0.0, "the level", issue.name)
        return [level] * len(numbers)
    complaints.add(
        "it has no evaluator" if kind is None else f"its evaluator is {kind!r}",
        "linear, triangular and constant evaluators are read",
        "write the issue as a discrete one with an evaluation per value",
        issue.name,
    )
    return [0.0] * len(numbers)


def _linear(
    element: ET.Element,
    evaluator: ET.Element,
    numbers: list[float],
    name: str,
    complaints: Complaints,
) -> list[float]:
    if "slope" in evaluator.attrib:
        low, _ = bounds_of(element, name, complaints)
        slope = complaints.number(evaluator.get("slope"), 0.0, "the slope", name)
        offset = complaints.number(evaluator.get("offset"), 0.0, "the offset", name)
        return [offset + slope * (value - low) for value in numbers]
    slope = complaints.number(evaluator.get("parameter1"), 0.0, "the slope", name)
    offset = complaints.number(evaluator.get("parameter0"), 0.0, "the offset", name)
    return [min(1.0, max(0.0, offset + slope * value)) for value in numbers]


def _triangle(value: float, low: float, high: float, top: float) -> float:
    """Rise from 0 at `low` to 1 at `top`, fall to 0 at `high`."""
    if value < low or value > high:
        return 0.0
    if value <= top:
        return 1.0 if top == low else (value - low) / (top - low)
    return 1.0 if high == top else (high - value) / (high - top)
