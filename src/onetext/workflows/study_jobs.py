"""Studies as jobs: what is asked, how far the work is, and the port that keeps both.

What is kept is the question, how far it is, and in the end the answer; never what is half done. A
study follows from its question alone, so beginning again gives the same answer.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from onetext.model import Case
from onetext.record.entries import canonical
from onetext.record.kinds import body_of, part_of, records_of

METHOD = 3
"""Counts up when a study of the same record would come out otherwise: older answers are left."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be worked out, for whose eyes.

    Parameters
    ----------
    reader : str
        Whose view of the case it is: `drafting-team`, `public`, or a party's id.
    as_of : date or None
    text : str or None
        Judge this text alone.
    n_draws, seed : int
    known_by : datetime or None
        The record as it had been written down by then; None: as it stands.
    """

    reader: str
    as_of: datetime.date | None = None
    text: str | None = None
    n_draws: int = 4000
    seed: int = 1
    known_by: datetime.datetime | None = None


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Progress:
    """What is being done, and which step of how many it is."""

    what: str = ""
    n_done: int = 0
    n_all: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """A study somebody asked for.

    Parameters
    ----------
    key : str
        The `fingerprint` of what it is computed from.
    case : str
    asked : Asked
    state : JobState
    progress : Progress
    owner : str
        Which process works on it; empty: none does.
    beat_at : datetime or None
        When its owner was last heard of.
    """

    key: str
    case: str
    asked: Asked
    state: JobState = JobState.WAITING
    progress: Progress = Progress()
    owner: str = ""
    beat_at: datetime.datetime | None = None


class JobStore(Protocol):
    """Keeps jobs and their answers; every call names the reader whose job it is."""

    def job(self, reader: str, key: str) -> Job | None:
        """Return a job; None where nobody asked, or it was forgotten."""

    def ask(self, job: Job) -> None:
        """Keep a job that waits, unless there is one under its key."""

    def claim(self, job: Job, owner: str, now: datetime.datetime) -> bool:
        """Take a job over from the owner it had when it was read; False: somebody was faster."""

    def report(
        self, reader: str, key: str, owner: str, progress: Progress, now: datetime.datetime
    ) -> bool:
        """Say how far it is; False: it is no longer this owner's to work on."""

    def finish(self, reader: str, key: str, owner: str, answer: bytes) -> None:
        """Keep the answer, if the job is still this owner's."""

    def answer(self, reader: str, key: str) -> bytes | None:
        """Return the answer of a job that is done."""

    def cancel(self, reader: str, key: str) -> None:
        """End a job that is not done."""

    def forget(self, reader: str, key: str) -> None:
        """Drop a job and its answer."""

    def forget_all(self, case: str) -> None:
        """Drop every job of a case."""

    def unfinished(self) -> Iterable[Job]:
        """Return the jobs that wait or are worked on, oldest first; for the drafting team."""

    def close(self) -> None:
        """Let go of what this thread holds."""


STUDIED = (
    *("parties", "points", "rules", "sources", "texts", "positions", "weights", "comparisons"),
    *("scores", "events"),
)
"""Kinds of record a study follows from; what else is written leaves it as it is."""


def studied(case: Case) -> Case:
    """Return the part of a case that a study is given: it cannot follow from anything else."""
    return part_of(case, STUDIED)


Digest = Callable[[str, Any], str]
"""Kind and record to the SHA-256 of the record's canonical JSON."""


def record_digest(kind: str, record: Any) -> str:
    """Return the SHA-256 of a record's canonical JSON, in hexadecimal digits."""
    return hashlib.sha256(body_of(kind, record)).hexdigest()


class KnownDigests:
    """Digests of the records of a view that grows: one that stands as it did is not read again.

    Records are told apart by identity; those of the view before the last are forgotten.
    """

    def __init__(self) -> None:
        self._before: dict[int, tuple[Any, str]] = {}
        self._now: dict[int, tuple[Any, str]] = {}

    def turned(self) -> KnownDigests:
        """Begin with another view; what it shares with the last one read is still known."""
        self._before, self._now = self._now, {}
        return self

    def __call__(self, kind: str, record: Any) -> str:
        """Return a record's digest."""
        key = id(record)
        known = self._now.get(key) or self._before.get(key)
        if known is None or known[0] is not record:
            known = (record, record_digest(kind, record))
        self._now[key] = known
        return known[1]


def fingerprint(case: Case, asked: Asked, digest: Digest = record_digest) -> str:
    """Return the SHA-256 of everything a study follows from (`studied`), and of whose it is.

    The reader is part of it: two readers never share an answer, so that nobody can tell from how
    soon one is there whether somebody else asked for it. When the record was known is not: what
    was known decides.

    Parameters
    ----------
    case : Case
    asked : Asked
    digest : callable
        Returns a record's digest; one that remembers saves most of the time.
    """
    about = {
        "case": [[kind, digest(kind, record)] for kind, record in records_of(studied(case))],
        "reader": asked.reader,
        "as_of": asked.as_of.isoformat() if asked.as_of else None,
        "text": asked.text,
        "n_draws": asked.n_draws,
        "seed": asked.seed,
        "method": METHOD,
    }
    return hashlib.sha256(canonical(about)).hexdigest()
