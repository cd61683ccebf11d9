"""The issues of a Genius domain or profile: discrete, integer, real and price.

Integer issues have every whole number of their range as a value. Real ones and prices are cut
into steps, both ends included; a profile takes the values of its domain, whose range may be wider.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree as ET

from onetext.formats.genius_xml_complaints import Complaints
from onetext.formats.profiles import Issue

MAX_VALUES = 100_000

DISCRETE, INTEGER, REAL, PRICE = "discrete", "integer", "real", "price"
_KINDS = (DISCRETE, INTEGER, REAL, PRICE)


def kind_of(element: ET.Element) -> str:
    """Return the kind of an issue; what is unwritten or unknown counts as discrete."""
    written = element.get("vtype") or element.get("type") or element.get("etype") or ""
    return written if written in _KINDS else DISCRETE


def items_of(element: ET.Element) -> list[ET.Element]:
    """Return the values of a discrete issue as written, those of a nested function left out."""
    return element.findall("item")


def read_issue(
    element: ET.Element, complaints: Complaints, steps: int, domain: Mapping[str, Issue]
) -> Issue:
    """Read one issue.

    Parameters
    ----------
    element : Element
    complaints : Complaints
        Takes what is wrong.
    steps : int
        Into how many values a range of real numbers is cut.
    domain : mapping of str to Issue
        The issues of the domain by name, empty if there is none: a numeric issue of a profile
        has the values of its domain.
    """
    name = element.get("name") or f"issue {element.get('index', '?')}"
    kind = kind_of(element)
    if kind == DISCRETE:
        return _discrete(element, name, complaints)
    if name in domain and all(_is_number(value) for value in domain[name].values):
        return domain[name]
    low, high = bounds_of(element, name, complaints)
    if kind == INTEGER:
        if high - low >= MAX_VALUES:
            complaints.add(
                f"it ranges from {low:.10g} to {high:.10g}",
                f"an integer issue has at most {MAX_VALUES:,} values",
                "make it a real-valued issue, which is cut into steps",
                name,
            )
            return Issue(name, ("0",))
        return Issue(name, tuple(str(v) for v in range(int(low), int(high) + 1)))
    complaints.cut.append(name)
    return Issue(name, tuple(f"{v:.10g}" for v in _grid(low, high, steps)))


def _discrete(element: ET.Element, name: str, complaints: Complaints) -> Issue:
    values = [item.get("value", "") for item in items_of(element)]
    if not values:
        complaints.add("it has no values", "a package chooses one of them", "add values", name)
    if len(set(values)) < len(values):
        complaints.notes.append(f"{name}: a value comes twice; its last evaluation counts")
    return Issue(name, tuple(dict.fromkeys(values)))


def bounds_of(element: ET.Element, name: str, complaints: Complaints) -> tuple[float, float]:
    """Return the lower and the upper end of a numeric issue as its own file has them."""
    holder = element.find("range")
    source = element if holder is None or element.get("lowerbound") else holder
    if source.get("upperbound") is None:
        complaints.add(
            "it has no bounds", "a numeric issue runs from one number to another", "add them", name
        )
    low = complaints.number(source.get("lowerbound"), 0.0, "the lower bound", name)
    high = complaints.number(source.get("upperbound"), low, "the upper bound", name)
    if high < low:
        complaints.add(
            f"it ranges from {low:g} to {high:g}",
            "a range runs upwards",
            "correct the bounds",
            name,
        )
        return 0.0, 0.0
    return low, high


def _grid(low: float, high: float, steps: int) -> list[float]:
    if high == low or steps < 2:
        return [low]
    return [low + (high - low) * k / (steps - 1) for k in range(steps)]


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
