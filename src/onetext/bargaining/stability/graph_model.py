"""A conflict as a graph: states, who can move it from which to which, who would rather be where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from onetext.errors import InvalidCase, Place, Problem

Move: TypeAlias = tuple[int, int]
"""(state it starts from, state it leads to)."""

Coalition: TypeAlias = frozenset[int]
"""Indices of decision makers; one alone is a coalition of one."""


@dataclass(frozen=True)
class GraphModel:
    """What the decision makers of a conflict can do, each alone, and what each of them prefers.

    Parameters
    ----------
    decision_makers : tuple of str
        Ids, unique; at least one. Their order carries no meaning.
    states : tuple of str
        Ids, unique; at least one.
    moves : tuple of frozenset of (int, int), one per decision maker
        The moves each can make alone, as (from, to). A move that can be taken back stands there
        twice, once each way. Moves need not be transitive.
    ranks : tuple of tuple of int, shape (n_decision_makers, n_states)
        ``ranks[i][s]``: larger is preferred, equal is indifferent. Only the order within one
        decision maker carries meaning.

    Raises
    ------
    InvalidCase
        With every problem found.
    """

    decision_makers: tuple[str, ...]
    states: tuple[str, ...]
    moves: tuple[frozenset[Move], ...]
    ranks: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        problems = list(_problems(self))
        if problems:
            raise InvalidCase.of(problems)

    @classmethod
    def of(
        cls,
        states: Sequence[str],
        preferences: Mapping[str, Sequence[str | Sequence[str]]],
        moves: Mapping[str, Iterable[tuple[str, str]]],
        reversible: Mapping[str, Iterable[tuple[str, str]]] | None = None,
    ) -> GraphModel:
        """Build a model from ids, as one would write it down.

        Parameters
        ----------
        states : sequence of str
        preferences : mapping
            Decision maker -> every state once, most preferred first; states in a list of their
            own are equally preferred.
        moves : mapping
            Decision maker -> (from, to) pairs that cannot be taken back.
        reversible : mapping, optional
            Decision maker -> pairs between which it can move either way.

        Examples
        --------
        >>> dilemma = GraphModel.of(
        ...     ["both keep", "a breaks", "b breaks", "both break"],
        ...     {"a": ["a breaks", "both keep", "both break", "b breaks"],
        ...      "b": ["b breaks", "both keep", "both break", "a breaks"]},
        ...     {},
        ...     {"a": [("both keep", "a breaks"), ("b breaks", "both break")],
        ...      "b": [("both keep", "b breaks"), ("a breaks", "both break")]},
        ... )
        >>> dilemma.moves_from(0, 0)
        (1,)
        """
        both = reversible or {}
        problems = [*_name_problems(states, preferences, {"moves": moves, "reversible": both})]
        if problems:
            raise InvalidCase.of(problems)
        index = {state: number for number, state in enumerate(states)}
        return cls(
            tuple(preferences),
            tuple(states),
            tuple(
                frozenset(
                    [(index[a], index[b]) for a, b in moves.get(who, ())]
                    + [(index[a], index[b]) for a, b in both.get(who, ())]
                    + [(index[b], index[a]) for a, b in both.get(who, ())]
                )
                for who in preferences
            ),
            tuple(_ranks(order, index) for order in preferences.values()),
        )

    @property
    def n_states(self) -> int:
        """Number of states."""
        return len(self.states)

    @property
    def everybody(self) -> Coalition:
        """All decision makers together."""
        return frozenset(range(len(self.decision_makers)))

    def moves_from(self, decision_maker: int, state: int) -> tuple[int, ...]:
        """Return the states a decision maker can move to from a state, rising."""
        return self._onward[decision_maker].get(state, ())

    def prefers(self, decision_maker: int, this: int, to_that: int) -> bool:
        """Whether a decision maker would rather, strictly, be in one state than in the other."""
        return self.ranks[decision_maker][this] > self.ranks[decision_maker][to_that]

    @cached_property
    def _onward(self) -> tuple[dict[int, tuple[int, ...]], ...]:
        onward: list[dict[int, tuple[int, ...]]] = [{} for _ in self.moves]
        for of_one, moves in zip(onward, self.moves, strict=True):
            for start, end in sorted(moves):
                of_one[start] = (*of_one.get(start, ()), end)
        return tuple(onward)


def _ranks(order: Sequence[str | Sequence[str]], index: Mapping[str, int]) -> tuple[int, ...]:
    ranks = [0] * len(index)
    for place, tied in enumerate(order):
        for state in _tied(tied):
            ranks[index[state]] = len(order) - place
    return tuple(ranks)


def _tied(entry: str | Sequence[str]) -> Sequence[str]:
    return (entry,) if isinstance(entry, str) else entry


def _name_problems(
    states: Sequence[str],
    preferences: Mapping[str, Sequence[str | Sequence[str]]],
    moves: Mapping[str, Mapping[str, Iterable[tuple[str, str]]]],
) -> Iterator[Problem]:
    for who, order in preferences.items():
        ranked = [state for entry in order for state in _tied(entry)]
        if sorted(ranked) != sorted(states):
            odd = sorted(set(ranked) ^ set(states)) or sorted(
                {state for state in ranked if ranked.count(state) > 1}
            )
            yield _problem(
                f"the preferences of {who!r} do not rank every state once: {', '.join(odd)}",
                "stability asks of any two states which one is preferred",
                "rank each state exactly once; states in one inner list are equally preferred",
                f"preferences.{who}",
            )
    for field, of_field in moves.items():
        for who, pairs in of_field.items():
            unknown = sorted({state for pair in pairs for state in pair} - set(states))
            if who not in preferences or unknown:
                yield _problem(
                    f"{field} of {who!r} name what is not there: {', '.join(unknown or [who])}",
                    "a move leads one decision maker from one state to another",
                    "name decision makers with preferences, and states that are listed",
                    f"{field}.{who}",
                )


def _problems(model: GraphModel) -> Iterator[Problem]:
    for what, ids in (("decision makers", model.decision_makers), ("states", model.states)):
        if not ids:
            yield _problem(f"there are no {what}", "there is nothing to ask", f"name {what}")
        if len(set(ids)) < len(ids):
            yield _problem(f"two {what} have the same id", "ids tell them apart", "rename one")
    n_states = len(model.states)
    if len(model.moves) != len(model.decision_makers) or len(model.ranks) != len(model.moves):
        yield _problem(
            f"{len(model.decision_makers)} decision makers, {len(model.moves)} sets of moves, "
            f"{len(model.ranks)} rankings",
            "each decision maker has its own",
            "give one of each per decision maker, in the same order",
        )
    if any(len(ranks) != n_states for ranks in model.ranks):
        yield _problem(
            "a ranking does not rank every state", "any two are compared", "give one rank per state"
        )
    for who, moves in zip(model.decision_makers, model.moves, strict=False):
        if any(a == b or not (0 <= a < n_states and 0 <= b < n_states) for a, b in moves):
            yield _problem(
                f"a move of {who!r} leads nowhere, or starts or ends at no state",
                "a move leads from one state to another",
                f"use indices from 0 to {n_states - 1}, two different ones",
            )


def _problem(what: str, because: str, hint: str, path: str = "") -> Problem:
    return Problem(what, because, hint, Place(path=path))
