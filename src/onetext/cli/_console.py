"""The console that pages are printed on; imported late because rich costs a tenth of a second."""

from __future__ import annotations

from rich.console import Console


class PageConsole(Console):
    """A rich console that leaves a reader who has gone (``| head``) to the command line."""

    def on_broken_pipe(self) -> None:
        """Say so to the caller, instead of ending the program with an error of its own."""
        raise BrokenPipeError
