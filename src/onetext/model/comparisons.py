"""Comparisons and scores: what a party holds above what, by how much, as stated or published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from onetext.model._noun import noun
from onetext.model.dates import UNKNOWN_DATE, UncertainDate
from onetext.model.markings import Marking


class Intensity(StrEnum):
    """By how much one thing is above another, in words."""

    MORE = "more"
    """By however much."""
    SLIGHTLY = "slightly"
    CLEARLY = "clearly"
    FAR = "far"
    ABOUT_EQUAL = "about-equal"


@noun
class Comparison:
    """Since `since`, `party` holds one point, choice or text above another, say `sources`."""

    id: str
    party: str
    points: tuple[str, ...] = ()
    """Points in the order in which they matter to the party, most first; two or more. Exactly one
    of `points`, `texts` and the pair `better` and `worse` is given."""
    texts: tuple[str, ...] = ()
    """Texts in the order of its preference, best first; two or more."""
    better: Mapping[str, str] = field(default_factory=dict)
    """Point id to option id: the choices that are better, taken together."""
    worse: Mapping[str, str] = field(default_factory=dict)
    """The choices on the same points that are worse."""
    by: Intensity = Intensity.MORE
    """By how much each is above the next."""
    since: UncertainDate = UNKNOWN_DATE
    """When it was said, or first held as far as is known."""
    until: UncertainDate = UNKNOWN_DATE
    """When it was withdrawn or replaced, if it was."""
    note: str = ""
    """What was said, in our words."""
    said_by: str = ""
    """Who spoke, as the source names them."""
    sources: tuple[str, ...] = ()
    unverified: bool = False
    """Recalled or inferred rather than read in a source."""
    marking: Marking | None = None


@noun
class Scores:
    """Since `since`, `party` gives the options of `point` these scores, say `sources`."""

    id: str
    party: str
    point: str
    options: Mapping[str, float] = field(default_factory=dict)
    """Option id to score, from 0 (the worst the party can think of on this point) to 100."""
    up_to: Mapping[str, float] = field(default_factory=dict)
    """Option id to the upper end of its score, where only a range is known."""
    since: UncertainDate = UNKNOWN_DATE
    until: UncertainDate = UNKNOWN_DATE
    note: str = ""
    sources: tuple[str, ...] = ()
    unverified: bool = False
    marking: Marking | None = None
