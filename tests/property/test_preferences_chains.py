"""Draws whose points are joined, against proposing profiles and keeping those that fit."""

from __future__ import annotations

import numpy as np
import pytest

from onetext.bargaining.space import Space
from onetext.model import Comparison, Event, Intensity, Position, Scores, Stance, UncertainDate
from onetext.preferences.acceptability import share_of
from onetext.preferences.claims import Claim
from onetext.preferences.profiles import PartyRecord, sample_profiles, scaled_likelihood, utilities
from onetext.preferences.statements import Statement

SPACE = Space(points=("p0", "p1", "p2"), options=(("a", "b"),) * 3)
N = 6000
TEXTS = {"t": (0, 0, 0), "s": (1, 1, 0)}


def sure(said):
    return Claim(said, 1.0, ())


def compared(id_="c", since="", **more):
    return sure(Comparison(id=id_, party="p", since=UncertainDate(since), **more))


def stated(id_, stance, since="2025-01-01", **more):
    return Statement(
        Position(id=id_, party="p", stance=stance, since=UncertainDate(since), **more), 1.0, ()
    )


class Profile:
    """Proposals from the prior: weights, places above, below or free, and no agreement."""

    def __init__(self, n, rng, n_times=1):
        self.w = rng.dirichlet(np.ones(3), n)
        self.u = rng.random((n, 3, 2))
        self.r = rng.random((n, n_times))

    def value(self, point, option, side="free"):
        share, r = self.u[:, point, option], self.r[:, -1]
        return {"free": share, "above": r + (1 - r) * share, "below": r * share}[side]

    def utility(self, package, sides=None):
        sides = sides or {}
        return sum(
            self.w[:, i] * self.value(i, o, sides.get((i, o), "free"))
            for i, o in enumerate(package)
        )


def fits_order(p):
    return (p.w[:, 0] >= p.w[:, 1]) & (p.w[:, 1] >= p.w[:, 2]), {}


def fits_one_above_two(p):
    return (p.w[:, 0] >= p.w[:, 1]) & (p.w[:, 0] >= p.w[:, 2]), {}


def fits_order_and_answer(p):
    return (p.w[:, 0] >= p.w[:, 1]) & (p.utility(TEXTS["t"]) >= p.r[:, -1]), {}


def fits_order_and_options(p):
    return (p.w[:, 1] >= p.w[:, 0]) & fits_options(p)[0], {}


def fits_far(p):
    return p.w[:, 0] >= 3 * p.w[:, 2], {}


def fits_slightly(p):
    return (p.w[:, 0] >= p.w[:, 1]) & (p.w[:, 0] <= 2 * p.w[:, 1]), {}


def fits_options(p):
    step = p.u[:, 0, 1] - p.u[:, 0, 0]
    return (step >= 0.15) & (step <= 0.6), {}


def fits_texts(p):
    return p.utility(TEXTS["s"]) >= p.utility(TEXTS["t"]), {}


def fits_texts_and_answer(p):
    accepted = p.utility(TEXTS["t"]) >= p.r[:, -1]
    return accepted & (p.utility(TEXTS["s"]) >= p.utility(TEXTS["t"])), {}


def fits_condition(p):
    worth = p.w[:, 0] * (p.u[:, 0, 0] - p.r[:, 0]) + p.w[:, 1] * (p.u[:, 1, 1] - p.r[:, 0])
    return worth >= 0, {}


def fits_sides(p):
    sides = {(0, 0): "above", (1, 0): "below"}
    return p.utility((0, 0, 0), sides) >= p.utility((1, 1, 1), sides), sides


def fits_event(p):
    return (p.r[:, 1] >= p.r[:, 0]) & (p.utility(TEXTS["t"]) >= p.r[:, 0]), {}


