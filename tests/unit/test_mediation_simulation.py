"""The game that measures the method: parties, answers, beliefs, scores."""

from __future__ import annotations

import itertools
import json
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from onetext.cli import _run
from onetext.errors import ImpossibleRequest
from onetext.mediation.beliefs import Beliefs
from onetext.mediation.beliefs_lists import Lists
from onetext.mediation.beliefs_questions import worths
from onetext.mediation.next_draft import best_draft, expected_nash, nash_climb, next_draft
from onetext.mediation.simulated_parties import Answers, answers_to, sample_hidden_parties
from onetext.mediation.simulation import simulate
from onetext.mediation.simulation_plays import OURS, Setting, efficiency, true_nash

SMALL = Setting(n_points=6, n_options=3, n_parties=2)


def parties(seed=1, n_points=6, n_options=3, n_parties=2, known=0.7, reservation=0.45):
    return sample_hidden_parties(
        n_points,
        n_options,
        n_parties,
        reservation=reservation,
        known_directions=known,
        rng=np.random.default_rng(seed),
    )


def test_hidden_utilities_run_from_0_to_1_and_the_first_two_are_opposed():
    hidden = parties(n_parties=4)
    assert hidden.gains.max(axis=2).sum(axis=1) == pytest.approx(np.ones(4))
    assert hidden.gains.min(axis=2).sum(axis=1) == pytest.approx(np.zeros(4))
    best, worst = hidden.gains.argmax(axis=2), hidden.gains.argmin(axis=2)
    assert (best[0] == 2).all()
    assert (best[1] == 0).all()
    assert (best[0] == worst[1]).all()


def test_right_answers_are_right():
    hidden, rng = parties(), np.random.default_rng(0)
    draft, last = np.array([0, 1, 2, 0, 1, 2]), np.array([2, 2, 2, 2, 2, 2])
    answers = answers_to(hidden, draft, last, wrong=0.0, rng=rng)
    now, before = hidden.utilities(draft), hidden.utilities(last)
    assert (answers.accepts == (now >= 0.45)).all()
    assert (answers.better == np.where(now >= before, 1, -1)).all()
    losses = hidden.gains.max(axis=2) - hidden.gains[:, np.arange(6), draft]
    for named, lost in zip(answers.hurts, losses, strict=True):
        assert lost[named].tolist() == sorted(lost, reverse=True)[:3]


def test_wrong_answers_come_as_often_as_said():
    hidden, rng = parties(), np.random.default_rng(0)
    draft = np.zeros(6, dtype=np.int64)
    told = [answers_to(hidden, draft, None, wrong=0.25, rng=rng).accepts for _ in range(2000)]
    truly = hidden.utilities(draft) >= 0.45
    assert np.mean([t != truly for t in told]) == pytest.approx(0.25, abs=0.02)


def test_the_ideal_is_the_exact_nash_package():
    hidden = parties(n_points=5)
    found = true_nash(hidden)
    everything = np.array(list(itertools.product(range(3), repeat=5)))
    gain = hidden.utilities(everything) - hidden.reservation
    product = np.where((gain > 0).all(axis=1), gain.prod(axis=1), 0)
    assert found is not None
    assert (hidden.utilities(found) - 0.45).prod() == pytest.approx(product.max(), rel=1e-3)
    assert efficiency(hidden, found, found) == pytest.approx(1.0)
    assert efficiency(hidden, np.zeros(5, dtype=np.int64), found) == 0.0


def test_beliefs_start_at_the_prior_and_keep_what_is_told():
    hidden = parties(known=1.0)
    beliefs = Beliefs(
        hidden.directions, hidden.known, 3, wrong=0.1, rng=np.random.default_rng(2), n_chains=400
    )
    weights = beliefs.gains.max(axis=3)
    assert weights.sum(axis=2) == pytest.approx(np.ones((2, 400)), abs=1e-5)
    assert weights.mean(axis=(0, 1)) == pytest.approx(np.full(6, 1 / 6), abs=0.02)
    assert (beliefs.gains[0].argmax(axis=2) == 2).all()
    assert (beliefs.gains[1].argmax(axis=2) == 0).all()


