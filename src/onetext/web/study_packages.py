"""Packages side by side: where they differ, who is on record against each choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from onetext.model import Stance
from onetext.web.study_standing import Judged
from onetext.workflows.study_result import OptionFinding, PointFinding, Study, Trade

CRITERIA = {
    "most-signed": _("Most signed"),
    "nash": _("Nash"),
    "egalitarian": _("Egalitarian"),
    "utilitarian": _("Utilitarian"),
    "expected-nash": _("Expected Nash"),
    "worst-tail": _("Worst tail"),
    "least-share": _("Least share"),
}
MEANINGS = {
    "most-signed": _("acceptable to all who sign in most profiles, as far as found"),
    "nash": _("largest product of mean gains over no agreement"),
    "egalitarian": _("largest smallest mean gain"),
    "utilitarian": _("largest sum of mean gains"),
    "expected-nash": _("largest mean, over the profiles, of the geometric mean of gains"),
    "worst-tail": _("best for the worst-off party in its worst tenth of profiles"),
    "least-share": _("largest smallest share of profiles in which a party accepts"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """The option a package takes on a point, and who that signs speaks against it."""

    package: str
    option: OptionFinding | None
    crosses: tuple[str, ...]
    """Ids of parties whose red line it crosses."""
    opposed_by: tuple[str, ...]
    unsaid_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One point across the packages."""

    point: PointFinding
    choices: tuple[Choice, ...]

    @property
    def is_shared(self) -> bool:
        """Whether every package settles the point alike."""
        return len({choice.option.id for choice in self.choices if choice.option}) == 1


def choice_rows(study: Study, packages: Sequence[Judged]) -> tuple[ChoiceRow, ...]:
    """Return the points any of these packages settles, in the order of the study."""
    return tuple(
        ChoiceRow(point, tuple(_choice(study, point, package) for package in packages))
        for point in study.points
        if any(point.id in package.options for package in packages)
    )


def _choice(study: Study, point: PointFinding, package: Judged) -> Choice:
    taken = package.options.get(point.id)
    option = next((option for option in point.options if option.id == taken), None)
    stances = option.stances if option else ()
    signing = [s for s in stances if s.party in study.signing]
    spoken = {stance.party for stance in stances}
    crosses = dict.fromkeys(s.party for s in signing if s.stance is Stance.RED_LINE)
    adverse = dict.fromkeys(s.party for s in signing if s.stance.is_adverse)
    return Choice(
        package.id,
        option,
        tuple(crosses),
        tuple(party for party in adverse if party not in crosses),
        tuple(party for party in study.signing if party not in spoken),
    )


@dataclass(frozen=True, slots=True)
class Exchange:
    """A trade, with options by their titles."""

    found: Trade
    changes: tuple[tuple[str, str, str], ...]
    """Point, option before or nothing, option after."""
    gains: tuple[tuple[str, float], ...]
    """Party id to its gain in hundredths of its own scale."""
    query: tuple[tuple[str, str], ...]
    """What the address of a trial of it carries."""


def exchanges(study: Study) -> tuple[Exchange, ...]:
    """Return the trades of a study in words."""
    options = {(p.id, option.id): option.title for p in study.points for option in p.options}
    return tuple(
        Exchange(
            trade,
            tuple(
                (c.title, options.get((c.point, c.before or ""), ""), options[c.point, c.after])
                for c in trade.changes
            ),
            tuple((party, 100 * gain) for party, gain in trade.gains.items()),
            tuple((f"o-{c.point}", c.after) for c in trade.changes),
        )
        for trade in study.trades
    )
