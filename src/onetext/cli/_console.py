"""The console and the tables of pages; imported late because rich costs a tenth of a second."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table


class PageConsole(Console):
    """A rich console that leaves a reader who has gone (``| head``) to the command line."""

    def on_broken_pipe(self) -> None:
        """Say so to the caller, instead of ending the program with an error of its own."""
        raise BrokenPipeError


class PageTable(Table):
    """A rich table that breaks a word too long for its column, and never cuts its end off."""

    def add_column(self, *heading: Any, **how: Any) -> None:
        """Add a column as rich does, folding what does not fit."""
        super().add_column(*heading, **{"overflow": "fold", **how})
