"""What a definition of stability says of one state in the eyes of one coalition, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from onetext.bargaining.stability.graph_model import Coalition, GraphModel


@dataclass(frozen=True)
class Answer:
    """The others' move that takes the good out of an improvement.

    Parameters
    ----------
    improvement : int
        The state the movers would go to.
    leads_to : int
        The state the others can then take it to, which some mover does not prefer to where it
        stood.
    """

    improvement: int
    leads_to: int


@dataclass(frozen=True)
class Standing:
    """Whether a state is stable for a coalition by one definition, with the reason.

    Parameters
    ----------
    concept : str
        The definition's name.
    movers : frozenset of int
        The coalition that might move.
    state : int
    escape : int or None
        A state the movers would go to and that nothing puts them off; None: stable. Of several,
        the one with the lowest index.
    answers : tuple of Answer
        Per improvement looked at before the escape, what answers it: with no escape, all of them.
    """

    concept: str
    movers: Coalition
    state: int
    escape: int | None
    answers: tuple[Answer, ...]

    @property
    def is_stable(self) -> bool:
        """Whether the movers stay."""
        return self.escape is None


Deterrent = Callable[[int], int | None]
"""Takes an improvement; returns the state that the others' answer leads to, or None."""


def standing(
    concept: str,
    movers: Coalition,
    state: int,
    improvements: Iterable[int],
    deterrent: Deterrent,
) -> Standing:
    """Return the standing of a state: the first improvement without an answer, or none."""
    answers: list[Answer] = []
    for improvement in improvements:
        leads_to = deterrent(improvement)
        if leads_to is None:
            return Standing(concept, movers, state, improvement, tuple(answers))
        answers.append(Answer(improvement, leads_to))
    return Standing(concept, movers, state, None, tuple(answers))


def is_no_better(model: GraphModel, movers: Coalition, end: int, state: int) -> bool:
    """Whether some mover does not prefer `end` to `state`: what puts a coalition off a move."""
    return any(not model.prefers(who, end, state) for who in movers)
