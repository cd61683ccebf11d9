"""The process that works studies out: the same answer as here, ended at once, never an orphan."""

from __future__ import annotations

import dataclasses
import datetime
import multiprocessing

import pytest

from hanging import HANGING
from onetext.errors import ImpossibleRequest
from onetext.model import DRAFTING_TEAM
from onetext.web.study_worker import (
    Stopped,
    Task,
    WorkerBeside,
    WorkerDied,
    WorkerHere,
    serve_tasks,
)
from onetext.workflows.study_jobs import Asked
from web_journals import HIDDEN

ASKED = Asked(DRAFTING_TEAM, as_of=datetime.date(2026, 3, 1), n_draws=200, seed=3)
TASK = Task(HIDDEN, ASKED)


@pytest.fixture(scope="module")
def beside():
    worker = WorkerBeside()
    yield worker
    worker.close()


def unreported(progress):
    pass


def test_the_process_finds_what_is_found_here(beside):
    steps = []
    study, profiles = beside.outcome(TASK, steps.append, lambda: True)
    expected, own = WorkerHere().outcome(TASK, unreported, lambda: True)
    assert study == expected
    assert (profiles.fresh.gains == own.fresh.gains).all()
    assert ("looking for packages", 1, 5) in [(s.what, s.n_done, s.n_all) for s in steps]


def test_what_cannot_be_studied_comes_back_with_its_reasons(beside):
    alone = dataclasses.replace(HIDDEN, parties=HIDDEN.parties[:1])
    with pytest.raises(ImpossibleRequest) as told:
        beside.outcome(Task(alone, ASKED), unreported, lambda: True)
    assert "nothing to study" in told.value.problems[0].what
    assert beside.outcome(TASK, unreported, lambda: True)[0] is not None, "it goes on working"


def test_what_is_not_wanted_any_more_ends_before_it_is_worked_out(beside):
    process = beside._process
    long = Task(HIDDEN, dataclasses.replace(ASKED, n_draws=400_000))
    steps = []
    with pytest.raises(Stopped):
        beside.outcome(long, steps.append, lambda: not steps)  # not after the first word of it
    assert steps[0].n_done < steps[0].n_all
    assert len(steps) == 1
    with pytest.raises(ValueError, match="closed"):
        process.is_alive()
    assert beside.outcome(TASK, unreported, lambda: True)[0] is not None, "another one is made"


def test_a_process_that_is_killed_is_noticed(beside):
    def kill():
        beside._process.kill()
        return True

    long = Task(HIDDEN, dataclasses.replace(ASKED, n_draws=400_000))
    with pytest.raises(WorkerDied):
        beside.outcome(long, unreported, kill)


def test_the_process_ends_once_nobody_listens():
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve_tasks, args=(theirs,))
    process.start()
    theirs.close()
    ours.close()
    process.join(HANGING)
    assert process.exitcode == 0
    process.close()
