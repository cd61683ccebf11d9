"""Execution: who does a long computation: this process, workers beside it, or a Dask cluster.

Rules of this folder:

- Work is a pure function of one item: no clock, no file, no random seed but the one in its item.
  Then the results are the same whoever does it, in the order of the items.
- A worker that dies is replaced and its items are done again; after a few deaths in a row without
  one finished item it is an error, never a wait without end.
- Only so many items are under way at once, so memory does not grow with their number.

::

    with crew(workers=8) as hands:
        for result in hands.results(work, items, progress=report, n_items=len(items)):
            ...
"""

from __future__ import annotations

from onetext.execution.crews import Crew, InProcess
from onetext.execution.processes import Processes

__all__ = ["Crew", "InProcess", "Processes", "crew"]


def crew(workers: int = 1, cluster: str | None = None) -> Crew:
    """Return who does the work; use it in a ``with`` statement.

    Parameters
    ----------
    workers : int
        At least 1. 1: in this process; more: so many processes beside it, freshly started.
    cluster : str or None
        Address of the scheduler of a running Dask cluster, such as ``tls://host:8786``; its
        workers then do the work, and `workers` says nothing.

    Raises
    ------
    MissingExtra
        If there is an address and ``distributed`` is not installed.
    """
    if cluster is not None:
        from onetext.execution.cluster import Cluster  # late: an extra

        return Cluster(cluster)
    return InProcess() if workers <= 1 else Processes(workers)
