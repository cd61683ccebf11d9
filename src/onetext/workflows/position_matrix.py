"""Who stood where on a day: points and texts against parties, each place with its evidence."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onetext.mediation.standings import PointState, point_standing
from onetext.model import (
    Case,
    Party,
    Point,
    Position,
    Source,
    Stance,
    Text,
    Theme,
    UncertainDate,
)
from onetext.model.dates import UNKNOWN_DATE
from onetext.preferences.statements import (
    Statement,
    Subject,
    in_force,
    is_on_record,
    stated_rank,
    statements_of,
)

Held = Mapping[Subject, tuple[Statement, ...]]
"""What one party has in force, per option and text."""


KINDS = ("parties", "themes", "points", "sources", "texts", "positions")
"""Kinds of record that `position_matrix` lays out, and nothing else."""


@dataclass(frozen=True, slots=True)
class StanceOn:
    """A stance, and the titles of the options it is taken on; no titles for a whole text."""

    stance: Stance
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where one party stood on one point or text, and what stands behind that.

    Attributes
    ----------
    stances : tuple of StanceOn
        The most favourable first. One that says nothing where nothing is on record: `silent`
        if somebody looked and found no statement, else `unknown`.
    since : UncertainDate
        When the last of the statements that lead was made, or when somebody looked.
    positions : tuple of Position
        Those behind the leading stance, oldest first; for silence, the looks that found nothing.
    sources : tuple of Source
        Behind those positions, each once.
    n_origins : int
        Independent origins of the sources: rewrites of one report count once.
    n_statements : int
        All that the party had said on it by the day, what was replaced since included.
    contradicts : bool
        Whether the party is on record with two stances on one option at one date.
    """

    party: str
    stances: tuple[StanceOn, ...]
    since: UncertainDate = UNKNOWN_DATE
    positions: tuple[Position, ...] = ()
    sources: tuple[Source, ...] = ()
    n_origins: int = 0
    n_statements: int = 0
    contradicts: bool = False

    @property
    def leading(self) -> StanceOn:
        """The most favourable stance: what the party could be held to."""
        return self.stances[0]

    @property
    def says_something(self) -> bool:
        """Whether any statement of the party is in force here."""
        return not self.leading.stance.says_nothing

    @property
    def unverified(self) -> bool:
        """Whether all that stands behind it was recalled or inferred, not read."""
        return bool(self.positions) and all(p.unverified for p in self.positions)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One point, or one text taken as a whole, with every party's place in the case's order."""

    point: Point | None
    text: Text | None
    places: tuple[Place, ...]
    state: PointState | None = None
    """How near the parties are on the point; None for a text."""
    because: str = ""

    @property
    def title(self) -> str:
        """Of the point, or the text."""
        about = self.point or self.text
        return about.title if about else ""

    @property
    def key(self) -> str:
        """Unlike any other row's: a point and a text may share their id."""
        return (
            f"point-{self.point.id}" if self.point else f"text-{self.text.id if self.text else ''}"
        )


@dataclass(frozen=True, slots=True)
class MatrixGroup:
    """Rows of one theme; without a theme: other points, or texts."""

    theme: Theme | None
    rows: tuple[MatrixRow, ...]
    is_of_texts: bool = False