PACKAGE = {"better": {"p0": "a", "p1": "a", "p2": "a"}, "worse": {"p0": "b", "p1": "b", "p2": "b"}}
EXACT = {
    "order of points": (fits_order, (), (compared(points=("p0", "p1", "p2")),)),
    "one above two others": (
        fits_one_above_two,
        (),
        (compared("c", points=("p0", "p1")), compared("d", points=("p0", "p2"))),
    ),
    "an order and an answer": (
        fits_order_and_answer,
        (stated("x", Stance.ACCEPTS, text="t"),),
        (compared(points=("p0", "p1")),),
    ),
}
CHAINED = {
    "an order and a comparison of options": (
        fits_order_and_options,
        (),
        (
            compared("c", points=("p1", "p0")),
            compared("d", better={"p0": "b"}, worse={"p0": "a"}, by=Intensity.CLEARLY),
        ),
    ),
    "far more": (fits_far, (), (compared(points=("p0", "p2"), by=Intensity.FAR),)),
    "slightly more": (fits_slightly, (), (compared(points=("p0", "p1"), by=Intensity.SLIGHTLY),)),
    "options": (
        fits_options,
        (),
        (compared(better={"p0": "b"}, worse={"p0": "a"}, by=Intensity.CLEARLY),),
    ),
    "texts": (fits_texts, (), (compared(texts=("s", "t")),)),
    "texts and an answer": (
        fits_texts_and_answer,
        (stated("x", Stance.ACCEPTS, text="t"),),
        (compared(texts=("s", "t")),),
    ),
    "packages beside stances": (
        fits_sides,
        (
            stated("x", Stance.ACCEPTS, point="p0", options=("a",)),
            stated("y", Stance.OPPOSES, point="p1", options=("a",)),
        ),
        (compared(**PACKAGE),),
    ),
    "an event after an answer": (
        fits_event,
        (stated("x", Stance.ACCEPTS, text="t"),),
        (sure(Event(id="e", title="E", date=UncertainDate("2025-06-01"), better_without=("p",))),),
    ),
}


@pytest.mark.parametrize("name", [*EXACT, *CHAINED])
def test_draws_agree_with_rejection_sampling(name):
    fits, statements, claims = (EXACT | CHAINED)[name]
    rng = np.random.default_rng(11)
    proposed = Profile(120_000, rng, n_times=2 if "event" in name else 1)
    kept, sides = fits(proposed)
    assert kept.sum() > 3000
    readings = {text: np.tile(package, (N, 1)) for text, package in TEXTS.items()}
    record = PartyRecord("p", statements, (), claims)
    drawn = sample_profiles(record, SPACE, readings, N, np.random.default_rng(3))
    assert drawn.chained.all() == drawn.chained.any() == (name in CHAINED)
    assert drawn.r_hat < 1.05
    likelihood = scaled_likelihood(drawn.likelihood, drawn.answered, drawn.chained, drawn.ordered)
    assert likelihood.sum() > 0.99 * N
    error = 5 * np.sqrt(0.25 / N + 0.25 / kept.sum())
    for package in ((0, 0, 0), (1, 1, 0), (1, 0, 1), (1, 1, 1)):
        expected = (proposed.utility(package, sides) >= proposed.r[:, -1])[kept].mean()
        worth = utilities(drawn.gains, np.tile(package, (N, 1)))
        found = share_of(worth >= drawn.reservation, likelihood).share
        assert abs(found - expected) < error, package
    for point in range(3):
        for level in (0.1, 0.3, 0.6):
            expected = (proposed.w[kept, point] < level).mean()
            found = share_of(drawn.weights[:, point] < level, likelihood).share
            assert abs(found - expected) < error, (point, level)
    expected = (proposed.r[kept, -1] < 0.4).mean()
    assert abs(share_of(drawn.reservation < 0.4, likelihood).share - expected) < error


@pytest.mark.parametrize("is_chained", [False, True])
def test_an_answer_tells_of_a_doubtful_statement_whoever_draws(is_chained):
    """A refusal makes a red line on what the text holds likelier; a chain cannot move that."""
    line = Position(id="x", party="p", stance=Stance.RED_LINE, point="p0", options=("a",))
    statements = (Statement(line, 0.5, ()), stated("y", Stance.OPPOSES, text="t"))
    claims = (compared(better={"p1": "b"}, worse={"p1": "a"}),) if is_chained else ()
    readings = {"t": np.zeros((N, 3), dtype=np.int64)}
    drawn = sample_profiles(
        PartyRecord("p", statements, (), claims), SPACE, readings, N, np.random.default_rng(3)
    )
    assert drawn.chained.all() == drawn.chained.any() == is_chained
    likelihood = scaled_likelihood(drawn.likelihood, drawn.answered, drawn.chained, drawn.ordered)
    proposed = Profile(120_000, np.random.default_rng(11))
    is_red = np.arange(120_000) % 2 == 0
    kept = is_red | (proposed.utility(TEXTS["t"]) < proposed.r[:, -1])
    if is_chained:
        kept &= proposed.u[:, 1, 1] >= proposed.u[:, 1, 0]
    expected = is_red[kept].mean()
    assert expected > 0.6
    found = share_of(drawn.red_lines[:, 0, 0], likelihood).share
    assert found == pytest.approx(expected, abs=0.03)


