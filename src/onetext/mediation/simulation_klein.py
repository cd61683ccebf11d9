"""Contracts of many dependent issues under a single text: the experiment of [klein2003]_.

Two parties bargain over binary issues. What a contract is worth to a party is the sum of the
influences, uniform between -1 and 1, of all pairs of issues that are in it. A mediator changes one
issue at random; the change stands if both accept it. A hill climber accepts what is better; an
annealer also accepts what is worse, the less likely the worse it is and the later it comes. The
paper's finding is a prisoners' dilemma: two annealers do best together, but whoever climbs against
an annealer does better still, and the annealer worst of all.

.. [klein2003] M. Klein, P. Faratin, H. Sayama, Y. Bar-Yam, "Negotiating complex contracts", Group
   Decision and Negotiation 12(2), 2003, 111-125.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

HOTTEST = 10.0
"""Temperature of an annealer at the first change; it falls evenly to zero."""


@dataclass(frozen=True)
class ContractScores:
    """How two kinds of parties do with each other, on average.

    Parameters
    ----------
    first, second : float
        Worth of the contract to each, from 0 (as bad as its best is good) to 1 (its best).
    welfare : float
        Sum of both, relative to the largest there is, on the same scale.
    """

    first: float
    second: float
    welfare: float


def contract_scores(
    kinds: tuple[str, str],
    rng: np.random.Generator,
    *,
    n_contracts: int = 20,
    n_issues: int = 100,
    n_changes: int = 5000,
) -> ContractScores:
    """Let two parties of the given kinds agree on contracts.

    Parameters
    ----------
    kinds : (str, str)
        Each "climbs" or "anneals".
    rng : Generator
        The same one, seeded alike, gives the same contracts to every pair of kinds.
    n_contracts, n_issues, n_changes : int

    Returns
    -------
    ContractScores
        Best contracts are what annealing alone finds: estimates, not proved.
    """
    pull = _influences(rng, n_contracts, n_issues)
    paths = [np.random.default_rng(seed) for seed in rng.integers(2**32, size=4)]
    each = [_agreed(pull[:, [party]], ("anneals",), paths[party], n_changes) for party in range(2)]
    best = np.concatenate([_worth(pull[:, [p]], x) for p, x in enumerate(each)], axis=1)
    joint = _agreed(pull.sum(axis=1, keepdims=True), ("anneals",), paths[2], n_changes)
    agreed = _agreed(pull, kinds, paths[3], n_changes)
    share = (_worth(pull, agreed) + best) / (2 * best)
    ideal = ((_worth(pull, joint) + best) / (2 * best)).sum(axis=1)
    first, second = share.mean(axis=0)
    return ContractScores(float(first), float(second), float((share.sum(axis=1) / ideal).mean()))


def _influences(rng: np.random.Generator, n_contracts: int, n_issues: int) -> Floats:
    """Influences of both parties, symmetric, shape (n_contracts, 2, n_issues, n_issues)."""
    drawn = rng.uniform(-1, 1, (n_contracts, 2, n_issues, n_issues))
    pull: Floats = (drawn + drawn.swapaxes(2, 3)) / 2
    return pull


def _worth(pull: Floats, contracts: Floats) -> Floats:
    worth: Floats = np.einsum("ci,cpij,cj->cp", contracts, pull, contracts, optimize=True)
    return worth


def _agreed(
    pull: Floats, kinds: tuple[str, ...], rng: np.random.Generator, n_changes: int
) -> Floats:
    """Contracts after so many changes proposed, shape (n_contracts, n_issues)."""
    n_contracts, _, n_issues, _ = pull.shape
    rows = np.arange(n_contracts)
    contracts = rng.integers(2, size=(n_contracts, n_issues)).astype(float)
    field = 2 * np.einsum("cpij,cj->cpi", pull, contracts)
    anneals = np.array([kind == "anneals" for kind in kinds])
    own = pull[:, :, np.arange(n_issues), np.arange(n_issues)]
    for number in range(n_changes):
        issue = rng.integers(n_issues, size=n_contracts)
        turn = 1 - 2 * contracts[rows, issue]
        change = turn[:, None] * field[rows, :, issue] + own[rows, :, issue]
        heat = HOTTEST * (1 - number / n_changes)
        chance = np.where(anneals, np.exp(np.minimum(change, 0) / heat), change > 0)
        takes = (rng.random(chance.shape) < chance).all(axis=1)
        step = np.where(takes, turn, 0.0)
        contracts[rows, issue] += step
        field += 2 * step[:, None, None] * pull[rows, :, issue]
    return contracts