def test_what_is_kept_beside_the_chains_stays_true_to_them():
    hidden = parties(n_points=8, n_parties=3)
    rng = np.random.default_rng(3)
    beliefs = Beliefs(hidden.directions, hidden.known, 3, wrong=0.1, rng=rng, n_chains=50)
    last = None
    for _ in range(4):
        draft = rng.integers(3, size=8)
        beliefs.tell(draft, answers_to(hidden, draft, last, wrong=0.1, rng=rng))
        beliefs.refresh(3)
        last = draft
    kept_losses = beliefs._lists._loss.copy()
    kept = [beliefs._utility.copy(), beliefs._lists._packed.copy(), beliefs._list_fit.copy()]
    n_right = beliefs._n_right.copy()
    beliefs._recount()
    assert (kept_losses == beliefs._lists._loss).all()
    assert kept[0] == pytest.approx(beliefs._utility, abs=1e-3)
    assert (kept[1] != beliefs._lists._packed).mean() < 0.01  # ties of float32 fall either way
    assert np.quantile(np.abs(kept[2] - beliefs._list_fit), 0.95) < 1e-2
    assert (n_right != beliefs._n_right).mean() < 0.02


@pytest.mark.parametrize("n_points", [10, 40])
def test_lists_count_against_chains_as_they_are_defined(n_points):
    """Up to 32 points places stand in 5 bits each, beyond that in 8: both, counted by hand."""
    rng = np.random.default_rng(1)
    lists = Lists(n_points, 2, 30, wrong=0.1)
    worth = rng.random((n_points, 3, 60)).astype(np.float32)
    texts = rng.integers(2, size=(2, 2, n_points))
    named = np.array([[[2, 0, 5], [1, 3, 4]], [[9, 8, 7], [0, 1, 2]]])
    for of_text, own in zip(named, texts, strict=True):
        lists.add(own, of_text)
    found = lists.recount(worth)
    q = np.exp(-4.0)
    expected = np.zeros(60)
    for own, of_text in zip(texts, named, strict=True):
        for party, points in enumerate(of_text):
            for chain in range(30 * party, 30 * party + 30):
                here = worth[np.arange(n_points), own[party], chain]
                lost = worth[:, -1, chain] - here
                off = [min(abs(int((lost > lost[p]).sum()) - k), 8) for k, p in enumerate(points)]
                rest = sum(q ** (sum(off) - o) for o in off) * 0.1 / (3 * (n_points - 3))
                expected[chain] += np.log(0.9 * q ** sum(off) + rest)
    assert found == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize("n_options", [2, 3, 4, 6])
def test_options_are_worth_weight_times_value_and_the_weight_stands_last(n_options):
    rng = np.random.default_rng(1)
    g = rng.random(40, dtype=np.float32)
    inside = np.sort(rng.random((n_options - 2, 40), dtype=np.float32), axis=0)
    up = rng.random(40) < 0.5
    found = worths(g, inside, up)
    for chain in range(40):
        values = np.array([0, *inside[:, chain], 1], dtype=np.float32)
        if not up[chain]:
            values = values[::-1]
        assert found[:, chain].tolist() == [*(g[chain] * values).tolist(), g[chain]]


def test_beliefs_agree_with_weighing_the_prior():
    """One certain answer, against the prior weighted by whether it would have been given."""
    directions = np.ones((1, 4), dtype=np.int64)
    known = np.ones((1, 4), dtype=bool)
    rng = np.random.default_rng(4)
    beliefs = Beliefs(directions, known, 2, wrong=0.0, rng=rng, n_chains=3000)
    draft = np.array([1, 1, 0, 0])
    answers = Answers(np.array([True]), np.array([0]), np.array([[2, 3, 0]]))
    beliefs.tell(draft, answers)
    beliefs.refresh(30)
    found = beliefs.gains.max(axis=3)[0]
    w = rng.dirichlet(np.ones(4), 400_000)
    r = rng.uniform(0.2, 0.7, 400_000)
    fits = (w[:, 0] + w[:, 1] >= r) & (w[:, 2] > w[:, 3])  # the third named costs nothing
    assert found.mean(axis=0) == pytest.approx(w[fits].mean(axis=0), abs=0.03)
    assert beliefs.reservation.mean() == pytest.approx(r[fits].mean(), abs=0.02)


