"""How the parties stand to texts and packages: shares with their spread, as tables show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onetext.model import Text
from onetext.preferences.shares import Share
from onetext.web.open_case import OpenCase
from onetext.web.study_state import StudyState
from onetext.workflows.overview import live_texts
from onetext.workflows.study_result import PackageFinding, Study, TextFinding

MOST_TEXTS = 5
"""Live texts side by side on the case page: the last tabled; the others are listed in full."""
ALL = "_all"
"""Stands for all who sign where the id of a party is expected; no id of a case begins so."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the parties stand to the live texts: row by row, with the spread of each figure."""

    study: Study | None
    state: StudyState
    texts: tuple[Text, ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def is_under_way(self) -> bool:
        """Whether it is worth asking again soon."""
        return self.state.is_under_way

    @property
    def problems(self) -> tuple[object, ...]:
        """Why there is no study."""
        return self.state.problems


@dataclass(frozen=True, slots=True)
class Row:
    """One party's shares; of the last row: all who sign."""

    party: str
    cells: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A share, with its lowest and highest value when one origin is left out.

    Parameters
    ----------
    title : str
        What it stands under, or beside.
    party : str
        Whose it is; `ALL` for all who sign.
    """

    title: str
    share: Share
    spread: tuple[float, float] | None
    party: str = ALL


@dataclass(frozen=True, slots=True)
class Judged:
    """A text or a package, with the figures of every party and then of all who sign.

    Parameters
    ----------
    kind : str
        `text` or `package`.
    id : str
        Of the text, or the criterion of the package.
    found : TextFinding or PackageFinding
    says_nothing, says_little : bool
        Whether a text leaves all points open, or more than half of them.
    also : tuple of PackageFinding
        Packages that other criteria pick and that settle every point alike.
    """

    kind: str
    id: str
    found: TextFinding | PackageFinding
    figures: tuple[Figure, ...]
    also: tuple[PackageFinding, ...] = ()
    says_nothing: bool = False
    says_little: bool = False

    @property
    def options(self) -> Mapping[str, str]:
        """Point id to option id of a package; of a text, nothing."""
        return self.found.options if isinstance(self.found, PackageFinding) else {}


def live_standing(opened: OpenCase) -> Standing:
    """Return how the parties stand to the texts tabled last, as the case page shows it."""
    state = opened.study()
    study = state.study
    if study is None:
        return Standing(None, state)
    live = {text.id: text for text in live_texts(opened.case, opened.as_of)}
    judged = [text for text in study.texts if text.id in live][-MOST_TEXTS:]
    rows = [
        Row(
            party,
            tuple(
                Figure(t.title, t.acceptability[party], spread(study, t.id, party), party)
                for t in judged
            ),
        )
        for party in study.parties
    ]
    together = tuple(Figure(t.title, t.all, spread(study, t.id, None)) for t in judged)
    return Standing(
        study, state, tuple(live[text.id] for text in judged), (*rows, Row("", together))
    )


def texts_judged(study: Study, live: Sequence[Text]) -> tuple[list[Judged], list[Judged]]:
    """Return the live texts of a study with their figures, and those that were revised since."""
    ids = {text.id for text in live}
    n_points = sum(len(point.options) > 1 for point in study.points)
    judged = [
        Judged(
            "text",
            text.id,
            text,
            figures(study, text.id, text),
            says_nothing=text.n_open == n_points,
            says_little=2 * text.n_open > n_points,
        )
        for text in study.texts
    ]
    return [j for j in judged if j.id in ids], [j for j in judged if j.id not in ids]


def packages_judged(study: Study) -> list[Judged]:
    """Return the packages of a study with their figures, those that settle all alike as one."""
    alike: dict[tuple[tuple[str, str], ...], list[PackageFinding]] = {}
    for package in study.packages:
        alike.setdefault(tuple(sorted(package.options.items())), []).append(package)
    return [
        Judged("package", p.criterion, p, figures(study, p.criterion, p), tuple(others))
        for p, *others in alike.values()
    ]


def figures(study: Study, id_: str, found: TextFinding | PackageFinding) -> tuple[Figure, ...]:
    """Return the figures of a text or package: every party in order, then all who sign."""
    shares: Mapping[str, Share] = found.acceptability
    own = [
        Figure(study.party_names[party], shares[party], spread(study, id_, party), party)
        for party in study.parties
    ]
    return (*own, Figure("", found.all, spread(study, id_, None)))


def spread(study: Study, id_: str, party: str | None) -> tuple[float, float] | None:
    """Return the lowest and highest value of a figure when one origin is left out."""
    values = [
        value
        for shift in study.sensitivities
        if (shift.text, shift.party) == (id_, party)
        for value in (shift.with_it, shift.without_it)
    ]
    return (min(values), max(values)) if values else None
