"""Every state, every coalition, every definition: who stays where, and where all do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations

from onetext.bargaining.stability.general_metarational import general_metarational_standing
from onetext.bargaining.stability.graph_model import Coalition, GraphModel
from onetext.bargaining.stability.nash_stability import nash_standing
from onetext.bargaining.stability.sequential import sequential_standing
from onetext.bargaining.stability.standing import Standing
from onetext.bargaining.stability.symmetric_metarational import symmetric_metarational_standing
from onetext.errors import ImpossibleRequest, Problem

Concept = Callable[[GraphModel, Coalition, int], Standing]

CONCEPTS: Mapping[str, Concept] = {
    "Nash": nash_standing,
    "GMR": general_metarational_standing,
    "SMR": symmetric_metarational_standing,
    "SEQ": sequential_standing,
}
"""The definitions by name, in the order in which tables show them."""


@dataclass(frozen=True)
class StabilityTable:
    """What every definition says of every state in the eyes of every coalition.

    Parameters
    ----------
    model : GraphModel
    coalitions : tuple of frozenset of int
        Smallest first.
    standings : mapping
        (concept, coalition, state) -> `Standing`.
    """

    model: GraphModel
    coalitions: tuple[Coalition, ...]
    standings: Mapping[tuple[str, Coalition, int], Standing]

    def standing(self, concept: str, movers: Coalition, state: int) -> Standing:
        """Return what one definition says of one state in the eyes of one coalition."""
        return self.standings[concept, movers, state]

    def equilibria(self, concept: str) -> tuple[str, ...]:
        """Return the ids of the states that are stable for every coalition of the table."""
        return tuple(
            id_
            for state, id_ in enumerate(self.model.states)
            if all(self.standings[concept, movers, state].is_stable for movers in self.coalitions)
        )


def stability_table(model: GraphModel, coalition_size: int = 1) -> StabilityTable:
    """Return the standing of every state by every definition.

    Parameters
    ----------
    model : GraphModel
    coalition_size : int
        The largest coalitions that might move together; 1 (default): everybody alone, as in an
        equilibrium; the number of decision makers: any coalition.
    """
    n = len(model.decision_makers)
    if not 1 <= coalition_size <= n:
        raise ImpossibleRequest(
            Problem(
                f"coalitions of {coalition_size}",
                f"there are {n} decision makers",
                f"ask for coalitions of 1 to {n}",
            )
        )
    coalitions = tuple(
        frozenset(members)
        for size in range(1, coalition_size + 1)
        for members in combinations(range(n), size)
    )
    return StabilityTable(
        model,
        coalitions,
        {
            (name, movers, state): concept(model, movers, state)
            for name, concept in CONCEPTS.items()
            for movers in coalitions
            for state in range(model.n_states)
        },
    )
