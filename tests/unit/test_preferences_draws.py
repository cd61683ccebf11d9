"""What draws keep and what they refuse: red lines, silence, contradictions, readings, misuse."""

from __future__ import annotations

import dataclasses
import datetime
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from onetext.errors import ImpossibleRequest
from onetext.model import (
    Alternative,
    Case,
    Clause,
    ClauseState,
    Option,
    Party,
    Point,
    Position,
    Rule,
    RuleKind,
    Source,
    Stance,
    Text,
    UncertainDate,
    Weights,
)
from onetext.preferences.acceptability import (
    acceptability_of_package,
    acceptability_of_text,
    share_of,
    sways,
)
from onetext.preferences.draws import record_of, sample_draws

CERTAIN = Source(id="certain", title="c", credibility="1")
LIKELY = Source(id="likely", title="l", credibility="2")
DOUBTFUL = Source(id="doubtful", title="d", credibility="4")


def make_case(*positions, n_points=3, n_options=3, parties=("north", "south"), **more):
    options = tuple(Option(id=f"o{k}", title=f"Option {k}") for k in range(n_options))
    return Case(
        id="made-up",
        title="Made up",
        parties=tuple(Party(id=p, name=p.title()) for p in parties),
        points=tuple(
            Point(id=f"p{i}", title=f"Point {i}", options=options) for i in range(n_points)
        ),
        sources=(CERTAIN, LIKELY, DOUBTFUL),
        positions=positions,
        **more,
    )


def position(id_, party, stance, point="p0", options=("o0",), since="", source="likely", **more):
    if "text" in more:
        point, options = None, ()
    return Position(
        id=id_,
        party=party,
        stance=stance,
        point=point,
        options=options,
        since=UncertainDate(since),
        sources=(source,),
        **more,
    )


def draw(case, n=2000, seed=3, as_of=None, **more):
    return sample_draws(record_of(case, as_of), n, seed, **more)


def party_share(draws, party, package=(0, 0, 0)):
    return acceptability_of_package(draws, package).parties[party].share


def test_a_red_line_that_holds_is_hard():
    case = make_case(position("x", "north", Stance.RED_LINE))
    draws = draw(case)
    holds = draws.profiles["north"].red_lines[:, 0, 0]
    assert holds.mean() == pytest.approx(0.7, abs=0.05)
    gains, floor = draws.profiles["north"].gains, draws.profiles["north"].reservation
    best = gains[holds, 0, 0] + gains[holds][:, 1:].max(axis=2).sum(axis=1)
    assert (best < floor[holds]).all()


def test_silence_and_unknown_constrain_nothing():
    spoken = position("x", "north", Stance.PROPOSES, since="2025-01-01")
    silent = (
        position("s", "north", Stance.SILENT, since="2025-02-01"),
        position("u", "north", Stance.UNKNOWN, since="2025-02-01", options=("o0", "o1", "o2")),
        position("t", "south", Stance.SILENT, options=()),
    )
    with_silence, without = draw(make_case(spoken, *silent)), draw(make_case(spoken))
    for party in ("north", "south"):
        assert np.array_equal(with_silence.profiles[party].gains, without.profiles[party].gains)


def test_a_later_statement_takes_the_place_of_an_earlier_one_of_the_same_option_only():
    case = make_case(
        position("old", "north", Stance.RED_LINE, options=("o0", "o1"), since="2025-01-01"),
        position("new", "north", Stance.PROPOSES, since="2025-03-01", source="certain"),
    )
    red = draw(case).profiles["north"].red_lines
    assert red[:, 0, 0].mean() == pytest.approx(0.1 * 0.7, abs=0.03)  # where the later fails
    assert red[:, 0, 1].mean() == pytest.approx(0.7, abs=0.05)
    before = draw(case, as_of=datetime.date(2025, 2, 1)).profiles["north"].red_lines
    assert before[:, 0, 0].mean() == pytest.approx(0.7, abs=0.05)


def test_what_was_withdrawn_by_the_day_no_longer_counts():
    case = make_case(
        position("x", "north", Stance.RED_LINE, since="2025-01", until=UncertainDate("2025-02-10"))
    )
    early, late = datetime.date(2025, 2, 1), datetime.date(2025, 3, 1)
    assert draw(case, as_of=early).profiles["north"].red_lines.any()
    assert not draw(case, as_of=late).profiles["north"].red_lines.any()


