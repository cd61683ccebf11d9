"""Where each stance stands to no agreement: accepts lies above it, opposes below (ADR 7).

On one point, a party's options lie on a scale from 0 (worst) to 1 (best), and no agreement is
worth *r* on it. What the party says places an option on one side of *r*, or says nothing of it:

=================== ====== ====================================================================
stance              tier   what it says of the option's value *v*
=================== ====== ====================================================================
proposes            6      ``v = 1``
accepts             5      ``v >= r``: the party could live with it
accepts-if          4      as it stands, below what is accepted outright; above *r* at 3 to 1
open                3      above *r* at even odds
reserves            2      above *r* at 1 to 3
opposes             1      ``v < r``
red-line            0      ``v = 0``, and no package with it is accepted
(nothing)           -1     free
=================== ====== ====================================================================

Values never cross tiers. Where between `opposes` and `accepts` a party draws its line on a point
is drawn evenly from the four places there are; that gives the odds of the table. An option above
*r* is drawn as a share of the way up from *r* to 1, one below as a share of the way up from 0 to
*r*; so a value is ``base + slope * r`` with ``slope <= 1``, and all that is accepted, taken
together, is accepted whatever *r* is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onetext.bargaining.space import Space
from onetext.model import Stance

TIERS = {
    Stance.PROPOSES: 6,
    Stance.ACCEPTS: 5,
    Stance.ACCEPTS_IF: 4,
    Stance.OPEN: 3,
    Stance.RESERVES: 2,
    Stance.OPPOSES: 1,
    Stance.RED_LINE: 0,
}
UNSAID = -1
BEST, ACCEPTED = TIERS[Stance.PROPOSES], TIERS[Stance.ACCEPTS]
OPPOSED, RULED_OUT = TIERS[Stance.OPPOSES], TIERS[Stance.RED_LINE]

FREE, ABOVE, BELOW, PINNED = 0, 1, -1, 2
"""Sides: an option's value does not depend on *r*, lies above it, below it, or is 0 or 1."""


@dataclass(frozen=True)
class Anchored:
    """Option values of one party, relative to a no-agreement value still to be drawn.

    Parameters
    ----------
    side : ndarray of int8, shape (n_draws, n_points, n_max_options)
        `FREE`, `ABOVE`, `BELOW` or `PINNED`.
    share : ndarray of float, same shape
        In [0, 1]: how far up its side an option lies; of a free or pinned option, its value.
    """

    side: NDArray[np.int8]
    share: NDArray[np.float64]

    def at(self, draws: NDArray[np.bool_]) -> Anchored:
        """Return a copy of some of the draws."""
        return Anchored(self.side[draws], self.share[draws])

    def of_options(self, options: NDArray[np.int64]) -> Anchored:
        """Return a copy of some options of each point, shape (n_draws, n_points, n_chosen)."""
        side = np.take_along_axis(self.side, options, axis=2)
        return Anchored(side, np.take_along_axis(self.share, options, axis=2))

    @property
    def base(self) -> NDArray[np.float64]:
        """What of a value does not depend on *r*: ``value = base + slope * r``."""
        return np.where(self.side == BELOW, 0.0, self.share)

    @property
    def slope(self) -> NDArray[np.float64]:
        """How a value moves with *r*; between 0 and 1."""
        above = np.where(self.side == ABOVE, 1.0 - self.share, 0.0)
        return np.where(self.side == BELOW, self.share, above)

    def values(self, reservation: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the values once no agreement, shape (n_draws,), is known."""
        return self.base + self.slope * reservation[:, None, None]


def sample_anchored(tiers: NDArray[np.int8], space: Space, rng: np.random.Generator) -> Anchored:
    """Draw the options' places on their side of no agreement, evenly given the order of tiers.

    What is on record of options says on which side of no agreement they lie, never what no
    agreement is worth: how many options a party was asked about must not make it look more or
    less in need of a deal.

    Parameters
    ----------
    tiers : ndarray of int8, shape (n_draws, n_points, n_max_options)
    space : Space
    rng : Generator
    """
    n_max = tiers.shape[2]
    exists = np.arange(n_max) < np.asarray(space.n_options)[:, None]
    uniform = rng.random(tiers.shape)
    order = tiers + rng.random(tiers.shape)  # tier first, at random inside a tier
    line = rng.integers(OPPOSED + 1, ACCEPTED + 1, size=tiers.shape[:2])[..., None]
    on_scale = (tiers >= OPPOSED) & (tiers <= ACCEPTED) & exists
    above, below = on_scale & (tiers >= line), on_scale & (tiers < line)
    share = _dealt(uniform, order, above, below)
    pinned = (tiers == BEST) | (tiers == RULED_OUT) | ~exists
    share = np.where(pinned, np.where((tiers == BEST) & exists, 1.0, 0.0), share)
    side = np.where(above, ABOVE, np.where(below, BELOW, np.where(pinned, PINNED, FREE)))
    return Anchored(side.astype(np.int8), share)


def _dealt(
    uniform: NDArray[np.float64],
    order: NDArray[np.float64],
    above: NDArray[np.bool_],
    below: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Sort the uniforms of the options on each side, and deal them out from lowest to highest.

    One sort serves both sides: what lies above is moved up out of the way of what lies below. An
    option alone on its side keeps its own.
    """
    several = (above.sum(axis=2) > 1) | (below.sum(axis=2) > 1)
    share = uniform.copy()
    if not several.any():
        return share
    drawn, raised = uniform[several], above[several]
    lifted = np.where(raised, 10.0, np.where(below[several], 0.0, np.inf))
    lowest_first = np.argsort(order[several] + lifted, axis=1)
    dealt = np.empty_like(drawn)
    np.put_along_axis(dealt, lowest_first, np.sort(drawn + lifted, axis=1), axis=1)
    on_side = np.isfinite(lifted)
    share[several] = np.where(on_side, dealt - np.where(raised, 10.0, 0.0), drawn)
    return share