def test_learning_helps():
    scores = simulate(SMALL, 6, 3, names=("one-text",))
    first, last = scores[0].efficiency[4], scores[0].efficiency[16]
    assert last[0] >= first[0] - 0.02
    assert last[0] > 0.8
    assert scores[0].drafts_until_all_accept[0] <= 3


def test_no_draft_is_shown_twice():
    hidden = parties(n_points=4, n_options=2)
    rng = np.random.default_rng(5)
    beliefs = Beliefs(hidden.directions, hidden.known, 2, wrong=0.1, rng=rng, n_chains=40)
    for _ in range(10):
        draft = next_draft(beliefs.gains, beliefs.reservation, beliefs.drafts, rng)
        beliefs.tell(draft, answers_to(hidden, draft, None, wrong=0.1, rng=rng))
        beliefs.refresh(1)
    assert len({tuple(d) for d in beliefs.drafts.tolist()}) == 10


def test_the_best_draft_is_the_best_of_all_where_all_can_be_tried():
    hidden = parties(n_points=5)
    rng = np.random.default_rng(6)
    gains = np.repeat(hidden.gains[:, None].astype(np.float32), 4, axis=1)
    floor = np.full((2, 4), 0.45, dtype=np.float32)
    everything = np.array(list(itertools.product(range(3), repeat=5)))
    scores = expected_nash(gains, floor, everything)
    found = best_draft(gains, floor, rng)
    assert expected_nash(gains, floor, found[None])[0] >= np.sort(scores)[-3]


def test_a_climb_never_ends_lower():
    hidden, rng = parties(n_points=7), np.random.default_rng(7)
    starts = rng.integers(3, size=(20, 7))
    gains = np.repeat(hidden.gains[:, None].astype(np.float32), 20, axis=1)
    floor = np.full((2, 20), 0.2, dtype=np.float32)
    product = lambda x: np.maximum(hidden.utilities(x) - 0.2, 1e-3).prod(axis=1)  # noqa: E731
    assert (product(nash_climb(gains, floor, starts)) >= product(starts) - 1e-6).all()


@pytest.mark.parametrize("workers", [1, 2, 8])
def test_a_simulation_does_not_depend_on_who_plays_it(workers):
    here = simulate(SMALL, 3, 2, names=OURS[:1])
    with ThreadPoolExecutor(workers) as executor:
        assert simulate(SMALL, 3, 2, names=OURS[:1], in_order=executor.map) == here


def test_what_was_played_before_is_not_played_again():
    kept, told, names = {}, [], ("random-texts",)
    simulate(SMALL, 2, 2, names=names, keep=kept.__setitem__)
    assert sorted(kept) == [0, 1]

    def counted(work, items):
        for item in items:
            told.append(item[2])
            yield work(item)

    again = simulate(SMALL, 4, 2, names=names, in_order=counted, played=kept)
    assert told == [2, 3]
    assert again == simulate(SMALL, 4, 2, names=names)


def test_plays_that_lack_a_method_are_played_again():
    kept = {}
    simulate(SMALL, 1, 2, names=("random-texts",), keep=kept.__setitem__)
    found = simulate(SMALL, 1, 2, names=("random-texts", "veto-text"), played=kept)
    assert [score.name for score in found] == ["random-texts", "veto-text"]


def test_the_command_prints_ours_first_and_says_what_it_is(capsys):
    arguments = ["simulate", "--points", "5", "--options", "3", "--parties", "2"]
    assert _run([*arguments, "--instances", "2", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert "not a forecast" in data["what_this_is"]
    ours = data["strategies"][0]
    assert ours["name"] == "one-text"
    assert set(ours["efficiency"]) == {"4", "8", "12", "16"}
    assert set(ours["efficiency"]["8"]) == {"median", "p10"}
    assert set(ours) >= {"drafts_until_all_accept", "answers", "calibration"}
    assert [s["name"] for s in data["strategies"]][:2] == list(OURS)
    assert _run([*arguments, "--instances", "1"]) == 0
    assert "not a forecast" in capsys.readouterr().out


def test_settings_that_cannot_be_played_are_told_all_at_once():
    with pytest.raises(ImpossibleRequest) as caught:
        simulate(Setting(n_points=2, n_options=1, n_parties=1), 0, -1)
    assert len(caught.value.problems) == 5
