"""A case at a glance: how near the parties are on each point, who is silent, who waits for what."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from onetext.mediation.standings import PointState, point_standing
from onetext.model import (
    Briefing,
    Case,
    Comment,
    Disposition,
    Meeting,
    MeetingStatus,
    Milestone,
    Party,
    Point,
    Stance,
    Text,
    Theme,
)
from onetext.preferences.statements import in_force, stated_rank, statements_of
from onetext.workflows.meeting_hours import time_order

UNFINISHED = (
    MeetingStatus.SCHEDULED,
    MeetingStatus.EXPECTED,
    MeetingStatus.POSTPONED,
    MeetingStatus.ON_HOLD,
    MeetingStatus.ONGOING,
)
"""What a meeting is while it may still take place."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one party's stances on one point come to.

    Attributes
    ----------
    stance : Stance
        The most favourable it takes on any option; `silent` where somebody looked and found no
        statement, `unknown` where the record has nothing.
    options : tuple of str
        Titles of the options it takes that stance on.
    rules_out : tuple of str
        Titles of the options it holds a red line against, beside those.
    """

    party: str
    stance: Stance
    options: tuple[str, ...] = ()
    rules_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PointAtGlance:
    """One point: how near the parties are, why that is said, and every party's cell."""

    point: Point
    state: PointState
    because: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ThemeAtGlance:
    """The points of one theme; `theme` is None for points without one."""

    theme: Theme | None
    points: tuple[PointAtGlance, ...]


@dataclass(frozen=True, slots=True)
class Wait:
    """A party waits: for an answer to its comment, or for a text it says it has not received."""

    party: str
    comment: Comment | None = None
    briefing: Briefing | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """A case at a glance, on a day.

    Attributes
    ----------
    states : mapping
        Number of points in each state.
    silent_on : mapping
        Party id to the number of points on which nothing is on record of it.
    live_texts : tuple of Text
        Tabled by that day and revised by none that was.
    meetings, milestones
        Not over by that day, or not held; the next first, those without a date last.
    """

    as_of: datetime.date | None
    themes: tuple[ThemeAtGlance, ...]
    states: Mapping[PointState, int]
    silent_on: Mapping[str, int]
    live_texts: tuple[Text, ...]
    meetings: tuple[Meeting, ...]
    milestones: tuple[Milestone, ...]
    waits: tuple[Wait, ...]

    @property
    def n_agreed(self) -> int:
        """Points that every signing party accepts alike."""
        return self.states[PointState.AGREED]

    @property
    def n_deadlocked(self) -> int:
        """Points on which red lines leave nothing that anybody wants."""
        return self.states[PointState.DEADLOCKED]


KINDS_OF_POINTS = ("parties", "points", "sources", "positions")
"""Kinds of record that `points_at_glance` follows from, and no other."""


def overview(
    case: Case,
    as_of: datetime.date | None = None,
    points: tuple[PointAtGlance, ...] | None = None,
) -> Overview:
    """Look at a case as a whole.

    Parameters
    ----------
    case : Case
    as_of : date, optional
        Only what had been said, tabled or done by this day; by default the day the record was
        kept to.
    points : tuple of PointAtGlance, optional
        What `points_at_glance` says of the same case and day, where it is there already.
    """
    as_of = as_of or case.as_of
    points = points_at_glance(case, as_of) if points is None else points
    states = dict.fromkeys(PointState, 0)
    for point in points:
        states[point.state] += 1
    return Overview(
        as_of=as_of,
        themes=_themes(case, points),
        states=states,
        silent_on={
            party.id: sum(
                cell.stance.says_nothing
                for point in points
                for cell in point.cells
                if cell.party == party.id
            )
            for party in case.parties
        },
        live_texts=live_texts(case, as_of),
        meetings=_next_meetings(case, as_of),
        milestones=_next_milestones(case, as_of),
        waits=_waits(case, as_of),
    )


def live_texts(case: Case, as_of: datetime.date | None) -> tuple[Text, ...]:
    """Return the texts tabled by a day that no text tabled by then revises."""
    tabled = [text for text in case.texts if as_of is None or text.date.is_known_by(as_of)]
    revised = {earlier for text in tabled for earlier in text.revises}
    return tuple(text for text in tabled if text.id not in revised)


