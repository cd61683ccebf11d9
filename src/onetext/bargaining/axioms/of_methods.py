"""Axioms on a method: what may not change its answer, and what may only improve it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from onetext.bargaining.results import Solution
from onetext.bargaining.rules import Choice
from onetext.bargaining.scenario import Interaction, Scenario

Method = Callable[[Scenario], Solution]


def check_symmetry(method: Method, scenario: Scenario, order: Sequence[int]) -> Scenario | None:
    """Return the scenario with its parties in another order if that changes the packages.

    Parameters
    ----------
    order : sequence of int
        ``order[i]`` is the old index of the party that becomes number ``i``.
    """
    renamed = Scenario(
        scenario.space,
        tuple(scenario.parties[i] for i in order),
        tuple(table[:, list(order)] for table in scenario.scores),
        scenario.reservation[list(order)],
        tuple(
            Interaction(i.where, tuple(i.scores[party] for party in order))
            for i in scenario.interactions
        ),
    )
    return None if method(renamed).packages == method(scenario).packages else renamed


def check_scale_invariance(
    method: Method, scenario: Scenario, factors: ArrayLike, shifts: ArrayLike
) -> Scenario | None:
    """Return the scenario on other scales if that changes the packages.

    Parameters
    ----------
    factors : array_like, shape (n_parties,)
        Above 0: each party's scores and reservation value are multiplied by its factor.
    shifts : array_like, shape (n_parties,)
        Added to each party's scores of the first point and to its reservation value.
    """
    times, plus = np.asarray(factors), np.asarray(shifts)
    scores = [table * times for table in scenario.scores]
    scores[0] = scores[0] + plus
    rescaled = replace(
        scenario,
        scores=tuple(scores),
        reservation=scenario.reservation * times + plus,
        interactions=tuple(
            Interaction(i.where, tuple((np.asarray(i.scores) * times).tolist()))
            for i in scenario.interactions
        ),
    )
    return None if method(rescaled).packages == method(scenario).packages else rescaled


def check_independence_of_irrelevant_alternatives(
    method: Method, scenario: Scenario, forbidden: Iterable[Choice]
) -> Scenario | None:
    """Return the scenario with further choices forbidden if a package still there is given up.

    Of the optimal packages, those that make none of the choices must stay exactly the optimal
    ones; where none of them is left, nothing is claimed.
    """
    smaller = scenario.with_forbidden(forbidden)
    before = tuple(p for p in method(scenario).packages if smaller.space.is_allowed(p))
    if not before or method(smaller).packages == before:
        return None
    return smaller


def check_monotonicity(
    method: Method, scenario: Scenario, larger: Scenario
) -> tuple[int, float] | None:
    """Return a party that loses by further options, and how much, or None.

    Parameters
    ----------
    larger : Scenario
        The same parties and reservation values, and at least the packages of `scenario`.
    """
    before, after = method(scenario), method(larger)
    if not before.utilities or not after.utilities:
        return None
    least_before = np.max(before.utilities, axis=0)
    best_after = np.max(after.utilities, axis=0)
    lost = least_before - best_after
    worst = int(np.argmax(lost))
    return (worst, float(lost[worst])) if lost[worst] > 0 else None
