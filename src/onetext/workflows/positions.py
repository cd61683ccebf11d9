"""Who stands where on which point, since when, on what evidence."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from onetext.model import Case, Position, Source, Stance, UncertainDate
from onetext.record.origins import independent_origins
from onetext.workflows.find import find_party, find_point


@dataclass(frozen=True, slots=True)
class EvidencedPosition:
    """One position with what stands behind it.

    Attributes
    ----------
    age_days : tuple of int, or None
        Fewest and most whole days from when it was taken to the as-of day; None if either is
        unknown.
    origins : tuple of str
        Ids of the independent origins of its sources: rewrites of one report count once.
    """

    position: Position
    sources: tuple[Source, ...]
    origins: tuple[str, ...]
    age_days: tuple[int, int] | None


def positions(
    case: Case,
    *,
    party: str | None = None,
    point: str | None = None,
    as_of: datetime.date | None = None,
) -> tuple[EvidencedPosition, ...]:
    """List the positions on record by a day, in the case's order of points and parties.

    Parameters
    ----------
    case : Case
    party, point : str, optional
        Only this party, only this point.
    as_of : date, optional
        Leave out what was first said later, and what had been withdrawn by then. By default the
        day the record was kept up to.

    Raises
    ------
    NotFound
        If the case has no such party or point.
    """
    as_of = as_of or case.as_of
    only_party = find_party(case, party).id if party else None
    only_point = find_point(case, point).id if point else None
    point_order = {found.id: n for n, found in enumerate(case.points)}
    party_order = {found.id: n for n, found in enumerate(case.parties)}
    wanted = [
        position
        for position in case.positions
        if only_party in (None, position.party)
        and only_point in (None, position.point)
        and _is_on_record(position, as_of)
    ]
    wanted.sort(
        key=lambda position: (
            point_order.get(position.point or "", len(point_order)),
            party_order.get(position.party, len(party_order)),
            position.since.sort_key,
        )
    )
    return tuple(_with_evidence(case, position, as_of) for position in wanted)


def silent_cells(
    case: Case, *, as_of: datetime.date | None = None
) -> tuple[tuple[str, str, Stance], ...]:
    """List the (party, point) pairs on which nothing has been said, and whether anybody looked.

    The stance is `silent` where the record says that no statement was found, `unknown` where the
    record has nothing at all.
    """
    as_of = as_of or case.as_of
    told: dict[tuple[str, str], set[Stance]] = {}
    for position in case.positions:
        if position.point and _is_on_record(position, as_of):
            told.setdefault((position.party, position.point), set()).add(position.stance)
    cells = []
    for point in case.points:
        for party in case.parties:
            stances = told.get((party.id, point.id), set())
            if not stances or stances <= {Stance.UNKNOWN}:
                cells.append((party.id, point.id, Stance.UNKNOWN))
            elif stances <= {Stance.SILENT, Stance.UNKNOWN}:
                cells.append((party.id, point.id, Stance.SILENT))
    return tuple(cells)


def _is_on_record(position: Position, as_of: datetime.date | None) -> bool:
    if as_of is None:
        return True
    withdrawn = position.until.latest is not None and position.until.latest < as_of
    return position.since.is_known_by(as_of) and not withdrawn


def _with_evidence(
    case: Case, position: Position, as_of: datetime.date | None
) -> EvidencedPosition:
    sources = {source.id: source for source in case.sources}
    cited = tuple(sources[source_id] for source_id in position.sources if source_id in sources)
    return EvidencedPosition(
        position=position,
        sources=cited,
        origins=independent_origins(case.sources, position.sources),
        age_days=_age_days(position.since, as_of),
    )


def _age_days(since: UncertainDate, as_of: datetime.date | None) -> tuple[int, int] | None:
    if as_of is None or since.earliest is None or since.latest is None:
        return None
    return max(0, (as_of - since.latest).days), max(0, (as_of - since.earliest).days)
