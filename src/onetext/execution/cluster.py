"""Workers of a running Dask cluster, reached by the address of its scheduler."""

from __future__ import annotations

from concurrent.futures import CancelledError, Executor
from contextlib import suppress
from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from onetext.errors import ImpossibleRequest, MissingExtra, Problem
from onetext.execution.crews import Crew

if TYPE_CHECKING:
    from distributed import Client

PATIENCE = 15.0
"""Seconds until a scheduler must have answered, and again until it must have a worker."""


class Cluster(Crew):
    """The workers of a Dask cluster.

    Certificates, timeouts and the like are Dask's own settings (``DASK_DISTRIBUTED__COMM__...``
    or its configuration file): what the cluster's people set up applies.

    Parameters
    ----------
    address : str
        As in ``tcp://host:8786`` or ``tls://host:8786``.
    patience : float
        Seconds; see `PATIENCE`.
    """

    losses_in_a_row = 1  # Dask itself tries a task on four workers before it says so

    def __init__(self, address: str, patience: float = PATIENCE) -> None:
        super().__init__()
        if find_spec("distributed") is None:
            raise MissingExtra(_no_distributed())
        from distributed.client import FutureCancelledError
        from distributed.comm.core import CommClosedError
        from distributed.scheduler import KilledWorker

        self.address, self.patience = address, patience
        self.losses = (KilledWorker, CommClosedError, FutureCancelledError, CancelledError)
        self._client: Client | None = None

    @property
    def n_workers(self) -> int:
        """How many threads all workers have together, as they are now."""
        return max(1, sum(self._client.nthreads().values())) if self._client else 1

    def hired(self) -> Executor:
        """Return an executor of the cluster.

        Raises
        ------
        ImpossibleRequest
            If nobody answers in time, no worker is there, or a worker lacks this onetext.
        """
        self._client = client = self._connected()
        try:
            client.wait_for_workers(1, timeout=self.patience)
            self._check_versions(client.run(_own_version, on_error="return"))
        except TimeoutError as error:
            self._leave()
            raise ImpossibleRequest(self._no_worker()) from error
        except BaseException:
            self._leave()
            raise
        # keys of their own: a key that is just being dropped would never be answered
        executor: Executor = client.get_executor(pure=False)
        return executor

    def dismiss(self, executor: Executor, *, at_once: bool) -> None:
        """Wait for what is under way or drop it, and say goodbye to the scheduler."""
        with suppress(*self.losses):  # the connection may be what was lost
            executor.shutdown(wait=not at_once)
        self._leave()

    def _connected(self) -> Client:
        from distributed import Client

        try:
            return Client(self.address, timeout=self.patience, set_as_default=False)
        except (OSError, ValueError) as error:  # a timeout is an OSError; ValueError: the address
            raise ImpossibleRequest(self._no_answer(error)) from error

    def _leave(self) -> None:
        if self._client is not None:
            self._client.close(timeout=self.patience)
            self._client = None

    def _check_versions(self, answers: dict[str, Any]) -> None:
        """Raise unless every worker runs this version of onetext."""
        ours = _own_version()
        others = {where: said for where, said in answers.items() if said != ours}
        if others:
            where, said = next(iter(others.items()))
            raise ImpossibleRequest(
                Problem(
                    what=f"{len(others)} of {len(answers)} workers do not run onetext {ours}",
                    because=f"{where} answered: {said}",
                    hint="install this version of onetext where the workers run",
                )
            )

    def _no_answer(self, error: Exception) -> Problem:
        return Problem(
            what=f"no Dask scheduler answers at {self.address}",
            because=" ".join(str(error).split()) or type(error).__name__,
            hint="give the address its log names, such as tcp://host:8786 or tls://host:8786",
        )

    def _no_worker(self) -> Problem:
        return Problem(
            what=f"the cluster at {self.address} has no workers",
            because=f"none came within {self.patience:g} seconds",
            hint="start some: dask worker ADDRESS",
        )


def _own_version() -> str:
    return version("onetext")


def _no_distributed() -> Problem:
    return Problem(
        what="a cluster cannot be used",
        because="the part of onetext that speaks to Dask is not installed",
        hint="pip install 'onetext[cluster]'",
    )
