"""Stability in a graph model taken at its word: the book's fixed points and quantifiers."""

from __future__ import annotations

from collections.abc import Callable

from onetext.bargaining.stability.graph_model import Coalition, GraphModel

Steps = Callable[[int, int], set[int]]


def moves(model: GraphModel, who: int, state: int) -> set[int]:
    """Where one decision maker can move."""
    return {end for start, end in model.moves[who] if start == state}


def improving_moves(model: GraphModel, who: int, state: int) -> set[int]:
    """Where one decision maker can move and would rather be."""
    ranks = model.ranks[who]
    return {end for end in moves(model, who, state) if ranks[end] > ranks[state]}


def reached(steps: Steps, movers: Coalition, state: int) -> set[int]:
    """The least set closed under the two clauses of Fang, Hipel and Kilgour (1993).

    Who moves first moves to where it can; whoever moves next from a state was not the only one
    who can have moved last to get there.
    """
    last_movers: dict[int, set[int]] = {}
    for who in movers:
        for end in steps(who, state):
            last_movers.setdefault(end, set()).add(who)
    while True:
        found = {
            (end, who)
            for here, last in last_movers.items()
            for who in movers
            if last != {who}
            for end in steps(who, here)
        }
        new = {(end, who) for end, who in found if who not in last_movers.get(end, set())}
        if not new:
            return set(last_movers)
        for end, who in new:
            last_movers.setdefault(end, set()).add(who)


def is_stable(model: GraphModel, concept: str, movers: Coalition, state: int) -> bool:
    """Whether a state is stable for some movers: Nash, GMR, SMR or SEQ."""
    others = frozenset(range(len(model.decision_makers))) - movers

    def all_prefer(end: int) -> bool:
        return all(model.ranks[who][end] > model.ranks[who][state] for who in movers)

    def anybody(who: int, here: int) -> set[int]:
        return moves(model, who, here)

    def gladly(who: int, here: int) -> set[int]:
        return improving_moves(model, who, here)

    better = {end for end in reached(anybody, movers, state) if all_prefer(end)}
    if concept == "Nash":
        return not better
    if concept == "GMR":
        return all(
            any(not all_prefer(end) for end in reached(anybody, others, there)) for there in better
        )
    if concept == "SMR":
        return all(
            any(
                not all_prefer(end)
                and not any(all_prefer(after) for after in reached(anybody, movers, end))
                for end in reached(anybody, others, there)
            )
            for there in better
        )
    return all(
        any(not all_prefer(end) for end in reached(gladly, others, there)) for there in better
    )
