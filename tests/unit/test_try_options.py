"""What if: who moves when points are settled otherwise, over the very draws of the study."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from onetext.errors import ImpossibleRequest, NotFound
from onetext.model import (
    Case,
    Clause,
    Marking,
    Option,
    Party,
    Point,
    Position,
    Rule,
    RuleKind,
    Source,
    Stance,
    Text,
    Tlp,
    UncertainDate,
)
from onetext.preferences.acceptability import acceptability_of_package, acceptability_of_text
from onetext.workflows.study import studied_basis, study_of
from onetext.workflows.study_between import between
from onetext.workflows.try_options import try_basis, try_options


def point(id_, *titles):
    options = tuple(Option(id=f"{id_}-{n}", title=title) for n, title in enumerate(titles))
    return Point(id=id_, title=id_.capitalize(), options=options)


def said(id_, party, stance, option):
    return Position(
        id=id_,
        party=party,
        stance=stance,
        point=option.partition("-")[0],
        options=(option,),
        since=UncertainDate("2025-01-15"),
        sources=("report",),
    )


def text(id_, **options):
    clauses = tuple(Clause(point=name, option=option) for name, option in options.items())
    return Text(id=id_, title=f"Draft {id_}", date=UncertainDate("2025-02-01"), clauses=clauses)


CASE = Case(
    id="two-sides",
    title="Two sides",
    marking=Marking(tlp=Tlp.CLEAR),
    parties=(
        Party(id="north", name="North"),
        Party(id="south", name="South"),
        Party(id="friend", name="Friend", signs=False),
    ),
    points=(
        point("border", "The river", "The ridge"),
        point("harbour", "Shared", "To the north", "To the south"),
        point("prisoners", "All for all", "One by one"),
        point("flags", "Both", "None"),
    ),
    sources=(Source(id="report", title="A report", credibility="2"),),
    texts=(
        text("first", border="border-0", harbour="harbour-1", prisoners="prisoners-1",
             flags="flags-0"),
        text("second", border="border-0", harbour="harbour-2", prisoners="prisoners-0"),
    ),
    positions=(
        said("n1", "north", Stance.PROPOSES, "border-0"),
        said("n2", "north", Stance.RED_LINE, "border-1"),
        said("s1", "south", Stance.RED_LINE, "border-0"),
        said("s2", "south", Stance.PROPOSES, "border-1"),
        said("n3", "north", Stance.PROPOSES, "prisoners-0"),
        said("s3", "south", Stance.ACCEPTS, "prisoners-0"),
        said("n5", "north", Stance.OPPOSES, "harbour-2"),
    ),
)  # fmt: skip
FIRST = {
    "border": "border-0",
    "harbour": "harbour-0",
    "prisoners": "prisoners-0",
    "flags": "flags-0",
}


@pytest.fixture(scope="module")
def studied():
    return studied_basis(CASE, n_draws=1500, seed=4)


@pytest.fixture(scope="module")
def basis(studied):
    return try_basis(studied)


def test_nothing_changed_moves_nobody(basis):
    found = try_options(basis, CASE, FIRST, {})
    assert found.options == FIRST
    assert [m.change for m in found.parties.values()] == [0.0, 0.0, 0.0]
    assert (found.all.to_yes, found.all.to_no) == (0.0, 0.0)


def test_the_shares_before_and_after_are_those_a_study_would_tell(basis):
    found = try_options(basis, CASE, FIRST, {"border": "border-1"})
    space = basis.fresh.record.space
    for options, shares in ((FIRST, "before"), ({**FIRST, "border": "border-1"}, "after")):
        package = [space.options[i].index(options[p]) for i, p in enumerate(space.points)]
        expected = acceptability_of_package(basis.fresh, package)
        assert {p: getattr(m, shares) for p, m in found.parties.items()} == expected.parties
        assert getattr(found.all, shares) == expected.all


def test_a_text_is_tried_on_the_draws_and_readings_it_was_judged_on(basis, studied):
    found = try_options(basis, CASE, "first", {})
    assert found.all.before == acceptability_of_text(studied.draws, "first").all
    assert found.options == {
        "border": "border-0", "harbour": "harbour-1", "prisoners": "prisoners-1",
        "flags": "flags-0",
    }  # fmt: skip


def test_what_a_text_leaves_open_stays_open_until_it_is_settled(basis):
    assert "flags" not in try_options(basis, CASE, "second", {}).options
    assert try_options(basis, CASE, "second", {"flags": "flags-1"}).options["flags"] == "flags-1"


def test_a_red_line_crossed_loses_its_party(basis):
    found = try_options(basis, CASE, FIRST, {"border": "border-1"})
    assert found.parties["north"].change < 0
    assert found.parties["north"].to_yes < found.parties["north"].to_no
    assert found.parties["south"].change > 0


def test_a_step_is_what_taking_it_would_change(basis):
    found = try_options(basis, CASE, FIRST, {})
    for (point, option), gain in found.steps.items():
        taken = try_options(basis, CASE, FIRST, {point: option})
        assert gain == pytest.approx(taken.all.change, abs=1e-6), (point, option)
    assert {point for point, _ in found.steps} == set(FIRST)


def test_a_step_counts_from_where_the_trial_stands(basis):
    changed = try_options(basis, CASE, FIRST, {"border": "border-1"})
    back = changed.steps["border", "border-0"]
    assert back == pytest.approx(-changed.all.change, abs=1e-6)
    assert changed.steps["border", "border-1"] == 0.0


def test_the_error_of_a_change_is_that_of_its_draws(basis):
    """The difference of two shares over the same draws; their errors do not add."""
    found = try_options(basis, CASE, FIRST, {"flags": "flags-1"}).parties["north"]
    likelihood = basis.fresh.likelihood / basis.fresh.likelihood.sum()
    rng = np.random.default_rng(1)
    profile, space = basis.fresh.profiles["north"], basis.fresh.record.space
    packages = [
        [space.options[i].index({**FIRST, **changes}[p]) for i, p in enumerate(space.points)]
        for changes in ({}, {"flags": "flags-1"})
    ]
    places = np.arange(space.n_points)
    was, now = (profile.gains[:, places, p].sum(axis=1) >= profile.reservation for p in packages)
    change = now.astype(float) - was
    drawn = rng.choice(len(change), size=(400, len(change)), p=likelihood)
    assert found.error == pytest.approx(change[drawn].mean(axis=1).std(), rel=0.25)


def test_no_change_at_all_is_chance_and_a_large_one_is_not(basis):
    assert try_options(basis, CASE, FIRST, {}).all.is_chance
    assert not try_options(basis, CASE, FIRST, {"border": "border-1"}).parties["north"].is_chance


@pytest.mark.parametrize(
    ("kind", "then", "breaks"),
    [
        (RuleKind.EXCLUDES, "harbour-0", True),
        (RuleKind.EXCLUDES, "harbour-1", False),
        (RuleKind.REQUIRES, "harbour-1", True),
        (RuleKind.REQUIRES, "harbour-0", False),
    ],
)
def test_rules_that_the_options_break_are_named(basis, kind, then, breaks):
    rule = Rule(id="r", kind=kind, when={"border": "border-0"}, then={"harbour": then})
    case = dataclasses.replace(CASE, rules=(rule,))
    found = try_options(basis, case, FIRST, {})
    assert found.broken == ((rule,) if breaks else ())
    assert try_options(basis, case, FIRST, {"border": "border-1"}).broken == ()


@pytest.mark.parametrize(
    ("start", "changes"),
    [
        ("no-such-text", {}),
        ({**FIRST, "border": "elsewhere"}, {}),
        (FIRST, {"moon": "full"}),
        (FIRST, {"border": "elsewhere"}),
    ],
)
def test_what_is_not_there_cannot_be_tried(basis, start, changes):
    with pytest.raises(NotFound) as told:
        try_options(basis, CASE, start, changes)
    assert "there is none" in told.value.problems[0].what


def test_all_packages_are_looked_at_where_they_are_few(basis):
    found = between(basis, ("north", "south"))
    assert found.is_whole
    assert found.n_found + len(found.beaten) <= 2 * 3 * 2 * 2
    shares = [[p.acceptability[party].share for party in found.parties] for p in found.packages]
    for_north = [share for share, _ in shares]
    assert for_north == sorted(for_north, reverse=True)
    for one in shares:  # told apart on other draws: beaten by no more than chance
        assert not any(
            all(b > a + 0.05 for a, b in zip(one, other, strict=True)) for other in shares
        )
    best = max(row[0] for row in (*found.beaten, *shares))
    assert shares[0][0] >= best - 0.05


def test_of_many_packages_those_found_and_those_on_the_frontier_are_looked_at(
    basis, studied, monkeypatch
):
    from onetext.workflows import study_between

    whole = between(basis, ("north", "south"))
    monkeypatch.setattr(study_between, "ALL_LOOKED_AT", 1)
    known = [package.options for package in study_of(studied).packages]
    found = between(basis, ("north", "south"), known)
    assert not found.is_whole
    for party, end in (("north", 0), ("south", -1)):
        reached = [one.packages[end].acceptability[party].share for one in (whole, found)]
        assert reached[0] == pytest.approx(reached[1], abs=0.05)


@pytest.mark.parametrize("parties", [("north",), ("north", "friend"), ("north", "south", "moon")])
def test_a_picture_is_between_two_or_three_who_sign(basis, parties):
    with pytest.raises(ImpossibleRequest) as told:
        between(basis, parties)
    assert "two or three" in told.value.problems[0].because
