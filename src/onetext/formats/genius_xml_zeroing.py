"""The constraints of Genius's ranked profiles: which combinations make what worth nothing.

The types and their meaning are those of Genius 10.4. A condition ``numeric=positive`` is met by
numbers from 0 up in an inclusive constraint and by numbers above 0 in a conditional one; any
other condition is met by a value whose text contains it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from xml.etree import ElementTree as ET

import numpy as np
from numpy.typing import NDArray

from onetext.formats.genius_xml_complaints import Complaints
from onetext.formats.profiles import Issue

Values = Sequence[str]
"""One value per point of a constraint, in the order of its points."""


@dataclass(frozen=True)
class Zeroing:
    """Where a constraint bites: on these points, for these values.

    Parameters
    ----------
    issue : int or None
        Whose share becomes 0; None: the whole package is worth 0.
    points : tuple of int
        The points it looks at, in rising order.
    cells : ndarray of bool
        One axis per point; true where it bites.
    """

    issue: int | None
    points: tuple[int, ...]
    cells: NDArray[np.bool_]

    def over(self, axes: Sequence[int], shape: Sequence[int]) -> NDArray[np.bool_]:
        """Return the cells spread over further axes, `axes` in rising order."""
        wide = [n if axis in self.points else 1 for axis, n in zip(axes, shape, strict=True)]
        return np.broadcast_to(self.cells.reshape(wide), tuple(shape))


def read_constraints(
    constraints: ET.Element | None,
    indices: Sequence[str],
    issues: Sequence[Issue],
    complaints: Complaints,
) -> list[Zeroing]:
    """Read every constraint; complain about a type or an issue that is not known."""
    if constraints is None:
        return []
    reader = _Reader(indices, issues, complaints)
    found = [reader.zeroing(element) for element in constraints.findall("constraint")]
    return [zeroing for zeroing in found if zeroing is not None]


class _Reader:
    def __init__(
        self, indices: Sequence[str], issues: Sequence[Issue], complaints: Complaints
    ) -> None:
        self.indices, self.issues, self.complaints = indices, issues, complaints

    def zeroing(self, element: ET.Element) -> Zeroing | None:
        kind = element.get("type", "")
        readers = {
            "zeroConstraint": self.assignments,
            "conditionalZeroConstraint": self.unless,
            "sumZeroConstraint": self.sums,
            "sumZeroNotConstraint": self.sums,
            "sumZeroConstraintList": self.sums,
            "inclusiveZeroOutcomeConstraint": self.inclusive,
            "conditionalZeroOutcomeConstraint": self.conditional,
        }
        if kind not in readers:
            self.complaints.add(
                f"a constraint is of type {kind!r}",
                "Genius knows " + ", ".join(readers),
                "use one of these types",
                "constraints",
            )
            return None
        return readers[kind](element)

    def point(self, index: str | None) -> int | None:
        if index in self.indices:
            return self.indices.index(index)
        self.complaints.add(
            f"a constraint names the issue {index!r}",
            "it is not among the issues of the profile",
            "correct the index",
            "constraints",
        )
        return None

    def conditions(self, element: ET.Element, tag: str, attribute: str) -> dict[int, str]:
        """Return point -> text of a constraint's list; a later entry replaces an earlier one."""
        found: dict[int, str] = {}
        for entry in element.findall(tag):
            point, text = self.point(entry.get("index")), entry.get(attribute)
            if point is not None and text is not None:
                found[point] = text
        if not found:
            self.complaints.add(
                f"a constraint has no <{tag}> with index and {attribute}",
                "it says of which values it speaks",
                "add one, or leave the constraint out",
                "constraints",
            )
        return dict(sorted(found.items()))

    def assignments(self, element: ET.Element) -> Zeroing | None:
        wanted = self.conditions(element, "valueassignment", "value")
        issue = self.point(element.get("index"))
        points = tuple(wanted)
        return self.built(issue, points, lambda values: list(values) == list(wanted.values()))

    def unless(self, element: ET.Element) -> Zeroing | None:
        """Zero the issue where the assignments hold and its own value lacks the text."""
        wanted = self.conditions(element, "valueassignment", "value")
        issue = self.point(element.get("index"))
        if issue is None:
            return None
        text = element.get("value", "")
        self.note_unmatched(issue, text)
        points = tuple(sorted({issue, *wanted}))

        def bites(values: Values) -> bool:
            chosen = dict(zip(points, values, strict=True))
            return text not in chosen[issue] and all(chosen[p] == v for p, v in wanted.items())

        return self.built(issue, points, bites)

    def sums(self, element: ET.Element) -> Zeroing | None:
        """Zero the issue where numbers add up to the range and its value has (not) the text."""
        issue = self.point(element.get("index"))
        added = [self.point(item.get("index")) for item in element.findall("item")]
        low = self.complaints.number(element.get("min"), 0.0, "min", "constraints")
        high = self.complaints.number(element.get("max"), 0.0, "max", "constraints")
        if issue is None or None in added or not added:
            return None
        texts = [c.get("value", "") for c in element.findall("condition")]
        texts = texts or [element.get("value", "")]
        for text in texts:
            self.note_unmatched(issue, text)
        is_negated = element.get("type") == "sumZeroNotConstraint"
        points = tuple(sorted({issue, *(p for p in added if p is not None)}))

        def bites(values: Values) -> bool:
            chosen = dict(zip(points, values, strict=True))
            total = sum(float(chosen[p]) for p in added if p is not None)
            return low <= total <= high and is_negated != any(t in chosen[issue] for t in texts)

        return self.built(issue, points, bites)

    def inclusive(self, element: ET.Element) -> Zeroing | None:
        """Zero the package where every condition holds."""
        wanted = self.conditions(element, "checkassignment", "condition")

        def holds(value: str, condition: str) -> bool:
            if "numeric" not in condition:
                return condition in value
            number = float(value)
            return not (
                (number < 0 and "positive" in condition) or (number > 0 and "negative" in condition)
            )

        return self.built(
            None,
            tuple(wanted),
            lambda values: all(map(holds, values, wanted.values())),
        )

    def conditional(self, element: ET.Element) -> Zeroing | None:
        """Zero the package where the first issue's number has the sign, the second not the text."""
        wanted = self.conditions(element, "checkassignment", "condition")
        if len(wanted) < 2:
            return None
        points = tuple(wanted)[:2]
        sign, text = wanted[points[0]], wanted[points[1]]

        def bites(values: Values) -> bool:
            if text in values[1]:
                return False
            if sign == "numeric=positive":
                return float(values[0]) > 0
            return sign == "numeric=negative" and float(values[0]) < 0

        return self.built(None, points, bites)

    def note_unmatched(self, issue: int, text: str) -> None:
        if not any(text in value for value in self.issues[issue].values):
            name = self.issues[issue].name
            self.complaints.notes.append(
                f"{self.complaints.file}: a constraint speaks of {text!r}, which no value of "
                f"{name} contains; it is taken as it stands"
            )

    def built(
        self, issue: int | None, points: tuple[int, ...], bites: Callable[[Values], bool]
    ) -> Zeroing | None:
        values = [self.issues[point].values for point in points]
        shape = tuple(map(len, values))
        if not points or np.prod(shape, dtype=float) > 1e6:
            self.complaints.add(
                "a constraint spans too many combinations",
                "at most a million are looked at",
                "split it",
                "constraints",
            )
            return None
        try:
            cells = [bites(combination) for combination in product(*values)]
        except ValueError:
            self.complaints.add(
                "a constraint adds up or compares values that are no numbers",
                "its issues have words as values",
                "correct the constraint",
                "constraints",
            )
            return None
        return Zeroing(issue, points, np.array(cells, dtype=bool).reshape(shape))
