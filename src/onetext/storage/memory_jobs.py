"""Jobs in memory: for tests, and where no workspace is kept yet; a restart forgets them."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterable
from dataclasses import replace

from onetext.workflows.study_jobs import Job, JobState, Progress

MOST_KEPT = 24
"""Answers kept per case and reader; the ones asked for longest ago go first."""

_Key = tuple[str, str]


class MemoryJobStore:
    """Keeps jobs as long as it is kept itself."""

    def __init__(self) -> None:
        self._jobs: dict[_Key, Job] = {}
        self._answers: dict[_Key, bytes] = {}
        self._lock = threading.Lock()

    def job(self, reader: str, key: str) -> Job | None:
        """Return a job; None where there is none."""
        return self._jobs.get((reader, key))

    def ask(self, job: Job) -> None:
        """Keep a job that waits, unless there is one; forget the oldest answers of its case."""
        with self._lock:
            self._jobs.setdefault((job.asked.reader, job.key), job)
            old = [place for place, other in self._jobs.items() if _is_answer_beside(other, job)]
            for place in old[: max(0, len(old) - MOST_KEPT)]:
                del self._jobs[place], self._answers[place]

    def claim(self, job: Job, owner: str, now: datetime.datetime) -> bool:
        """Take a job over, if it still stands as it was read."""
        place = (job.asked.reader, job.key)
        with self._lock:
            if self._jobs.get(place) != job:
                return False
            self._jobs[place] = replace(job, state=JobState.RUNNING, owner=owner, beat_at=now)
            return True

    def report(
        self, reader: str, key: str, owner: str, progress: Progress, now: datetime.datetime
    ) -> bool:
        """Say how far it is."""
        with self._lock:
            job = self._own((reader, key), owner)
            if job is not None:
                self._jobs[reader, key] = replace(job, progress=progress, beat_at=now)
            return job is not None

    def finish(self, reader: str, key: str, owner: str, answer: bytes) -> None:
        """Keep the answer."""
        with self._lock:
            job = self._own((reader, key), owner)
            if job is not None:
                self._jobs[reader, key] = replace(job, state=JobState.DONE, owner="")
                self._answers[reader, key] = answer

    def answer(self, reader: str, key: str) -> bytes | None:
        """Return the answer of a job that is done."""
        return self._answers.get((reader, key))

    def cancel(self, reader: str, key: str) -> None:
        """End a job that is not done."""
        with self._lock:
            job = self._jobs.get((reader, key))
            if job is not None and job.state is not JobState.DONE:
                self._jobs[reader, key] = replace(job, state=JobState.CANCELLED, owner="")

    def forget(self, reader: str, key: str) -> None:
        """Drop a job and its answer."""
        with self._lock:
            self._jobs.pop((reader, key), None)
            self._answers.pop((reader, key), None)

    def forget_all(self, case: str) -> None:
        """Drop every job of a case."""
        with self._lock:
            for place in [place for place, job in self._jobs.items() if job.case == case]:
                del self._jobs[place]
                self._answers.pop(place, None)

    def unfinished(self) -> Iterable[Job]:
        """Return the jobs that wait or are worked on, oldest first."""
        running = (JobState.WAITING, JobState.RUNNING)
        return tuple(job for job in list(self._jobs.values()) if job.state in running)

    def close(self) -> None:
        """Let go of nothing."""

    def _own(self, place: _Key, owner: str) -> Job | None:
        job = self._jobs.get(place)
        is_own = job is not None and job.state is JobState.RUNNING and job.owner == owner
        return job if is_own else None


def _is_answer_beside(other: Job, job: Job) -> bool:
    is_beside = (other.case, other.asked.reader) == (job.case, job.asked.reader)
    return is_beside and other.state is JobState.DONE
