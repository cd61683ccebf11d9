"""What `onetext positions` promises: evidence, age and conditions beside every position."""

import datetime

from onetext.cli import _run
from onetext.model import Case, Option, Party, Point, Position, Source, Stance, UncertainDate
from onetext.workflows.positions import positions, silent_cells

CASE = Case(
    id="c",
    title="C",
    as_of=datetime.date(2025, 12, 31),
    parties=(Party(id="north", name="North"), Party(id="south", name="South")),
    points=(Point(id="p1", title="One", options=(Option(id="x", title="X"),)),),
    sources=(
        Source(id="scoop", title="Scoop"),
        Source(id="rewrite", title="Rewrite", derived_from=("scoop",)),
    ),
    positions=(
        Position(
            id="n1",
            party="north",
            point="p1",
            stance=Stance.ACCEPTS_IF,
            options=("x",),
            since=UncertainDate("2025-11"),
            condition="the bridge stays open",
            sources=("scoop", "rewrite"),
        ),
        Position(id="s1", party="south", point="p1", stance=Stance.SILENT),
    ),
)


def test_rewrites_count_as_one_origin_and_an_uncertain_day_gives_a_range_of_ages():
    north, south = positions(CASE)
    assert north.origins == ("scoop",)
    assert north.age_days == (31, 60)
    assert south.age_days is None


def test_nothing_said_later_is_shown():
    assert positions(CASE, party="north", as_of=datetime.date(2025, 10, 31)) == ()


def test_what_was_withdrawn_is_no_longer_shown():
    gone = Position(
        id="n0",
        party="north",
        point="p1",
        stance=Stance.OPPOSES,
        options=("x",),
        since=UncertainDate("2025-01-01"),
        until=UncertainDate("2025-06-01"),
    )
    case = Case(id="c", title="C", parties=CASE.parties, points=CASE.points, positions=(gone,))
    assert positions(case, as_of=datetime.date(2025, 7, 1)) == ()
    assert len(positions(case, as_of=datetime.date(2025, 5, 1))) == 1


def test_silence_is_not_the_same_as_nobody_looked():
    assert silent_cells(CASE) == (("south", "p1", Stance.SILENT),)
    nobody = Case(id="c", title="C", parties=CASE.parties, points=CASE.points)
    assert {stance for _, _, stance in silent_cells(nobody)} == {Stance.UNKNOWN}


def test_a_condition_is_printed(capsys):
    assert _run(["positions", "ukraine-2025", "--party", "ukraine", "--point", "21"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "accepts-if: Free economic" in printed
    assert "Condition: Russia pulls back as far" in printed
