"""``onetext read FILE…``: what reports say, and which of them are one source."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from onetext.cli._page import emit_json, json_option, talk


@click.command("read")
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--published",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    metavar="DATE",
    help="The day the reports appeared (2025-11-20). Without it weekdays stay unresolved.",
)
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PAGE",
    help="Write the reports side by side, with everything found marked, as one HTML page.",
)
@json_option
def command(
    files: tuple[Path, ...],
    published: datetime.datetime | None,
    page: Path | None,
    as_json: bool,
) -> None:
    """Show what reports say, and which of them are one source.

    FILE is plain text in UTF-8, a web page, PDF, DOCX or mail, up to 20 MB.

    Everything shown is proposed by a rule and names the characters it rests on; nothing becomes
    part of a case before a person confirms it.
    """
    from onetext.wiring import report_intake
    from onetext.workflows.read_reports import read_reports

    day = published.date() if published else None
    reading = read_reports(files, report_intake(), published=day)
    if page is not None:
        from onetext.formats.files import write_text
        from onetext.formats.reading_html import reading_html

        write_text(page, reading_html(reading))
        talk(f"wrote {page}")
    if as_json:
        from onetext.formats.reading_json import reading_json

        emit_json(reading_json(reading))
        return
    if page is not None:
        return
    from onetext.cli._reading_page import print_reading

    print_reading(reading)
