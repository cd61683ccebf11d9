r"""Baron and Ferejohn's division: a party drawn by lot proposes, and a majority decides."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.bargaining.alternating_offers import Number
from onetext.errors import ImpossibleRequest, Problem


@dataclass(frozen=True)
class LegislativeShares:
    """Who gets what of the pie.

    Parameters
    ----------
    proposer : number
        The share of the party that is drawn to propose.
    partner : number
        The share of each party that the proposer buys; the others get nothing.
    n_partners : int
        How many it buys: with its own vote, just a majority.
    """

    proposer: Number
    partner: Number
    n_partners: int


def legislative_shares(n_parties: int, patience: Number = 1) -> LegislativeShares:
    r"""Return the shares of the closed rule with a simple majority.

    In the stationary equilibrium the first proposal passes. The proposer buys
    :math:`(n-1)/2` others at :math:`\delta/n` each, what refusing is worth to them, and keeps
    :math:`1 - \delta (n-1) / (2n)` [baronferejohn1989]_. It assumes parties alike in patience and
    in their chance to be drawn, and proposals that may not be amended.

    Parameters
    ----------
    n_parties : int
        Odd, at least 3, so that a majority is one more than half of the others.
    patience : number
        What the pie is worth one round later, as a share of its worth now; above 0, at most 1.

    Examples
    --------
    >>> from fractions import Fraction
    >>> legislative_shares(3, Fraction(1))
    LegislativeShares(proposer=Fraction(2, 3), partner=Fraction(1, 3), n_partners=1)
    """
    if n_parties < 3 or n_parties % 2 == 0 or not 0 < patience <= 1:
        raise ImpossibleRequest(
            Problem(
                f"{n_parties} parties with a discount factor of {patience}",
                "the closed form holds for an odd number from 3 up, and factors above 0 up to 1",
                "give 3, 5, 7 … parties",
            )
        )
    n_partners = (n_parties - 1) // 2
    partner = patience / n_parties
    return LegislativeShares(1 - partner * n_partners, partner, n_partners)
