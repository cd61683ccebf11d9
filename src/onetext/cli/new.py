"""``onetext new``: start a case file."""

from __future__ import annotations

from pathlib import Path

import click

from onetext.cli._page import emit_json, json_option, talk


@click.command(name="new")
@click.argument("slug")
@click.option("--title", help="The case's title; by default made from the slug.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to start; by default SLUG.yaml in this folder.",
)
@json_option
def command(slug: str, title: str | None, out: Path | None, *, as_json: bool) -> None:
    """Start a case file with comments that say what goes where. Never overwrites a file.

    Example: onetext new river-accord --title "The river accord"
    """
    from onetext.formats.new_case import start_case_file

    path = out or Path(f"{slug}.yaml")
    start_case_file(path, slug, title)
    talk(f"started {path}; edit it, then try: onetext study {path}")
    if as_json:
        emit_json({"case": slug, "file": str(path)})
    else:
        click.echo(str(path))
