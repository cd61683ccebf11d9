"""``onetext serve``: the workbench in a browser, for whoever sits at this machine."""

from __future__ import annotations

from pathlib import Path

import click

from onetext.cli._page import talk, workspace_option


@click.command(name="serve")
@click.option("--port", type=click.IntRange(0, 65535), help="0: any free one. By default 8628.")
@click.option("--no-browser", is_flag=True, help="Print the address, open nothing.")
@workspace_option
def command(port: int | None, workspace: Path | None, *, no_browser: bool) -> None:
    """Open the workbench in the browser: this machine alone, no account, no network.

    The address it prints opens once; nobody else on this machine can use it. Ctrl-C ends it.

    Example: onetext serve --no-browser
    """
    from onetext.errors import MissingExtra, Problem

    try:
        from onetext.web.serving import serve
    except ImportError as error:
        raise MissingExtra(
            Problem(
                what="the workbench cannot be served",
                because=f"the package {error.name} is not installed",
                hint="pip install 'onetext[web]'",
            )
        ) from error

    talk("onetext is open at the address below, once, for one browser. Ctrl-C ends it.")
    serve(port=port, workspace=workspace, opens_browser=not no_browser, say=click.echo)
    talk("closed")
