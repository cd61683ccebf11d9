"""Genius profiles of ranks and zeroing constraints, as those of its Railway domain.

Such a profile orders the values of each issue, larger ranks better, and says which combinations
are worth nothing. An order is no number, so turning it into scores is a choice. We make the one
Genius makes: a value is worth its rank over the largest rank of its issue, and a package the mean
over the issues. Comparisons inside an issue are the party's own; how issues weigh against each
other, and how far apart two ranks are, is not in the file. A note says so wherever one is read.

A constraint either makes the whole package worth nothing (types that end in ``OutcomeConstraint``)
or only what its issue adds. Both become bonuses that take away exactly what they zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import numpy as np
from numpy.typing import NDArray

from onetext.formats.genius_xml_complaints import Complaints, first_few
from onetext.formats.genius_xml_zeroing import Zeroing, read_constraints
from onetext.formats.profiles import Bonus, Issue, Where

NOTE = (
    "ranks are an order, not amounts: a value counts as its rank over the largest of its issue "
    "and all issues count alike, as Genius reads them"
)


@dataclass(frozen=True)
class RankedScores:
    """What ranks and constraints come to: scores per issue and value, and bonuses."""

    scores: tuple[tuple[float, ...], ...]
    bonuses: tuple[Bonus, ...]


def ranked_scores(
    rules: ET.Element, indices: Sequence[str], issues: Sequence[Issue], complaints: Complaints
) -> RankedScores:
    """Read the ranks and constraints of a profile.

    Parameters
    ----------
    rules : Element
        Holds `ranks`, and `constraints` if there are any.
    indices : sequence of str
        The index that the file gives each issue.
    issues : sequence of Issue
    complaints : Complaints
    """
    ranks = [_ranks_of(rules, index, issue, complaints) for index, issue in _pairs(indices, issues)]
    zeroings = read_constraints(rules.find("constraints"), indices, issues, complaints)
    complaints.notes.append(NOTE)
    if complaints.problems:
        return RankedScores(tuple(tuple(0.0 for _ in i.values) for i in issues), ())
    scores = tuple(
        tuple(rank / (max(of_issue) or 1.0) / len(issues) for rank in of_issue)
        for of_issue in ranks
    )
    return RankedScores(scores, tuple(_bonuses(scores, zeroings)))


def _pairs(indices: Sequence[str], issues: Sequence[Issue]) -> list[tuple[str, Issue]]:
    return list(zip(indices, issues, strict=True))


def _ranks_of(
    rules: ET.Element, index: str, issue: Issue, complaints: Complaints
) -> tuple[float, ...]:
    """Return the rank of every value of an issue; items name the value, or else its index."""
    given: dict[str, float] = {}
    for item in rules.findall(f"ranks/issue[@index='{index}']/item"):
        position = int(item.get("index", "0")) if item.get("index", "").isdecimal() else 0
        by_index = issue.values[position - 1] if 0 < position <= len(issue.values) else ""
        value = item.get("value", by_index)
        if item.get("rank") is None or value not in issue.values:
            continue
        rank = complaints.number(item.get("rank"), 0.0, "a rank", issue.name)
        if rank < 0:
            complaints.add("a rank is negative", "ranks count from 0 up", "correct it", issue.name)
        given[value] = rank
    unranked = [value for value in issue.values if value not in given]
    if unranked:
        complaints.add(
            f"there is no rank for {first_few(unranked)}",
            "a profile of ranks gives every value its place",
            "add it to the ranks of its issue, or leave this profile out by naming the others",
            issue.name,
        )
    return tuple(given.get(value, 0.0) for value in issue.values)


def _bonuses(scores: Sequence[Sequence[float]], zeroings: Sequence[Zeroing]) -> list[Bonus]:
    """Take away what each issue adds, wherever a constraint zeroes it."""
    bonuses: list[Bonus] = []
    for point, of_point in enumerate(scores):
        own = [z for z in zeroings if z.issue in (None, point)]
        axes = sorted({point, *(axis for z in own for axis in z.points)})
        if not own:
            continue
        shape = [len(scores[axis]) for axis in axes]
        is_zero = np.zeros(shape, dtype=bool)
        for zeroing in own:
            is_zero |= zeroing.over(axes, shape)
        for score in sorted({s for s in of_point if s > 0}):
            at_score = np.array([s == score for s in of_point])
            wide = [len(of_point) if axis == point else 1 for axis in axes]
            boxes = _boxes(is_zero & at_score.reshape(wide), axes)
            bonuses += [(where, -score) for where in boxes]
    return bonuses


def _boxes(cells: NDArray[np.bool_], axes: Sequence[int]) -> list[Where]:
    """Return disjoint boxes that cover exactly the cells that are true, slice by slice."""
    if cells.all():
        return [()]
    if not cells.any():
        return []
    alike: dict[bytes, list[int]] = {}
    for option, part in enumerate(cells):
        alike.setdefault(part.tobytes(), []).append(option)
    if len(alike) == 1:
        return _boxes(cells[0], axes[1:])
    return [
        ((axes[0], tuple(options)), *box)
        for options in alike.values()
        for box in _boxes(cells[options[0]], axes[1:])
    ]
