"""In which share of the draws a text or package is at least as good as no agreement.

Stochastic multicriteria acceptability analysis (SMAA) applied to signing: the share of the
preference profiles that fit the record under which a party does at least as well as without an
agreement. Utilities are never compared between parties.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onetext.preferences.draws import Draws
from onetext.preferences.profiles import utilities
from onetext.preferences.shares import Share


@dataclass(frozen=True)
class Acceptability:
    """Shares of draws in which each party, and all who sign, could accept.

    Parameters
    ----------
    parties : mapping of str to Share
        Every party of the case.
    all : Share
        All signing parties in one and the same draw; never larger than any of theirs.
    """

    parties: Mapping[str, Share]
    all: Share


def share_of(holds: NDArray[np.bool_], likelihood: NDArray[np.float64]) -> Share:
    """Return the share of draws in which something holds, with its Monte-Carlo standard error.

    Parameters
    ----------
    holds : ndarray of bool, shape (n_draws,)
    likelihood : ndarray of float, shape (n_draws,)
        How much each draw counts. If none counts at all, all count alike.

    Notes
    -----
    The effective number of draws is Kish's ``(sum w)^2 / sum w^2``. The error is that of a
    binomial share with half a success and half a failure added, so that it is not zero where
    every draw agrees.
    """
    total = float(likelihood.sum())
    if total <= 0.0:
        likelihood, total = np.ones(len(holds)), float(len(holds))
    n_effective = total**2 / float(np.square(likelihood).sum())
    share = min(1.0, float(likelihood[holds].sum()) / total)
    shrunk = (share * n_effective + 0.5) / (n_effective + 1.0)
    return Share(share, math.sqrt(shrunk * (1.0 - shrunk) / (n_effective + 1.0)), n_effective)


def acceptability_of_text(draws: Draws, text: str) -> Acceptability:
    """Return how far a text is acceptable, over every reading of it."""
    return _acceptability(draws, draws.readings[text])


def acceptability_of_package(draws: Draws, package: Sequence[int]) -> Acceptability:
    """Return how far a package (one option index per point) is acceptable."""
    packages = np.broadcast_to(np.asarray(package, dtype=np.int64), (draws.n_draws, len(package)))
    return _acceptability(draws, packages)


def accepts(draws: Draws, party: str, packages: NDArray[np.int64]) -> NDArray[np.bool_]:
    """In which draws a party accepts the package of that draw; shape (n_draws,)."""
    profile = draws.profiles[party]
    at_least: NDArray[np.bool_] = utilities(profile.gains, packages) >= profile.reservation
    return at_least


def _acceptability(draws: Draws, packages: NDArray[np.int64]) -> Acceptability:
    shares = {}
    together = np.ones(draws.n_draws, dtype=bool)
    for party in draws.record.party_ids:
        accepting = accepts(draws, party, packages)
        shares[party] = share_of(accepting, draws.likelihood)
        if party in draws.signing:
            together &= accepting
    return Acceptability(shares, share_of(together, draws.likelihood))


def sways(draws: Draws, party: str, text: str) -> NDArray[np.float64]:
    """Return how much each point moves a party's acceptance of a text.

    Returns
    -------
    ndarray, shape (n_points,)
        Size of the correlation, over the draws, between what the party gains on the point and
        whether it accepts; 0 where either never varies.
    """
    packages = draws.readings[text]
    profile = draws.profiles[party]
    gains = np.take_along_axis(profile.gains, packages[:, :, None], axis=2)[:, :, 0]
    accepting = accepts(draws, party, packages).astype(np.float64)
    weight = draws.likelihood / max(draws.likelihood.sum(), 1e-300)
    centred = gains - weight @ gains
    accepting = accepting - weight @ accepting
    covariance = (weight * accepting) @ centred
    spread = np.sqrt((weight @ centred**2) * (weight @ accepting**2))
    sizes: NDArray[np.float64] = np.abs(covariance) / np.where(spread > 1e-12, spread, np.inf)
    return sizes
