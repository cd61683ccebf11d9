"""Points whose options have no order: what is believed of them, asked about them, and kept."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace

import numpy as np
import pytest

from onetext.cli import _run
from onetext.errors import ImpossibleRequest
from onetext.formats.simulation_plays import kept_plays, plays_in
from onetext.mediation.beliefs import Beliefs
from onetext.mediation.beliefs_questions import Favourite, Intensity, Trade, answers_of, n_answers
from onetext.mediation.next_draft_questions import next_questions
from onetext.mediation.simulated_parties import answers_to, sample_hidden_parties
from onetext.mediation.simulation_plays import Setting, played_instance

N_POINTS, N_OPTIONS, WRONG = 3, 3, 0.1
LOOSE = np.array([[True, False, True]])
TOLD = (
    (Favourite(0, 0, N_OPTIONS), 1),
    (Intensity(0, 2, 0), 3),
    (Intensity(0, 2, 1), 1),
    (Trade(0, ((0, 0, 1), (1, 0, 2))), 1),
    (Trade(0, ((0, 1, 2), (2, 0, 2))), 0),
)


def loose_beliefs(n_chains, seed=0, told=()):
    directions = np.ones((1, N_POINTS), dtype=np.int64)
    known = np.ones((1, N_POINTS), dtype=np.bool_)
    beliefs = Beliefs(
        directions,
        known,
        N_OPTIONS,
        wrong=WRONG,
        rng=np.random.default_rng(seed),
        n_chains=n_chains,
        unordered=LOOSE,
    )
    for answer in told:
        beliefs.tell_answers([answer])
        beliefs.refresh(60)
    return beliefs


def profiles_of_the_prior(n):
    """Weight times value drawn without any of what the chains are made of."""
    rng = np.random.default_rng(7)
    values = np.sort(rng.random((n, N_POINTS, N_OPTIONS)), axis=2)
    values[:, :, 0], values[:, :, -1] = 0.0, 1.0
    values[:, LOOSE[0]] = rng.permuted(values[:, LOOSE[0]], axis=2)
    return rng.dirichlet(np.ones(N_POINTS), n)[:, :, None] * values


def test_every_arrangement_is_as_likely_before_anything_is_told():
    gains = loose_beliefs(6000).gains[0]
    orders = np.argsort(gains[:, 0], axis=1)
    for order in itertools.permutations(range(N_OPTIONS)):
        assert (orders == order).all(axis=1).mean() == pytest.approx(1 / 6, abs=0.03)
    assert (np.argsort(gains[:, 1], axis=1) == [0, 1, 2]).all()


def test_chains_agree_with_all_profiles_weighed_by_the_chance_of_the_answers():
    gains = profiles_of_the_prior(400_000)
    weight = np.ones(len(gains))
    for question, answer in TOLD:
        given = answers_of(question, gains)
        weight *= np.where(given == answer, 1 - WRONG, WRONG / (n_answers(question) - 1))
    expected = np.average(gains, axis=0, weights=weight)
    believed = loose_beliefs(3000, told=TOLD).gains[0]
    assert believed.mean(axis=0) == pytest.approx(expected, abs=0.02)
    best = np.average(gains[:, 0].argmax(axis=1) == 1, weights=weight)
    assert (believed[:, 0].argmax(axis=1) == 1).mean() == pytest.approx(best, abs=0.04)
    assert np.abs(expected - profiles_of_the_prior(50_000).mean(axis=0)).max() > 0.1


def test_chains_find_the_right_arrangement_from_a_wrong_one():
    beliefs = loose_beliefs(400)
    assert beliefs._places is not None
    beliefs._places.of_option[:] = np.arange(N_OPTIONS)[:, None]
    for point in range(N_POINTS):
        g, inside, up = beliefs._worth[point, -1], beliefs._inside[point], beliefs._up[point]
        beliefs._worth[point] = beliefs._worths(point, g, inside, up)
    beliefs.tell_answers([(Favourite(0, 0, N_OPTIONS), 0)])
    beliefs.refresh(60)
    assert (beliefs.gains[0, :, 0].argmax(axis=1) == 0).mean() == pytest.approx(0.9, abs=0.05)


@pytest.mark.parametrize("options", [(0, 1, 2, 3), (0, 3)])
def test_what_is_kept_beside_the_chains_stays_true_to_them(options):
    rng = np.random.default_rng(3)
    hidden = sample_hidden_parties(
        8, 4, 3, reservation=0.45, known_directions=0.7, rng=rng, is_ordered=False
    )
    assert hidden.unordered is not None
    beliefs = Beliefs(
        hidden.directions, hidden.known, 4, wrong=0.1, rng=rng, unordered=hidden.unordered
    )
    last = None
    for _ in range(3):
        draft = rng.choice(options, size=8)
        beliefs.tell(draft, answers_to(hidden, draft, last, wrong=0.1, rng=rng))
        asked = [Favourite(party, 0, 4) for party in range(3)]
        beliefs.tell_answers([(q, int(answers_of(q, hidden.gains[q.party]))) for q in asked])
        beliefs.refresh(3)
        last = draft
    for point, worth in enumerate(beliefs._worth):
        again = beliefs._worths(point, worth[-1], beliefs._inside[point], beliefs._up[point])
        assert (worth == again).all()
    utility, sides = beliefs._utility.copy(), beliefs._asked.sides.copy()
    beliefs._recount()
    assert utility == pytest.approx(beliefs._utility, abs=1e-3)
    assert sides == pytest.approx(beliefs._asked.sides, abs=1e-3)
    values = beliefs.gains / beliefs.gains.max(axis=3, keepdims=True)
    places = np.argsort(np.argsort(values, axis=3), axis=3)
    rises = (np.diff(places, axis=3) > 0).all(axis=3) | (np.diff(places, axis=3) < 0).all(axis=3)
    assert rises.all(axis=1)[~hidden.unordered].all()
    assert not rises.all(axis=1)[hidden.unordered].any()


def test_favourites_are_asked_for_only_where_there_is_no_order():
    gains = loose_beliefs(160).gains
    two = np.concatenate([gains, gains[:, ::-1]])
    floor = np.full(two.shape[:2], 0.4, dtype=np.float32)
    loose = np.array([[True, False, False], [False, False, True]])

    def favourites(unordered):
        asked = next_questions(
            two, floor, np.random.default_rng(1), wrong=0.0, n_questions=3, unordered=unordered
        )
        return {(q.party, q.point) for q in asked if isinstance(q, Favourite)}

    assert favourites(loose) == {(0, 0), (1, 2)}
    assert favourites(None) == set()


SMALL = Setting(n_points=4, n_options=3, n_parties=2, is_ordered=False)


def test_being_told_where_there_is_no_order_changes_what_ours_does_and_nothing_else():
    told = replace(SMALL, order_told=True)
    names = ("one-text", "random-texts")
    before, after = (played_instance((setting, 3, 0, names)) for setting in (SMALL, told))
    assert before["random-texts"] == after["random-texts"]
    assert before["one-text"] != after["one-text"]


def test_a_file_kept_before_there_was_such_a_setting_is_still_read(tmp_path):
    target = tmp_path / "plays.jsonl"
    with kept_plays(target, SMALL, 5):
        pass
    assert "order_told" not in json.loads(target.read_text().splitlines()[0])
    with (
        pytest.raises(ImpossibleRequest, match="order_told"),
        kept_plays(target, replace(SMALL, order_told=True), 5),
    ):
        pass
    other = tmp_path / "told.jsonl"
    with kept_plays(other, replace(SMALL, order_told=True), 5):
        pass
    with pytest.raises(ImpossibleRequest, match="order_told"), kept_plays(other, SMALL, 5):
        pass


def test_the_command_can_tell_ours_where_there_is_no_order(tmp_path, capsys):
    kept = tmp_path / "plays.jsonl"
    arguments = ["simulate", "--points", "4", "--options", "3", "--parties", "2", "--instances"]
    arguments += ["1", "--seed", "3", "--method", "one-text", "--unordered-told", "--json"]
    assert _run([*arguments, "--out", str(kept)]) == 0
    setting = json.loads(capsys.readouterr().out)["setting"]
    assert (setting["ordered"], setting["order_told"]) == (False, True)
    told = replace(SMALL, order_told=True)
    assert plays_in(kept, told, 3)[0] == played_instance((told, 3, 0, ("one-text",)))
