"""Texts: dated drafts made of clauses on points, joined into a graph by what each revises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from onetext.model._noun import noun
from onetext.model.dates import UNKNOWN_DATE, UncertainDate
from onetext.model.markings import Marking


class ClauseState(StrEnum):
    """What has become of a point in a text."""

    AGREED = "agreed"
    BRACKETED = "bracketed"
    OPEN = "open"
    DROPPED = "dropped"
    MOVED = "moved"


@noun
class Alternative:
    """One of several competing wordings inside brackets, with who asked for it."""

    option: str | None = None
    wording: Mapping[str, str] = field(default_factory=dict)
    asked_by: tuple[str, ...] = ()
    """Ids of the parties that asked for it; empty: not attributed."""


@noun
class Clause:
    """What one text says on one point.

    A point may have several clauses in a text (it was split); several points may share a printed
    number (they were merged).
    """

    point: str
    number: str | None = None
    """The number printed in this text: a label, not an identity."""
    option: str | None = None
    """The option of the point that this clause realises, where that is clear."""
    wording: Mapping[str, str] = field(default_factory=dict)
    """BCP 47 language tag to wording, or to a paraphrase where the text may not be reproduced."""
    state: ClauseState = ClauseState.OPEN
    alternatives: tuple[Alternative, ...] = ()
    """Of a bracketed clause: the wordings that compete."""
    agreed_by: tuple[str, ...] = ()
    """Of an agreed clause: ids of the parties it is agreed between; empty: between all that sign.
    Agreed between some is not agreed: the others have not said yes."""
    moved_to: str = ""
    """Of a moved clause: the annex, side letter or other text it went to."""
    sources: tuple[str, ...] = ()
    unverified: bool = False
    """Recalled or inferred rather than read in a source."""


@noun
class Text:
    """A draft as it stood on a day. Several texts may be live at once."""

    id: str
    title: str
    date: UncertainDate = UNKNOWN_DATE
    tabled_by: tuple[str, ...] = ()
    """Ids of the parties that put it forward, as far as is known."""
    revises: tuple[str, ...] = ()
    """Ids of the texts it was made from."""
    reason: str = ""
    """Why it was made."""
    is_complete: bool = True
    """Whether the clauses below are the whole text. In a text known only in part, a point without
    a clause is unknown rather than left out."""
    is_paraphrase: bool = False
    """Whether the wordings are our own words for what the text says."""
    clauses: tuple[Clause, ...] = ()
    sources: tuple[str, ...] = ()
    note: str = ""
    marking: Marking | None = None

    def clauses_on(self, point_id: str) -> tuple[Clause, ...]:
        """All clauses of this text on a point, in the text's order."""
        return tuple(clause for clause in self.clauses if clause.point == point_id)
