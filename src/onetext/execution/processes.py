"""Worker processes on this machine, started afresh, never forked."""

from __future__ import annotations

import os
import signal
import threading
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait

from onetext.execution.crews import Crew


class Processes(Crew):
    """So many processes beside this one.

    They are spawned: a fork would copy locks that threads of this process hold.
    """

    losses = (BrokenProcessPool,)

    def __init__(self, n_workers: int) -> None:
        super().__init__()
        self._n_workers = n_workers

    @property
    def n_workers(self) -> int:
        """How many processes."""
        return self._n_workers

    def hired(self) -> Executor:
        """Return a fresh pool; its processes start with the first items."""
        return ProcessPoolExecutor(
            self.n_workers, mp_context=get_context("spawn"), initializer=_settle_in
        )

    def dismiss(self, executor: Executor, *, at_once: bool) -> None:
        """Let the processes finish, or end them whatever they are at."""
        if at_once:
            # no public way to end a running worker before Python 3.14 (terminate_workers)
            for process in list((getattr(executor, "_processes", None) or {}).values()):
                process.terminate()
        executor.shutdown(wait=True, cancel_futures=at_once)


def _settle_in() -> None:
    """Leave Ctrl-C to the parent, and end when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
