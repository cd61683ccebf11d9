"""Leaving one origin out: its rewrites go too, and nothing else moves."""

from __future__ import annotations

import pytest

from onetext.model import Case, Clause, Option, Party, Point, Position, Source, Stance, Text
from onetext.preferences.draws import record_of, sample_draws
from onetext.preferences.sensitivity import shifts_without_origins

POINTS = tuple(
    Point(id=f"p{i}", title=f"P{i}", options=(Option(id="a", title="A"), Option(id="b", title="B")))
    for i in range(4)
)
CASE = Case(
    id="c",
    title="C",
    parties=(Party(id="north", name="North"), Party(id="south", name="South")),
    points=POINTS,
    sources=(
        Source(id="scoop", title="Scoop", credibility="1"),
        Source(id="rewrite", title="Rewrite", credibility="1", derived_from=("scoop",)),
        Source(id="other", title="Other", credibility="1"),
    ),
    texts=(Text(id="t", title="T", clauses=tuple(Clause(point=p.id, option="a") for p in POINTS)),),
    positions=(
        Position(id="n", party="north", stance=Stance.RED_LINE, point="p0", options=("a",),
                 sources=("rewrite",)),
        Position(id="s", party="south", stance=Stance.OPPOSES, point="p1", options=("a",),
                 sources=("other",)),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def shifts():
    draws = sample_draws(record_of(CASE), 1000, 2)
    return shifts_without_origins(CASE, None, draws, 2, (0, 0, 0, 0))


def test_the_origin_that_carries_a_result_comes_first(shifts):
    first = shifts[0]
    assert (first.origin, first.party) == ("scoop", "north")
    assert first.change > 0.3
    assert first.n_statements == 1


def test_a_rewrite_is_not_an_origin(shifts):
    assert {shift.origin for shift in shifts} <= {"scoop", "other"}


def test_parties_that_rest_on_other_sources_do_not_move(shifts):
    assert not [
        s for s in shifts if (s.origin, s.party) in {("scoop", "south"), ("other", "north")}
    ]


def test_text_and_package_are_both_looked_at(shifts):
    assert {shift.text for shift in shifts} == {"t", None}
