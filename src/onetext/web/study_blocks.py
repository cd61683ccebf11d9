"""What stands in the way, as the page says it: blocking points, colliding statements, questions."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from onetext.mediation.standings import PointState
from onetext.model import Case, Source, Stance
from onetext.web.open_case import OpenCase
from onetext.workflows.constraints import Constraint, constraints_of
from onetext.workflows.study_jobs import STUDIED
from onetext.workflows.study_result import Conflict, PointFinding, Question, Study
from onetext.workflows.study_words import blocking_points


@dataclass(frozen=True, slots=True)
class Said:
    """What a party says alike of some options of a point."""

    stance: Stance
    condition: str
    unverified: bool
    options: tuple[str, ...]
    """Titles."""


@dataclass(frozen=True, slots=True)
class BlockingRow:
    """A point in the way, and what each party says of its options, most favourable first."""

    point: PointFinding
    cells: tuple[tuple[str, tuple[Said, ...]], ...]
    """Party id and what it says."""


@dataclass(frozen=True, slots=True)
class OnRecord:
    """A statement with the sources behind it."""

    said: Constraint
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Collision:
    """Statements that cannot all stand, each with its sources."""

    found: Conflict
    points: tuple[str, ...]
    """Titles."""
    members: tuple[OnRecord, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """A question, and what putting it would let the party guess."""

    found: Question
    discloses: tuple[OnRecord, ...]


_ORDER = tuple(Stance)


def blocking_rows(study: Study) -> tuple[BlockingRow, ...]:
    """Return the points that block, worst first, with every party's stances."""
    return tuple(
        BlockingRow(point, tuple((party, _said(point, party)) for party in study.parties))
        for point in blocking_points(study.points)
    )


def _said(point: PointFinding, party: str) -> tuple[Said, ...]:
    alike: dict[tuple[Stance, str, bool], list[str]] = {}
    for option in point.options:
        for held in option.stances:
            if held.party == party:
                how = (held.stance, held.condition, held.unverified)
                alike.setdefault(how, []).append(option.title)
    in_order = sorted(alike.items(), key=lambda one: _ORDER.index(one[0][0]))
    return tuple(Said(*how, tuple(titles)) for how, titles in in_order)


def other_states(study: Study) -> dict[PointState, int]:
    """Count the points that do not block by their state; states without any are absent."""
    blocking = {point.id for point in blocking_points(study.points)}
    rest = [point.state for point in study.points if point.id not in blocking]
    return {state: rest.count(state) for state in PointState if state in rest}


Records = Mapping[str, OnRecord]


def on_record(case: Case, as_of: datetime.date | None) -> Records:
    """Return what is on record by a day by its id; of records that share one, the first."""
    sources = {source.id: source for source in case.sources}
    found: dict[str, OnRecord] = {}
    for said in constraints_of(case, as_of):
        cited = tuple(sources[name] for name in said.sources if name in sources)
        found.setdefault(said.id, OnRecord(said, cited))
    return found


def records_shown(opened: OpenCase) -> Records:
    """Return what is on record by the day shown, worked out once while none of it is written."""
    return opened.finding("on record", lambda case: on_record(case, opened.as_of), of=STUDIED)


def collisions(study: Study, records: Records) -> tuple[Collision, ...]:
    """Return the smallest conflicting sets with the statements in words."""
    titles = {point.id: point.title for point in study.points}
    return tuple(
        Collision(
            conflict,
            tuple(titles.get(point, point) for point in conflict.points if point),
            tuple(
                records[name]
                for name in (*conflict.positions, *(o.split(" ")[-1] for o in conflict.others))
                if name in records
            ),
        )
        for conflict in study.conflicts
    )


def askings(study: Study, records: Records) -> tuple[Asking, ...]:
    """Return the questions, with what each would disclose in words."""
    return tuple(
        Asking(question, tuple(records[name] for name in question.discloses if name in records))
        for question in study.questions
    )
