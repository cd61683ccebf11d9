"""What makes a draft and a question worth showing: blocks of linked points, what answers tell."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from onetext.bargaining.rules import Excludes, Requires
from onetext.mediation.beliefs import Beliefs
from onetext.mediation.beliefs_lists import Ranking
from onetext.mediation.beliefs_questions import Intensity, Trade, answers_of, points_of
from onetext.mediation.next_draft import best_draft, candidate_drafts, expected_nash, next_draft
from onetext.mediation.next_draft_blocks import blocks_of, random_packages, single_changes
from onetext.mediation.next_draft_questions import next_questions, next_rankings
from onetext.mediation.next_draft_teaching import explained_variance, rivalry
from onetext.mediation.simulated_parties import (
    Answers,
    Conduct,
    answers_to,
    ranking_of,
    sample_hidden_parties,
)

RULES = (Requires(((0, 1),), ((2, 2),)), Excludes(((2, 0), (3, 0))), Excludes(((4, 1), (5, 1))))


def parties(seed=1, **changed):
    asked = {"n_points": 6, "n_options": 3, "n_parties": 2, "reservation": 0.45,
             "known_directions": 0.7, "rng": np.random.default_rng(seed)} | changed  # fmt: skip
    return sample_hidden_parties(
        asked.pop("n_points"), asked.pop("n_options"), asked.pop("n_parties"), **asked
    )


def prior(seed=0, n_parties=2, n_chains=60, n_points=6, n_options=3):
    directions = np.ones((n_parties, n_points), dtype=np.int64)
    directions[1:2] = -1
    rng = np.random.default_rng(seed)
    known = np.ones_like(directions, dtype=bool)
    return Beliefs(directions, known, n_options, wrong=0.1, rng=rng, n_chains=n_chains)


def keeps(package):
    return all(rule.is_kept(package) for rule in RULES)


def test_blocks_hold_exactly_the_packages_that_keep_the_rules():
    blocks = blocks_of(6, 3, RULES)
    assert [block.points.tolist() for block in blocks] == [[0, 2, 3], [1], [4, 5]]
    joined = {
        tuple(np.concatenate(parts)[np.argsort([0, 2, 3, 1, 4, 5])].tolist())
        for parts in itertools.product(*(block.choices for block in blocks))
    }
    assert joined == {p for p in itertools.product(range(3), repeat=6) if keeps(p)}


def test_without_rules_every_point_is_a_block_of_its_own():
    assert [block.points.tolist() for block in blocks_of(4, 2)] == [[0], [1], [2], [3]]


def test_every_draft_on_the_way_keeps_the_rules():
    blocks, rng, beliefs = blocks_of(6, 3, RULES), np.random.default_rng(1), prior()
    gains, reservation = beliefs.gains, beliefs.reservation
    shown = np.zeros((0, 6), dtype=np.int64)
    for _ in range(12):
        draft = next_draft(gains, reservation, shown, rng, blocks=blocks)
        assert keeps(draft.tolist())
        shown = np.concatenate([shown, draft[None]])
    assert len(np.unique(shown, axis=0)) == 12
    assert all(map(keeps, random_packages(blocks, 50, rng).tolist()))
    assert all(map(keeps, single_changes(blocks, shown[0]).tolist()))


def test_the_best_draft_under_rules_is_the_best_that_keeps_them():
    blocks, rng, beliefs = blocks_of(6, 3, RULES), np.random.default_rng(1), prior()
    allowed = np.array([p for p in itertools.product(range(3), repeat=6) if keeps(p)])
    scores = expected_nash(beliefs.gains, beliefs.reservation, allowed)
    found = best_draft(beliefs.gains, beliefs.reservation, rng, blocks)
    now = expected_nash(beliefs.gains, beliefs.reservation, found[None])[0]
    assert now >= np.sort(scores)[-3]


def test_a_draft_with_no_doubt_who_is_hurt_where_explains_nothing():
    """All chains agree on the order of the losses of one draft, and are split by another's."""
    rng = np.random.default_rng(2)
    weights = np.tile([0.4, 0.3, 0.2, 0.05, 0.05, 0.0], (2, 40, 1))
    weights[:, ::2, 3:5] += [0.04, -0.04]
    weights[:, 1::2, 3:5] += [-0.04, 0.04]
    gains = (weights[..., None] * np.array([0.0, 0.5, 1.0])).astype(np.float32)
    reservation = np.full((2, 40), 0.1, dtype=np.float32)
    rivals = rng.integers(3, size=(20, 6))
    plain, telling = np.zeros(6, dtype=np.int64), np.array([2, 2, 2, 0, 0, 2])
    told = explained_variance(
        gains, rivalry(gains, reservation, rivals), np.stack([plain, telling])
    )
    assert told[0] == pytest.approx(0.0, abs=1e-3)
    assert told[1] > 0.1


