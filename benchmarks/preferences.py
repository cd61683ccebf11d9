"""What preferences and packages cost: draws, chains, the best package with its bound, a study."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from work import Work

from onetext.mediation.bounds import MOST_GROUPS
from onetext.mediation.most_signed import MostSigned, most_signed_package
from onetext.model import (
    Case,
    Comparison,
    Intensity,
    Option,
    Party,
    Point,
    Position,
    Source,
    Stance,
)
from onetext.preferences.diagnostics import effective_size
from onetext.preferences.draws import Draws, record_of, sample_draws
from onetext.wiring import open_case
from onetext.workflows.study import study


def bundled() -> Case:
    return open_case("ukraine-2025")


def drawing(n_draws: int, *, one_party: bool) -> Callable[[], Callable[[], Draws]]:
    """Draw all parties of the bundled case, or the one most is on record of."""

    def prepare() -> Callable[[], Draws]:
        record = record_of(bundled(), bundled().as_of)
        if one_party:
            most = max(range(4), key=lambda index: len(record.parties[index].statements))
            record = replace(
                record, parties=(record.parties[most],), signing=(record.signing[most],)
            )
        return lambda: sample_draws(record, n_draws, 1)

    return prepare


def compared(n_draws: int, by: Intensity) -> Callable[[], Draws]:
    """The same party with twelve comparisons of two points, all of which hold."""
    case = bundled()
    points = [point.id for point in case.points if point.options]
    pairs = zip(points[:24:2], points[1:24:2], strict=True)
    said = tuple(
        Comparison(id=f"c{n}", party="ukraine", points=pair, by=by) for n, pair in enumerate(pairs)
    )
    record = record_of(replace(case, comparisons=said), case.as_of)
    record = replace(record, parties=record.parties[:1], signing=record.signing[:1])
    return lambda: sample_draws(record, n_draws, 1)


def best_package(bound_groups: int) -> Callable[[], Callable[[], MostSigned | None]]:
    def prepare() -> Callable[[], MostSigned | None]:
        draws = sample_draws(record_of(bundled(), bundled().as_of), 2000, 1)
        _ = draws.gains
        return lambda: most_signed_package(
            draws, [], np.random.default_rng(1), bound_groups=bound_groups
        )

    return prepare


def whole_study() -> Callable[[], Any]:
    case = bundled()
    study(case, n_draws=100)  # libraries are loaded once, before the clock
    return lambda: study(case)


def made_up(n_points: int, n_parties: int, n_statements: int) -> Case:
    """A case of any size: stances of every kind, one after the other."""
    options = tuple(Option(id=o, title=o) for o in "abcd")
    stances = [stance for stance in Stance if not stance.says_nothing]
    rng = np.random.default_rng(1)
    positions = tuple(
        Position(
            id=f"x{n}",
            party=f"q{rng.integers(n_parties)}",
            point=f"p{rng.integers(n_points)}",
            options=("abcd"[rng.integers(4)],),
            stance=stances[rng.integers(7)],
            sources=("s",),
        )
        for n in range(n_statements)
    )
    return Case(
        id="made-up",
        title="Made up",
        parties=tuple(Party(id=f"q{n}", name=f"Q{n}") for n in range(n_parties)),
        points=tuple(Point(id=f"p{n}", title=f"P{n}", options=options) for n in range(n_points)),
        sources=(Source(id="s", title="S", credibility="2"),),
        positions=positions,
    )


def sized(n_points: int, n_parties: int, n_statements: int) -> Callable[[], Callable[[], Draws]]:
    """Record and 1,000 draws of every party."""

    def prepare() -> Callable[[], Draws]:
        case = made_up(n_points, n_parties, n_statements)
        return lambda: sample_draws(record_of(case), 1000, 1)

    return prepare


def effective(draws: Draws) -> str:
    least = min(effective_size(p.likelihood) for p in draws.profiles.values())
    worst = max(p.r_hat for p in draws.profiles.values())
    return f"{least:,.0f} effective, R-hat {worst:.2f}"


def reached(found: MostSigned | None) -> str:
    return "none" if found is None else f"{found.share:.3f}, bound {found.bound.value:.3f}"


WORKS = (
    Work("12,000 draws, one party of ukraine-2025", "10,000 effective ≤ 2 s",
         drawing(12_000, one_party=True), effective),
    Work("4,000 draws, all four parties", "", drawing(4000, one_party=False), effective),
    Work("4,000 draws, 12 orders of two points", "",
         lambda: compared(4000, Intensity.MORE), effective),
    Work("2,000 draws by chains, 12 comparisons by how much", "",
         lambda: compared(2000, Intensity.SLIGHTLY), effective),
    Work("best package, 2,000 draws × 4 parties", "≤ 10 s", best_package(0), reached),
    Work("the same with the tighter bound", "≤ 10 s", best_package(MOST_GROUPS), reached),
    Work("study ukraine-2025, libraries loaded", "≤ 5 s in all", whole_study),
    *(Work(f"1,000 draws: {n} points, 4 parties, 200 statements", "", sized(n, 4, 200))
      for n in (10, 28, 100, 200)),
    *(Work(f"1,000 draws: 28 points, {n} parties, 200 statements", "", sized(28, n, 200))
      for n in (2, 5, 10)),
    *(Work(f"1,000 draws: 28 points, 4 parties, {n:,} statements", "", sized(28, 4, n))
      for n in (10, 100, 2000)),
)  # fmt: skip
"""Rows for `run.py`."""
