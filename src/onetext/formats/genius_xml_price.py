"""A Genius price issue: the price less what the other choices cost, as a share of the margin.

The seller earns ``(price - costs - lower) / (upper - lower - largest costs)``, cut off at 0 and 1.
Prices and costs add up, so they become scores; the cutting off becomes bonuses, one per price and
combination of costs where it bites.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from xml.etree import ElementTree as ET

from onetext.formats.genius_xml_complaints import Complaints
from onetext.formats.genius_xml_issues import DISCRETE, bounds_of, items_of, kind_of
from onetext.formats.profiles import Bonus, Issue

MOST_BONUSES = 20_000
"""More combinations of price and costs than this are not spelt out."""

Table = list[list[float]]


def add_price(
    price: int,
    weight: float,
    elements: Sequence[ET.Element],
    issues: Sequence[Issue],
    scores: Table,
    complaints: Complaints,
) -> list[Bonus]:
    """Add what a price issue is worth to `scores`, and return the bonuses of the cutting off.

    Parameters
    ----------
    price : int
        Which of the issues is the price.
    weight : float
        Its weight.
    elements, issues : sequences
        All issues of the profile.
    scores : list of list of float
        Per issue and value; changed in place.
    complaints : Complaints
    """
    name = issues[price].name
    low, high = bounds_of(elements[price], name, complaints)
    costs = [
        _costs(element, issue, complaints) for element, issue in zip(elements, issues, strict=True)
    ]
    margin = high - low - sum(max(of_issue) for of_issue in costs)
    if not margin > 0:
        complaints.add(
            "the largest costs leave no margin",
            "a price is worth what is left of the range above the costs",
            "correct the bounds or the costs",
            name,
        )
        return []
    shares = [[-cost / margin for cost in of_issue] for of_issue in costs]
    shares[price] = [(float(value) - low) / margin for value in issues[price].values]
    for of_issue, share in zip(scores, shares, strict=True):
        for option, worth in enumerate(share):
            of_issue[option] += weight * worth
    return _cut_off(price, shares, weight, name, complaints)


def _costs(element: ET.Element, issue: Issue, complaints: Complaints) -> list[float]:
    if kind_of(element) != DISCRETE:
        return [0.0] * len(issue.values)
    given = {
        item.get("value"): complaints.number(item.get("cost"), 0.0, "a cost", issue.name)
        for item in items_of(element)
    }
    return [given.get(value, 0.0) for value in issue.values]


def _cut_off(
    price: int,
    shares: Sequence[Sequence[float]],
    weight: float,
    name: str,
    complaints: Complaints,
) -> list[Bonus]:
    """Return what cutting off at 0 and 1 changes, price by price.

    A price at which every combination of costs is cut off alike needs no combinations: it takes
    away each cost by itself.
    """
    levels = [_levels(share) for share in shares]
    costs = {p: level for p, level in enumerate(levels) if p != price and len(level) > 1}
    fixed = sum(next(iter(lv)) for p, lv in enumerate(levels) if p != price and len(lv) == 1)
    most, least = (sum(pick(level) for level in costs.values()) for pick in (max, min))
    bonuses: list[Bonus] = []
    for price_share, options in levels[price].items():
        own = (price, options)
        worth = price_share + fixed
        if worth + most <= 0 or worth + least >= 1:
            bonuses.append(((own,), weight * (float(worth + least >= 1) - worth)))
            bonuses += [
                (tuple(sorted((own, (p, chosen)))), -weight * share)
                for p, level in costs.items()
                for share, chosen in level.items()
                if share
            ]
        else:
            bonuses += _one_by_one(own, worth, costs, weight)
        if len(bonuses) > MOST_BONUSES:
            complaints.add(
                "prices and costs combine in too many ways",
                f"at most {MOST_BONUSES:,} combinations are spelt out",
                "cut the price into fewer steps (--steps)",
                name,
            )
            return []
    return bonuses


def _one_by_one(
    own: tuple[int, tuple[int, ...]],
    worth: float,
    costs: Mapping[int, Mapping[float, tuple[int, ...]]],
    weight: float,
) -> Iterator[Bonus]:
    """Yield a bonus per combination of costs that one price is cut off at."""
    for combination in product(*(level.items() for level in costs.values())):
        total = worth + sum(share for share, _ in combination)
        if not -1e-12 <= total <= 1 + 1e-12:
            chosen = zip(costs, (options for _, options in combination), strict=True)
            yield tuple(sorted((own, *chosen))), weight * (min(1.0, max(0.0, total)) - total)


def _levels(share: Sequence[float]) -> dict[float, tuple[int, ...]]:
    """Return worth -> the values that have it."""
    levels: dict[float, list[int]] = {}
    for option, worth in enumerate(share):
        levels.setdefault(worth, []).append(option)
    return {worth: tuple(options) for worth, options in levels.items()}