def test_chance_alone_explains_nothing_on_average():
    rng = np.random.default_rng(3)
    beliefs = prior(n_chains=200, n_points=10)
    noise = rng.standard_normal((2, 200, 30)).astype(np.float32)
    noise -= noise.mean(axis=1, keepdims=True)
    drafts = rng.integers(3, size=(20, 10))
    told = explained_variance(beliefs.gains, noise, drafts)
    assert abs(told.mean()) < 0.02 * 2 * 30  # of a variance of 1 per column and party


@pytest.mark.parametrize("seed", range(5))
def test_answers_to_questions_are_what_the_hidden_values_say(seed):
    hidden = parties(seed)
    gains = hidden.gains[0]
    trade = Trade(0, ((1, 0, 2), (4, 2, 0)))
    change = gains[1, 2] - gains[1, 0] + gains[4, 0] - gains[4, 2]
    assert answers_of(trade, gains) == (change >= 0)
    middle = gains[3, 1] / gains[3].max()
    assert answers_of(Intensity(0, 3, 1), gains) == int(middle * 5)
    assert answers_of(Intensity(0, 3, 2), gains) == 4


def test_an_answered_intensity_moves_the_value_into_its_fifth():
    beliefs = prior(n_chains=400, n_points=5)
    beliefs._wrong = 0.01
    beliefs.tell_answers([(Intensity(0, 2, 1), 4), (Intensity(1, 2, 1), 0)])
    beliefs.refresh(30)
    share = beliefs.gains[:, :, 2, 1] / beliefs.gains[:, :, 2].max(axis=2)
    assert (share[0] >= 0.8 - 1e-4).mean() > 0.93
    assert (share[1] <= 0.2 + 1e-4).mean() > 0.93
    other = beliefs.gains[:, :, 3, 1] / beliefs.gains[:, :, 3].max(axis=2)
    assert other.mean(axis=1) == pytest.approx([0.5, 0.5], abs=0.06)


def test_an_answered_trade_is_weighed_as_the_prior_says():
    """Against the prior weighted by whether the answer would have been given."""
    beliefs = prior(n_parties=1, n_chains=3000, n_points=4, n_options=2)
    beliefs.tell_answers([(Trade(0, ((0, 0, 1), (1, 1, 0))), 1)])
    beliefs.refresh(20)
    found = beliefs.gains.max(axis=3)[0].mean(axis=0)
    weights = np.random.default_rng(5).dirichlet(np.ones(4), 300_000)
    odds = np.where(weights[:, 0] >= weights[:, 1], 0.9, 0.1)
    expected = (weights * odds[:, None]).sum(axis=0) / odds.sum()
    assert found == pytest.approx(expected, abs=0.012)


def test_what_is_kept_of_answers_stays_true_to_the_chains():
    beliefs = prior(n_chains=50)
    rng = np.random.default_rng(6)
    for _ in range(4):
        asked = next_questions(beliefs.gains, beliefs.reservation, rng, wrong=0.1)
        beliefs.tell_answers([(question, int(rng.integers(2))) for question in asked])
        draft = rng.integers(3, size=6)
        beliefs.tell(draft, Answers(np.ones(2, bool), np.zeros(2, int), np.array([[0, 1, 2]] * 2)))
        beliefs.refresh(3)
    kept = beliefs._asked.sides.copy()
    beliefs._recount()
    assert kept == pytest.approx(beliefs._asked.sides, abs=1e-3)


def test_a_ranking_tells_the_order_of_weights():
    """Of a text that gives nothing, the order of what hurts is that of the weights.

    Their means are then those of ordered uniforms: rank-order centroids.
    """
    one = np.ones((1, 4), dtype=np.int64)
    rng = np.random.default_rng(0)
    beliefs = Beliefs(one, one.astype(bool), 2, wrong=0.0, rng=rng, n_chains=2000)
    beliefs.tell_rankings([(Ranking(0, (0, 0, 0, 0)), (2, 3, 0))])
    beliefs.refresh(150)
    found = beliefs.gains.max(axis=3)[0].mean(axis=0)
    assert found == pytest.approx([0.1458, 0.0625, 0.5208, 0.2708], abs=0.03)


def test_every_party_is_asked_for_a_ranking_of_a_text_that_keeps_the_rules():
    blocks, rng, beliefs = blocks_of(6, 3, RULES), np.random.default_rng(1), prior(n_parties=3)
    asked = next_rankings(beliefs.gains, beliefs.reservation, rng, blocks=blocks)
    assert [ranking.party for ranking in asked] == [0, 1, 2]
    assert all(keeps(list(ranking.options)) for ranking in asked)


