"""The options of verbs that can share their work: ``--workers`` and ``--cluster``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
_MOST = 61
"""Processes; one system allows no more handles to wait for."""


def execution_options(function: F) -> F:
    """Add ``--workers`` and ``--cluster`` to a verb; see `onetext.execution.crew`."""
    workers = click.option(
        "--workers",
        type=click.IntRange(1, _MOST),
        default=1,
        show_default=True,
        metavar="N",
        help="Share the work among N processes; the result is the same.",
    )
    cluster = click.option(
        "--cluster",
        metavar="ADDRESS",
        help="Or among the workers of a running Dask cluster (tls://HOST:8786).",
    )
    decorated: F = workers(cluster(function))
    return decorated
