"""Which statements hold in which draw, and how draws resolve what cannot hold together.

Every statement holds with its credence, drawn from a stream of its own: leaving one out leaves
the others alone. Where all of a smallest conflicting set would hold in a draw, one of them is
dropped there, at odds of its being false: ``(1 - credence) / credence``. That is which one fails,
given that exactly one does.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from onetext.preferences.claims import Claim
from onetext.preferences.statements import Statement

Clash = tuple[str, ...]
"""Names of statements and claims that no profile satisfies together; any one dropped, the rest."""

_LEAST, _MOST = 1e-6, 1.0 - 1e-6


def sample_holding(
    statements: Iterable[Statement],
    claims: Iterable[Claim],
    clashes: Iterable[Clash],
    n_draws: int,
    rng: np.random.Generator,
) -> dict[str, NDArray[np.bool_]]:
    """Draw which statements hold.

    Returns
    -------
    dict of str to ndarray of bool, shape (n_draws,)
        By position id, or `Claim.key`.
    """
    credences = {s.position.id: s.credence for s in statements}
    credences |= {claim.key: claim.credence for claim in claims}
    holds = {
        name: own_stream(rng, name).random(n_draws) < belief for name, belief in credences.items()
    }
    for clash in clashes:
        if all(name in holds for name in clash):
            _resolve(clash, holds, credences, own_stream(rng, "clash " + " ".join(clash)))
    return holds


def _resolve(
    clash: Clash,
    holds: dict[str, NDArray[np.bool_]],
    credences: Mapping[str, float],
    rng: np.random.Generator,
) -> None:
    """Drop one statement of a clash in every draw in which all of it would hold."""
    belief = np.clip([credences[name] for name in clash], _LEAST, _MOST)
    odds = (1.0 - belief) / belief
    drawn = rng.choice(len(clash), size=len(holds[clash[0]]), p=odds / odds.sum())
    together = np.all([holds[name] for name in clash], axis=0)
    for place, name in enumerate(clash):
        holds[name] = holds[name] & ~(together & (drawn == place))


def drop_odds(credences: Iterable[float]) -> tuple[float, ...]:
    """Return in which share of such draws each statement of a clash is dropped; sums to 1."""
    belief = np.clip(list(credences), _LEAST, _MOST)
    odds = (1.0 - belief) / belief
    return tuple(map(float, odds / odds.sum()))


def own_stream(rng: np.random.Generator, name: str) -> np.random.Generator:
    """Return a stream of random numbers of its own for one name."""
    parent = rng.bit_generator.seed_seq
    if not isinstance(parent, np.random.SeedSequence):
        return rng
    key = (*parent.spawn_key, zlib.crc32(name.encode()))
    return np.random.default_rng(np.random.SeedSequence(parent.entropy, spawn_key=key))
