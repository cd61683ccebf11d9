r"""In which draws nothing at all could be signed: proofs that a zone of agreement is empty.

In one draw, a package that all accept has :math:`U_p(x) \ge r_p` for every signing party *p* and
no red line in it. So for any weights :math:`\lambda_p \ge 0` of the parties

.. math:: \max_x \sum_p \lambda_p (U_p(x) - r_p) \ge 0,

and the left side separates over the points. Where some :math:`\lambda` makes it negative, the
draw has no such package (Lagrangian relaxation; rules are left out, which only loosens it). The
share of the other draws bounds the all-sign share of every package from above.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from onetext.preferences.draws import Draws

N_STEPS = 60
_CHUNK = 1000
_MARGIN = 1e-4
"""Below zero by this much counts as negative: far above the rounding of float32 sums."""


def may_have_zone(draws: Draws) -> NDArray[np.bool_]:
    """In which draws a package that all signing parties accept is not excluded.

    Returns
    -------
    ndarray of bool, shape (n_draws,)
        False is proved; True is not.
    """
    free = open_to_all(draws)
    chunks = [
        not_excluded(
            draws.gains[:, start : start + _CHUNK],
            draws.reservation[:, start : start + _CHUNK],
            free[start : start + _CHUNK],
        )
        for start in range(0, draws.n_draws, _CHUNK)
    ]
    return np.concatenate(chunks)


def open_to_all(draws: Draws) -> NDArray[np.bool_]:
    """Return the options that cross nobody's red line, shape (n_draws, n_points, n_max_options)."""
    exists = np.arange(draws.gains.shape[3]) < np.asarray(draws.record.space.n_options)[:, None]
    free = np.broadcast_to(exists, draws.gains.shape[1:]).copy()
    for party in draws.signing:
        free &= ~draws.profiles[party].red_lines
    return free


def not_excluded(
    gains: NDArray[np.float32], reservation: NDArray[np.float32], allowed: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Look for weights of the parties that prove a draw's zone empty; shape (n_draws,).

    The same parties in several draws count as several parties: what is proved empty is then what
    all accept in all of these draws.

    Exponentiated subgradient steps on the simplex. A draw is settled when the bound is negative,
    or when the package behind the bound is one that all accept.
    """
    n_parties = len(reservation)
    possible: NDArray[np.bool_] = np.all(np.any(allowed, axis=2), axis=1)
    open_draws = np.flatnonzero(possible)
    weights = np.full((n_parties, len(open_draws)), 1.0 / n_parties, dtype=np.float32)
    for step in range(N_STEPS):
        slack = _slack_of_best(gains, reservation, allowed, open_draws, weights)
        excluded = (weights * slack).sum(axis=0) < -_MARGIN
        possible[open_draws[excluded]] = False
        unsettled = ~excluded & (slack < 0).any(axis=0)
        open_draws, slack = open_draws[unsettled], slack[:, unsettled]
        weights = weights[:, unsettled]
        if not len(open_draws):
            break
        size = np.abs(slack).max(axis=0)
        weights = weights * np.exp(-(2.0 / np.sqrt(step + 1.0)) * slack / size)
        weights = weights / weights.sum(axis=0)
    return possible


def _slack_of_best(
    gains: NDArray[np.float32],
    reservation: NDArray[np.float32],
    allowed: NDArray[np.bool_],
    open_draws: NDArray[np.int64],
    weights: NDArray[np.float32],
) -> NDArray[np.float32]:
    """What each party has over no agreement in the package of largest weighted sum.

    Returns
    -------
    ndarray, shape (n_parties, n_open)
    """
    here = gains[:, open_draws]
    weighted = np.einsum("pd,pdik->dik", weights, here)
    best = np.where(allowed[open_draws], weighted, -np.inf).argmax(axis=2)
    chosen = np.take_along_axis(here, best[None, :, :, None], axis=3)[..., 0]
    slack: NDArray[np.float32] = chosen.sum(axis=2) - reservation[:, open_draws]
    return slack
