"""Work is done in order, the same by any crew; a worker that dies is replaced."""

import os
from pathlib import Path

import pytest

from execution_work import always_dies, dies_once, is_wrong_at_two, slow, square
from hanging import wait_until
from onetext.errors import ImpossibleRequest, MissingExtra
from onetext.execution import Processes, crew


@pytest.mark.parametrize("workers", [1, 2, 8])
def test_results_are_the_same_in_the_same_order_whatever_the_number_of_workers(workers):
    with crew(workers) as hands:
        assert list(hands.results(square, range(100))) == [n * n for n in range(100)]


def test_one_worker_means_this_process():
    with crew(1) as hands:
        assert list(hands.results(lambda _: os.getpid(), [1])) == [os.getpid()]


def test_a_crew_of_processes_is_not_this_process():
    with crew(2) as hands:
        pids = set(hands.results(os.getpgid, [0]))
        assert hands.executor.submit(os.getpid).result() != os.getpid()
    assert pids == {os.getpgid(0)}


def test_a_killed_worker_changes_nothing(tmp_path):
    items = [(n, str(tmp_path)) for n in range(30)]
    with crew(2) as hands:
        found = list(hands.results(dies_once, items))
    assert (tmp_path / "died").exists(), "no worker was killed"
    assert found == [n * n for n in range(30)]


def test_work_that_always_kills_is_an_error_after_what_came_before_it():
    found = []
    with crew(2) as hands, pytest.raises(ImpossibleRequest, match="--workers 1"):
        found.extend(hands.results(always_dies, range(10)))
    assert found == [0, 1, 2]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_of_the_work_comes_through_at_its_item(workers):
    found = []
    with crew(workers) as hands, pytest.raises(ValueError, match="two"):
        found.extend(hands.results(is_wrong_at_two, range(5)))
    assert found == [0, 1]


@pytest.mark.parametrize("workers", [1, 2])
def test_only_a_few_items_are_taken_ahead(workers):
    taken = []

    def items():
        for number in range(1000):
            taken.append(number)
            yield number

    with crew(workers) as hands:
        results = hands.results(square, items())
        next(results)
        assert len(taken) <= 3 * workers + 1
        results.close()


def test_progress_is_told_after_every_item():
    told = []
    with crew() as hands:
        list(hands.results(square, [1, 2], progress=lambda *said: told.append(said), n_items=2))
    assert told == [(1, 2), (2, 2)]


def test_an_interrupt_ends_the_workers_at_once(tmp_path):
    def items():
        yield 0, str(tmp_path)
        wait_until(lambda: list(tmp_path.iterdir()))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), crew(2) as hands:
        list(hands.results(slow, items()))
    (mark,) = tmp_path.iterdir()  # a second one, had the work come to its end
    assert not Path(f"/proc/{mark.name}").exists(), "the worker outlived the interrupt"


def test_a_crew_is_hired_again_after_it_was_dismissed():
    hands = Processes(2)
    for _ in range(2):
        with hands:
            assert list(hands.results(square, [3])) == [9]


def test_without_distributed_a_cluster_is_a_missing_extra(monkeypatch):
    monkeypatch.setattr("onetext.execution.cluster.find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"onetext\[cluster\]"):
        crew(cluster="tcp://localhost:1")