def points_at_glance(case: Case, as_of: datetime.date | None = None) -> tuple[PointAtGlance, ...]:
    """Return how near the parties are on each point by a day; by default that of the record."""
    as_of = as_of or case.as_of
    held = _stances_held(case, as_of)
    looked = {
        (position.party, position.point)
        for position in case.positions
        if position.stance is Stance.SILENT and (as_of is None or position.since.is_known_by(as_of))
    }
    found = []
    for point in case.points:
        on_point = held.get(point.id, {})
        standing = point_standing(point, case.parties, on_point)
        cells = tuple(
            _cell(point, party, on_point, has_looked=(party.id, point.id) in looked)
            for party in case.parties
        )
        found.append(PointAtGlance(point, standing.state, standing.because, cells))
    return tuple(found)


def _stances_held(
    case: Case, as_of: datetime.date | None
) -> Mapping[str, Mapping[str, Mapping[str, Stance]]]:
    """Return point id to option id to party id to stance in force; the less favourable of two."""
    held: dict[str, dict[str, dict[str, Stance]]] = {}
    for party in case.parties:
        said = in_force(statements_of(case, party.id, as_of))
        for (point, option), statements in said.items():
            stances = [statement.position.stance for statement in statements]
            held.setdefault(point, {}).setdefault(option, {})[party.id] = min(
                stances, key=stated_rank
            )
    return held


def _cell(
    point: Point, party: Party, held: Mapping[str, Mapping[str, Stance]], *, has_looked: bool
) -> Cell:
    stances = {
        option.title: held[option.id][party.id]
        for option in point.options
        if party.id in held.get(option.id, {})
    }
    if not stances:
        return Cell(party.id, Stance.SILENT if has_looked else Stance.UNKNOWN)
    best = max(stances.values(), key=lambda stance: stance.rank or 0)
    options = tuple(title for title, stance in stances.items() if stance is best)
    ruled_out = tuple(t for t, s in stances.items() if s is Stance.RED_LINE and s is not best)
    return Cell(party.id, best, options, ruled_out)


def _themes(case: Case, points: tuple[PointAtGlance, ...]) -> tuple[ThemeAtGlance, ...]:
    known = {theme.id for theme in case.themes}
    grouped = [
        ThemeAtGlance(theme, tuple(p for p in points if p.point.theme == theme.id))
        for theme in case.themes
    ]
    grouped.append(ThemeAtGlance(None, tuple(p for p in points if p.point.theme not in known)))
    return tuple(group for group in grouped if group.points)


def _next_meetings(case: Case, as_of: datetime.date | None) -> tuple[Meeting, ...]:
    ahead = [
        meeting
        for meeting in case.meetings
        if meeting.status in UNFINISHED and _is_ahead(meeting.date.latest, as_of)
    ]
    return tuple(
        sorted(ahead, key=lambda m: (m.date.earliest or datetime.date.max, time_order(m), m.id))
    )


def _next_milestones(case: Case, as_of: datetime.date | None) -> tuple[Milestone, ...]:
    ahead = [m for m in case.milestones if _is_ahead(m.date.latest, as_of)]
    return tuple(sorted(ahead, key=lambda m: (m.date.earliest or datetime.date.max, m.id)))


def _is_ahead(last_day: datetime.date | None, as_of: datetime.date | None) -> bool:
    return last_day is None or as_of is None or last_day >= as_of


def _waits(case: Case, as_of: datetime.date | None) -> tuple[Wait, ...]:
    """Return who waits for what; a party that says it has not received a text, until it has."""
    parties = {party.id for party in case.parties}
    waits = [
        Wait(comment.party, comment=comment)
        for comment in case.comments
        if comment.disposition is Disposition.NEW
        and (as_of is None or comment.date.is_known_by(as_of))
    ]
    known = [b for b in case.briefings if as_of is None or b.date.is_known_by(as_of)]
    for briefing in known:
        for party in briefing.to:
            if not briefing.received and party in parties and not _reached(known, party, briefing):
                waits.append(Wait(party, briefing=briefing))
    return tuple(waits)


def _reached(briefings: list[Briefing], party: str, missing: Briefing) -> bool:
    """Whether a party got, on the same day or later, what it said it had not."""
    return any(
        later.received
        and party in later.to
        and later.text == missing.text
        and later.date.sort_key >= missing.date.sort_key
        for later in briefings
    )
