"""Non-linear Genius profiles: what a package earns for standing in, or outside, hyper-rectangles.

A rectangle by INCLUDES adds its utility to every package inside it; one by EXCLUDES to every
package outside; one without bounds to every package. Sums are divided by `maxutility`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from onetext.formats.genius_xml_complaints import Complaints
from onetext.formats.profiles import Bonus, Issue

_PLACE = "hyperRectangle"


def rectangle_bonuses(
    space: ET.Element, indices: Sequence[str], issues: Sequence[Issue], complaints: Complaints
) -> tuple[Bonus, ...]:
    """Return where and how much each hyper-rectangle adds.

    Parameters
    ----------
    space : Element
        The utility space; its function stands in `utility`, or in itself.
    indices : sequence of str
        The index that the file gives each issue.
    issues : sequence of Issue
    complaints : Complaints

    Notes
    -----
    Genius cuts utilities off at 1. Where rectangles could add up to more, that is noted and the
    sum is kept: packages that Genius calls equal at 1 are then told apart.
    """
    holder = space.find(".//utility")
    holder = space if holder is None else holder
    most = complaints.number(holder.get("maxutility"), 0.0, "the largest utility", "utility")
    unit = most if most > 0 else 1.0
    functions = holder.findall("ufun")
    if len(functions) != 1:
        complaints.add(
            f"it has {len(functions)} utility functions",
            "a non-linear profile has one, and others inside it",
            "put them into one that adds them up",
            "utility",
        )
        return ()
    bonuses = [
        (where, worth / unit)
        for where, worth in _of_function(functions[0], 1.0, indices, issues, complaints)
    ]
    if sum(max(worth, 0.0) for _, worth in bonuses) > 1 + 1e-9:
        complaints.notes.append(
            f"{complaints.file}: rectangles may add up to more than the largest utility; Genius "
            "cuts utilities off at 1, here they are added up as they are"
        )
    return tuple(bonuses)


def _of_function(
    ufun: ET.Element,
    weight: float,
    indices: Sequence[str],
    issues: Sequence[Issue],
    complaints: Complaints,
) -> Iterator[Bonus]:
    """Yield what a function adds; `weight` is its own, which Genius gives to inner ones alone."""
    if ufun.get("aggregation", "sum").lower() != "sum":
        complaints.add(
            f"a utility function takes the {ufun.get('aggregation')} of its rectangles",
            "only sums are read",
            "write it as a sum",
            "ufun",
        )
    for rectangle in ufun.findall("hyperRectangle"):
        worth = complaints.number(rectangle.get("utility"), 0.0, "a utility", _PLACE)
        worth *= complaints.number(rectangle.get("weight"), 1.0, "a weight", _PLACE)
        where = tuple(_bounds(rectangle, indices, issues, complaints))
        if rectangle.find("EXCLUDES") is not None:
            yield (), weight * worth
            worth = -worth
        yield where, weight * worth
    for inner in ufun.findall("ufun"):
        own = complaints.number(inner.get("weight"), 1.0, "a weight", "ufun")
        yield from _of_function(inner, weight * own, indices, issues, complaints)


def _bounds(
    rectangle: ET.Element, indices: Sequence[str], issues: Sequence[Issue], complaints: Complaints
) -> Iterator[tuple[int, tuple[int, ...]]]:
    tags = {bound.tag for bound in rectangle}
    for bound in rectangle:
        index = bound.get("index")
        if bound.tag not in ("INCLUDES", "EXCLUDES") or len(tags) > 1 or index not in indices:
            complaints.add(
                f"a hyper-rectangle has <{bound.tag} index={index!r}>",
                "it is bounded by INCLUDES or by EXCLUDES of the issues above, not by both",
                "correct the bound",
                _PLACE,
            )
            continue
        point = indices.index(index)
        low = complaints.number(bound.get("min"), -math.inf, "min", _PLACE)
        high = complaints.number(bound.get("max"), math.inf, "max", _PLACE)
        yield (
            point,
            tuple(o for o, v in enumerate(issues[point].values) if low <= _float(v) <= high),
        )


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan
