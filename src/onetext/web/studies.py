"""What could be signed, worked out beside the pages, kept over a restart, ended when not wanted.

A result is kept under the fingerprint of what it was computed from: the case as the reader sees
it, the day, the draws, the seed, and the reader, so that nobody can tell from how soon a result is
there whether somebody else asked for it.
"""

from __future__ import annotations

import datetime
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Executor

from onetext.errors import OnetextError, Problem, StorageUnavailable
from onetext.formats.study_kept import study_bytes, study_from
from onetext.model import Case
from onetext.web.job_owner import is_abandoned, owner_name
from onetext.web.study_state import Remembered, StudyState
from onetext.web.study_worker import (
    Outcome,
    Stopped,
    Task,
    ThreadBeside,
    Worker,
    WorkerBeside,
    WorkerDied,
)
from onetext.workflows.study_jobs import Asked, Job, JobState, JobStore, Progress

MOST_RESULTS = 64
MOST_BYTES = 300_000_000
"""Memory that kept profiles may take; those used longest ago go first, and are drawn again."""
BEATS_EVERY = 2.0
"""Seconds between two signs of life of whoever works on a job."""
TRIES = 2
"""How often a job is begun whose worker dies."""

_log = logging.getLogger(__name__)


class Studies:
    """Studies under way and done.

    Parameters
    ----------
    jobs : callable
        Returns what keeps jobs, as it is now.
    new_executor : callable
        Makes the thread that looks after the work.
    new_worker : callable
        Makes what does the work.
    """

    def __init__(
        self,
        jobs: Callable[[], JobStore],
        new_executor: Callable[[], Executor] = ThreadBeside,
        new_worker: Callable[[], Worker] = WorkerBeside,
    ) -> None:
        self._jobs = jobs
        self._new_executor = new_executor
        self._executor: Executor | None = None
        self._worker = new_worker()
        self._remembered: OrderedDict[tuple[str, str], Remembered] = OrderedDict()
        self._newest: dict[tuple[str, Asked], str] = {}
        self._lock = threading.RLock()
        self._is_closed = False
        self._own = owner_name()

    def state(
        self, key: str, case: Case, asked: Asked, *, needs_profiles: bool = False
    ) -> StudyState:
        """Return the study with this `fingerprint` if it is done; begin it if nobody has.

        Parameters
        ----------
        key : str
        case : Case
            As the reader sees it.
        asked : Asked
        needs_profiles : bool
            Whether the profiles behind the study are needed as well; they are drawn again where
            only the study was kept.
        """
        found = self._recalled(asked.reader, key, case.id)
        has_all = found.study and (found.try_basis or not needs_profiles)
        if has_all or found.problems or found.is_ours:
            return found.state(key)
        job = self._jobs().job(asked.reader, key)
        if job is not None and job.state is JobState.CANCELLED:
            return StudyState(None, (), key, is_cancelled=True)
        if self._is_elsewhere(job):
            assert job is not None
            return StudyState(None, (), key, job.progress)
        if job is not None and job.state is JobState.DONE and found.study is None:
            found.study = study_from(self._jobs().answer(asked.reader, key) or b"")
            if found.study is None:  # of another version of onetext: worked out again
                self._jobs().forget(asked.reader, key)
                job = None
            elif not needs_profiles:
                return found.state(key)
        self._begin(key, case, asked, job, found)
        return found.state(key)

    def cancel(self, reader: str, key: str) -> None:
        """End the work on a study, wherever it is done."""
        self._jobs().cancel(reader, key)
        with self._lock:
            found = self._remembered.get((reader, key))
            if found is not None and found.is_ours:
                found.is_wanted = False

    def begin_again(self, reader: str, key: str) -> None:
        """Forget that a study was ended, or could not be: it begins when it is next asked for."""
        with self._lock:
            found = self._remembered.get((reader, key))
            is_under_way = found is not None and found.is_ours and found.is_wanted
            if found is not None and (is_under_way or found.study):
                return
            self._remembered.pop((reader, key), None)
        self._jobs().forget(reader, key)

    def abandoned(self) -> tuple[Job, ...]:
        """Return the jobs that somebody asked for and nobody works on."""
        return tuple(job for job in self._jobs().unfinished() if not self._is_elsewhere(job))

    def forget(self, job: Job) -> None:
        """Drop a job whose question cannot be put any more."""
        self._jobs().forget(job.asked.reader, job.key)

    def forget_case(self, case: str) -> None:
        """Drop all that was worked out of a case: something in it was erased."""
        with self._lock:
            for place in [p for p, found in self._remembered.items() if found.case == case]:
                self._remembered.pop(place).is_wanted = False
        self._jobs().forget_all(case)

    def close(self) -> None:
        """Stop working; what is under way is taken up again by whoever comes next."""
        self._is_closed = True
        if self._executor is not None:
            self._executor.shutdown(wait=False)
        self._worker.close()

    def _recalled(self, reader: str, key: str, case: str) -> Remembered:
        """Return what is known of a study, the last to be forgotten from now on."""
        with self._lock:
            found = self._remembered.setdefault((reader, key), Remembered(case))
            self._remembered.move_to_end((reader, key))
            settled = [place for place, other in self._remembered.items() if not other.is_ours]
            for place in settled[: max(0, len(self._remembered) - MOST_RESULTS)]:
                if place != (reader, key):
                    del self._remembered[place]
            return found

    def _is_elsewhere(self, job: Job | None) -> bool:
        """Whether another process is working on a job."""
        running = job is not None and job.state is JobState.RUNNING
        return running and job is not None and not is_abandoned(job, self._own, _now())

    def _begin(
        self, key: str, case: Case, asked: Asked, job: Job | None, found: Remembered
    ) -> None:
        """Queue a study, or its profiles alone where the study is there."""
        with self._lock:
            if found.is_ours or self._is_closed:
                return
            found.is_ours = found.is_wanted = True
            found.progress = job.progress if job and found.study is None else Progress()
            if self._executor is None:
                self._executor = self._new_executor()
        if found.study is None and job is None:
            self._jobs().ask(Job(key, case.id, asked))
        self._leave_the_one_before(key, case.id, asked)
        self._executor.submit(self._look_after, key, case, asked, found)

    def _leave_the_one_before(self, key: str, case: str, asked: Asked) -> None:
        """End what is under way on the same question put to an older state of the record."""
        with self._lock:
            before = self._newest.get((case, asked))
            self._newest[case, asked] = key
            older = self._remembered.get((asked.reader, before or ""))
            if before == key or asked.known_by is not None or older is None or not older.is_ours:
                return
            older.is_wanted = False
        self._jobs().forget(asked.reader, before or "")

    def _look_after(self, key: str, case: Case, asked: Asked, found: Remembered) -> None:
        """See a job through, whatever becomes of it."""
        jobs = self._jobs()
        task = Task(case, asked, needs_study=found.study is None)
        try:
            if task.needs_study and not self._is_claimed(jobs, key, asked):
                return  # somebody else was faster, or it was ended before its turn came
            study, profiles = self._worked_out(_Beat(jobs, key, self._own, task, found), task)
            found.study, found.try_basis = study or found.study, profiles
            self._make_room(found)
            if study is not None:
                jobs.finish(asked.reader, key, self._own, study_bytes(study))
        except Stopped:
            pass
        except StorageUnavailable:
            _log.warning("a study could not be kept for later")
        except OnetextError as error:
            found.problems = error.problems
            jobs.forget(asked.reader, key)
        except WorkerDied:
            found.problems = (_died(),)
            jobs.forget(asked.reader, key)
        except Exception:  # the page around it is still shown
            _log.exception("a study ended in a fault")
            found.problems = (_fault(),)
            jobs.forget(asked.reader, key)
        finally:
            found.is_ours = False
            jobs.close()

    def _is_claimed(self, jobs: JobStore, key: str, asked: Asked) -> bool:
        job = jobs.job(asked.reader, key)
        if job is None or job.state in (JobState.DONE, JobState.CANCELLED):
            return False
        return not self._is_elsewhere(job) and jobs.claim(job, self._own, _now())

    def _worked_out(self, beat: _Beat, task: Task) -> Outcome:
        for last in (False,) * (TRIES - 1) + (True,):
            try:
                return self._worker.outcome(
                    task, beat.report, lambda: not self._is_closed and beat.goes_on()
                )
            except WorkerDied:
                if self._is_closed:
                    raise Stopped from None
                if last:
                    raise
        raise AssertionError

    def _make_room(self, newest: Remembered) -> None:
        """Let go of the profiles used longest ago while all of them take too much memory."""
        with self._lock:
            holding = [found for found in self._remembered.values() if found.try_basis]
            taken = sum(found.try_basis.n_bytes for found in holding if found.try_basis)
            for found in holding:
                if taken <= MOST_BYTES:
                    break
                if found is not newest and found.try_basis:
                    taken -= found.try_basis.n_bytes
                    found.try_basis = None


class _Beat:
    """Tells the job store how far the work is, now and then; and hears whether to go on."""

    def __init__(self, jobs: JobStore, key: str, own: str, task: Task, found: Remembered) -> None:
        self._jobs, self._key, self._own = jobs, key, own
        self._task, self._found = task, found
        self._last = time.monotonic()
        self._is_ours = True

    def report(self, progress: Progress) -> None:
        """Take note of how far the work is."""
        self._found.progress = progress

    def goes_on(self) -> bool:
        """Say so to the store, and return whether the work is still wanted, and ours."""
        due = time.monotonic() - self._last >= BEATS_EVERY
        if due and self._task.needs_study and self._is_ours:
            self._last = time.monotonic()
            reader, progress = self._task.asked.reader, self._found.progress
            try:
                self._is_ours = self._jobs.report(reader, self._key, self._own, progress, _now())
            except StorageUnavailable:
                _log.warning("how far a study is could not be kept")
        return self._is_ours and self._found.is_wanted


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _fault() -> Problem:
    return Problem(
        what="the study could not be worked out",
        because="onetext made a mistake; where, stands in the log of the server",
        hint="try again; if it happens again, please report it with that line of the log",
    )


def _died() -> Problem:
    return Problem(
        what="the study could not be worked out",
        because=f"the process that worked on it ended {TRIES} times, perhaps for lack of memory",
        hint="try again, with fewer profiles, or when less else is running",
    )
