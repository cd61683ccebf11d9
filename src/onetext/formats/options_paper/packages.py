"""Packages side by side: where they differ, whose red lines each crosses, who else is against."""

from __future__ import annotations

from dataclasses import dataclass

from onetext.formats.options_paper.matrix import anchors, point_numbers, unattributable
from onetext.formats.options_paper.standing import package_title
from onetext.model import Case, Stance
from onetext.workflows.study_result import PackageFinding, PointFinding, Study


@dataclass(frozen=True, slots=True)
class Choice:
    """The option one package takes on one point, whose red line that crosses, who opposes it."""

    package: str
    option: str
    crosses: tuple[str, ...]
    opposed_by: tuple[str, ...]
    unverified: bool


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One point across the packages."""

    anchor: str
    number: str
    title: str
    choices: tuple[Choice, ...]

    @property
    def is_shared(self) -> bool:
        """Whether every package resolves the point alike."""
        return len({choice.option for choice in self.choices}) == 1


def choice_rows(case: Case, study: Study) -> tuple[ChoiceRow, ...]:
    """List the points any package resolves, in the order of the study."""
    numbers, ids, hidden = point_numbers(case), anchors(case), unattributable(case)
    return tuple(
        ChoiceRow(
            anchor=ids.get(point.id, ""),
            number=numbers.get(point.id, ""),
            title=point.title,
            choices=tuple(_choice(study, point, package, hidden) for package in study.packages),
        )
        for point in study.points
        if any(point.id in package.options for package in study.packages)
    )


def _choice(
    study: Study, point: PointFinding, package: PackageFinding, hidden: frozenset[str]
) -> Choice:
    option = next((o for o in point.options if o.id == package.options.get(point.id)), None)
    if option is None:
        return Choice(package_title(package), "left open", (), (), False)
    against: dict[bool, dict[str, None]] = {True: {}, False: {}}
    for stance in option.stances:
        if stance.stance.is_adverse:
            name = "a party" if stance.position in hidden else study.party_names[stance.party]
            against[stance.stance is Stance.RED_LINE][name] = None
    crosses, opposed_by = tuple(against[True]), tuple(against[False])
    return Choice(package_title(package), option.title, crosses, opposed_by, option.unverified)
