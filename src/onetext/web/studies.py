"""What could be signed, worked out beside the pages: once per record, in a process of its own.

A result is kept under the fingerprint of what it was computed from: the case as the reader sees
it, the day, the draws, the seed, and the reader, so that nobody can tell from how soon a result is
there whether somebody else asked for it.
"""

from __future__ import annotations

import datetime
import hashlib
import multiprocessing
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass

from onetext.errors import OnetextError, Problem
from onetext.model import Case
from onetext.record.entries import canonical
from onetext.record.kinds import plain_case
from onetext.workflows.study_result import Study

MOST_RESULTS = 64
N_DRAWS = 4000
SEED = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be worked out."""

    reader: str
    as_of: datetime.date | None = None
    text: str | None = None
    n_draws: int = N_DRAWS
    seed: int = SEED


@dataclass(frozen=True, slots=True)
class StudyState:
    """A study, or why there is none: it is being worked out, or it cannot be.

    Parameters
    ----------
    study : Study or None
    problems : tuple of Problem
        Why it cannot be; empty where it is there or still under way.
    fingerprint : str
        Of what it is computed from, 64 hexadecimal digits.
    """

    study: Study | None
    problems: tuple[Problem, ...]
    fingerprint: str

    @property
    def is_under_way(self) -> bool:
        """Whether it is worth asking again soon."""
        return self.study is None and not self.problems


def worker() -> Executor:
    """Return one process that works beside the pages."""
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))


class Studies:
    """Studies under way and done.

    Parameters
    ----------
    new_executor : callable
        Makes what works them out; another one is made after it broke.
    """

    def __init__(self, new_executor: Callable[[], Executor] = worker) -> None:
        self._new_executor = new_executor
        self._executor: Executor | None = None
        self._futures: OrderedDict[str, Future[Study]] = OrderedDict()
        self._lock = threading.Lock()

    def state(self, key: str, case: Case, asked: Asked) -> StudyState:
        """Return the study with this `fingerprint` if it is done; begin it if nobody has."""
        with self._lock:
            future = self._futures.get(key)
            if future is None or _broke(future):
                future = self._futures[key] = self._begin(case, asked)
            self._futures.move_to_end(key)
            self._forget()
        if not future.done():
            return StudyState(None, (), key)
        error = future.exception()
        if isinstance(error, OnetextError):
            return StudyState(None, error.problems, key)
        if error is not None:
            raise error
        return StudyState(future.result(), (), key)

    def close(self) -> None:
        """Let go of the worker; what is under way is dropped."""
        with self._lock:
            if self._executor is not None:
                self._executor.shutdown(wait=False, cancel_futures=True)
                self._executor = None

    def _begin(self, case: Case, asked: Asked) -> Future[Study]:
        if self._executor is None:
            self._executor = self._new_executor()
        try:
            return self._executor.submit(_study, case, asked)
        except RuntimeError:  # it broke, or was shut down
            self._executor = self._new_executor()
            return self._executor.submit(_study, case, asked)

    def _forget(self) -> None:
        done = [key for key, future in self._futures.items() if future.done()]
        for key in done[: max(0, len(self._futures) - MOST_RESULTS)]:
            del self._futures[key]


def fingerprint(case: Case, asked: Asked) -> str:
    """Return the SHA-256 of everything a study follows from."""
    about = {
        "case": plain_case(case),
        "reader": asked.reader,
        "as_of": asked.as_of.isoformat() if asked.as_of else None,
        "text": asked.text,
        "n_draws": asked.n_draws,
        "seed": asked.seed,
    }
    return hashlib.sha256(canonical(about)).hexdigest()


def _study(case: Case, asked: Asked) -> Study:
    from onetext.workflows.study import study  # late: only the worker needs the solver

    return study(case, as_of=asked.as_of, text=asked.text, n_draws=asked.n_draws, seed=asked.seed)


def _broke(future: Future[Study]) -> bool:
    """Whether a study ended because its worker did, or was dropped: worth beginning again."""
    if not future.done():
        return False
    return future.cancelled() or isinstance(future.exception(), RuntimeError)
