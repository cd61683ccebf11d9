"""Symmetric metarationality: the others have an answer that the movers cannot undo."""

from __future__ import annotations

from onetext.bargaining.stability.graph_model import Coalition, GraphModel
from onetext.bargaining.stability.reach import joint_improvements, reachable
from onetext.bargaining.stability.standing import Standing, is_no_better, standing

CONCEPT = "SMR"


def symmetric_metarational_standing(model: GraphModel, movers: Coalition, state: int) -> Standing:
    """Ask whether the others could answer every improvement for good.

    After the answer some mover is no better off than now, and so it is wherever the movers go on
    from there [howard1971]_. For coalitions [inohara2008]_.

    Parameters
    ----------
    model, movers, state
        As in `nash_standing`.

    Notes
    -----
    Looks three moves ahead. Stricter than general metarationality.
    """
    others = model.everybody - movers

    def deterrent(improvement: int) -> int | None:
        for end in reachable(model, others, improvement):
            if is_no_better(model, movers, end, state) and all(
                is_no_better(model, movers, after, state) for after in reachable(model, movers, end)
            ):
                return end
        return None

    return standing(CONCEPT, movers, state, joint_improvements(model, movers, state), deterrent)
