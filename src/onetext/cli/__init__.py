"""The command line: arguments -> workflow -> page.

Data goes to stdout, talk to stderr. Each verb stands in its own module, imported only when it is
called, so that ``onetext --help`` starts fast.
"""

from __future__ import annotations

import difflib
import importlib
import io
import os
import sys
from typing import Any, NoReturn

import click

from onetext.errors import OnetextError, Place, Problem, StorageUnavailable

_VERBS = {
    "read": "what reports say, and which of them are one source",
    "review": "positions that reports may hold, for you to confirm or reject",
    "study": "what could be signed, what blocks, what to ask next",
    "ask": "what to ask whom next, and what the answer would be worth",
    "answer": "record what a party answered, and see what it changed",
    "propose": "the next draft, with the reason for every change",
    "simulate": "measure the mediator's method with simulated parties",
    "compare": "two texts point by point, though the numbering changed",
    "positions": "who stands where, since when, on what evidence",
    "new": "start a case file",
    "import": "bring a case file into the workspace",
    "undo": "take back what was written at once, such as an import",
    "export": "write a case of the workspace as a case file",
    "log": "who wrote down what, when",
    "verify": "check a case's journal, entry by entry",
    "erase": "erase what a record ever said; that it was erased stays",
    "backup": "all journals in one signed file, sealed with a passphrase",
    "restore": "put the journals of a backup back, here or elsewhere",
    "move": "journals from a laptop to the team's server, or back",
    "database": "where cases are kept, and which fences stand around them",
    "members": "who has an account on a team's server, and sits where",
    "solve": "efficient and fair packages of a scored scenario, proved",
    "stability": "would anybody leave a state of a conflict, or what was signed",
    "serve": "open the workbench in the browser",
    "cases": "list the bundled cases and those in the workspace",
}
"""Verb -> its one line. The module is `onetext.cli.<verb>`, with `_` after a Python keyword."""


class _LazyGroup(click.Group):
    """A group that imports a verb's module only when the verb is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _VERBS:
            return None
        module = importlib.import_module(f"onetext.cli.{_module_name(cmd_name)}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        verb = args[0]
        if verb in _VERBS or verb.startswith("-"):
            return super().resolve_command(ctx, args)
        close = difflib.get_close_matches(verb, _VERBS, n=1)
        meant = f"did you mean {close[0]!r}?" if close else "`onetext --help` lists the verbs."
        raise click.UsageError(f"There is no verb {verb!r}; {meant}", ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl(list(_VERBS.items()))


def _module_name(verb: str) -> str:
    return "import_" if verb == "import" else verb


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="onetext", message="onetext %(version)s")
def onetext() -> None:
    """From what has been said to what could be signed.

    CASE is a YAML file, the id of a case in the workspace, or a bundled slug (ukraine-2025,
    camp-david-1978); workspace:ID and bundled:SLUG say which. Every verb but serve takes --json.
    """


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and exit; every problem is shown as what / because / hint."""
    for stream in (sys.stdout, sys.stderr):
        _set_encoding(stream)
    sys.exit(_run(arguments))


def _set_encoding(stream: Any) -> None:
    """Write UTF-8 into a file or pipe, and to a screen whatever it can show.

    A case exported under a system's old encoding could not be read again.
    """
    if isinstance(stream, io.TextIOWrapper):
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8")


def _run(arguments: list[str] | None) -> int:
    try:
        result: Any = onetext.main(args=arguments, prog_name="onetext", standalone_mode=False)
        sys.stdout.flush()
    except OnetextError as error:
        click.echo(str(error), err=True)
        return error.exit_code
    except click.exceptions.Exit as exit_request:
        return exit_request.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped; nothing was left half done", err=True)
        return 130
    except (SystemExit, BrokenPipeError):  # the first is click's, for a broken pipe and only then
        _write_no_more()
        return 0  # whoever read our output (``| head``) has what it wanted
    except OSError as error:
        click.echo(str(_refused(error)), err=True)
        _write_no_more()
        return StorageUnavailable.exit_code
    return result if isinstance(result, int) else 0


def _write_no_more() -> None:
    """Drop what is still to be written, which Python would try again as it ends."""
    if sys.__stdout__ is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())


def _refused(error: OSError) -> Problem:
    return Problem(
        what="the work could not be finished",
        because=f"the system refused to read or write: {(error.strerror or str(error)).lower()}",
        hint="make room or allow it, then try again",
        place=Place(file=str(error.filename or "")),
    )
