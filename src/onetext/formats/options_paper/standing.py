"""How each party stands to each text or package: a chart, and the same figures as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from onetext.formats.options_paper.charts import Bar, bar_chart
from onetext.formats.options_paper.matrix import Said
from onetext.formats.options_paper.words import count, date_words, percent, share_words
from onetext.preferences.shares import Share
from onetext.workflows.study_result import PackageFinding, Study, TextFinding

ALL = "All who sign"
LEAST_MOVE = 0.02
"""Below this a figure is not said to rest on an origin."""
_CRITERIA = {
    "most-signed": "Most signed",
    "nash": "Nash",
    "egalitarian": "Egalitarian",
    "utilitarian": "Utilitarian",
    "expected-nash": "Expected Nash",
    "worst-tail": "Worst tail",
    "least-share": "Least share",
}
"""Short names for columns; the study's own title says what each means."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of the table: an acceptability, the range it was seen in, what leaves it open."""

    who: str
    words: str
    share: Share
    low: float
    high: float
    left_open_by: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()
    """What the party said of the whole text."""

    @property
    def spread(self) -> str:
        """The range in words; empty where it is too narrow to print."""
        low, high = percent(self.low), percent(self.high)
        return "" if low == high else f"{low} to {high}"


@dataclass(frozen=True, slots=True)
class Column:
    """One text or package with its figures, every party and then all who sign."""

    title: str
    note: str
    figures: tuple[Figure, ...]
    drawing: str
    """An SVG made here: the only markup that enters a page unescaped."""
    bound: str = ""
    working: str = ""
    """How it was found."""


SaidOfTexts = Mapping[tuple[str, str], tuple[Said, ...]]
"""Party id and text id to what the party said of the text."""


def text_columns(study: Study, said: SaidOfTexts) -> tuple[Column, ...]:
    """List the texts with their figures, in the order of the study."""
    return tuple(_text_column(study, text, said) for text in study.texts)


def package_columns(study: Study) -> tuple[Column, ...]:
    """List the packages with their figures, in the order of the study."""
    return tuple(_package_column(study, package) for package in study.packages)


def package_title(package: PackageFinding) -> str:
    """Return a short name for a package, by the criterion that chose it."""
    return _CRITERIA.get(package.criterion, package.title)


def _text_column(study: Study, text: TextFinding, said: SaidOfTexts) -> Column:
    notes = [date_words(text.date)]
    if not text.is_complete:
        notes.append("known only in part")
    if text.n_open:
        notes.append(f"{count(text.n_open, 'point')} left open")
    figures = _figures(study, text.acceptability, text.all, _without(study, text.id))
    ids = {study.party_names[party]: party for party in study.parties}
    figures = tuple(
        replace(
            figure,
            left_open_by=tuple(p.point for p in text.left_open_by.get(ids[figure.who], ())),
            said=said.get((ids[figure.who], text.id), ()),
        )
        if figure.who in ids
        else figure
        for figure in figures
    )
    return Column(text.title, " · ".join(notes), figures, _drawing(text.title, figures))


def _package_column(study: Study, package: PackageFinding) -> Column:
    figures = _figures(
        study, package.acceptability, package.all, _without(study, package.criterion)
    )
    title = package_title(package)
    return Column(
        title=title,
        note=package.title if title != package.title else "",
        figures=figures,
        drawing=_drawing(title, figures, package.bound),
        bound="" if package.bound is None else percent(package.bound),
        working=package.note,
    )


def _without(study: Study, of: str) -> Mapping[str | None, list[float]]:
    """Acceptabilities of a text or package as they were when one origin was left out, per party."""
    found: dict[str | None, list[float]] = {}
    for sensitivity in study.sensitivities:
        if sensitivity.text == of:
            found.setdefault(sensitivity.party, []).append(sensitivity.without_it)
    return found


def _figures(
    study: Study,
    acceptability: Mapping[str, Share],
    of_all: Share,
    without: Mapping[str | None, list[float]],
) -> tuple[Figure, ...]:
    rows: list[tuple[str | None, str, Share]] = [
        (party, study.party_names[party], acceptability[party])
        for party in study.parties
        if party in acceptability
    ]
    rows.append((None, ALL, of_all))
    return tuple(
        Figure(name, share_words(share), share, *_range(share, without.get(party, ())))
        for party, name, share in rows
    )


def _range(share: Share, others: Iterable[float]) -> tuple[float, float]:
    """Two standard errors each way, widened by what other readings of the record gave."""
    low = min((share.share - 2 * share.error, *others))
    high = max((share.share + 2 * share.error, *others))
    return max(0.0, low), min(1.0, high)


def _drawing(title: str, figures: tuple[Figure, ...], bound: float | None = None) -> str:
    bars = [
        Bar(f.who, f.words, f.share.share, f.low, f.high, bound if f.who == ALL else None)
        for f in figures
    ]
    told = "; ".join(f"{f.who} {f.words}" for f in figures)
    return bar_chart(bars, f"Acceptability of {title}: {told}.")


@dataclass(frozen=True, slots=True)
class RestsOn:
    """A figure that moves when one origin of the record is left out."""

    origin: str
    of: str
    who: str
    with_it: str
    without_it: str


def rests_on(study: Study) -> tuple[RestsOn, ...]:
    """List the figures that move by two points or more, the largest move first."""
    titles = {text.id: text.title for text in study.texts}
    titles |= {package.criterion: package_title(package) for package in study.packages}
    telling = [s for s in study.sensitivities if abs(s.with_it - s.without_it) >= LEAST_MOVE]
    return tuple(
        RestsOn(
            origin=s.title,
            of=titles.get(s.text, s.text),
            who=study.party_names.get(s.party, s.party) if s.party else ALL,
            with_it=percent(s.with_it),
            without_it=percent(s.without_it),
        )
        for s in sorted(telling, key=lambda s: -abs(s.with_it - s.without_it))
    )


def spread(study: Study) -> str:
    """Say over which range each party's share runs between packages that none other beats."""
    if len(study.frontier) < 2:
        return ""
    ranges = []
    for party in study.signing:
        shares = [package.acceptability[party].share for package in study.frontier]
        ranges.append(
            f"{study.party_names[party]} {percent(min(shares))} to {percent(max(shares))}"
        )
    return (
        f"Between the {len(study.frontier)} packages found that no other one beats for one party "
        f"without losing for another: {', '.join(ranges)}."
    )
