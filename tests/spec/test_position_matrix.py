"""What the positions page promises: the right stance on any day, its evidence, silence as such."""

import datetime

import pytest

from onetext.errors import NotFound
from onetext.mediation.standings import PointState
from onetext.model import (
    Case,
    Option,
    Party,
    Point,
    Position,
    Source,
    Stance,
    Text,
    Theme,
    UncertainDate,
)
from onetext.workflows.position_history import Fate, position_history
from onetext.workflows.position_matrix import position_days, position_matrix


def said(id_, party, stance, since, *options, **more):
    about = {"point": "p1", "options": options} if "text" not in more else {}
    return Position(id=id_, party=party, stance=stance, since=UncertainDate(since), **about, **more)


CASE = Case(
    id="c",
    title="C",
    as_of=datetime.date(2025, 12, 31),
    themes=(Theme(id="water", title="Water"),),
    parties=(Party(id="north", name="North"), Party(id="south", name="South")),
    points=(
        Point(
            id="p1",
            title="Share",
            theme="water",
            options=(Option(id="x", title="X"), Option(id="y", title="Y")),
        ),
        Point(id="p2", title="Who measures", options=(Option(id="z", title="Z"),)),
    ),
    texts=(Text(id="t1", title="Draft"),),
    sources=(
        Source(id="scoop", title="Scoop"),
        Source(id="rewrite", title="Rewrite", derived_from=("scoop",)),
    ),
    positions=(
        said("n1", "north", Stance.RED_LINE, "2025-02-01", "x", "y", sources=("scoop",)),
        said("n2", "north", Stance.ACCEPTS, "2025-06-01", "x", sources=("scoop", "rewrite")),
        said("s0", "south", Stance.PROPOSES, "2025-01-10", "x", until=UncertainDate("2025-03-01")),
        said("s1", "south", Stance.SILENT, "2025-07-01"),
        said("s2", "south", Stance.OPPOSES, "2025-08-01", text="t1", unverified=True),
    ),
)


def place(day, party, row=0):
    matrix = position_matrix(CASE, day and datetime.date.fromisoformat(day))
    rows = [row for group in matrix.groups for row in group.rows]
    return next(place for place in rows[row].places if place.party == party)


@pytest.mark.parametrize(
    ("day", "party", "expected"),
    [
        ("2025-01-31", "north", [(Stance.UNKNOWN, ())]),
        ("2025-02-01", "north", [(Stance.RED_LINE, ("X", "Y"))]),
        ("2025-05-31", "north", [(Stance.RED_LINE, ("X", "Y"))]),
        ("2025-06-01", "north", [(Stance.ACCEPTS, ("X",)), (Stance.RED_LINE, ("Y",))]),
        ("2025-03-01", "south", [(Stance.PROPOSES, ("X",))]),
        ("2025-03-02", "south", [(Stance.UNKNOWN, ())]),
        ("2025-07-01", "south", [(Stance.SILENT, ())]),
    ],
)
def test_a_place_shows_what_was_in_force_on_the_day(day, party, expected):
    found = place(day, party)
    assert [(one.stance, one.options) for one in found.stances] == expected


def test_evidence_is_that_of_the_stance_that_leads_and_rewrites_count_once():
    found = place(None, "north")
    assert [position.id for position in found.positions] == ["n2"]
    assert [source.id for source in found.sources] == ["scoop", "rewrite"]
    assert (found.n_origins, found.n_statements) == (1, 2)
    assert str(found.since) == "2025-06-01"
    assert not found.unverified


def test_silence_is_counted_apart_from_nothing_on_record():
    matrix = position_matrix(CASE)
    assert (matrix.n_said, matrix.n_silent, len(matrix.places)) == (1, 1, 4)
    assert matrix.median_age == (datetime.date(2025, 12, 31) - datetime.date(2025, 6, 1)).days


def test_texts_taken_as_a_whole_stand_apart_and_points_without_a_theme_are_kept():
    groups = position_matrix(CASE).groups
    assert [(g.theme and g.theme.id, g.is_of_texts, len(g.rows)) for g in groups] == [
        ("water", False, 1),
        (None, False, 1),
        (None, True, 1),
    ]
    of_text = place(None, "south", row=2)
    assert (of_text.leading.stance, of_text.unverified) == (Stance.OPPOSES, True)
    assert groups[0].rows[0].state is not PointState.AGREED


def test_two_stances_at_one_date_are_two_accounts_and_the_lesser_leads():
    both = said("n3", "north", Stance.OPPOSES, "2025-06-01", "x")
    case = Case(
        id="c", title="C", parties=CASE.parties, points=CASE.points,
        positions=(*CASE.positions[:2], both),
    )  # fmt: skip
    found = position_matrix(case).groups[0].rows[0].places[0]
    assert found.contradicts
    assert found.leading.stance is Stance.OPPOSES


def test_the_days_are_those_on_which_something_changed():
    days = [day.isoformat() for day in position_days(CASE)]
    assert days == [
        "2025-01-10", "2025-02-01", "2025-03-02", "2025-06-01", "2025-07-01", "2025-08-01",
        "2025-12-31",
    ]  # fmt: skip


def test_every_change_of_the_matrix_falls_on_one_of_the_days():
    days = position_days(CASE)
    day, last, changed = days[0], position_matrix(CASE, days[0]).groups, []
    while day < days[-1]:
        day += datetime.timedelta(days=1)
        groups = position_matrix(CASE, day).groups
        if groups != last:
            changed.append(day)
        last = groups
    assert set(changed) <= set(days)
    assert len(changed) == 5


def test_a_history_says_what_became_of_each_statement():
    steps = position_history(CASE, "north", point="p1")
    assert [(s.position.id, s.fate, s.replaced_by) for s in steps] == [
        ("n2", Fate.IN_FORCE, ()),
        ("n1", Fate.IN_FORCE, ("n2",)),
    ]
    assert [(s.position.id, s.fate) for s in position_history(CASE, "South", point="p1")] == [
        ("s1", Fate.NOTHING_FOUND),
        ("s0", Fate.WITHDRAWN),
    ]


def test_a_history_knows_nothing_later_than_the_day():
    early = position_history(CASE, "north", point="p1", as_of=datetime.date(2025, 3, 1))
    assert [(s.position.id, s.fate) for s in early] == [("n1", Fate.IN_FORCE)]
    replaced = said("n4", "north", Stance.OPEN, "2025-09-01", "x", "y")
    case = Case(
        id="c", title="C", parties=CASE.parties, points=CASE.points,
        positions=(CASE.positions[0], replaced),
    )  # fmt: skip
    assert [(s.fate, s.replaced_by) for s in position_history(case, "north", point="p1")] == [
        (Fate.IN_FORCE, ()),
        (Fate.REPLACED, ("n4",)),
    ]
    assert [s.position.id for s in position_history(CASE, "south", text="t1")] == ["s2"]


def test_a_party_that_is_none_is_said_so():
    with pytest.raises(NotFound, match="no party"):
        position_history(CASE, "west", point="p1")
