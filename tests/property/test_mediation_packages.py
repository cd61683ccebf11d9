"""Packages, trades and questions against what trying everything finds."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from onetext.bargaining.rules import Excludes, Requires
from onetext.bargaining.space import Space
from onetext.mediation.blocking import blocked_share, blocking_weights
from onetext.mediation.most_signed import most_signed_package
from onetext.mediation.questions import queries
from onetext.mediation.trades import trades
from onetext.model import Position, Stance
from onetext.preferences.acceptability import acceptability_of_package, share_of
from onetext.preferences.candidates import all_accept, mean_gains, package_utilities
from onetext.preferences.draws import Draws, Record
from onetext.preferences.profiles import PartyRecord, sample_profiles, utilities
from onetext.preferences.readings import Readings
from onetext.preferences.statements import Statement

SPOKEN = [stance for stance in Stance if not stance.says_nothing]
POINTS = tuple(f"p{i}" for i in range(4))
OPTIONS = ("a", "b", "c")
RULES = (
    Requires(when=((0, 0),), then=((1, 1),)),
    Excludes(together=((2, 2), (3, 0))),
)


def make_draws(seed, *, rules=(), n_parties=3, n_draws=400, likely=0.5):
    """Draws of made-up parties that have spoken on about half of everything."""
    rng = np.random.default_rng(seed)
    space = Space(points=POINTS, options=(OPTIONS,) * 4, rules=rules)
    records, profiles = [], {}
    for index in range(n_parties):
        statements = tuple(
            Statement(
                Position(
                    id=f"{index}{point}{option}",
                    party=f"q{index}",
                    stance=SPOKEN[rng.integers(len(SPOKEN))],
                    point=point,
                    options=(option,),
                ),
                0.7,
                (),
            )
            for point in POINTS
            for option in OPTIONS
            if rng.random() < likely
        )
        record = PartyRecord(f"q{index}", statements)
        records.append(record)
        profiles[record.party] = sample_profiles(record, space, {}, n_draws, rng)
    text = Readings("t", tuple((int(rng.integers(3)),) for _ in POINTS))
    readings = {"t": np.tile([options[0] for options in text.allowed], (n_draws, 1))}
    record = Record(space, tuple(records), (True,) * n_parties, (text,))
    return Draws(record, profiles, readings)


def every_package(space):
    packages = np.array(list(itertools.product(*(range(n) for n in space.n_options))))
    kept = [all(rule.is_kept(x) for rule in space.rules) for x in packages]
    return packages[kept]


def shares(draws, packages):
    return draws.likelihood @ all_accept(draws, packages) / draws.likelihood.sum()


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("rules", [(), RULES], ids=["free", "rules"])
def test_the_package_found_is_the_best_there_is_and_none_exceeds_the_bound(seed, rules):
    draws = make_draws(seed, rules=rules)
    packages = every_package(draws.record.space)
    found = most_signed_package(draws, [(0, 1, 0, 0)], np.random.default_rng(1))
    best = shares(draws, packages).max()
    assert found is not None
    assert found.share == pytest.approx(best)
    assert best <= found.bound.zone + 1e-12 <= found.bound.value
    assert found.package in set(map(tuple, packages.tolist()))
    assert found.share == acceptability_of_package(draws, found.package).all.share
    kept = {tuple(x) for x in packages.tolist()}
    assert {tuple(x) for x in found.candidates.tolist()} <= kept


@pytest.mark.parametrize("seed", range(4))
def test_within_the_sampling_error_the_package_with_fewer_objections_is_taken(seed):
    draws = make_draws(seed)
    start = [(0, 1, 0, 0)]
    plain = most_signed_package(draws, start, np.random.default_rng(1))
    n_points, n_options = draws.record.space.n_points, max(draws.record.space.n_options)
    objections = np.zeros((n_points, n_options), dtype=np.int64)
    objections[np.arange(n_points), plain.package] = 1
    kind = most_signed_package(draws, start, np.random.default_rng(1), objections)
    least = plain.share - acceptability_of_package(draws, plain.package).all.error
    near = [
        package
        for package in every_package(draws.record.space)
        if (package != plain.package).sum() == 1 and shares(draws, package[None])[0] >= least
    ]
    assert kind.share >= least - 1e-6
    assert (kind.package != plain.package) == bool(near)


def test_where_no_package_keeps_the_rules_none_is_found():
    impossible = (Excludes(together=((0, 0),)), Excludes(together=((0, 1),)),
                  Excludes(together=((0, 2),)))  # fmt: skip
    draws = make_draws(0, rules=impossible)
    assert most_signed_package(draws, [], np.random.default_rng(1)) is None


def test_many_packages_at_once_are_worth_what_each_is_alone():
    draws = make_draws(1)
    packages = every_package(draws.record.space)
    profile = draws.profiles["q0"]
    table = package_utilities(profile.gains, packages)
    for column in (0, 17, 80):
        alone = utilities(profile.gains, np.tile(packages[column], (draws.n_draws, 1)))
        assert np.allclose(table[:, column], alone, atol=1e-5)


def single_and_joint_changes(draws):
    """Every bundle of one, two or three changes to the text, with its mean gains."""
    means, text = mean_gains(draws), draws.readings["t"][0]
    for size in (1, 2, 3):
        for points in itertools.combinations(range(4), size):
            for options in itertools.product(range(3), repeat=size):
                if all(o != text[p] for p, o in zip(points, options, strict=True)):
                    gain = sum(
                        means[p, o] - means[p, text[p]]
                        for p, o in zip(points, options, strict=True)
                    )
                    yield tuple(zip(points, options, strict=True)), gain


@pytest.mark.parametrize("seed", range(5))
def test_a_trade_harms_nobody_helps_somebody_and_has_no_smaller_trade_inside(seed):
    draws = make_draws(seed, n_draws=3000)
    every = dict(single_and_joint_changes(draws))
    found = trades(draws, "t", frozenset())
    for bundle in found:
        gain = every[tuple(sorted(bundle.choices))]
        assert (gain > -0.02).all()
        assert (gain > 0).any()
        assert gain[bundle.gains > 0] == pytest.approx(bundle.gains[bundle.gains > 0], abs=1e-6)
        for size in range(1, len(bundle.choices)):
            for part in itertools.combinations(sorted(bundle.choices), size):
                assert (every[part] < 0).any() or (every[part] < 0.02).all()


def test_trades_do_not_cross_what_is_ruled_out():
    for seed in range(5):
        draws = make_draws(seed, n_draws=1000)
        allowed = trades(draws, "t", frozenset())
        used = frozenset(choice for bundle in allowed for choice in bundle.choices)
        again = trades(draws, "t", used)
        assert not used & {choice for bundle in again for choice in bundle.choices}


def best_after(draws, candidates, answer):
    signed = all_accept(draws, candidates)
    parts = [
        (draws.likelihood[part] @ signed[part]).max() if part.any() else 0.0
        for part in (answer, ~answer)
    ]
    return sum(parts) / draws.likelihood.sum()


def test_a_question_is_worth_what_its_answer_adds_to_the_best_package():
    draws = make_draws(3, n_draws=6000)
    candidates = every_package(draws.record.space)
    asked = queries(draws, candidates[0], candidates, limit=50)
    assert asked
    steps = [round(q.gain / 0.005) for q in asked]
    assert steps == sorted(steps, reverse=True)
    before = shares(draws, candidates).max()
    for query in asked[:5]:
        profile = draws.profiles[query.party]
        if query.option is not None:
            point, option = query.option
            floor = profile.reservation * profile.weights[:, point]
            answer = profile.gains[:, point, option] >= floor * (1 - 1e-6)
        elif query.points:
            answer = profile.weights[:, query.points[0]] > profile.weights[:, query.points[1]]
        else:
            worth = package_utilities(profile.gains, candidates[:1])[:, 0]
            answer = worth >= profile.reservation
        assert share_of(answer, draws.likelihood).share == pytest.approx(query.yes, abs=1e-5)
        gain = best_after(draws, candidates, answer) - before
        assert query.gain == pytest.approx(gain, abs=0.01)


def test_what_a_party_has_answered_it_is_not_asked_again():
    draws = make_draws(3, n_draws=2000)
    candidates = every_package(draws.record.space)
    asked = {(q.party, q.option) for q in queries(draws, candidates[0], candidates, limit=50)}
    said = {}
    for party, option in asked:
        if option:
            said[party] = said.get(party, frozenset()) | {option}
    assert said
    again = queries(draws, candidates[0], candidates, answered=said, limit=50)
    assert not any(query.option in said.get(query.party, ()) for query in again if query.option)


@pytest.mark.parametrize("seed", range(3))
def test_a_point_is_blocked_where_no_option_is_one_that_all_could_live_with(seed):
    draws = make_draws(seed)
    for point in range(4):
        suits = np.zeros(draws.n_draws, dtype=bool)
        for option in range(3):
            together = np.ones(draws.n_draws, dtype=bool)
            for profile in draws.profiles.values():
                value = profile.gains[:, point, option] / profile.weights[:, point]
                together &= value >= profile.reservation - 1e-5
            suits |= together
        found = blocked_share(draws, point, draws.signing)
        assert found.share == pytest.approx(
            1 - suits.mean(), abs=0.006
        )  # a draw at the edge or two
        assert blocked_share(draws, point, draws.signing[:1]).share <= found.share


def test_what_is_known_is_not_asked():
    draws = make_draws(4)
    for query in queries(draws, (0, 0, 0, 0), every_package(draws.record.space), limit=50):
        assert 0.02 < query.yes < 0.98


def test_a_wish_granted_never_lowers_the_share():
    draws = make_draws(5)
    assert (blocking_weights(draws, (0, 1, 2, 0)) >= 0).all()


def test_one_party_alone_gets_its_best():
    draws = make_draws(6, n_parties=1)
    found = most_signed_package(draws, [], np.random.default_rng(1))
    assert found is not None
    assert found.share == pytest.approx(shares(draws, every_package(draws.record.space)).max())
