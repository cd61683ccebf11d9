"""Guards against hanging, and growth told without a clock: by the calls a piece of work makes."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

HANGING = 600
"""Seconds after which a test says that something never comes; what it waits for takes a few."""


def wait_until(is_so: Callable[[], object], every: float = 0.02) -> None:
    """Wait until something is so; fail where it never becomes so."""
    deadline = time.monotonic() + HANGING
    while not is_so():
        assert time.monotonic() < deadline, "it never became so"
        time.sleep(every)


def n_calls(work: Callable[..., object], *arguments: object) -> int:
    """Return how many calls a piece of work makes: the same on every machine, however busy."""
    made = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work(*arguments)
    finally:
        sys.setprofile(None)
    return made
