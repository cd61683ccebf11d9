"""The process that works studies out beside the pages, and what a thread of ours has of it.

It can be stopped at any moment: nothing is lost but the work, and another one is made for the
next job. It works at a lower priority than the pages, and ends by itself once nobody listens.
"""

from __future__ import annotations

import logging
import logging.config
import multiprocessing
import os
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Protocol

from onetext.errors import OnetextError
from onetext.model import Case
from onetext.web.logs import logging_of
from onetext.workflows.study_jobs import Asked, Progress
from onetext.workflows.study_result import Study
from onetext.workflows.try_options import TryBasis

LISTENS_EVERY = 0.2
"""Seconds between two looks whether the work is still wanted."""

_log = logging.getLogger(__name__)

Report = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Task:
    """A study to be worked out; `needs_study` false: its profiles alone, the study is there."""

    case: Case
    asked: Asked
    needs_study: bool = True


Outcome = tuple[Study | None, TryBasis]


class Stopped(Exception):
    """The work was stopped because it is not wanted any more."""


class WorkerDied(Exception):
    """The process ended in the middle of the work: out of memory, or killed."""


class Fault(Exception):
    """Something in our own code went wrong; the process that worked said where in the log."""


class Worker(Protocol):
    """Works tasks out, one at a time."""

    def outcome(self, task: Task, report: Report, is_wanted: Callable[[], bool]) -> Outcome:
        """Work a task out; Stopped once it is not wanted, OnetextError if it cannot be."""

    def close(self) -> None:
        """End at once."""


class WorkerHere:
    """Works in the thread that asks: for tests."""

    def outcome(self, task: Task, report: Report, is_wanted: Callable[[], bool]) -> Outcome:
        """Work a task out."""

        def told(progress: Progress) -> None:
            report(progress)
            if not is_wanted():
                raise Stopped

        return worked_out(task, told)

    def close(self) -> None:
        """End nothing."""


class WorkerBeside:
    """Works in a process of its own, made when there is something to do."""

    def __init__(self) -> None:
        self._process: Any = None
        self._line: Connection | None = None
        self._lock = threading.Lock()

    def outcome(self, task: Task, report: Report, is_wanted: Callable[[], bool]) -> Outcome:
        """Work a task out.

        Raises
        ------
        Stopped
            Once it is not wanted; the process is ended.
        WorkerDied
            If the process ended by itself.
        OnetextError
            If there is nothing to study.
        Fault
            If onetext made a mistake.
        """
        line = self._ready()
        try:
            line.send(task)
            while is_wanted():
                if line.poll(LISTENS_EVERY):
                    word, said = line.recv()
                    if word == "outcome":
                        outcome: Outcome = said
                        return outcome
                    if word == "error":
                        raise said
                    report(said)
        except (EOFError, OSError) as error:
            self.close()
            raise WorkerDied from error
        self.close()
        raise Stopped

    def close(self) -> None:
        """End the process at once."""
        with self._lock:
            process, line = self._process, self._line
            self._process = self._line = None
        if line is not None:
            line.close()
        if process is not None:
            process.kill()
            process.join(5)
            process.close()

    def _ready(self) -> Connection:
        with self._lock:
            if self._line is not None and self._process.is_alive():
                return self._line
        self.close()
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=serve_tasks, args=(theirs,), daemon=True)
        process.start()
        theirs.close()
        with self._lock:
            self._process, self._line = process, ours
        return ours


def serve_tasks(line: Connection) -> None:
    """Work out what comes down the line until it is closed: what the process does."""
    logging.config.dictConfig(logging_of(is_team=False))
    with suppress(OSError, AttributeError):
        os.nice(5)
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            task: Task = line.recv()
            try:
                line.send(("outcome", worked_out(task, lambda p: line.send(("progress", p)))))
            except OnetextError as error:
                line.send(("error", error))
            except Exception:  # said in our own log: it may hold what cannot be sent
                _log.exception("a study ended in a fault")
                line.send(("error", Fault()))


def worked_out(task: Task, report: Report) -> Outcome:
    """Return what a task asks for."""
    from onetext.workflows.study import studied_basis, study_of  # late: the solver is large
    from onetext.workflows.try_options import try_basis

    def step(what: str, done: int, total: int) -> None:
        report(Progress(what, done, total))

    asked = task.asked
    basis = studied_basis(
        task.case,
        as_of=asked.as_of,
        text=asked.text,
        n_draws=asked.n_draws,
        seed=asked.seed,
        progress=step,
    )
    study = study_of(basis, progress=step) if task.needs_study else None
    return study, try_basis(basis)


class ThreadBeside(Executor):
    """One thread beside the pages, which the process does not wait for at its end."""

    def __init__(self) -> None:
        self._waiting: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        threading.Thread(target=self._work, daemon=True, name="studies").start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do it when its turn comes."""
        future: Future[Any] = Future()

        def do() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(fn(*args, **kwargs))
            except BaseException as error:
                future.set_exception(error)

        self._waiting.put(do)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the thread end after what it does now."""
        self._waiting.put(None)

    def _work(self) -> None:
        while (do := self._waiting.get()) is not None:
            do()
