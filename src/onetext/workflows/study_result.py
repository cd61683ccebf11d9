"""What a study of a case finds: frozen, ordered, with the reasons beside every figure.

Ids refer to the case that was studied; titles are repeated so that a page can be written from
the study alone. Nothing here holds the time of day or how long the work took.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from onetext.mediation.standings import PointState as PointState
from onetext.model import Stance, UncertainDate
from onetext.preferences.necessity import Certainty as Certainty
from onetext.preferences.shares import Share


@dataclass(frozen=True, slots=True)
class StanceInForce:
    """On the day studied, `party` holds `stance` on the option, on this evidence."""

    party: str
    stance: Stance
    position: str
    """Id of the position in the case."""
    since: UncertainDate
    note: str
    condition: str
    said_by: str
    sources: tuple[str, ...]
    """Ids of the sources, as the position gives them."""
    n_origins: int
    """Independent origins behind the sources."""
    credence: float
    """Between 0 and 1: the share of draws in which the statement is taken to hold."""
    unverified: bool


@dataclass(frozen=True, slots=True)
class OptionFinding:
    """One option of a point with every party's stance in force; silent parties are absent."""

    id: str
    title: str
    stances: tuple[StanceInForce, ...]
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class PointFinding:
    """Where the parties are on one point, and why that is said."""

    id: str
    title: str
    theme: str | None
    state: PointState
    because: str
    """A sentence that names the parties and the options."""
    options: tuple[OptionFinding, ...]
    weight: float = 0.0
    """By how much the best all-sign share found would rise if everyone had its wish here."""
    blocked: Share | None = None
    """In which share of draws no option suits all who sign and have spoken on the point; None
    where fewer than two have."""

    @property
    def how_blocked(self) -> float:
        """The share as a number, 0 where there is none: to put points in order."""
        return self.blocked.share if self.blocked else 0.0


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A point that leaves a party's acceptance of a text open."""

    point: str
    title: str
    sway: float
    """Correlation, in size, between the party's gain on this point and its acceptance."""


@dataclass(frozen=True, slots=True)
class TextFinding:
    """How far the record lets one text be acceptable, per party and to all who sign."""

    id: str
    title: str
    date: UncertainDate
    is_complete: bool
    acceptability: Mapping[str, Share]
    """Party id to share; every party of the case, signing or not."""
    all: Share
    """Share of draws in which every signing party does at least as well as without agreement."""
    certainty: Mapping[str, Certainty] = field(default_factory=dict)
    """Party id to what follows for sure, if all that it is on record with holds."""
    n_open: int = 0
    """Points on which the text, as known, leaves the resolution open."""
    left_open_by: Mapping[str, tuple[OpenPoint, ...]] = field(default_factory=dict)
    """Party id to the points that move its acceptance most, largest first."""


@dataclass(frozen=True, slots=True)
class PackageFinding:
    """One resolution per point, chosen by one criterion, judged over the same draws."""

    criterion: str
    """``most-signed``, ``nash``, ``egalitarian``, ``utilitarian``, ``expected-nash``,
    ``worst-tail`` or ``least-share``."""
    title: str
    options: Mapping[str, str]
    """Point id to option id; points without options are absent."""
    acceptability: Mapping[str, Share]
    """Judged on other draws than it was chosen on."""
    all: Share
    bound: float | None
    """No package whatever has a larger all-sign share, but for chance; None if not computed."""
    note: str = ""
    """How it was found and which red lines it had to leave out."""
    against: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Signing party to the points whose option here it is on record against."""
    unsaid: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Signing party to the points whose option here nothing is on record of it on."""


@dataclass(frozen=True, slots=True)
class FrontierPackage:
    """A package that no other one found beats for one signing party without losing for another."""

    options: Mapping[str, str]
    acceptability: Mapping[str, Share]
    all: Share


@dataclass(frozen=True, slots=True)
class Conflict:
    """Statements that cannot all stand: drop any one of them and the rest can."""

    positions: tuple[str, ...]
    """Ids of the positions among them."""
    points: tuple[str, ...]
    because: str
    kind: str = "red-lines"
    """``red-lines``: no package satisfies them all. ``statements``: one party said both.
    ``preferences``: no preferences of one party fit all that it said."""
    how_resolved: str = ""
    """What the draws did about it."""
    others: tuple[str, ...] = ()
    """The comparisons, scores and events among them, as in ``comparison c1``."""


@dataclass(frozen=True, slots=True)
class Change:
    """One point of a text resolved otherwise."""

    point: str
    title: str
    before: str | None
    after: str
    """Option ids."""


@dataclass(frozen=True, slots=True)
class Trade:
    """Changes to a live text that, taken together, harm no signing party on the mean."""

    text: str
    changes: tuple[Change, ...]
    gains: Mapping[str, float]
    """Party id to change of its mean utility, between 0 and 1 of its own scale."""
    all_after: Share
    because: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something a mediator may put to one party, worth asking for what the answer would tell."""

    party: str
    ask: str
    because: str
    gain: float
    """Expected rise of the best reachable all-sign share, between 0 and 1."""
    points: tuple[str, ...] = ()
    kind: str = ""
    """``draft`` (could you sign it?), ``option`` (could you live with it?), ``points`` (which
    matters more?) or ``gap`` (could you live with the only option that nobody rules out?)."""
    discloses: tuple[str, ...] = ()
    """Ids of positions the question would let this party guess though not marked for it."""


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How much one acceptability rests on one independent origin of the record."""

    text: str
    """Text id, or ``most-signed`` for that package."""
    origin: str
    """Source id at the head of the chain of rewrites."""
    title: str
    """Title of that source."""
    n_statements: int
    """Statements that rest on it, alone or with others."""
    party: str | None
    """A party id; None for all who sign."""
    with_it: float
    without_it: float


@dataclass(frozen=True, slots=True)
class WhatIf:
    """All-sign shares as they are, and as they would be if `words` were so."""

    kind: str
    """``overstated`` (a party's red lines) or ``prior`` (what is taken for granted)."""
    party: str | None
    words: str
    before: Mapping[str, float]
    """Text id, or ``most-signed``, to share; over fewer draws than the findings."""
    after: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Study:
    """What could be signed, as far as the record of one case tells on one day."""

    case: str
    title: str
    as_of: datetime.date | None
    seed: int
    n_draws: int
    parties: tuple[str, ...]
    """All parties, in the order of the case."""
    signing: tuple[str, ...]
    """Those whose signature the agreement needs."""
    party_names: Mapping[str, str]
    headline: str
    """The finding in one sentence."""
    texts: tuple[TextFinding, ...]
    points: tuple[PointFinding, ...]
    packages: tuple[PackageFinding, ...]
    conflicts: tuple[Conflict, ...]
    trades: tuple[Trade, ...]
    questions: tuple[Question, ...]
    sensitivities: tuple[Sensitivity, ...] = ()
    what_ifs: tuple[WhatIf, ...] = ()
    frontier: tuple[FrontierPackage, ...] = ()
    """Packages between which the parties' acceptability is traded, the most signed first."""
    notes: tuple[str, ...] = ()
    """What a reader must know before using the figures, in plain sentences."""
    n_effective: Mapping[str, float] = field(default_factory=dict)
    """Party id to the effective number of its draws."""
    r_hat: Mapping[str, float] = field(default_factory=dict)
    """Party id to how well its chains mixed; 1 where every draw is exact."""
