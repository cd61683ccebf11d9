"""Where a coalition can take a conflict by moves of its members, one after the other.

Nobody moves twice in a row: two moves of one decision maker in a row would be a move of its own,
which the model would list [fang1993]_. So what counts besides the state is who moved last.
"""

from __future__ import annotations

from collections.abc import Callable

from onetext.bargaining.stability.graph_model import Coalition, GraphModel

Steps = Callable[[int, int], tuple[int, ...]]
"""(decision maker, state) -> states it may move to."""


def reachable(model: GraphModel, movers: Coalition, state: int) -> tuple[int, ...]:
    """Return the states to which the movers can take the conflict, rising.

    Parameters
    ----------
    model : GraphModel
    movers : frozenset of int
        Who moves, in any order, as often as they like, nobody twice in a row.
    state : int
        Where it stands now; listed only if they can come back to it.
    """
    return _reached(model.moves_from, movers, state)


def improvements(model: GraphModel, decision_maker: int, state: int) -> tuple[int, ...]:
    """Return the states one decision maker can move to alone and strictly prefers, rising."""
    return tuple(
        end
        for end in model.moves_from(decision_maker, state)
        if model.prefers(decision_maker, end, state)
    )


def reachable_by_improvements(model: GraphModel, movers: Coalition, state: int) -> tuple[int, ...]:
    """Return where the movers can take the conflict if no move makes its mover worse off or equal.

    Each move is an improvement for whoever makes it, over the state it moves from; the others
    need not like it.
    """
    return _reached(lambda who, start: improvements(model, who, start), movers, state)


def joint_improvements(model: GraphModel, movers: Coalition, state: int) -> tuple[int, ...]:
    """Return the states the movers can reach and all of them strictly prefer to this one, rising.

    What lies on the way need please nobody [kilgour2001]_. For one decision maker alone these
    are its improvements.
    """
    return tuple(
        end
        for end in reachable(model, movers, state)
        if all(model.prefers(who, end, state) for who in movers)
    )


def _reached(steps: Steps, movers: Coalition, state: int) -> tuple[int, ...]:
    """Search over (state, who moved last)."""
    start = [(end, who) for who in movers for end in steps(who, state)]
    seen = set(start)
    waiting = list(seen)
    while waiting:
        here, last = waiting.pop()
        for who in movers - {last}:
            for end in steps(who, here):
                if (end, who) not in seen:
                    seen.add((end, who))
                    waiting.append((end, who))
    return tuple(sorted({end for end, _ in seen}))
