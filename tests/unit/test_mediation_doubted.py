"""A mediator that is told not to believe a party's lists of points that hurt."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from onetext.cli import _run
from onetext.formats.simulation_plays import plays_in
from onetext.mediation.beliefs import Beliefs
from onetext.mediation.beliefs_lists import Ranking
from onetext.mediation.simulated_parties import Answers, Conduct, sample_hidden_parties
from onetext.mediation.simulation_plays import Setting, played_instance
from onetext.mediation.strategies_one_text import OneText

SMALL = Setting(n_points=6, n_options=3, n_parties=3, conduct=Conduct.LOUD)
FIRST_DOUBTED = np.array([False, True, True])


def beliefs(heeded, named, ranked=()):
    """Told once that each party names these points, and accepts."""
    told = Beliefs(
        np.ones((3, 6), dtype=np.int64),
        np.ones((3, 6), dtype=bool),
        3,
        wrong=0.1,
        rng=np.random.default_rng(4),
        heeded=heeded,
    )
    accepts = np.ones(3, dtype=bool)
    told.tell(np.zeros(6, dtype=np.int64), Answers(accepts, np.zeros(3, dtype=int), named))
    told.tell_rankings(ranked)
    told.refresh(4)
    return told.gains


def test_what_a_doubted_party_names_changes_nothing():
    one = np.array([[0, 1, 2], [3, 4, 5], [0, 2, 4]])
    other = np.array([[5, 4, 3], [3, 4, 5], [0, 2, 4]])
    assert (beliefs(FIRST_DOUBTED, one) == beliefs(FIRST_DOUBTED, other)).all()
    assert (beliefs(None, one)[0] != beliefs(None, other)[0]).any()


def test_what_the_others_name_still_counts():
    one = np.array([[0, 1, 2], [3, 4, 5], [0, 2, 4]])
    weight = beliefs(FIRST_DOUBTED, one).max(axis=3).mean(axis=1)
    assert weight[0, :3].sum() == pytest.approx(weight[0, 3:].sum(), abs=0.1)
    assert weight[1, 3:].sum() > weight[1, :3].sum() + 0.2


def test_rankings_of_the_others_are_taken_in():
    named = np.array([[0, 1, 2], [3, 4, 5], [0, 2, 4]])
    text = (0,) * 6
    ranked = [(Ranking(1, text), (3, 4, 5)), (Ranking(2, text), (1, 3, 5))]
    without = beliefs(FIRST_DOUBTED, named).max(axis=3).mean(axis=1)
    with_rankings = beliefs(FIRST_DOUBTED, named, ranked).max(axis=3).mean(axis=1)
    assert with_rankings[2, [1, 3, 5]].sum() > without[2, [1, 3, 5]].sum() + 0.1


def test_a_doubted_party_is_asked_other_questions_instead_of_rankings():
    rng = np.random.default_rng(2)
    hidden = sample_hidden_parties(6, 3, 3, reservation=0.4, known_directions=1.0, rng=rng)
    mediator = OneText(hidden, 0.1, rng, n_questions=2, heeded=FIRST_DOUBTED)
    mediator.draft()
    assert [ranking.party for ranking in mediator.rankings()] == [1, 2]
    assert [question.party for question in mediator.questions()] == [0, 0, 1, 2]
    assert not OneText(hidden, 0.1, rng, heeded=FIRST_DOUBTED).questions()


@pytest.mark.parametrize("of", ["one-text", "one-text-asking"])
def test_it_changes_what_ours_does_and_nothing_else(of):
    names = (of, "random-texts")
    doubting = replace(SMALL, lists_doubted=True)
    before, after = (played_instance((setting, 3, 0, names)) for setting in (SMALL, doubting))
    assert before["random-texts"] == after["random-texts"]
    assert before[of] != after[of]


def test_the_command_says_and_keeps_it(tmp_path, capsys):
    kept = tmp_path / "plays.jsonl"
    arguments = ["simulate", "--points", "6", "--options", "3", "--parties", "3", "--instances"]
    arguments += ["1", "--seed", "3", "--method", "one-text", "--conduct", "loud", "--doubt-lists"]
    assert _run([*arguments, "--json", "--out", str(kept)]) == 0
    assert json.loads(capsys.readouterr().out)["setting"]["lists_doubted"] is True
    doubting = replace(SMALL, lists_doubted=True)
    assert plays_in(kept, doubting, 3)[0] == played_instance((doubting, 3, 0, ("one-text",)))
    assert _run(arguments) == 0
    assert "does not believe what the first party" in " ".join(capsys.readouterr().out.split())
