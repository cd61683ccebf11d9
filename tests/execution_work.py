"""Work that worker processes can import: plain, deadly, slow, wrong."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path


def square(number: int) -> int:
    return number * number


def dies_once(item: tuple[int, str]) -> int:
    """Kill the worker at number 7, the first time only."""
    number, folder = item
    mark = Path(folder) / "died"
    if number == 7 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def always_dies(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def is_wrong_at_two(number: int) -> int:
    if number == 2:
        raise ValueError("two")
    return number


def slow(item: tuple[int, str]) -> int:
    """Leave a mark with the worker's number, take long, leave another one."""
    number, folder = item
    (Path(folder) / str(os.getpid())).touch()
    time.sleep(60)
    (Path(folder) / "done").touch()
    return number