def test_a_condition_binds_the_option_to_the_choices_it_was_accepted_with():
    position = stated("x", Stance.ACCEPTS_IF, point="p0", options=("a",), provided={"p1": "b"})
    record = PartyRecord("p", (position,))
    drawn = sample_profiles(record, SPACE, {}, N, np.random.default_rng(3))
    values = drawn.gains - drawn.weights[:, :, None] * drawn.reservation[:, None, None]
    together = values[:, 0, 0] + values[:, 1, 1]
    assert (together >= -1e-6).all()
    alone = (values[:, 0, 0] >= 0).mean()
    assert 0.7 < alone < 0.98  # it may be below no agreement where the other makes up for it


def test_the_mean_of_ordered_weights_is_the_rank_order_centroid():
    space = Space(points=tuple(f"p{i}" for i in range(6)), options=(("a", "b"),) * 6)
    record = PartyRecord("p", (), (), (compared(points=space.points),))
    drawn = sample_profiles(record, space, {}, 8000, np.random.default_rng(1))
    assert drawn.r_hat < 1.05
    centroid = [sum(1 / k for k in range(i, 7)) / 6 for i in range(1, 7)]
    assert drawn.weights.mean(axis=0) == pytest.approx(centroid, abs=0.006)
    assert (np.diff(drawn.weights, axis=1) <= 1e-7).all()


def test_scores_are_taken_as_they_are_and_a_range_evenly():
    scores = sure(Scores(id="s", party="p", point="p0", options={"a": 60, "b": 10},
                         up_to={"b": 30}))  # fmt: skip
    record = PartyRecord("p", (), (), (scores,))
    drawn = sample_profiles(record, SPACE, {}, N, np.random.default_rng(1))
    values = drawn.gains[:, 0] / drawn.weights[:, 0, None]
    assert values[:, 0] == pytest.approx(np.full(N, 0.6), abs=1e-5)
    assert values[:, 1].min() >= 0.1 - 1e-6
    assert values[:, 1].max() <= 0.3 + 1e-6
    assert values[:, 1].mean() == pytest.approx(0.2, abs=0.005)


def test_a_score_of_an_accepted_option_bounds_no_agreement():
    scores = sure(Scores(id="s", party="p", point="p0", options={"a": 30}))
    accepted = stated("x", Stance.ACCEPTS, point="p0", options=("a",))
    record = PartyRecord("p", (accepted,), (), (scores,))
    drawn = sample_profiles(record, SPACE, {}, N, np.random.default_rng(1))
    assert drawn.reservation.max() <= 0.3 + 1e-6
    assert drawn.reservation.mean() == pytest.approx(0.15, abs=0.01)


def test_a_later_comparison_on_the_same_takes_the_place_of_the_earlier():
    claims = (
        compared("one", since="2025-01-01", points=("p0", "p1")),
        compared("two", since="2025-02-01", points=("p1", "p0")),
    )
    drawn = sample_profiles(
        PartyRecord("p", (), (), claims), SPACE, {}, 2000, np.random.default_rng(1)
    )
    assert (drawn.weights[:, 1] >= drawn.weights[:, 0] - 1e-7).all()


def test_a_doubtful_comparison_holds_in_the_share_of_draws_it_deserves():
    claim = Claim(Comparison(id="c", party="p", points=("p0", "p1")), 0.7, ())
    drawn = sample_profiles(
        PartyRecord("p", (), (), (claim,)), SPACE, {}, N, np.random.default_rng(1)
    )
    assert (drawn.ordered != 0).mean() == pytest.approx(0.7, abs=0.02)
    above = (drawn.weights[:, 0] >= drawn.weights[:, 1]).mean()
    assert above == pytest.approx(0.7 + 0.3 / 2, abs=0.02)