def test_of_two_statements_at_one_date_a_draw_takes_one_in_proportion_to_credence():
    case = make_case(
        position("yes", "north", Stance.PROPOSES, since="2025-01-01", source="likely"),
        position("no", "north", Stance.RED_LINE, since="2025-01-01", source="doubtful"),
    )
    red = draw(case, n=8000).profiles["north"].red_lines[:, 0, 0].mean()
    assert red == pytest.approx(0.3 * 0.3 + 0.3 * 0.7 * 0.3, abs=0.02)


def test_option_values_follow_the_order_of_the_stances():
    case = make_case(
        position("a", "north", Stance.PROPOSES, options=("o0",), source="certain"),
        position("b", "north", Stance.ACCEPTS, options=("o1",), source="certain"),
        position("c", "north", Stance.OPPOSES, options=("o2",), source="certain"),
    )
    profile = draw(case, n=6000).profiles["north"]
    values = profile.gains[:, 0] / profile.weights[:, 0, None]
    ordered = (values[:, 0] == 1) & (values[:, 1] > values[:, 2])
    assert ordered.mean() > 0.9**3 - 0.02
    assert values[ordered][:, 1].mean() > values[ordered][:, 2].mean() + 0.2


def everything(party, stance, source="certain"):
    """One stance on every option of every point, believed without a doubt where it can be."""
    return [
        position(
            f"{party}{point}", party, stance, point=f"p{point}", options=("o0",), source=source
        )
        for point in range(3)
    ]


def held(draws, party, n_statements=3):
    """Draws in which every statement on the first options holds: none is free."""
    profile = draws.profiles[party]
    values = profile.gains[:, :, 0] / profile.weights
    return profile, values


@pytest.mark.parametrize(
    ("stance", "least", "most"),
    [
        (Stance.PROPOSES, 0.999, 1.0),
        (Stance.ACCEPTS, 0.999, 1.0),
        (Stance.ACCEPTS_IF, 0.70, 0.95),
        (Stance.OPEN, 0.42, 0.58),
        (Stance.RESERVES, 0.05, 0.30),
        (Stance.OPPOSES, 0.0, 0.001),
        (Stance.RED_LINE, 0.0, 0.001),
    ],
)
def test_all_it_accepts_a_party_would_sign_and_nothing_of_what_it_opposes(stance, least, most):
    believed = Source(id="sure", title="s", credibility="1")
    twice = Source(id="again", title="a", credibility="1")
    thrice = Source(id="still", title="t", credibility="1")
    fourth = Source(id="yet", title="y", credibility="1")
    said = [
        dataclasses.replace(p, sources=("sure", "again", "still", "yet"))
        for p in everything("north", stance)
    ]
    case = make_case(*said)
    case = dataclasses.replace(case, sources=(*case.sources, believed, twice, thrice, fourth))
    assert least <= party_share(draw(case, n=4000), "north") <= most


def test_an_accepted_option_is_worth_more_than_one_nobody_spoke_of_and_an_opposed_one_less():
    case = make_case(
        position("a", "north", Stance.ACCEPTS, point="p0", source="certain"),
        position("b", "north", Stance.OPPOSES, point="p1", source="certain"),
    )
    _, values = held(draw(case, n=8000), "north")
    accepted, opposed, unsaid = values.mean(axis=0)
    assert unsaid == pytest.approx(0.5, abs=0.02)
    assert accepted == pytest.approx(0.9 * 0.75 + 0.1 * 0.5, abs=0.02)
    assert opposed == pytest.approx(0.9 * 0.25 + 0.1 * 0.5, abs=0.02)


def test_how_many_options_a_party_was_asked_about_says_nothing_of_no_agreement():
    asked = draw(make_case(*everything("north", Stance.ACCEPTS)), n=8000).profiles["north"]
    assert asked.reservation.mean() == pytest.approx(0.5, abs=0.015)
    assert asked.reservation.std() == pytest.approx(1 / np.sqrt(12), abs=0.01)


def test_declared_weights_are_kept_where_they_hold():
    declared = Weights(
        id="w", party="north", points={"p0": 60, "p1": 30, "p2": 10}, sources=("certain",)
    )
    weights = draw(make_case(weights=(declared,))).profiles["north"].weights
    kept = np.isclose(weights, [0.6, 0.3, 0.1]).all(axis=1)
    assert kept.mean() == pytest.approx(0.9, abs=0.03)


