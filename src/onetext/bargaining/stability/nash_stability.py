"""Nash stability: the movers have no improvement at all."""

from __future__ import annotations

from onetext.bargaining.stability.graph_model import Coalition, GraphModel
from onetext.bargaining.stability.reach import joint_improvements
from onetext.bargaining.stability.standing import Standing, standing

CONCEPT = "Nash"


def nash_standing(model: GraphModel, movers: Coalition, state: int) -> Standing:
    """Ask whether the movers can reach nothing that all of them prefer.

    For one decision maker: rationality of [howard1971]_, the equilibrium of [nash1951]_ where
    all are stable. For more: coalitional Nash stability [kilgour2001]_.

    Parameters
    ----------
    model : GraphModel
        Ordinal preferences; each decision maker is taken to know only its own.
    movers : frozenset of int
        Not empty.
    state : int

    Notes
    -----
    Looks one move ahead and fears no answer. A tie is no improvement.
    """
    return standing(CONCEPT, movers, state, joint_improvements(model, movers, state), _no_answer)


def _no_answer(improvement: int) -> None:
    return None
