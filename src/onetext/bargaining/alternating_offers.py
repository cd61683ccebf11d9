r"""Rubinstein's division: two parties take turns to offer, and waiting costs both of them.

The other closed form of the kind, for many parties and a majority, stands in
`legislative_bargaining`. Neither reads a scenario: they say what a theory of *how* people bargain
predicts, beside the solutions that say what would be *fair*.
"""

from __future__ import annotations

from fractions import Fraction

from onetext.errors import ImpossibleRequest, Problem

Number = int | float | Fraction


def rubinstein_shares(first: Number, second: Number) -> tuple[Number, Number]:
    r"""Return who gets what of a pie when the first party offers first.

    In the only subgame perfect equilibrium the first offer is accepted, and the first party keeps

    .. math:: \frac{1 - \delta_2}{1 - \delta_1 \delta_2}

    of the pie [rubinstein1982]_. It assumes that both know both discount factors, want nothing
    but pie, and could go on for ever. As both discount factors go to 1 at the same rate the shares
    go to one half each, the Nash solution.

    Parameters
    ----------
    first, second : number
        What a party's pie is worth one offer later, as a share of its worth now; above 0 and
        below 1. The first party makes the first offer. Fractions give exact shares.

    Returns
    -------
    tuple of number
        The shares of the first and of the second party; they sum to 1.

    Examples
    --------
    >>> round(rubinstein_shares(0.9, 0.5)[0], 6)
    0.909091
    >>> rubinstein_shares(Fraction(9, 10), Fraction(9, 10))
    (Fraction(10, 19), Fraction(9, 19))
    """
    for patience in (first, second):
        if not 0 < patience < 1:
            raise ImpossibleRequest(
                Problem(
                    f"a discount factor of {patience}",
                    "it is what waiting leaves of a thing's worth: above 0 and below 1",
                    "give 0.9 if a tenth is lost from one offer to the next",
                )
            )
    share = (1 - second) / (1 - first * second)
    return share, 1 - share
