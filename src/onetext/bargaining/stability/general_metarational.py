"""General metarationality: for every improvement the others have some answer."""

from __future__ import annotations

from onetext.bargaining.stability.graph_model import Coalition, GraphModel
from onetext.bargaining.stability.reach import joint_improvements, reachable
from onetext.bargaining.stability.standing import Standing, is_no_better, standing

CONCEPT = "GMR"


def general_metarational_standing(model: GraphModel, movers: Coalition, state: int) -> Standing:
    """Ask whether the others could answer every improvement so that some mover is no better off.

    The answer may cost those who give it: the movers expect the worst [howard1971]_. For
    coalitions [inohara2008]_.

    Parameters
    ----------
    model, movers, state
        As in `nash_standing`.

    Notes
    -----
    Looks two moves ahead; a mover that is put off stays. Being no better off includes a tie.
    """
    others = model.everybody - movers

    def deterrent(improvement: int) -> int | None:
        for end in reachable(model, others, improvement):
            if is_no_better(model, movers, end, state):
                return end
        return None

    return standing(CONCEPT, movers, state, joint_improvements(model, movers, state), deterrent)
