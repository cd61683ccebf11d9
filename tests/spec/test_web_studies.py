"""Studies beside the pages: worked out once, seen through, ended, taken up again by others."""

from __future__ import annotations

import dataclasses
import datetime
import os
import threading

import pytest

from hanging import wait_until
from onetext.errors import ImpossibleRequest, Problem
from onetext.model import DRAFTING_TEAM
from onetext.storage.memory_jobs import MemoryJobStore
from onetext.web import job_owner, studies
from onetext.web.studies import Studies
from onetext.web.study_worker import Stopped, ThreadBeside, WorkerDied, WorkerHere, worked_out
from onetext.workflows.study_jobs import Asked, JobState, Progress, fingerprint
from strategies import NOW
from web_fixtures import Inline
from web_journals import HIDDEN, SHOWN

ASKED = Asked(DRAFTING_TEAM, as_of=datetime.date(2026, 3, 1), n_draws=200, seed=3)
KEY = fingerprint(HIDDEN, ASKED)
HOST = job_owner.owner_name().partition("/")[0]
LOOKS = Progress("looking for packages", 1, 5)


@pytest.fixture(autouse=True)
def beats_at_every_look(monkeypatch):
    monkeypatch.setattr(studies, "BEATS_EVERY", 0.0)


@pytest.fixture
def jobs():
    return MemoryJobStore()


class Counting(WorkerHere):
    """Works here, and remembers what it was asked."""

    def __init__(self):
        self.tasks = []

    def outcome(self, task, report, is_wanted):
        self.tasks.append(task)
        return super().outcome(task, report, is_wanted)


class Raising(Counting):
    """Fails as it is told to, once per failure; then works."""

    def __init__(self, *failures):
        super().__init__()
        self.failures = list(failures)

    def outcome(self, task, report, is_wanted):
        self.tasks.append(task)
        if self.failures:
            raise self.failures.pop(0)
        return worked_out(task, report)


class Slow:
    """Says how far it is, and goes on until it is let go or not wanted any more."""

    def __init__(self):
        self.is_let_go = threading.Event()
        self.tasks = []

    def outcome(self, task, report, is_wanted):
        self.tasks.append(task)
        report(LOOKS)
        while is_wanted():
            if self.is_let_go.wait(0.01):
                return worked_out(task, report)
        raise Stopped

    def close(self):
        pass


def kept_by(jobs, worker, executor=Inline):
    return Studies(lambda: jobs, executor, lambda: worker)


def kept_by_another_process(jobs, worker):
    other = kept_by(jobs, worker)
    other._own = f"{HOST}/{os.getppid()}/other"
    return other


def state(of, key=KEY, asked=ASKED, case=HIDDEN, **named):
    return of.state(key, case, asked, **named)


def test_a_study_is_worked_out_once(jobs):
    first, worker = Counting(), Counting()
    here = kept_by(jobs, first)
    found = state(here).study
    assert found is not None
    assert state(here).study is found
    after_a_restart = state(kept_by(jobs, worker))
    assert after_a_restart.study == found
    assert len(first.tasks) == 1
    assert worker.tasks == []


def test_profiles_are_drawn_again_where_the_study_alone_was_kept(jobs):
    before = state(kept_by(jobs, Counting()), needs_profiles=True)
    worker = Counting()
    after = state(kept_by(jobs, worker), needs_profiles=True)
    assert [task.needs_study for task in worker.tasks] == [False]
    assert after.study == before.study
    assert (after.try_basis.fresh.likelihood == before.try_basis.fresh.likelihood).all()
    assert (after.try_basis.draws.gains == before.try_basis.draws.gains).all()


def test_how_far_it_is_is_seen_here_and_by_another_process(jobs):
    worker = Slow()
    here, there = kept_by(jobs, worker, ThreadBeside), kept_by_another_process(jobs, Counting())
    assert state(here).is_under_way
    wait_until(lambda: jobs.job(DRAFTING_TEAM, KEY).progress == LOOKS)
    assert state(here).progress == LOOKS
    seen = state(there)
    assert (seen.study, seen.progress, seen.is_under_way) == (None, LOOKS, True)
    worker.is_let_go.set()
    wait_until(lambda: state(there).study is not None)


