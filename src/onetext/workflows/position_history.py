"""How one party came to stand where it does on a point or text: everything it said, in order."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from onetext.model import Case, Position, Source, Stance
from onetext.preferences.credence import credence
from onetext.preferences.statements import in_force, statements_of
from onetext.workflows.find import find_party


class Fate(StrEnum):
    """What became of a statement by a day."""

    IN_FORCE = "in-force"
    REPLACED = "replaced"
    """A later statement took its place on everything it was about."""
    WITHDRAWN = "withdrawn"
    NOTHING_FOUND = "nothing-found"
    """No statement: somebody looked, or noted that nobody knows."""


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One position, with its evidence and what became of it."""

    position: Position
    options: tuple[str, ...]
    """Titles of the options it is about; none for a whole text."""
    sources: tuple[Source, ...]
    n_origins: int
    credence: float
    """Between 0 and 1: the share of draws in which a study takes it to hold."""
    fate: Fate
    replaced_by: tuple[str, ...] = ()
    """Ids of what took its place, where that is so of any option it is about."""


def position_history(
    case: Case,
    party: str,
    *,
    point: str | None = None,
    text: str | None = None,
    as_of: datetime.date | None = None,
) -> tuple[HistoryStep, ...]:
    """List what a party is on record with on one point or text by a day, the latest first.

    Parameters
    ----------
    case : Case
    party : str
        Its id or name.
    point, text : str, optional
        Id of the one or the other.
    as_of : date, optional
        By default the day the record was kept to.

    Raises
    ------
    NotFound
        If the case has no such party.
    """
    as_of = as_of or case.as_of
    who = find_party(case, party).id
    about = [
        p
        for p in case.positions
        if (p.party, p.point, p.text) == (who, point, text)
        and (as_of is None or p.since.is_known_by(as_of))
    ]
    about.sort(key=lambda position: (position.since.sort_key, position.id), reverse=True)
    titles = {o.id: o.title for found in case.points if found.id == point for o in found.options}
    sources = {source.id: source for source in case.sources}
    standing = _standing(case, who, point, text, as_of)
    steps = []
    for position in about:
        belief = credence(position.sources, sources, unverified=position.unverified)
        fate, by = _fate(position, standing, as_of)
        steps.append(
            HistoryStep(
                position=position,
                options=tuple(titles.get(option, option) for option in position.options),
                sources=tuple(sources[s] for s in position.sources if s in sources),
                n_origins=len(belief.origins),
                credence=0.0 if fate is Fate.NOTHING_FOUND else belief.value,
                fate=fate,
                replaced_by=by,
            )
        )
    return tuple(steps)


def _standing(
    case: Case, party: str, point: str | None, text: str | None, as_of: datetime.date | None
) -> dict[str, tuple[str, ...]]:
    """Option id, or "" for a text, to the ids of the positions in force on it."""
    held = in_force(
        s
        for s in statements_of(case, party, as_of)
        if (s.position.point, s.position.text) == (point, text)
    )
    return {
        (subject if of_point else ""): tuple(s.position.id for s in made)
        for (of_point, subject), made in held.items()
    }


def _fate(
    position: Position, standing: dict[str, tuple[str, ...]], as_of: datetime.date | None
) -> tuple[Fate, tuple[str, ...]]:
    if position.stance in (Stance.SILENT, Stance.UNKNOWN):
        return Fate.NOTHING_FOUND, ()
    last = position.until.latest
    if as_of is not None and last is not None and last < as_of:
        return Fate.WITHDRAWN, ()
    subjects: Iterable[str] = ("",) if position.text else position.options
    held = {subject: standing.get(subject, ()) for subject in subjects}
    by = tuple(dict.fromkeys(i for ids in held.values() if position.id not in ids for i in ids))
    if any(position.id in ids for ids in held.values()):
        return Fate.IN_FORCE, by
    return Fate.REPLACED, by
