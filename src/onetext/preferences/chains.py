"""Draws that fit rows which join points: one Markov chain per draw, all moved at once.

Gibbs sampling in homogeneous coordinates: unnormalised weights (exponential a priori, so that
their shares are uniform on the simplex), places of options on their side of no agreement
(uniform), and no-agreement values (uniform). Every row is linear in each single coordinate, so
each is drawn exactly from what the rows leave of it; weights that rows join are rescaled together
as well. A draw keeps its own chain, so draws stay independent of each other; what must be watched
is whether the chains ran long enough to forget where they began. That is measured by split R-hat,
each chain against itself [vehtari2021]_; they run on until it is below `R_HAT_GOAL`, or for
`MOST_SWEEPS`, and the figure is reported.

A row that does not hold where a chain begins may not get worse, and gets better by chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from onetext.preferences.anchors import ABOVE, BELOW, PINNED, Anchored
from onetext.preferences.diagnostics import split_r_hat_within
from onetext.preferences.orders import joined
from onetext.preferences.rows import NONE, Row, contribution, options_touched, row_values

WARM_UP = 40
R_HAT_GOAL = 1.05
MOST_SWEEPS = 640
WATCHED = 16
"""Points whose coordinates are watched."""
_TINY = 1e-9


@dataclass
class State:
    """Where the chains are.

    Parameters
    ----------
    weights : ndarray, shape (n_draws, n_points)
        Unnormalised.
    anchored : Anchored
    tiers : ndarray of int8, shape (n_draws, n_points, n_max_options)
    reservation : ndarray, shape (n_draws, n_times)
        No-agreement values, one per stretch of time between events; the last is in force.
    """

    weights: NDArray[np.float64]
    anchored: Anchored
    tiers: NDArray[np.int8]
    reservation: NDArray[np.float64]

    @property
    def values(self) -> NDArray[np.float64]:
        """Option values, shape (n_draws, n_points, n_max_options)."""
        return self.anchored.values(self.reservation[:, -1])


@dataclass(frozen=True)
class Rules:
    """What the chains must keep.

    Parameters
    ----------
    rows : sequence of Row
    active : ndarray of bool, shape (n_rows, n_draws)
        In which draws each row has to hold.
    fixed : ndarray of bool, shape (n_draws,)
        Where the weights were declared and stay as they are.
    rises : ndarray of int8, shape (n_draws, n_times - 1)
        1: no agreement is worth more after that event, -1: less, 0: either.
    """

    rows: Sequence[Row]
    active: NDArray[np.bool_]
    fixed: NDArray[np.bool_]
    rises: NDArray[np.int8]


@dataclass(frozen=True)
class Mixing:
    """How well chains mixed.

    Parameters
    ----------
    n_sweeps : int
        0 where no chain was needed.
    r_hat : float
        Largest split R-hat of weights, values and no agreement; 1 at best.
    fits : ndarray of bool, shape (n_draws,)
        Draws in which every row holds in the end.
    """

    n_sweeps: int
    r_hat: float
    fits: NDArray[np.bool_] = field(repr=False)


def run_chains(state: State, rules: Rules, rng: np.random.Generator) -> Mixing:
    """Move every draw to a profile that fits its rows, in place.

    Parameters
    ----------
    state : State
        As drawn without the rows.
    rules : Rules
    rng : Generator
    """
    chains = _Chains(state, rules, rng)
    for _ in range(WARM_UP):
        chains.sweep()
    done, block, r_hat = WARM_UP, WARM_UP, np.inf
    while done + block <= MOST_SWEEPS and r_hat > R_HAT_GOAL:
        traces = []
        for _ in range(block):
            chains.sweep()
            traces.append(chains.summary())
        done, block = done + block, 2 * block
        fits = chains.fits()
        traced = np.stack(traces, axis=1)[:, :, fits] if fits.any() else np.zeros((0, 2, 1))
        r_hat = max((split_r_hat_within(trace.T) for trace in traced), default=1.0)
    return Mixing(done, float(r_hat), chains.fits())


class _Chains:
    def __init__(self, state: State, rules: Rules, rng: np.random.Generator) -> None:
        self.state, self.rules, self.rng = state, rules, rng
        touched = sorted({point for row in rules.rows for point in row.points})
        self.rows_at = {
            point: [k for k, row in enumerate(rules.rows) if point in row.points]
            for point in touched
        }
        self.joined = joined([row.points for row in rules.rows])
        self.values = state.values
        self.left = self._lefts()

    def sweep(self) -> None:
        for point in self.rows_at:
            self._move_weight(point)
            rows = [self.rules.rows[k] for k in self.rows_at[point]]
            if options_touched(rows, point):
                for option in range(self.values.shape[2]):
                    self._move_option(point, option)
        for together in self.joined:
            self._rescale(together)
        for time in range(self.state.reservation.shape[1]):
            self._move_reservation(time)
        self.left = self._lefts()  # sums that were added to drift by rounding

    def _lefts(self) -> NDArray[np.float64]:
        """Left sides of all rows, shape (n_rows, n_draws)."""
        lefts = [self._left(k) for k in range(len(self.rules.rows))]
        return np.stack(lefts) if lefts else np.zeros((0, len(self.state.weights)))

    def _left(self, k: int) -> NDArray[np.float64]:
        row, state = self.rules.rows[k], self.state
        return row_values(row, state.weights, self.values, state.reservation[:, row.when])

    def fits(self) -> NDArray[np.bool_]:
        least = -_TINY * self.state.weights[:, list(self.rows_at)].sum(axis=1)
        kept: NDArray[np.bool_] = np.all((self.left >= least) | ~self.rules.active, axis=0)
        return kept

    def summary(self) -> NDArray[np.float64]:
        """What is watched for mixing, shape (n_watched, n_draws): coordinates that rows touch.

        The others keep the value they were drawn with, which no row depends on.
        """
        points = list(self.rows_at)
        watched = [self.state.reservation[:, -1]]
        watched += [np.log(self.state.weights[:, point] + _TINY) for point in points[:WATCHED]]
        for point in points[:WATCHED]:
            rows = [self.rules.rows[k] for k in self.rows_at[point]]
            watched += [self.values[:, point, o] for o in options_touched(rows, point)]
        return np.stack(watched).astype(np.float32)

    def _floor(self, k: int) -> NDArray[np.float64]:
        """Return how low a row may fall: to zero, or no lower than it is."""
        least: NDArray[np.float64] = np.minimum(self.left[k], 0.0)
        return np.where(self.rules.active[k], least, -np.inf)

    def _bounds(
        self,
        slopes: dict[int, NDArray[np.float64]],
        low: NDArray[np.float64],
        high: NDArray[np.float64],
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Bounds on a change d of a coordinate, with left + slope d >= floor for every row."""
        for k, slope in slopes.items():
            room = self.left[k] - self._floor(k)
            with np.errstate(divide="ignore", invalid="ignore"):
                edge = -room / slope
            low = np.where(slope > _TINY, np.maximum(low, edge), low)
            high = np.where(slope < -_TINY, np.minimum(high, edge), high)
        return np.minimum(low, 0.0), np.maximum(high, 0.0)

    def _moved(self, slopes: dict[int, NDArray[np.float64]], change: NDArray[np.float64]) -> None:
        for k, slope in slopes.items():
            self.left[k] += slope * change

    def _move_weight(self, point: int) -> None:
        weights = self.state.weights[:, point]
        slopes = {
            k: contribution(row, point, self.values, self.state.reservation[:, row.when])
            for k in self.rows_at[point]
            for row in [self.rules.rows[k]]
        }
        low, high = self._bounds(slopes, -weights, np.full(len(weights), np.inf))
        low, high = weights + low, weights + high
        # exponential, cut to [low, high]
        room = -np.expm1(-(high - low))
        drawn = low - np.log1p(-self.rng.random(len(weights)) * room)
        change = np.where(self.rules.fixed, 0.0, np.clip(drawn, low, high) - weights)
        self.state.weights[:, point] += change
        self._moved(slopes, change)

    def _rescale(self, points: Sequence[int]) -> None:
        """Multiply the weights of points that rows join by one factor: every row allows it."""
        weights = self.state.weights[:, points]
        drawn = self.rng.standard_gamma(len(points), size=len(weights))
        together = np.maximum(weights.sum(axis=1), _TINY)  # all of them may have come to nothing
        factor = np.where(self.rules.fixed, 1.0, drawn / together)
        self.state.weights[:, points] = weights * factor[:, None]
        for k in {k for point in points for k in self.rows_at[point]}:
            self.left[k] = self._left(k)

    def _move_option(self, point: int, option: int) -> None:
        anchored, reservation = self.state.anchored, self.state.reservation[:, -1]
        side, share = anchored.side[:, point, option], anchored.share[:, point, option]
        scale = np.where(side == ABOVE, 1.0 - reservation, np.where(side == BELOW, reservation, 1))
        least, most = self._order_bounds(point, option)
        slopes = {}
        for k in self.rows_at[point]:
            row = self.rules.rows[k]
            sign = (row.plus[:, point] == option).astype(float) - (row.minus[:, point] == option)
            if sign.any():
                slopes[k] = self.state.weights[:, point] * scale * sign
        low, high = self._bounds(slopes, least - share, most - share)
        change = low + (high - low) * self.rng.random(len(share))
        change = np.where(side == PINNED, 0.0, change)
        anchored.share[:, point, option] += change
        self.values[:, point, option] += scale * change
        self._moved(slopes, change)

    def _order_bounds(
        self, point: int, option: int
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Between which shares an option lies so that tiers keep their order."""
        side = self.state.anchored.side[:, point]
        share, tiers = self.state.anchored.share[:, point], self.state.tiers[:, point]
        on_side = (side[:, option] == ABOVE) | (side[:, option] == BELOW)
        least, most = np.zeros(len(side)), np.ones(len(side))
        for other in range(side.shape[1]):
            beside = on_side & (side[:, other] == side[:, option])
            lower = beside & (tiers[:, other] < tiers[:, option])
            higher = beside & (tiers[:, other] > tiers[:, option])
            least = np.where(lower, np.maximum(least, share[:, other]), least)
            most = np.where(higher, np.minimum(most, share[:, other]), most)
        return least, most

    def _move_reservation(self, time: int) -> None:
        reservation, rises = self.state.reservation, self.rules.rises
        here, last = reservation[:, time].copy(), reservation.shape[1] - 1
        least, most = np.zeros(len(here)), np.ones(len(here))
        for other, way in ((time - 1, 1), (time + 1, -1)):
            if 0 <= other <= last:
                way_here = way * rises[:, min(time, other)]
                least = np.where(way_here > 0, np.maximum(least, reservation[:, other]), least)
                most = np.where(way_here < 0, np.minimum(most, reservation[:, other]), most)
        slopes = {}
        slope_of_values = self.state.anchored.slope if time == last else None
        for k, row in enumerate(self.rules.rows):
            slope = np.zeros(len(here))
            if row.when in (time, time - last - 1):
                slope = slope + self.state.weights @ row.floor
            if slope_of_values is not None:
                slope = slope + _along(row, self.state.weights, slope_of_values)
            if slope.any():
                slopes[k] = slope
        low, high = self._bounds(slopes, least - here, most - here)
        change = low + (high - low) * self.rng.random(len(here))
        reservation[:, time] = np.clip(here + change, 0.0, 1.0)
        if time == last:
            self.values = self.state.values
        self._moved(slopes, reservation[:, time] - here)


def _along(
    row: Row, weights: NDArray[np.float64], slope: NDArray[np.float64]
) -> NDArray[np.float64]:
    """How fast a row rises with no agreement through the option values alone."""
    draws = np.arange(len(weights))
    total = np.zeros(len(weights))
    for point in row.points:
        for sign, side in ((1.0, row.plus), (-1.0, row.minus)):
            option = np.broadcast_to(side[:, point], len(weights))
            moved = np.where(option == NONE, 0.0, slope[draws, point, option])
            total += sign * weights[:, point] * moved
    return total