def text(id_, options, *, complete=True, state=ClauseState.OPEN, **more):
    clauses = tuple(
        Clause(point=f"p{i}", option=o, state=state, **more)
        for i, o in enumerate(options)
        if o != "absent"
    )
    return Text(id=id_, title=id_, is_complete=complete, clauses=clauses)


def test_an_answer_to_a_whole_text_is_kept():
    texts = (text("t", ("o0", "o1", "o2")), text("s", ("o1", "o1", "o1")))
    accepts = position("x", "north", Stance.ACCEPTS, text="t", source="certain")
    refuses = position("y", "north", Stance.OPPOSES, text="s", source="certain")
    draws = draw(make_case(accepts, refuses, texts=texts))
    assert acceptability_of_text(draws, "t").parties["north"].share > 0.9
    assert acceptability_of_text(draws, "s").parties["north"].share < 0.1
    assert acceptability_of_text(draws, "t").parties["south"].share < 0.6
    assert draws.likelihood.mean() == pytest.approx(1)
    assert draws.likelihood.std() > 0.1


def test_a_conditional_answer_to_a_text_says_nothing_of_the_text_as_it_stands():
    texts = (text("t", ("o0", "o1", "o2")),)
    conditional = position("x", "north", Stance.ACCEPTS_IF, text="t", source="certain")
    assert (draw(make_case(conditional, texts=texts)).likelihood == 1).all()


def test_answers_that_fit_no_profile_are_set_aside_and_named():
    texts = (text("t", ("o0", "o0", "o0")), text("same", ("o0", "o0", "o0")))
    case = make_case(
        position("x", "north", Stance.ACCEPTS, text="t", source="certain"),
        position("y", "north", Stance.OPPOSES, text="same", source="certain"),
        texts=texts,
    )
    draws = draw(case, n=20)
    assert draws.set_aside in ((), ("north",))
    assert np.isfinite(acceptability_of_text(draws, "t").all.share)


@pytest.mark.parametrize(
    ("options", "complete", "readings"),
    [
        (("o0", "o1", "o2"), True, [{0}, {1}, {2}]),
        (("o0", "absent", "o2"), True, [{0}, {0, 1, 2}, {2}]),
        (("o0", "absent", None), False, [{0}, {0, 1, 2}, {0, 1, 2}]),
    ],
)
def test_what_a_text_leaves_open_is_read_in_every_way(options, complete, readings):
    case = make_case(texts=(text("t", options, complete=complete),))
    drawn = draw(case, n=300).readings["t"]
    assert [set(column) for column in drawn.T.tolist()] == readings


def test_a_point_left_out_of_a_complete_text_comes_to_what_the_case_says():
    case = make_case(texts=(text("whole", ("o1",)), text("part", ("o1",), complete=False)))
    points = (case.points[0], *(Point(id=p.id, title=p.title, options=p.options, if_absent="o2")
                                for p in case.points[1:]))  # fmt: skip
    case = make_case(texts=case.texts, n_points=0)
    case = Case(**{f: getattr(case, f) for f in case.__slots__} | {"points": points})
    drawn = draw(case, n=200).readings
    assert set(map(tuple, drawn["whole"].tolist())) == {(1, 2, 2)}
    assert len(set(map(tuple, drawn["part"].tolist()))) == 9


def test_brackets_are_read_as_any_of_their_alternatives():
    alternatives = (Alternative(option="o0"), Alternative(option="o2"))
    clause = Clause(point="p0", state=ClauseState.BRACKETED, alternatives=alternatives)
    unclear = Clause(
        point="p1", state=ClauseState.BRACKETED, alternatives=(*alternatives, Alternative())
    )
    bracketed = Text(id="t", title="t", clauses=(clause, unclear, Clause(point="p2", option="o1")))
    drawn = draw(make_case(texts=(bracketed,)), n=200).readings["t"]
    assert [set(column) for column in drawn.T.tolist()] == [{0, 2}, {0, 1, 2}, {1}]


