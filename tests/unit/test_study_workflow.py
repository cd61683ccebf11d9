"""A study of a small case, end to end: what blocks, what could be signed, what to ask."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace

import pytest

from onetext.errors import ImpossibleRequest, NotFound
from onetext.mediation.solutions import RedLines
from onetext.mediation.standings import PointState
from onetext.model import (
    Case,
    Clause,
    Comparison,
    Marking,
    Option,
    Party,
    Point,
    Position,
    Source,
    Stance,
    Text,
    Tlp,
    UncertainDate,
)
from onetext.preferences.acceptability import acceptability_of_package
from onetext.preferences.draws import record_of, sample_draws
from onetext.workflows.study import study
from onetext.workflows.study_json import study_data
from onetext.workflows.study_words import cut_short

CLEAR = Marking(tlp=Tlp.CLEAR)


def point(id_, *titles):
    options = tuple(Option(id=f"{id_}-{n}", title=t) for n, t in enumerate(titles))
    return Point(id=id_, title=id_.title(), options=options)


def said(id_, party, stance, *options, on, since="2025-01-01", **more):
    return Position(
        id=id_,
        party=party,
        stance=stance,
        point=on,
        options=options,
        since=UncertainDate(since),
        sources=("report",),
        **more,
    )


def text(id_, date, revises=(), **options):
    clauses = tuple(Clause(point=p, option=o) for p, o in options.items())
    return Text(
        id=id_, title=f"Draft {id_}", date=UncertainDate(date), revises=revises, clauses=clauses
    )


CASE = Case(
    id="two-sides",
    title="Two sides",
    marking=CLEAR,
    as_of=datetime.date(2025, 6, 30),
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
        text("first", "2025-02-01", border="border-0", harbour="harbour-1", prisoners="prisoners-1",
             flags="flags-0"),
        text("second", "2025-04-01", ("first",), border="border-0", harbour="harbour-2",
             prisoners="prisoners-0"),
    ),
    positions=(
        said("n1", "north", Stance.PROPOSES, "border-0", on="border"),
        said("n2", "north", Stance.RED_LINE, "border-1", on="border"),
        said("s1", "south", Stance.RED_LINE, "border-0", on="border"),
        said("s2", "south", Stance.PROPOSES, "border-1", on="border"),
        said("n3", "north", Stance.PROPOSES, "prisoners-0", on="prisoners"),
        said("s3", "south", Stance.ACCEPTS, "prisoners-0", on="prisoners", since="2025-03-01"),
        said("s4", "south", Stance.SILENT, on="flags"),
        said("n5", "north", Stance.OPPOSES, "harbour-2", on="harbour"),
        said("s5", "south", Stance.OPEN, "harbour-2", on="harbour"),
        Position(id="n6", party="north", stance=Stance.OPPOSES, text="second",
                 since=UncertainDate("2025-04-02"), sources=("report",)),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def found():
    return study(CASE, n_draws=1500, seed=4)


def test_states_follow_from_the_positions(found):
    states = {point.id: point.state for point in found.points}
    assert states == {
        "border": PointState.DEADLOCKED,
        "harbour": PointState.CONTESTED,
        "prisoners": PointState.AGREED,
        "flags": PointState.UNKNOWN,
    }
    border = found.points[0]
    assert [s.party for o in border.options for s in o.stances] == ["north", "south"] * 2
    assert border.options[0].stances[0].credence == pytest.approx(0.7)


def test_red_lines_that_collide_are_named_with_their_positions(found):
    assert [set(c.positions) for c in found.conflicts] == [{"n2", "s1"}]
    assert found.conflicts[0].points == ("border",)
    assert "North rules “The ridge” out (Border)" in found.conflicts[0].because


def test_every_package_resolves_every_point_and_keeps_under_the_bound(found):
    assert found.packages[0].criterion == "most-signed"
    assert {p.criterion for p in found.packages} >= {"most-signed", "utilitarian"}
    for package in found.packages:
        assert set(package.options) == {"border", "harbour", "prisoners", "flags"}
        assert package.bound is not None
        assert package.all.share <= package.bound
        assert package.all.share <= min(package.acceptability[p].share for p in found.signing)
        chance = 4 * (found.packages[0].all.error + package.all.error)
        assert found.packages[0].all.share >= package.all.share - chance


def test_the_criteria_are_spread_and_nothing_on_the_frontier_beats_anything_else(found):
    assert {p.criterion for p in found.packages} >= {"expected-nash", "worst-tail", "least-share"}
    assert found.frontier
    for package in found.frontier:
        assert set(package.options) == {"border", "harbour", "prisoners", "flags"}
    for one in found.frontier:
        for other in found.frontier:
            gains = [
                other.acceptability[p].share - one.acceptability[p].share for p in found.signing
            ]
            # judged on other draws than those they were chosen on: but for chance
            assert one is other or not all(gain > 0.05 for gain in gains)


def test_packages_are_judged_on_other_draws_than_they_were_chosen_on(found):
    record = record_of(CASE, CASE.as_of)
    first, fresh = (sample_draws(record, 1500, 4, fresh=f) for f in (False, True))
    space = record.space
    for package in found.packages:
        chosen = [space.options[i].index(package.options[p]) for i, p in enumerate(space.points)]
        assert package.all == acceptability_of_package(fresh, chosen).all
        assert package.acceptability != acceptability_of_package(first, chosen).parties


def test_a_tighter_bound_is_no_looser_and_is_no_less_than_the_best_package(found):
    tighter = study(CASE, n_draws=1500, seed=4, tighter_bound=True)
    assert tighter.packages[0].bound <= found.packages[0].bound
    assert tighter.packages[0].all.share <= tighter.packages[0].bound
    assert tighter.packages[0].options == found.packages[0].options


def test_classical_solutions_say_which_red_line_they_had_to_leave_out(found):
    chosen = next(p for p in found.packages if p.criterion == "utilitarian")
    assert "every red line in force but" in chosen.note


def test_trades_start_from_the_latest_live_text(found):
    assert {trade.text for trade in found.trades} <= {"second"}


def test_the_same_seed_gives_the_same_bytes_and_another_another(found):
    again = study(CASE, n_draws=1500, seed=4)
    other = study(CASE, n_draws=1500, seed=5)
    assert json.dumps(study_data(found)) == json.dumps(study_data(again))
    assert study_data(found)["texts"] != study_data(other)["texts"]


def test_the_keys_that_others_rely_on(found):
    data = study_data(found)
    keys = "case as_of seed draws parties texts points packages conflicts trades questions"
    assert set(keys.split()) <= set(data)
    assert data["as_of"] == "2025-06-30"
    assert set(data["texts"][0]["acceptability"]["north"]) == {"share", "error"}
    assert set(data["points"][0]) >= {"id", "title", "theme", "state", "because", "options"}
    assert set(data["conflicts"][0]) >= {"positions", "points"}
    for question in data["questions"]:
        assert set(question) >= {"party", "ask", "because", "gain"}


def test_a_party_order_turned_round_changes_no_figure(found):
    turned = study(replace(CASE, parties=CASE.parties[::-1]), n_draws=1500, seed=4)
    for one, other in zip(found.texts, turned.texts, strict=True):
        assert one.all.share == pytest.approx(other.all.share, abs=1e-9)
        for party in found.parties:
            assert one.acceptability[party].share == pytest.approx(
                other.acceptability[party].share, abs=1e-9
            )
    assert [p.state for p in found.points] == [p.state for p in turned.points]


def test_an_earlier_day_knows_only_what_was_said_by_then():
    early = study(CASE, as_of=datetime.date(2025, 2, 10), n_draws=300)
    assert [text.id for text in early.texts] == ["first"]
    prisoners = next(p for p in early.points if p.id == "prisoners")
    assert prisoners.state is PointState.UNKNOWN


def test_before_anything_was_said_a_study_is_wide_and_says_so():
    empty = study(CASE, as_of=datetime.date(2020, 1, 1), n_draws=300)
    assert empty.texts == ()
    assert empty.conflicts == ()
    assert any("No position is on record" in note for note in empty.notes)
    assert {point.state for point in empty.points} == {PointState.UNKNOWN}


def test_where_nothing_says_what_matters_a_study_says_so_of_whom(found):
    note = next(note for note in found.notes if "what matters most" in note)
    names = [party.name for party in CASE.parties]
    assert all(name in note for name in names)
    ranked = Comparison(id="c", party=CASE.parties[0].id, points=("prisoners", "border"))
    told = study(replace(CASE, comparisons=(ranked,)), n_draws=300)
    note = next(note for note in told.notes if "what matters most" in note)
    assert names[0] not in note


def test_one_text_alone(found):
    alone = study(CASE, text="first", n_draws=1500, seed=4)
    assert alone.texts == (found.texts[0],)
    assert {trade.text for trade in alone.trades} <= {"first"}


def test_a_text_that_does_not_exist_or_not_yet():
    with pytest.raises(NotFound, match="no text 'third'"):
        study(CASE, text="third")
    with pytest.raises(ImpossibleRequest, match="did not exist on 2025-02-10"):
        study(CASE, text="second", as_of=datetime.date(2025, 2, 10))


def test_one_party_alone_has_nothing_to_agree():
    alone = replace(
        CASE,
        parties=CASE.parties[:1],
        positions=tuple(p for p in CASE.positions if p.party == "north"),
    )
    with pytest.raises(ImpossibleRequest, match="it has one party alone"):
        study(alone, n_draws=300)


def test_a_handful_of_draws_says_too_little():
    with pytest.raises(ImpossibleRequest, match="99 draws say too little"):
        study(CASE, n_draws=99)


def test_a_record_without_positions_puts_no_package_forward():
    found = study(replace(CASE, positions=()), n_draws=200)
    assert (found.packages, found.questions, found.trades) == ((), (), ())
    assert "othing is on record" in found.headline


def test_no_trade_gives_a_party_what_it_is_on_record_against():
    wishes = (
        said("s1", "south", Stance.PROPOSES, "harbour-0", on="harbour"),
        said("s2", "south", Stance.OPPOSES, "harbour-2", on="harbour"),
    )
    # to north the two are equally bad, so that on the mean the change would harm nobody
    both = said("n1", "north", Stance.OPPOSES, "harbour-0", "harbour-2", on="harbour")

    def given(*positions):
        trades = study(replace(CASE, positions=positions), text="second", n_draws=1000).trades
        return {c.after for trade in trades for c in trade.changes}

    assert "harbour-0" in given(*wishes)
    assert "harbour-0" not in given(*wishes, both)


def test_a_list_of_collisions_that_was_cut_short_says_so():
    whole = RedLines((), (("a", "b"),), is_complete=True, dropped=())
    assert cut_short(whole) == ()
    (said_so,) = cut_short(replace(whole, is_complete=False))
    assert "More sets of red lines may collide than those listed" in said_so


def test_who_is_silent_on_the_only_option_left_is_asked_first():
    positions = (
        said("r1", "north", Stance.RED_LINE, "harbour-2", on="harbour"),
        said("r2", "south", Stance.RED_LINE, "harbour-1", on="harbour"),
        said("r3", "north", Stance.ACCEPTS, "harbour-0", on="harbour"),
    )
    found = study(replace(CASE, positions=positions), n_draws=400)
    gap = found.questions[0]
    assert (gap.kind, gap.party, gap.points) == ("gap", "south", ("harbour",))
    assert "Shared" in gap.ask
    harbour = next(p for p in found.points if p.id == "harbour")
    assert "South has said nothing of it" in harbour.because


def test_no_question_is_put_twice_and_none_was_answered(found):
    asked = [(question.party, question.ask) for question in found.questions]
    assert len(asked) == len(set(asked))
    said = (Stance.PROPOSES, Stance.ACCEPTS, Stance.OPPOSES, Stance.RED_LINE)
    answered = {
        (p.party, p.point, o) for p in CASE.positions for o in p.options if p.stance in said
    }
    titles = {(p.id, o.title): o.id for p in CASE.points for o in p.options}
    for question in found.questions:
        for (point, title), option in titles.items():
            if question.kind == "option" and point in question.points and title in question.ask:
                assert (question.party, point, option) not in answered


def test_the_package_says_who_is_on_record_against_what_and_who_has_said_nothing():
    options = {p.id: [o.id for o in p.options] for p in CASE.points}
    positions = (
        *(
            said(f"n{n}", "north", Stance.OPPOSES, *o, on=p)
            for n, (p, o) in enumerate(options.items())
        ),
        said("s1", "south", Stance.ACCEPTS, *options["flags"], on="flags"),
    )
    for package in study(replace(CASE, positions=positions), n_draws=200).packages:
        assert set(package.against["north"]) == set(options)
        assert package.against["south"] == ()
        assert package.unsaid["north"] == ()
        assert set(package.unsaid["south"]) == set(options) - {"flags"}


def test_no_trade_takes_from_a_party_what_it_is_for_and_gives_what_it_has_not_spoken_of():
    def changed(*positions):
        trades = study(replace(CASE, positions=positions), text="second", n_draws=1000).trades
        return {c.point for trade in trades for c in trade.changes}

    wish = said("s1", "south", Stance.PROPOSES, "harbour-0", on="harbour")
    against = said("s2", "south", Stance.OPPOSES, "harbour-2", on="harbour")
    assert "harbour" in changed(wish, against)
    mine = said("n1", "north", Stance.ACCEPTS, "harbour-2", on="harbour")
    assert "harbour" not in changed(wish, against, mine)
    both = said("n1", "north", Stance.ACCEPTS, "harbour-2", "harbour-0", on="harbour")
    assert "harbour" in changed(wish, against, both)


def test_a_point_whose_every_option_is_ruled_out_is_deadlocked():
    positions = (
        said("r1", "north", Stance.RED_LINE, "flags-0", on="flags"),
        said("r2", "south", Stance.RED_LINE, "flags-1", on="flags"),
    )
    found = study(replace(CASE, positions=positions), n_draws=200)
    assert {p.id: p.state for p in found.points}["flags"] is PointState.DEADLOCKED


def test_what_a_party_said_twice_on_one_day_is_reported_with_what_the_draws_did():
    both = replace(
        CASE,
        positions=(
            *CASE.positions,
            said("n7", "north", Stance.ACCEPTS, "flags-0", on="flags"),
            said("n8", "north", Stance.OPPOSES, "flags-0", on="flags"),
        ),
    )
    clash = [c for c in study(both, n_draws=200).conflicts if c.kind == "statements"]
    assert [set(c.positions) for c in clash] == [{"n7", "n8"}]
    assert "in proportion to credence" in clash[0].how_resolved


def test_a_red_line_on_every_option_leaves_a_study_that_says_so():
    walls = tuple(
        said(f"w{p.id}{o.id}", "north", Stance.RED_LINE, o.id, on=p.id)
        for p in CASE.points
        for o in p.options
    )
    found = study(replace(CASE, positions=walls), n_draws=300)
    assert found.conflicts
    assert found.packages[0].all.share <= found.packages[0].bound


def test_a_question_that_would_disclose_says_so():
    secret = Marking(tlp=Tlp.RED, audience=("north",))
    told = tuple(replace(p, marking=secret) if p.party == "north" else p for p in CASE.positions)
    found = study(replace(CASE, positions=told, texts=()), n_draws=1500, seed=4)
    for question in found.questions:
        asked_for = {p.id for p in told if p.party == "north" and p.point in question.points}
        if question.party == "south" and question.kind == "option":
            assert set(question.discloses) <= asked_for
        else:
            assert question.discloses == ()


def test_nothing_is_called_a_probability_of_peace(found):
    words = json.dumps(study_data(found)).lower()
    assert "probability of peace" not in words
    assert "optimal" not in words
