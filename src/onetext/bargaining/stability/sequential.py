"""Sequential stability: the others have an answer that they would give gladly."""

from __future__ import annotations

from onetext.bargaining.stability.graph_model import Coalition, GraphModel
from onetext.bargaining.stability.reach import joint_improvements, reachable_by_improvements
from onetext.bargaining.stability.standing import Standing, is_no_better, standing

CONCEPT = "SEQ"


def sequential_standing(model: GraphModel, movers: Coalition, state: int) -> Standing:
    """Ask whether the others would answer every improvement by improving on it themselves.

    The answer is a chain of moves, each of them better for whoever makes it, after which some
    mover is no better off than now [fraser1979]_.

    Parameters
    ----------
    model, movers, state
        As in `nash_standing`.

    Notes
    -----
    Looks two moves ahead and believes only threats that pay. Stricter than general
    metarationality. Among coalitions the others still answer one by one: joint improvements of
    the others, which [inohara2008]_ count as answers too, are not believed.
    """
    others = model.everybody - movers

    def deterrent(improvement: int) -> int | None:
        for end in reachable_by_improvements(model, others, improvement):
            if is_no_better(model, movers, end, state):
                return end
        return None

    return standing(CONCEPT, movers, state, joint_improvements(model, movers, state), deterrent)
