"""What every verb shares: the case argument, JSON to stdout, talk to stderr, progress."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a page.")
workspace_option = click.option(
    "--workspace",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="ONETEXT_WORKSPACE",
    help="The workspace file; by default in the user's data folder.",
)
as_of_option = click.option(
    "--as-of",
    "as_of",
    metavar="DATE",
    help="Only what had been said or done by this day (2025-11-24).",
)


def workspace_words(workspace: Path | None) -> str:
    """Return what names the workspace again in a command to try next; empty unless it was named."""
    if workspace is None or not _is_typed("workspace"):
        return ""
    return f" --workspace {shlex.quote(str(workspace))}"


def _is_typed(parameter: str) -> bool:
    """Whether a parameter stood on the command line, rather than in the environment."""
    source = click.get_current_context().get_parameter_source(parameter)
    return source is click.core.ParameterSource.COMMANDLINE


def emit_json(value: object) -> None:
    """Write a value to stdout as JSON, keys in the order given, readable by people too."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))


def check_page_name(target: Path, what: str) -> None:
    """Raise ImpossibleRequest unless a page for the browser is to be written into an HTML file."""
    from onetext.formats.files import demand_suffix

    demand_suffix(target, (".html", ".htm"), what, "it is written as a page for the browser")


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, as in "1 party", "2 parties" or "1,944,000 packages"."""
    if number == 1:
        return f"1 {noun}"
    takes_ies = noun.endswith("y") and not noun.endswith(("ay", "ey", "oy"))
    plural = noun.removesuffix("y") + "ies" if takes_ies else noun + "s"
    return f"{number:,} {plural}"


def talk(message: str) -> None:
    """Say something about the work, to stderr."""
    click.echo(message, err=True)


def make_console(*, stderr: bool = False) -> Any:
    """Return a console to print a page on."""
    from onetext.cli._console import PageConsole

    return PageConsole(stderr=stderr, highlight=False, soft_wrap=False)


T = TypeVar("T")


@contextmanager
def progress_bar(label: str, *, quiet: bool = False) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on stderr for work over a second; yields ``report(done, total)``."""
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = make_console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(
        *columns, console=console, transient=True, disable=quiet or not console.is_terminal
    ) as progress:
        task = progress.add_task(label, total=None)

        def report(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        yield report


def track(items: Iterable[T], label: str, total: int) -> Iterator[T]:
    """Yield items, moving a progress bar as they are taken."""
    with progress_bar(label) as report:
        for done, item in enumerate(items, start=1):
            yield item
            report(done, total)
