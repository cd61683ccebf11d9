"""What every part of a study rests on: the draws, and what is in force on the day studied."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from onetext.bargaining.space import Space
from onetext.model import Case, Point, Stance, Text
from onetext.preferences.draws import Draws
from onetext.preferences.statements import Statement, Subject, in_force, stated_rank


@dataclass(frozen=True, slots=True)
class Basis:
    """On the day `as_of`, `case` is studied over these `draws`, and this was in force."""

    case: Case
    as_of: datetime.date | None
    draws: Draws
    fresh: Draws
    """Other draws, on which packages that were chosen on the first are judged."""
    seed: int
    chosen: Text | None
    """The text to judge alone; None for all."""
    texts: tuple[Text, ...]
    """The texts to judge: the chosen one, or all that were drawn."""
    points: Mapping[str, Point]
    """Id to point, points without options included; `space` has only those with."""
    names: Mapping[str, str]
    """Party id to name."""
    in_force: Mapping[str, Mapping[Subject, tuple[Statement, ...]]]
    """Party id to what it last said on each subject."""
    held: Mapping[str, Mapping[str, Mapping[str, Stance]]]
    """Point id to option id to party id to stance; silent parties are absent."""

    @property
    def space(self) -> Space:
        """The packages that were drawn over."""
        return self.draws.record.space

    def has_option(self, point: str, option: str) -> bool:
        """Whether packages have this option of this point."""
        space = self.space
        return point in space.points and option in space.options[space.points.index(point)]


def basis_of(
    case: Case,
    as_of: datetime.date | None,
    draws: tuple[Draws, Draws],
    seed: int,
    chosen: Text | None,
) -> Basis:
    """Return what a study rests on: all of it follows from the case and both sets of draws."""
    first, fresh = draws
    said = {record.party: in_force(record.statements) for record in first.record.parties}
    drawn = tuple(text for text in case.texts if text.id in first.readings)
    return Basis(
        case=case,
        as_of=as_of,
        draws=first,
        fresh=fresh,
        seed=seed,
        chosen=chosen,
        texts=drawn if chosen is None else (chosen,),
        points={point.id: point for point in case.points},
        names={party.id: party.name for party in case.parties},
        in_force=said,
        held=stances_held(said),
    )


def stances_held(
    in_force: Mapping[str, Mapping[Subject, tuple[Statement, ...]]],
) -> Mapping[str, Mapping[str, Mapping[str, Stance]]]:
    """Return the stances in force: point id -> option id -> party id -> stance.

    Where a party said two things at one date, the less favourable counts here.
    """
    held: dict[str, dict[str, dict[str, Stance]]] = {}
    for party, subjects in in_force.items():
        for (point, option), statements in subjects.items():
            if point:
                stances = [statement.position.stance for statement in statements]
                lowest = min(stances, key=stated_rank)
                held.setdefault(point, {}).setdefault(option, {})[party] = lowest
    return held
