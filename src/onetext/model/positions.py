"""Positions: which party stood where on which point, since when, on what evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from onetext.model._noun import noun
from onetext.model.dates import UNKNOWN_DATE, UncertainDate
from onetext.model.markings import Marking


class Stance(StrEnum):
    """How a party stands to an option or a text.

    From the strongest yes to the strongest no; then the two that say nothing. Silence (looked
    for, no public statement found) is not the same as unknown (nobody looked).
    """

    PROPOSES = "proposes"
    ACCEPTS = "accepts"
    ACCEPTS_IF = "accepts-if"
    OPEN = "open"
    RESERVES = "reserves"
    OPPOSES = "opposes"
    RED_LINE = "red-line"
    SILENT = "silent"
    UNKNOWN = "unknown"

    @property
    def rank(self) -> int | None:
        """Place in the order of favour, larger is better; None where nothing is said.

        `accepts` and `accepts-if` share a rank: the condition is the analyst's to judge.
        """
        return _RANKS.get(self)

    @property
    def is_favourable(self) -> bool:
        """Whether the party could live with it as stated."""
        return self in (Stance.PROPOSES, Stance.ACCEPTS, Stance.ACCEPTS_IF)

    @property
    def is_adverse(self) -> bool:
        """Whether the party speaks against it."""
        return self in (Stance.RESERVES, Stance.OPPOSES, Stance.RED_LINE)

    @property
    def says_nothing(self) -> bool:
        """Whether it constrains nothing: silent or unknown."""
        return self.rank is None


_RANKS = {
    Stance.PROPOSES: 5,
    Stance.ACCEPTS: 4,
    Stance.ACCEPTS_IF: 4,
    Stance.OPEN: 3,
    Stance.RESERVES: 2,
    Stance.OPPOSES: 1,
    Stance.RED_LINE: 0,
}


@noun
class Position:
    """Since `since`, `party` takes `stance` on `options` of `point` (or `text`), say `sources`."""

    id: str
    party: str
    stance: Stance
    point: str | None = None
    """Exactly one of `point` and `text` is given."""
    options: tuple[str, ...] = ()
    """The options of the point the stance is about. Empty only where nothing is said of options."""
    text: str | None = None
    """A whole text the stance is about."""
    since: UncertainDate = UNKNOWN_DATE
    """When it was said, or first held as far as is known."""
    until: UncertainDate = UNKNOWN_DATE
    """When it was withdrawn or replaced, if it was."""
    condition: str = ""
    """Of `accepts-if`: the condition, in words."""
    provided: Mapping[str, str] = field(default_factory=dict)
    """Of `accepts-if`: the choices the acceptance depends on, point id to option id, where the
    condition amounts to such choices. With them the party accepts; without them it has not said."""
    note: str = ""
    """What was said, in our words."""
    said_by: str = ""
    """Who spoke, as the source names them."""
    sources: tuple[str, ...] = ()
    unverified: bool = False
    """Recalled or inferred rather than read in a source."""
    marking: Marking | None = None


@noun
class Weights:
    """How much each point matters to a party, as stated or published: points out of a total."""

    id: str
    party: str
    points: Mapping[str, float] = field(default_factory=dict)
    """Point id to weight, larger matters more; the scale is the party's own."""
    up_to: Mapping[str, float] = field(default_factory=dict)
    """Point id to the upper end of its weight, where only a range is known."""
    sources: tuple[str, ...] = ()
    note: str = ""
    unverified: bool = False
    marking: Marking | None = None