@pytest.mark.parametrize("by_another_process", [False, True])
def test_who_cancels_ends_the_work_until_somebody_begins_it_again(jobs, by_another_process):
    worker = Slow()
    here = kept_by(jobs, worker, ThreadBeside)
    canceller = kept_by_another_process(jobs, Counting()) if by_another_process else here
    state(here)
    wait_until(lambda: jobs.job(DRAFTING_TEAM, KEY).state is JobState.RUNNING)
    canceller.cancel(DRAFTING_TEAM, KEY)
    assert state(canceller).is_cancelled, "at once"
    wait_until(lambda: state(here).is_cancelled)
    assert not state(here).is_under_way
    assert len(worker.tasks) == 1
    assert list(canceller.abandoned()) == []
    worker.is_let_go.set()
    canceller.begin_again(DRAFTING_TEAM, KEY)
    wait_until(lambda: state(here).study is not None)


def test_what_is_begun_again_while_it_is_still_ending_begins(jobs):
    worker = Slow()
    here = kept_by(jobs, worker, ThreadBeside)
    state(here)
    wait_until(lambda: jobs.job(DRAFTING_TEAM, KEY).state is JobState.RUNNING)
    here.cancel(DRAFTING_TEAM, KEY)
    here.begin_again(DRAFTING_TEAM, KEY)
    assert state(here).is_under_way
    worker.is_let_go.set()
    wait_until(lambda: state(here).study is not None)


def test_what_waits_its_turn_is_cancelled_before_it_begins(jobs):
    worker = Slow()
    here = kept_by(jobs, worker, ThreadBeside)
    state(here)
    other = dataclasses.replace(ASKED, seed=4)
    waiting = fingerprint(HIDDEN, other)
    state(here, waiting, other)
    here.cancel(DRAFTING_TEAM, waiting)
    worker.is_let_go.set()
    wait_until(lambda: state(here).study is not None)
    assert state(here, waiting, other).is_cancelled
    assert len(worker.tasks) == 1


def test_what_a_dead_process_left_is_taken_up_and_comes_out_the_same(jobs):
    expected = state(kept_by(MemoryJobStore(), Counting())).study
    left = kept_by(jobs, Slow(), ThreadBeside)
    state(left)
    wait_until(lambda: jobs.job(DRAFTING_TEAM, KEY).state is JobState.RUNNING)
    job = jobs.job(DRAFTING_TEAM, KEY)
    host, _, _ = job.owner.partition("/")
    gone = dataclasses.replace(job, owner=f"{host}/{_dead_process()}/x")
    jobs._jobs[DRAFTING_TEAM, KEY] = gone
    after = kept_by(jobs, Counting())
    assert after.abandoned() == (gone,)
    assert state(after).study == expected
    assert jobs.job(DRAFTING_TEAM, KEY).state is JobState.DONE


def _dead_process():
    process = os.spawnlp(os.P_NOWAIT, "true", "true")
    os.waitpid(process, 0)
    return process


SOON = datetime.timedelta(seconds=1)
LATE = datetime.timedelta(seconds=job_owner.GONE_AFTER + 1)


@pytest.mark.parametrize(
    ("owner", "later", "gone"),
    [
        (f"{HOST}/{os.getppid()}/other", SOON, False),
        (f"{HOST}/{os.getppid()}/other", LATE, True),
        (f"{HOST}/{os.getpid()}/before-a-restart", SOON, True),
        (f"{HOST}/{os.getpid()}/own", SOON, True),
        ("elsewhere/1/other", SOON, False),
        ("elsewhere/1/other", LATE, True),
    ],
    ids=["other", "other, late", "before a restart", "own", "elsewhere", "elsewhere, late"],
)
def test_a_job_is_abandoned_once_nobody_is_there_to_work_on_it(jobs, owner, later, gone):
    jobs.ask(_job())
    jobs.claim(jobs.job(DRAFTING_TEAM, KEY), owner, NOW)
    job = jobs.job(DRAFTING_TEAM, KEY)
    own = f"{HOST}/{os.getpid()}/own"
    assert job_owner.is_abandoned(job, own, NOW + later) is gone


