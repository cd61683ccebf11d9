"""Points that can be divided between two parties: the Adjusted Winner procedure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from onetext.bargaining.results import Certificate
from onetext.errors import ImpossibleRequest, Problem


@dataclass(frozen=True)
class AdjustedWinner:
    """Who wins what share of each point.

    Parameters
    ----------
    shares : tuple of Fraction
        Per point, the share the first party wins; the second wins the rest.
    totals : tuple of Fraction
        What the first and the second party get, each on its own points. Equal.
    initial : tuple of Fraction
        The totals after each point went to whoever gives it more, before the adjustment.
    divided : int or None
        The one point that had to be divided.
    certificate : Certificate
    """

    shares: tuple[Fraction, ...]
    totals: tuple[Fraction, Fraction]
    initial: tuple[Fraction, Fraction]
    divided: int | None
    certificate: Certificate


def adjusted_winner(
    first: Sequence[int | float | Fraction], second: Sequence[int | float | Fraction]
) -> AdjustedWinner:
    """Divide points between two parties so that both get equally much, efficiently.

    Each point goes to whoever gives it more; a tie goes to whoever has less so far. Then points
    move from the richer to the poorer party, those first on which it costs the giver least for
    what the taker gains, until both have the same [bramstaylor1996]_.

    Parameters
    ----------
    first, second : sequence of number
        What each party gives each point, from 0 up; each on a scale that sums to the same total
        (usually 100), or the result is equal only in points, not in shares of all. At most one
        point is divided. The parties must give points truthfully, and a point's shares add up.

    Returns
    -------
    AdjustedWinner
        Exact fractions. With both scales summing to the same total it is the egalitarian and the
        Kalai–Smorodinsky solution of the divisible problem.

    Examples
    --------
    >>> sinai = adjusted_winner([35, 10, 20, 10, 5, 20], [55, 5, 10, 5, 20, 5])
    >>> sinai.shares[0], sinai.totals[0]
    (Fraction(1, 6), Fraction(395, 6))
    """
    a, b = _worths(first, second)
    shares = _first_round(a, b)
    initial = _totals(shares, a, b)
    divided = _adjust(shares, a, b)
    totals = _totals(shares, a, b)
    return AdjustedWinner(
        tuple(shares),
        totals,
        initial,
        divided,
        Certificate(
            f"both get {totals[0]}, and no division gives one more without giving the other less",
            "points stand in the order of the ratio of their worths, the first party's first, "
            "with at most one divided between them",
            {"totals": [str(total) for total in totals]},
        ),
    )


def _worths(
    first: Sequence[int | float | Fraction], second: Sequence[int | float | Fraction]
) -> tuple[list[Fraction], list[Fraction]]:
    try:
        a, b = [Fraction(x) for x in first], [Fraction(x) for x in second]
    except (ValueError, OverflowError, TypeError):
        a, b = [Fraction(-1)], [Fraction(-1)]
    if not a or len(a) != len(b) or min(*a, *b) < 0 or not sum(a) or not sum(b):
        raise ImpossibleRequest(
            Problem(
                "these points cannot be divided",
                "both parties give each of the same points a number from 0 up, not all 0",
                "give two lists of the same length",
            )
        )
    return a, b


def _first_round(a: Sequence[Fraction], b: Sequence[Fraction]) -> list[Fraction]:
    shares = [Fraction(int(x > y)) for x, y in zip(a, b, strict=True)]
    for point, (x, y) in enumerate(zip(a, b, strict=True)):
        if x == y:
            mine, theirs = _totals(shares, a, b)
            shares[point] = Fraction(int(mine < theirs - y))
    return shares


def _totals(
    shares: Sequence[Fraction], a: Sequence[Fraction], b: Sequence[Fraction]
) -> tuple[Fraction, Fraction]:
    first = sum((s * x for s, x in zip(shares, a, strict=True)), Fraction())
    second = sum(((1 - s) * y for s, y in zip(shares, b, strict=True)), Fraction())
    return first, second


def _adjust(shares: list[Fraction], a: Sequence[Fraction], b: Sequence[Fraction]) -> int | None:
    """Move points from the richer to the poorer until both have the same; in place."""
    first, second = _totals(shares, a, b)
    richer_is_first = first > second
    giver, taker = (a, b) if richer_is_first else (b, a)
    held = [p for p, s in enumerate(shares) if s == int(richer_is_first) and giver[p] + taker[p]]
    held.sort(key=lambda p: (giver[p] / taker[p] if taker[p] else Fraction(10**12), p))
    gap = abs(first - second)
    for point in held:
        if not gap:
            return None
        part = min(Fraction(1), gap / (giver[point] + taker[point]))
        shares[point] = 1 - part if richer_is_first else part
        gap -= part * (giver[point] + taker[point])
        if part < 1:
            return point
    return None
