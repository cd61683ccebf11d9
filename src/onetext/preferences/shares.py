"""A share of draws with its Monte-Carlo error: never a probability of an event in the world."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """In this share of the preference profiles that fit the record, the statement holds.

    Parameters
    ----------
    share : float
        Between 0 and 1. A statement about what the record leaves open, not a forecast.
    error : float
        One Monte-Carlo standard error of `share`: what another seed would change.
    n_effective : float
        How many equally weighted draws the estimate is worth.
    """

    share: float
    error: float
    n_effective: float = 0.0

    def __str__(self) -> str:
        return f"{100 * self.share:.0f} % ± {100 * self.error:.0f}"