def test_a_text_that_tells_nothing_is_not_asked_about():
    """All chains of a party know the order of all losses but one pair's, in one text."""
    rng = np.random.default_rng(2)
    beliefs = prior(n_chains=60)
    asked = next_rankings(beliefs.gains, beliefs.reservation, rng)
    for ranking in asked:
        gains = beliefs.gains[ranking.party]
        lost = gains.max(axis=2) - gains[:, np.arange(6), list(ranking.options)]
        first = lost.argmax(axis=1)
        assert len(np.unique(first)) > 1


def test_a_ranking_is_answered_by_conduct_and_at_times_wrongly():
    hidden, rng = parties(n_points=9, n_options=3), np.random.default_rng(3)
    text = np.zeros(9, dtype=np.int64)
    told = ranking_of(hidden, 0, text, wrong=0.0, rng=rng)
    assert list(told) == np.argsort(-hidden.gains[0].max(axis=1), kind="stable")[:3].tolist()
    loud = ranking_of(hidden, 0, text, wrong=0.0, rng=rng, conduct=Conduct.LOUD)
    assert list(loud) == np.argsort(-hidden.loudness, kind="stable")[:3].tolist()
    often = [ranking_of(hidden, 0, text, wrong=0.3, rng=rng) != told for _ in range(1000)]
    assert np.mean(often) == pytest.approx(0.3, abs=0.05)


def test_questions_go_to_every_party_and_never_two_about_one_point():
    beliefs = prior(n_parties=3)
    rng = np.random.default_rng(7)
    asked = next_questions(beliefs.gains, beliefs.reservation, rng, wrong=0.1, n_questions=2)
    assert [question.party for question in asked] == [0, 0, 1, 1, 2, 2]
    for one, other in zip(asked[::2], asked[1::2], strict=True):
        assert not points_of(one) & points_of(other)


def test_a_question_whose_answer_is_known_is_not_asked():
    beliefs = prior(n_chains=80)
    gains = beliefs.gains.copy()
    gains[:, :, 1:] = gains[:, :1, 1:]  # all chains agree on everything but the first point
    rng = np.random.default_rng(8)
    reservation = np.full_like(beliefs.reservation, 0.2)
    asked = next_questions(gains, reservation, rng, wrong=0.1, n_questions=1)
    for question in asked:
        known = answers_of(question, gains[question.party])
        assert known.min() != known.max()


@pytest.mark.parametrize("conduct", [Conduct.LOUD, Conduct.STRATEGIC])
def test_only_the_first_party_has_a_conduct(conduct):
    hidden, draft = parties(n_points=9, n_parties=3), np.ones(9, dtype=np.int64)
    rngs = [np.random.default_rng(9) for _ in range(2)]
    honest = answers_to(hidden, draft, None, wrong=0.0, rng=rngs[0])
    other = answers_to(hidden, draft, None, wrong=0.0, rng=rngs[1], conduct=conduct)
    assert (honest.hurts[1:] == other.hurts[1:]).all()
    assert (honest.accepts[1:] == other.accepts[1:]).all()
    key = hidden.loudness if conduct is Conduct.LOUD else hidden.gains[0].max(axis=1)
    assert other.hurts[0].tolist() == np.argsort(-key, kind="stable")[:3].tolist()


def test_plausible_drafts_are_nash_points():
    """With chains that all agree, every candidate is as good as the best draft."""
    beliefs = prior(n_chains=20)
    gains = np.repeat(beliefs.gains[:, :1], 20, axis=1)
    reservation = np.full((2, 20), 0.1, dtype=np.float32)
    rng = np.random.default_rng(10)
    scores = expected_nash(gains, reservation, candidate_drafts(gains, reservation, rng, 8, 3))
    everything = np.array(list(itertools.product(range(3), repeat=6)))
    assert scores.max() == pytest.approx(expected_nash(gains, reservation, everything).max())


def test_every_second_draft_is_the_best_and_the_others_teach():
    beliefs = prior(n_chains=100, n_points=12)
    gains, reservation = beliefs.gains, beliefs.reservation
    shown = np.stack([np.zeros(12, dtype=np.int64), np.full(12, 2)])
    best = next_draft(gains, reservation, shown[:1], np.random.default_rng(0))
    telling = next_draft(gains, reservation, shown, np.random.default_rng(0))
    nash = expected_nash(gains, reservation, np.stack([best, telling]))
    assert nash[0] > nash[1]
    rivals = candidate_drafts(gains, reservation, np.random.default_rng(1), 40, 3)
    deviation = rivalry(gains, reservation, rivals)
    told = explained_variance(gains, deviation, np.concatenate([np.stack([best, telling]), rivals]))
    assert told[1] > told[0]
    assert told[1] > np.median(told[2:])