def test_readings_keep_the_rules():
    rule = Rule(id="r", kind=RuleKind.EXCLUDES, when={"p0": "o0"}, then={"p1": "o0"})
    case = make_case(texts=(text("t", (None, None, "o0")),), rules=(rule,))
    drawn = draw(case, n=500).readings["t"]
    assert not ((drawn[:, 0] == 0) & (drawn[:, 1] == 0)).any()


def test_parties_that_do_not_sign_are_judged_but_do_not_count_in_all():
    case = make_case(position("x", "south", Stance.RED_LINE, source="certain"))
    parties = (case.parties[0], Party(id="south", name="South", signs=False))
    case = Case(**{f: getattr(case, f) for f in case.__slots__} | {"parties": parties})
    found = acceptability_of_package(draw(case), (0, 0, 0))
    assert found.all == found.parties["north"]
    assert found.parties["south"].share < 0.1


def test_the_order_of_parties_changes_nothing():
    said = (
        position("x", "north", Stance.RED_LINE),
        position("y", "south", Stance.PROPOSES),
        position("z", "east", Stance.OPPOSES, point="p1"),
        position("t", "east", Stance.OPPOSES, text="t"),
    )
    texts = (text("t", ("o0", "o1", None)),)
    one = draw(make_case(*said, parties=("north", "south", "east"), texts=texts))
    other = draw(make_case(*said[::-1], parties=("east", "south", "north"), texts=texts))
    a, b = acceptability_of_text(one, "t"), acceptability_of_text(other, "t")
    assert a.all.share == pytest.approx(b.all.share, abs=1e-12)
    assert {p: s.share for p, s in a.parties.items()} == pytest.approx(
        {p: s.share for p, s in b.parties.items()}, abs=1e-12
    )


@pytest.mark.parametrize("workers", [1, 2, 8])
def test_the_result_does_not_depend_on_how_many_drew(workers):
    case = make_case(
        position("x", "north", Stance.RED_LINE),
        position("t", "south", Stance.ACCEPTS, text="t"),
        texts=(text("t", ("o0", None, "o2")),),
    )
    here = draw(case, n=2500)
    with ThreadPoolExecutor(workers) as executor:
        there = draw(case, n=2500, executor=executor)
    for party in ("north", "south"):
        for name in ("gains", "weights", "reservation", "likelihood"):
            assert np.array_equal(
                getattr(here.profiles[party], name), getattr(there.profiles[party], name)
            )


def test_another_seed_is_another_sample():
    case = make_case()
    assert not np.array_equal(
        draw(case, seed=1).profiles["north"].gains, draw(case, seed=2).profiles["north"].gains
    )


@pytest.mark.parametrize(
    ("n", "seed", "what"),
    [(0, 1, "0 draws"), (-5, 1, "-5 draws"), (10**9, 1, "too many"), (10, -1, "the seed -1")],
)
def test_a_request_that_cannot_be_met_says_what_to_do(n, seed, what):
    with pytest.raises(ImpossibleRequest, match=what) as caught:
        draw(make_case(), n=n, seed=seed)
    assert caught.value.problems[0].hint


def test_nothing_to_choose_and_nobody_to_sign_are_refused():
    with pytest.raises(ImpossibleRequest, match="nothing to study"):
        record_of(make_case(n_options=0))
    with pytest.raises(ImpossibleRequest, match="nobody signs"):
        record_of(make_case(parties=()))


def test_one_draw_one_party_one_option_is_enough():
    draws = draw(make_case(n_points=1, n_options=1, parties=("north",)), n=1)
    assert acceptability_of_package(draws, (0,)).all.share in (0.0, 1.0)


def test_the_error_of_a_share_is_never_nothing():
    always = share_of(np.ones(4000, dtype=bool), np.ones(4000))
    assert always.share == 1.0
    assert 0 < always.error < 1e-3
    half = share_of(np.arange(4000) % 2 == 0, np.ones(4000))
    assert half.error == pytest.approx(0.5 / np.sqrt(4000), rel=1e-2)
    assert half.n_effective == 4000


def test_what_moves_a_party_most_is_what_it_cares_about_and_the_text_leaves_open():
    declared = Weights(
        id="w", party="north", points={"p0": 98, "p1": 1, "p2": 1}, sources=("certain",)
    )
    case = make_case(weights=(declared,), texts=(text("t", (None, "o1", "o2")),))
    assert sways(draw(case), "north", "t").argmax() == 0
