r"""One form for every statement that joins points: what is compared, as a row over a profile.

A profile has unnormalised weights :math:`e_i`, values :math:`v_{io}` and a no-agreement value
*r*. A row says

.. math:: \sum_i e_i \bigl(v_{i,\text{plus}_i} - v_{i,\text{minus}_i} + \text{add}_i
          + \text{floor}_i\, r\bigr) \ge 0 .

It is linear in each single :math:`e_i`, :math:`v_{io}` and in *r*, which is all that the chains
of `onetext.preferences.chains` need.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from onetext.bargaining.space import Space
from onetext.model import Comparison, Intensity

NONE = -1

RATIOS = {
    Intensity.MORE: (1.0, None),
    Intensity.SLIGHTLY: (1.0, 2.0),
    Intensity.CLEARLY: (1.5, 5.0),
    Intensity.FAR: (3.0, None),
    Intensity.ABOUT_EQUAL: (0.8, 1.25),
}
"""How many times one point matters as much as the next, least and most. Ours; see the docs."""

STEPS = {
    Intensity.MORE: (0.0, None),
    Intensity.SLIGHTLY: (0.0, 0.25),
    Intensity.CLEARLY: (0.15, 0.6),
    Intensity.FAR: (0.4, None),
    Intensity.ABOUT_EQUAL: (-0.1, 0.1),
}
"""By how much one choice is better, as a share of the scale of the points compared. Of whole
texts, whose options partly make up for each other, a half of it."""


@dataclass(frozen=True)
class Row:
    """One inequality over a profile; see the module.

    Parameters
    ----------
    plus, minus : ndarray of int, shape (1 or n_draws, n_points)
        Option index per point, `NONE` where the point does not count.
    add, floor : ndarray of float, shape (n_points,)
    when : int
        Which no-agreement value it speaks of: 0 the first, -1 the one in force on the day.
    """

    plus: NDArray[np.int64]
    minus: NDArray[np.int64]
    add: NDArray[np.float64]
    floor: NDArray[np.float64]
    when: int = -1

    @property
    def points(self) -> tuple[int, ...]:
        """Points that the row touches at all."""
        touched = (self.plus != NONE).any(axis=0) | (self.minus != NONE).any(axis=0)
        return tuple(map(int, np.flatnonzero(touched | (self.add != 0) | (self.floor != 0))))


def acceptance(packages: NDArray[np.int64], *, yes: bool, when: int = -1) -> Row:
    """Say that some choices, taken together, are (or are not) worth no agreement on their points.

    Parameters
    ----------
    packages : ndarray of int, shape (1 or n_draws, n_points)
        `NONE` on points that are not chosen.
    yes : bool
    when : int
    """
    absent = np.full((1, packages.shape[1]), NONE, dtype=np.int64)
    chosen = (packages[0] != NONE).astype(np.float64)
    if yes:
        return Row(packages, absent, 0.0 * chosen, -chosen, when)
    return Row(absent, packages, 0.0 * chosen, chosen, when)


def comparison_rows(
    comparison: Comparison, space: Space, readings: Mapping[str, NDArray[np.int64]]
) -> tuple[Row, ...]:
    """Return the rows of a comparison; none where it speaks of what cannot be chosen.

    Parameters
    ----------
    comparison : Comparison
    space : Space
    readings : mapping of str to ndarray of int, shape (n_draws, n_points)
        Per text, what it comes to.
    """
    if comparison.points:
        known = [space.points.index(p) for p in comparison.points if p in space.points]
        return tuple(
            row
            for more, less in pairwise(known)
            for row in _weight_rows(more, less, space.n_points, comparison.by)
        )
    if comparison.texts:
        known_texts = [readings[text] for text in comparison.texts if text in readings]
        return tuple(
            row
            for better, worse in pairwise(known_texts)
            for row in _step_rows(better, worse, comparison.by, share=0.5)
        )
    better, worse = _chosen(space, comparison.better), _chosen(space, comparison.worse)
    if better is None or worse is None:
        return ()
    return _step_rows(better, worse, comparison.by, share=1.0)


def _chosen(space: Space, choices: Mapping[str, str]) -> NDArray[np.int64] | None:
    package = np.full((1, space.n_points), NONE, dtype=np.int64)
    for point, option in choices.items():
        try:
            index, number = space.choice(point, option)
        except (KeyError, ValueError):
            return None
        package[0, index] = number
    return package


def provided_row(space: Space, point: str, option: str, provided: Mapping[str, str]) -> Row | None:
    """Say that an option, with the choices it was accepted with, is worth no agreement."""
    package = _chosen(space, {**provided, point: option})
    return None if package is None else acceptance(package, yes=True)


def _weight_rows(more: int, less: int, n_points: int, by: Intensity) -> list[Row]:
    least, most = RATIOS[by]
    rows = [_weights(n_points, {more: 1.0, less: -least})]
    if most is not None:
        rows.append(_weights(n_points, {more: -1.0, less: most}))
    return rows


def _weights(n_points: int, coefficients: Mapping[int, float]) -> Row:
    absent = np.full((1, n_points), NONE, dtype=np.int64)
    add = np.zeros(n_points)
    for point, coefficient in coefficients.items():
        add[point] = coefficient
    return Row(absent, absent, add, np.zeros(n_points))


def _step_rows(
    better: NDArray[np.int64], worse: NDArray[np.int64], by: Intensity, *, share: float
) -> tuple[Row, ...]:
    least, most = STEPS[by]
    same = np.all(better == worse, axis=0)
    up = np.where(same, NONE, better)
    down = np.where(same, NONE, worse)
    counted = ((up != NONE) | (down != NONE)).any(axis=0).astype(np.float64)
    # of whole texts the step is a share of all points, those they have in common included
    scale = (np.ones_like(counted) if share < 1.0 else counted) * share
    none = np.zeros_like(counted)
    rows = [Row(up, down, -least * scale, none)]
    if most is not None:
        rows.append(Row(down, up, most * scale, none))
    return tuple(rows)


def row_values(
    row: Row,
    weights: NDArray[np.float64],
    values: NDArray[np.float64],
    reservation: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the left side of a row in every draw, shape (n_draws,).

    Parameters
    ----------
    row : Row
    weights : ndarray, shape (n_draws, n_points)
    values : ndarray, shape (n_draws, n_points, n_max_options)
    reservation : ndarray, shape (n_draws,)
    """
    total = np.zeros(len(weights))
    for point in row.points:
        total += weights[:, point] * contribution(row, point, values, reservation)
    return total


def contribution(
    row: Row, point: int, values: NDArray[np.float64], reservation: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return what a row has beside a point's weight, shape (n_draws,)."""
    draws = np.arange(len(values))
    found: NDArray[np.float64] = row.add[point] + row.floor[point] * reservation
    for sign, side in ((1.0, row.plus), (-1.0, row.minus)):
        option = np.broadcast_to(side[:, point], len(values))
        found = found + sign * np.where(option == NONE, 0.0, values[draws, point, option])
    return found


def options_touched(rows: Sequence[Row], point: int) -> tuple[int, ...]:
    """Return the options of a point that some row names."""
    named = [np.unique(side[:, point]) for row in rows for side in (row.plus, row.minus)]
    found = set(np.concatenate(named).tolist()) if named else set()
    return tuple(sorted(found - {NONE}))
