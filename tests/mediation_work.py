"""Work that worker processes can import: play a negotiation, or die the first time."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from onetext.mediation.simulation_plays import Play, Setting, played_instance


def dies_then_plays(
    item: tuple[tuple[Setting, int, int, tuple[str, ...]], str],
) -> dict[str, Play]:
    """Kill the worker at the second negotiation, the first time only."""
    task, folder = item
    mark = Path(folder) / "died"
    if task[2] == 1 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return played_instance(task)
