"""Memory that lasts as long as the process: the collector is told to leave it alone.

A big case is some hundred thousand objects, none of them in a cycle. Whenever Python looks for
cycles everywhere, it walks through all of them, a quarter of a second in the middle of somebody's
page. What is frozen is still freed when nothing refers to it any more.
"""

from __future__ import annotations

import gc

MANY = 2000
"""Entries of a journal from which on its view is worth freezing."""


def leave_alone(n_entries: int) -> None:
    """Freeze what is in memory, once what is in cycles was collected, if a journal is a big one."""
    if n_entries >= MANY:
        gc.collect()
        gc.freeze()
