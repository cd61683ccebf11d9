"""The frontier as a drawing: places on a square, two parties along its edges, a third as tone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onetext.preferences.shares import Share
from onetext.workflows.study_between import Between
from onetext.workflows.study_result import FrontierPackage, Study

SIDE = 400
"""Of the square, in units of the drawing."""
LEFT, TOP, BELOW, RIGHT = 52, 14, 52, 16
TICKS = (0, 25, 50, 75, 100)
TONES = 5
NEAR = 26.0
"""Dots nearer than this, across and up together, get one label between them."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid with its figure."""

    figure: int
    at: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A package of the frontier.

    Parameters
    ----------
    x, y : float
    tone : int
        From 1 to 5, dark is high: how far the third party could accept it.
    label : str
        Numbers of the rows beside it; empty where a near one has its number already.
    label_x, label_y : float
    """

    x: float
    y: float
    tone: int
    label: str
    label_x: float
    label_y: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A text, for comparison."""

    x: float
    y: float
    letter: str
    title: str
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class RowBeside:
    """A row of the table beside the drawing."""

    number: int
    shares: tuple[Share, ...]
    all: Share
    names: tuple[str, ...]
    """Criteria that pick this very package."""
    start: str
    query: tuple[tuple[str, str], ...]
    """A trial that begins from the first package of the study and comes to this one."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything the picture and its table need."""

    width: int
    height: int
    left: int
    top: int
    side: int
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    beaten: tuple[tuple[float, float], ...]
    dots: tuple[Dot, ...]
    marks: tuple[Mark, ...]
    tones: tuple[float, float] | None
    """Shares of the third party that the palest and the darkest dot stand for."""
    line: str
    """Points of the line between the dots, for two parties; empty for three."""
    rows: tuple[RowBeside, ...]

    @property
    def right(self) -> int:
        """Right edge of the square."""
        return self.left + self.side

    @property
    def bottom(self) -> int:
        """Lower edge of the square."""
        return self.top + self.side

    @property
    def middle(self) -> float:
        """Half way across."""
        return self.left + self.side / 2

    @property
    def centre(self) -> float:
        """Half way down."""
        return self.top + self.side / 2


def drawing_of(study: Study, found: Between, criteria: Mapping[str, object]) -> Drawing:
    """Return the frontier as a drawing, the first party across, the second up."""
    places = [
        _place(*(p.acceptability[party].share for party in found.parties[:2]))
        for p in found.packages
    ]
    third = found.parties[2] if len(found.parties) > 2 else None
    labels = _labels(places)
    tones = [package.acceptability[third].share if third else 1.0 for package in found.packages]
    return Drawing(
        width=LEFT + SIDE + RIGHT,
        height=TOP + SIDE + BELOW,
        left=LEFT,
        top=TOP,
        side=SIDE,
        across=tuple(Tick(tick, LEFT + SIDE * tick / 100) for tick in TICKS),
        up=tuple(Tick(tick, TOP + SIDE * (1 - tick / 100)) for tick in TICKS),
        beaten=tuple(dict.fromkeys(_place(row[0], row[1]) for row in found.beaten)),
        dots=tuple(
            Dot(x, y, tone, label, *at)
            for (x, y), tone, (label, at) in zip(places, _tones(tones), labels, strict=True)
        ),
        marks=_marks(study, found.parties),
        line="" if third else " ".join(f"{x},{y}" for x, y in sorted(places)),
        tones=(min(tones), max(tones)) if third and tones else None,
        rows=tuple(
            _row(number, package, study, found, criteria)
            for number, package in enumerate(found.packages, 1)
        ),
    )


def _place(across: float, up: float) -> tuple[float, float]:
    return round(LEFT + SIDE * across, 1), round(TOP + SIDE * (1 - up), 1)


def _tones(shares: Sequence[float]) -> list[int]:
    """From 1 for the least to 5 for the most; all alike where they hardly differ."""
    least, most = min(shares, default=0.0), max(shares, default=0.0)
    if most - least < 0.02:
        return [TONES] * len(shares)
    return [min(TONES, 1 + int(TONES * (share - least) / (most - least))) for share in shares]


def _labels(
    places: list[tuple[float, float]],
) -> list[tuple[str, tuple[float, float]]]:
    """Number the dots; of dots that touch, the first says the numbers of all."""
    groups: list[list[int]] = []
    for index, (x, y) in enumerate(places):
        near = next(
            (g for g in groups if abs(places[g[0]][0] - x) + abs(places[g[0]][1] - y) < NEAR),
            None,
        )
        if near is None:
            groups.append([index])
        else:
            near.append(index)
    said = {group[0]: _numbers(group) for group in groups}
    return [
        (said.get(index, ""), (min(x + 9, LEFT + SIDE - 6), max(y - 8, TOP + 10)))
        for index, (x, y) in enumerate(places)
    ]


def _numbers(group: list[int]) -> str:
    """Write the numbers of some dots, those in a row as a range."""
    runs: list[list[int]] = []
    for number in (index + 1 for index in group):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{r[0]}–{r[-1]}" if len(r) > 1 else str(r[0]) for r in runs)


def _marks(study: Study, parties: tuple[str, ...]) -> tuple[Mark, ...]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    return tuple(
        Mark(
            *_place(*(text.acceptability[party].share for party in parties[:2])),
            letter,
            text.title,
            tuple(text.acceptability[party] for party in parties),
        )
        for letter, text in zip(letters, study.texts, strict=False)
        if text.n_open < sum(len(point.options) > 1 for point in study.points)
    )


def _row(
    number: int,
    package: FrontierPackage,
    study: Study,
    found: Between,
    criteria: Mapping[str, object],
) -> RowBeside:
    same = [p.criterion for p in study.packages if p.options == package.options]
    start = study.packages[0]
    apart = [(p, o) for p, o in package.options.items() if start.options.get(p) != o]
    return RowBeside(
        number=number,
        shares=tuple(package.acceptability[party] for party in found.parties),
        all=package.all,
        names=tuple(str(criteria[criterion]) for criterion in same),
        start=f"package:{start.criterion}",
        query=tuple((f"o-{point}", option) for point, option in apart),
    )