@dataclass(frozen=True, slots=True)
class PositionMatrix:
    """Everybody's stance on everything, on a day."""

    as_of: datetime.date | None
    groups: tuple[MatrixGroup, ...]

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place on a point: texts are left out of the count."""
        points = (row for group in self.groups if not group.is_of_texts for row in group.rows)
        return tuple(place for row in points for place in row.places)

    @property
    def n_said(self) -> int:
        """Places in which a stance is in force."""
        return sum(place.says_something for place in self.places)

    @property
    def n_silent(self) -> int:
        """Places in which somebody looked and found no statement."""
        return sum(place.leading.stance is Stance.SILENT for place in self.places)

    @property
    def median_age(self) -> int | None:
        """Whole days since half of the stances in force were last stated; undated ones left out."""
        if self.as_of is None:
            return None
        dates = (p.since.latest for p in self.places if p.says_something)
        ages = sorted(max(0, (self.as_of - date).days) for date in dates if date is not None)
        return ages[(len(ages) - 1) // 2] if ages else None


def position_matrix(case: Case, as_of: datetime.date | None = None) -> PositionMatrix:
    """Lay out everybody's stance on everything.

    Parameters
    ----------
    case : Case
    as_of : date, optional
        Only what had been said, and not withdrawn, by this day; by default the day the record
        was kept to.
    """
    as_of = as_of or case.as_of
    looked = _Looked(case, as_of)
    points = [looked.of_point(point) for point in case.points]
    texts = [text for text in case.texts if text.id in looked.texts_spoken_of]
    known = {theme.id for theme in case.themes}
    groups = [
        MatrixGroup(theme, tuple(r for r in points if r.point and r.point.theme == theme.id))
        for theme in case.themes
    ]
    others = tuple(row for row in points if row.point and row.point.theme not in known)
    groups.append(MatrixGroup(None, others))
    groups.append(MatrixGroup(None, tuple(looked.of_text(text) for text in texts), True))
    return PositionMatrix(as_of, tuple(group for group in groups if group.rows))


def position_days(case: Case) -> tuple[datetime.date, ...]:
    """Return the days on which what is on record changed: something said, or taken back.

    The day the record was kept to is the last, if there is one; what is undated counts from the
    beginning and changes nothing.
    """
    days = {p.since.earliest for p in case.positions}
    days |= {p.until.latest + _DAY for p in case.positions if p.until.latest is not None}
    found = {day for day in days if day is not None}
    if case.as_of is not None:
        found = {day for day in found if day <= case.as_of} | {case.as_of}
    return tuple(sorted(found))


_DAY = datetime.timedelta(days=1)


class _Looked:
    """A case looked at once, party by party."""

    def __init__(self, case: Case, as_of: datetime.date | None) -> None:
        self.case = case
        self.sources = {source.id: source for source in case.sources}
        said = {p.id: statements_of(case, p.id, as_of) for p in case.parties}
        self.held: dict[str, Held] = {party: in_force(made) for party, made in said.items()}
        self.made: dict[tuple[str, str, str], int] = {}
        for party, statements in said.items():
            for statement in statements:
                key = (party, statement.position.point or "", statement.position.text or "")
                self.made[key] = self.made.get(key, 0) + 1
        self.silent: dict[tuple[str, str], list[Position]] = {}
        for position in case.positions:
            if position.stance is Stance.SILENT and is_on_record(position, as_of):
                self.silent.setdefault((position.party, position.point or ""), []).append(position)
        self.texts_spoken_of = {
            subject for held in self.held.values() for point, subject in held if not point
        }

    def of_point(self, point: Point) -> MatrixRow:
        held: dict[str, dict[str, Stance]] = {}
        for party, subjects in self.held.items():
            for option in point.options:
                if made := subjects.get((point.id, option.id)):
                    held.setdefault(option.id, {})[party] = _least(made)
        standing = point_standing(point, self.case.parties, held)
        places = tuple(self.place(party, point) for party in self.case.parties)
        return MatrixRow(point, None, places, standing.state, standing.because)

    def of_text(self, text: Text) -> MatrixRow:
        places = []
        for party in self.case.parties:
            made = self.held[party.id].get(("", text.id), ())
            if made:
                n = self.made[party.id, "", text.id]
                places.append(self.evidenced(party, {"": made}, {"": ""}, n))
            else:
                places.append(Place(party.id, (StanceOn(Stance.UNKNOWN),)))
        return MatrixRow(None, text, tuple(places))

    def place(self, party: Party, point: Point) -> Place:
        subjects = self.held[party.id]
        made = {
            o.id: subjects[point.id, o.id] for o in point.options if (point.id, o.id) in subjects
        }
        if made:
            titles = {option.id: option.title for option in point.options}
            return self.evidenced(party, made, titles, self.made[party.id, point.id, ""])
        looks = self.silent.get((party.id, point.id), [])
        if not looks:
            return Place(party.id, (StanceOn(Stance.UNKNOWN),))
        looks.sort(key=lambda position: position.since.sort_key)
        return Place(
            party.id,
            (StanceOn(Stance.SILENT),),
            since=looks[-1].since,
            positions=tuple(looks),
            sources=self.cited(looks),
        )

    def evidenced(
        self,
        party: Party,
        made: Mapping[str, tuple[Statement, ...]],
        titles: Mapping[str, str],
        n_statements: int,
    ) -> Place:
        """Return the place of a party that has said something: option to what is in force."""
        taken = {option: _least(statements) for option, statements in made.items()}
        in_order = sorted(set(taken.values()), key=stated_rank, reverse=True)
        stances = tuple(
            StanceOn(s, tuple(titles[o] for o in taken if taken[o] is s and titles[o]))
            for s in in_order
        )
        leading = {
            statement.position.id: statement
            for option, statements in made.items()
            if taken[option] is in_order[0]
            for statement in statements
        }
        behind = sorted(leading.values(), key=lambda s: s.position.since.sort_key)
        return Place(
            party=party.id,
            stances=stances,
            since=behind[-1].position.since,
            positions=tuple(statement.position for statement in behind),
            sources=self.cited([statement.position for statement in behind]),
            n_origins=len({origin for statement in behind for origin in statement.origins}),
            n_statements=n_statements,
            contradicts=any(len({s.position.stance for s in found}) > 1 for found in made.values()),
        )

    def cited(self, positions: Iterable[Position]) -> tuple[Source, ...]:
        ids = dict.fromkeys(source for position in positions for source in position.sources)
        return tuple(self.sources[id_] for id_ in ids if id_ in self.sources)


def _least(statements: tuple[Statement, ...]) -> Stance:
    """Return the less favourable of what was said at one date, as a study counts it."""
    return min((statement.position.stance for statement in statements), key=stated_rank)
