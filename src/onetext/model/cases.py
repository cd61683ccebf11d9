"""A case: everything the record holds on one negotiation, at one moment, for one pair of eyes."""

from __future__ import annotations

import datetime

from onetext.model._noun import noun
from onetext.model.briefings import Briefing, Comment, Precedent
from onetext.model.comparisons import Comparison, Scores
from onetext.model.kept_reports import KeptReport
from onetext.model.markings import DRAFTING_TEAM_ONLY, Marking
from onetext.model.meetings import Event, Meeting, Milestone, Track
from onetext.model.parties import KeyHolder, Party, Person
from onetext.model.points import Point, Rule, Theme
from onetext.model.positions import Position, Weights
from onetext.model.reviews import ReviewedStatement
from onetext.model.sources import Source
from onetext.model.texts import Text


@noun
class Case:
    """One negotiation as its record stands."""

    id: str
    title: str
    summary: str = ""
    as_of: datetime.date | None = None
    """The day up to which the record was kept; nothing later is in it."""
    note: str = ""
    """What a reader must know before using the case: licences, limits, disclaimers."""
    marking: Marking = DRAFTING_TEAM_ONLY
    """Marking of every record that carries none of its own."""
    made_for: str = ""
    """Written by `onetext export`: for whose eyes this copy was made. It may lack records, and
    cannot be imported over the case it was taken from. Empty: nothing was left out."""
    themes: tuple[Theme, ...] = ()
    parties: tuple[Party, ...] = ()
    persons: tuple[Person, ...] = ()
    key_holders: tuple[KeyHolder, ...] = ()
    points: tuple[Point, ...] = ()
    rules: tuple[Rule, ...] = ()
    sources: tuple[Source, ...] = ()
    texts: tuple[Text, ...] = ()
    positions: tuple[Position, ...] = ()
    weights: tuple[Weights, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    scores: tuple[Scores, ...] = ()
    reports: tuple[KeptReport, ...] = ()
    statements: tuple[ReviewedStatement, ...] = ()
    precedents: tuple[Precedent, ...] = ()
    tracks: tuple[Track, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    events: tuple[Event, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    briefings: tuple[Briefing, ...] = ()
    comments: tuple[Comment, ...] = ()
