"""Ask of a conflict whether anybody would leave its states, within what can be looked at."""

from __future__ import annotations

from math import comb

from onetext.bargaining.stability import GraphModel, StabilityTable, stability_table
from onetext.errors import ImpossibleRequest, NotFound, Problem

MOST_QUESTIONS = 200_000
"""States times coalitions; each is asked by every definition."""


def stability_of(model: GraphModel, coalitions: int = 1, why: str | None = None) -> StabilityTable:
    """Return the standing of every state for every coalition of up to so many.

    Parameters
    ----------
    model : GraphModel
    coalitions : int
        How many decision makers might move together; 1: each alone.
    why : str or None
        A state somebody wants to know more of; it has to be there.

    Raises
    ------
    NotFound
        If there is no such state.
    ImpossibleRequest
        If no coalition is so large, or there is too much to ask.
    """
    if why is not None and why not in model.states:
        raise NotFound(
            Problem(
                what=f"there is no state {why!r}",
                because=f"there are: {', '.join(model.states[:20])}"
                + (" and more" if model.n_states > 20 else ""),
                hint="use one of these",
            )
        )
    n = len(model.decision_makers)
    n_questions = model.n_states * sum(comb(n, size) for size in range(1, min(coalitions, n) + 1))
    if n_questions > MOST_QUESTIONS:
        raise ImpossibleRequest(
            Problem(
                what=f"{n_questions:,} pairs of a state and a coalition",
                because=f"at most {MOST_QUESTIONS:,} are looked at",
                hint="ask for smaller coalitions, or leave states out",
            )
        )
    return stability_table(model, coalitions)
