"""Scores as whole numbers for the exact solver, and what was lost on the way (often nothing)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onetext.bargaining.scenario import Scenario
from onetext.errors import ImpossibleRequest, Problem

DEFAULT_STEPS = 10_000_000
"""Into how many steps the widest party's range is cut where scores have many decimals."""

_DECIMALS = 6
_MOST_WHOLE = 2.0**52
"""Whole numbers below this are told apart by floats, and their sums stay in 64 bits."""
_MOST_DECIMALS = 12
_NOISE = 1e-9
_LAST_PLACES = 1e-15


@dataclass(frozen=True)
class WholeScores:
    """A scenario's numbers times `scale`, rounded to whole numbers.

    Parameters
    ----------
    scores : tuple of ndarray of int64, shape (n_options, n_parties)
    reservation : ndarray of int64, shape (n_parties,)
    interactions : tuple of tuple of int
        Per interaction, its whole-number scores per party.
    scale : float
        Utility times `scale` is the whole number.
    tolerance : float
        The most that a package's utility can be off, in the scenario's own units; 0 if every
        number was a whole number already or became one.
    cell : float
        Whole numbers closer than this are told apart by rounding noise alone; 0 if exact.
    """

    scores: tuple[NDArray[np.int64], ...]
    reservation: NDArray[np.int64]
    interactions: tuple[tuple[int, ...], ...]
    scale: float
    tolerance: float
    cell: float = 0.0


def whole_scores(scenario: Scenario, steps: int = DEFAULT_STEPS) -> WholeScores:
    """Return a scenario's scores as whole numbers, exactly if they have at most six decimals.

    One scale serves all parties, so that comparisons between parties keep their meaning.

    Parameters
    ----------
    scenario : Scenario
    steps : int
        Where scores have more decimals, the widest party's range of utilities is cut into this
        many steps.
    """
    if steps < 1:
        raise ImpossibleRequest(
            Problem(f"{steps} steps", "scores are rounded to steps", "ask for at least one step")
        )
    if scenario.is_whole:
        return _scaled(scenario, 1.0, exact=True)
    for decimals in range(1, _DECIMALS + 1):
        if _has_decimals(scenario, decimals):
            return _scaled(scenario, 10.0**decimals, exact=True)
    widest, largest = _widest_range(scenario), _largest_sum(scenario)
    scale = steps / widest if widest > 0 else np.inf
    return _scaled(scenario, min(scale, _MOST_WHOLE / largest), exact=False)


def _has_decimals(scenario: Scenario, decimals: int) -> bool:
    """Whether every number is a multiple of ``10**-decimals``, as far as a float can say.

    0.1 times 0.2 is 0.020000000000000004 in floating point and means 0.02.
    """
    return all(
        np.allclose(np.round(a, decimals), a, rtol=_LAST_PLACES, atol=_LAST_PLACES)
        for a in _arrays(scenario)
    )


def _arrays(scenario: Scenario) -> list[NDArray[Any]]:
    bonuses = [np.asarray(i.scores, dtype=np.float64) for i in scenario.interactions]
    return [*scenario.scores, scenario.reservation, *bonuses]


def _widest_range(scenario: Scenario) -> float:
    widths = np.sum([np.ptp(table, axis=0) for table in scenario.scores], axis=0)
    widths = widths + sum(np.abs(i.scores) for i in scenario.interactions)
    return float(np.max(widths))


def _largest_sum(scenario: Scenario) -> float:
    """Return a bound on the size of any utility and of any reservation value; above 0."""
    sizes = [float(np.max(np.abs(a), initial=0.0)) for a in _arrays(scenario)]
    return max(sum(sizes), 1e-300)


def _scaled(scenario: Scenario, scale: float, *, exact: bool) -> WholeScores:
    def whole(values: Any) -> NDArray[np.int64]:
        return np.rint(np.asarray(values) * scale).astype(np.int64)

    n_roundings = scenario.n_points + len(scenario.interactions) + 1
    return WholeScores(
        scores=tuple(whole(table) for table in scenario.scores),
        reservation=whole(scenario.reservation),
        interactions=tuple(tuple(whole(i.scores).tolist()) for i in scenario.interactions),
        scale=scale,
        tolerance=0.0 if exact else n_roundings * 0.5 / scale,
    )


def fixed_point(scenario: Scenario) -> WholeScores:
    """Return scores as whole numbers as fine as sums below 2**53 allow, for exact merging.

    Scores with at most twelve decimals become whole numbers exactly, if they fit. Others are
    rounded, and utilities closer than a billionth of the widest party's range then count as
    equal: sums that ought to tie would otherwise differ by rounding.
    """
    if scenario.is_whole:
        return _scaled(scenario, 1.0, exact=True)
    arrays = _arrays(scenario)
    largest = sum(float(np.abs(a).max(initial=0)) for a in arrays)
    digits = min(int(np.floor(np.log10(2.0**52 / max(largest, 1e-300)))), 15)
    scale = 10.0**digits
    if digits > 0 and _has_decimals(scenario, min(digits, _MOST_DECIMALS)):
        return _scaled(scenario, scale, exact=True)
    cell = max(1.0, _widest_range(scenario) * scale * _NOISE)
    tolerance = scenario.n_points * cell / scale
    return replace(_scaled(scenario, scale, exact=False), cell=cell, tolerance=tolerance)
