"""Demands: what somebody insists on, each of which can be dropped by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onetext.bargaining.rules import Choice
from onetext.bargaining.space import Space


@dataclass(frozen=True, slots=True)
class Demand:
    """`by` will sign nothing that makes a choice in `forbids`, or falls short of a floor.

    Parameters
    ----------
    id : str
        Unique among the demands given together.
    forbids : frozenset of (int, int)
        Choices (point index, option index) it rules out.
    floors : tuple of (int, float)
        (party index, least utility, on that party's scale) it insists on.
    by : str
        Whose demand it is; only shown, never compared.
    because : str
        Where it comes from; only shown.
    """

    id: str
    forbids: frozenset[Choice] = frozenset()
    floors: tuple[tuple[int, float], ...] = ()
    by: str = ""
    because: str = ""

    def is_met(self, package: Sequence[int], utilities: Sequence[float] = ()) -> bool:
        """Whether a package (and what it is worth to each party) satisfies the demand."""
        return not any((p, o) in self.forbids for p, o in enumerate(package)) and all(
            utilities[party] >= least for party, least in self.floors
        )


def red_line(id: str, choices: Iterable[Choice], *, by: str = "", because: str = "") -> Demand:  # noqa: A002
    """Return the demand that none of the choices is made."""
    return Demand(id, frozenset(choices), by=by, because=because)


def required_choice(
    id: str,  # noqa: A002
    space: Space,
    point: int,
    options: Iterable[int],
    *,
    by: str = "",
    because: str = "",
) -> Demand:
    """Return the demand that one of these options of a point is chosen."""
    wanted = frozenset(options)
    others = frozenset((point, o) for o in range(space.n_options[point]) if o not in wanted)
    return Demand(id, others, by=by, because=because)


def floor(id: str, party: int, at_least: float, *, by: str = "", because: str = "") -> Demand:  # noqa: A002
    """Return the demand that a party's utility is at least this much."""
    return Demand(id, floors=((party, at_least),), by=by, because=because)
