"""A piece of work that is measured, and the peer that does the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


def nothing_to_say(result: Any) -> str:
    return ""


@dataclass(frozen=True)
class Peer:
    """Another tool, run by its own interpreter: a script that reads a task, writes CPU seconds."""

    name: str
    script: str
    task: Callable[[], Mapping[str, Any]]


@dataclass(frozen=True)
class Work:
    """One row of the table.

    `prepare` is not measured; what it returns is. `found` says in a few words what came out.
    """

    name: str
    goal: str
    prepare: Callable[[], Callable[[], Any]]
    found: Callable[[Any], str] = field(default=nothing_to_say)
    peer: Peer | None = None
