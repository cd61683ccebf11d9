"""Long runs of a simulation: kept, ended, taken up again, played by workers that die."""

from __future__ import annotations

import json

import pytest

from mediation_work import dies_then_plays
from onetext.cli import _run
from onetext.errors import ImpossibleRequest, UnreadableFile
from onetext.execution import crew
from onetext.formats.simulation_plays import kept_plays
from onetext.formats.simulation_plot import simulation_spec
from onetext.mediation.simulated_parties import Conduct
from onetext.mediation.simulation import simulate
from onetext.mediation.simulation_plays import Setting

SMALL = Setting(n_points=5, n_options=2, n_parties=2)
QUICK = ("random-texts", "veto-text")


def test_a_worker_killed_changes_nothing(tmp_path):
    def in_order(work, tasks):
        return hands.results(dies_then_plays, [(task, str(tmp_path)) for task in tasks])

    with crew(workers=2) as hands:
        found = simulate(SMALL, 4, 5, names=QUICK, in_order=in_order)
    assert (tmp_path / "died").exists(), "no worker was killed"
    assert found == simulate(SMALL, 4, 5, names=QUICK)


def test_a_run_that_was_ended_goes_on_where_it_was(tmp_path):
    target, told = tmp_path / "plays.jsonl", []

    def ended(work, tasks):
        for number, task in enumerate(tasks):
            if number == 2:
                raise KeyboardInterrupt
            yield work(task)

    with pytest.raises(KeyboardInterrupt), kept_plays(target, SMALL, 5) as kept:
        simulate(SMALL, 4, 5, names=QUICK, in_order=ended, played=kept.played, keep=kept.keep)
    with kept_plays(target, SMALL, 5) as kept:
        assert sorted(kept.played) == [0, 1]
        found = simulate(
            SMALL, 4, 5, names=QUICK, played=kept.played, keep=kept.keep,
            progress=lambda done, total: told.append((done, total)),
        )  # fmt: skip
    assert told == [(3, 4), (4, 4)]
    assert found == simulate(SMALL, 4, 5, names=QUICK)
    with kept_plays(target, SMALL, 5) as kept:
        assert sorted(kept.played) == [0, 1, 2, 3]


def test_what_is_kept_of_a_play_is_all_of_it(tmp_path):
    target, names = tmp_path / "plays.jsonl", ("one-text", "random-texts")
    plays = {}
    with kept_plays(target, SMALL, 5) as kept:
        simulate(SMALL, 1, 5, names=names, keep=plays.__setitem__)
        kept.keep(0, plays[0])
    with kept_plays(target, SMALL, 5) as kept:
        assert kept.played == plays


def test_a_torn_last_line_is_played_again(tmp_path):
    target = tmp_path / "plays.jsonl"
    with kept_plays(target, SMALL, 5) as kept:
        simulate(SMALL, 2, 5, names=QUICK, keep=kept.keep)
    sound = target.read_bytes()
    target.write_bytes(sound[:-20])
    with kept_plays(target, SMALL, 5) as kept:
        assert sorted(kept.played) == [0]
        simulate(SMALL, 2, 5, names=QUICK, played=kept.played, keep=kept.keep)
    assert target.read_bytes() == sound


def test_methods_played_later_are_added_to_those_played_before(tmp_path):
    target = tmp_path / "plays.jsonl"
    for names in (QUICK[:1], QUICK):
        with kept_plays(target, SMALL, 5) as kept:
            simulate(SMALL, 1, 5, names=names, played=kept.played, keep=kept.keep)
    with kept_plays(target, SMALL, 5) as kept:
        assert set(kept.played[0]) == set(QUICK)


@pytest.mark.parametrize(
    ("setting", "seed", "named"),
    [(SMALL, 6, "seed"), (Setting(n_points=5, n_options=2, n_parties=3), 5, "n_parties"),
     (Setting(n_points=5, n_options=2, n_parties=2, conduct=Conduct.LOUD), 5, "conduct")],
)  # fmt: skip
def test_a_file_of_another_setting_is_refused_and_left_as_it_was(tmp_path, setting, seed, named):
    target = tmp_path / "plays.jsonl"
    with kept_plays(target, SMALL, 5) as kept:
        simulate(SMALL, 1, 5, names=QUICK, keep=kept.keep)
    before = target.read_bytes()
    with pytest.raises(ImpossibleRequest, match=named), kept_plays(target, setting, seed):
        pass
    assert target.read_bytes() == before


def test_plays_of_a_method_that_has_changed_since_are_refused(tmp_path, monkeypatch):
    target = tmp_path / "plays.jsonl"
    with kept_plays(target, SMALL, 5):
        pass
    monkeypatch.setattr("onetext.formats.simulation_plays.EDITION", 99)
    with pytest.raises(ImpossibleRequest, match="edition"), kept_plays(target, SMALL, 5):
        pass


@pytest.mark.parametrize("content", ["no JSON\n", '{"a": 1}\n', "[1]\n"])
def test_any_other_file_is_refused_and_left_as_it_was(tmp_path, content):
    target = tmp_path / "plays.jsonl"
    target.write_text(content)
    with pytest.raises(UnreadableFile), kept_plays(target, SMALL, 5):
        pass
    assert target.read_text() == content


def test_the_command_goes_on_from_its_file(tmp_path, capsys):
    target = tmp_path / "plays.jsonl"
    arguments = ["simulate", "--points", "5", "--options", "2", "--parties", "2", "--json",
                 "--instances", "2", "--out", str(target), "--method", "random-texts"]  # fmt: skip
    assert _run(arguments) == 0
    first, kept = json.loads(capsys.readouterr().out), target.read_bytes()
    assert _run(arguments) == 0
    assert json.loads(capsys.readouterr().out) == first
    assert target.read_bytes() == kept
    assert _run([*arguments, "--seed", "9"]) == 8
    assert "holds negotiations of another kind" in capsys.readouterr().err


def test_a_method_that_is_not_there_is_told_with_those_that_are(capsys):
    assert _run(["simulate", "--method", "magic"]) == 8
    assert "one-text, one-text-asking" in capsys.readouterr().err


def test_the_picture_says_what_it_is_and_keeps_names_apart():
    scores = simulate(SMALL, 2, 5, names=QUICK)
    spec = simulation_spec(scores, "a title")
    assert "not a forecast" in spec["title"]["subtitle"][0]
    names = spec["layer"][-1]["data"]["values"]
    places = sorted(row["place"] for row in names)
    assert len(places) == 2
    assert places[1] - places[0] >= 0.05 - 1e-9


@pytest.mark.parametrize(("suffix", "begins"), [(".svg", b"<svg"), (".png", b"\x89PNG")])
def test_the_picture_is_drawn(tmp_path, suffix, begins, capsys):
    pytest.importorskip("vl_convert", reason="the extra `papers` is not installed")
    target = tmp_path / f"plot{suffix}"
    arguments = ["simulate", "--points", "5", "--options", "2", "--parties", "2", "--instances",
                 "1", "--method", "random-texts", "--plot", str(target)]  # fmt: skip
    assert _run(arguments) == 0
    assert target.read_bytes().startswith(begins)
    assert _run([*arguments[:-1], str(tmp_path / "plot.doc")]) == 8
    assert "end the file name in .svg or .png" in capsys.readouterr().err