def _job():
    from onetext.workflows.study_jobs import Job

    return Job(KEY, HIDDEN.id, ASKED)


def test_a_worker_that_dies_once_is_replaced(jobs):
    worker = Raising(WorkerDied())
    assert state(kept_by(jobs, worker)).study is not None
    assert len(worker.tasks) == 2


def test_a_worker_that_dies_again_is_given_up_until_somebody_asks_anew(jobs):
    worker = Raising(WorkerDied(), WorkerDied())
    here = kept_by(jobs, worker)
    found = state(here)
    assert "ended 2 times" in found.problems[0].because
    assert state(here).problems == found.problems
    assert len(worker.tasks) == 2
    here.begin_again(DRAFTING_TEAM, KEY)
    assert state(here).study is not None


def test_what_cannot_be_studied_says_why_and_is_not_tried_over_and_over(jobs):
    nothing = Problem("there is nothing to study", "it has one party", "add the others")
    worker = Raising(ImpossibleRequest(nothing))
    here = kept_by(jobs, worker)
    assert state(here).problems == (nothing,)
    assert state(here).problems == (nothing,)
    assert len(worker.tasks) == 1
    assert list(jobs.unfinished()) == []


def test_a_fault_of_ours_is_logged_and_leaves_the_page_around_it_standing(jobs, caplog):
    here = kept_by(jobs, Raising(KeyError("what the minister said")))
    found = state(here)
    assert "made a mistake" in found.problems[0].because
    assert "minister" not in found.problems[0].because
    assert [record.exc_info[0] for record in caplog.records] == [KeyError]


def test_a_question_put_again_leaves_its_answer_on_an_older_record(jobs):
    worker = Slow()
    here = kept_by(jobs, worker, ThreadBeside)
    state(here)
    wait_until(lambda: worker.tasks)
    newer = dataclasses.replace(HIDDEN, summary="Something was added.")
    key = fingerprint(newer, ASKED)
    state(here, key, ASKED, newer)
    wait_until(lambda: len(worker.tasks) == 2)
    assert jobs.job(DRAFTING_TEAM, KEY) is None
    worker.is_let_go.set()
    wait_until(lambda: state(here, key, ASKED, newer).study is not None)


def test_another_question_or_another_reader_leaves_it_alone(jobs):
    worker = Slow()
    here = kept_by(jobs, worker, ThreadBeside)
    state(here)
    wait_until(lambda: worker.tasks)
    for other in (
        dataclasses.replace(ASKED, reader="north"),
        dataclasses.replace(ASKED, seed=9),
        dataclasses.replace(ASKED, known_by=NOW),
    ):
        state(here, fingerprint(SHOWN, other), other, SHOWN)
    assert jobs.job(DRAFTING_TEAM, KEY).state is JobState.RUNNING
    worker.is_let_go.set()
    wait_until(lambda: state(here).study is not None)


def test_an_erasure_forgets_what_was_worked_out(jobs):
    here = kept_by(jobs, Counting())
    state(here)
    here.forget_case(HIDDEN.id)
    assert jobs.job(DRAFTING_TEAM, KEY) is None
    worker = here._worker
    state(here)
    assert len(worker.tasks) == 2


def test_profiles_make_room_for_others_and_are_drawn_again(jobs, monkeypatch):
    worker = Counting()
    here = kept_by(jobs, worker)
    state(here, needs_profiles=True)
    monkeypatch.setattr(studies, "MOST_BYTES", 1)
    other = dataclasses.replace(ASKED, seed=4)
    state(here, fingerprint(HIDDEN, other), other, needs_profiles=True)
    assert state(here).try_basis is None
    assert state(here, needs_profiles=True).try_basis is not None
    assert len(worker.tasks) == 3


def test_a_study_that_was_kept_by_another_version_is_worked_out_again(jobs):
    here = kept_by(jobs, Counting())
    state(here)
    jobs._answers[DRAFTING_TEAM, KEY] = b"in a form of long ago"
    worker = Counting()
    assert state(kept_by(jobs, worker)).study is not None
    assert len(worker.tasks) == 1
