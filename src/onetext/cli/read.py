"""``onetext read FILE…``: what reports say, and which of them are one source."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from onetext.cli._page import emit_json, json_option, progress_bar, talk

_FEW = 50
"""Reports that are read before a progress bar is worth its line."""


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

    FILE is plain text in UTF-8, a web page, PDF, DOCX or mail, up to 20 MB; or a folder of such
    files, and then those that cannot be read are named and left out.

    Everything shown is proposed by a rule and names the characters it rests on; nothing becomes
    part of a case before a person confirms it.
    """
    from onetext.wiring import report_files, report_intake
    from onetext.workflows.read_reports import read_reports

    day = published.date() if published else None
    named = [file for file in files if not file.is_dir()]
    found = [file for folder in files if folder.is_dir() for file in report_files(folder)]
    with progress_bar("reading", quiet=len(named) + len(found) < _FEW) as progress:
        reading = read_reports(
            [*named, *found],
            report_intake(),
            published=day,
            may_skip=frozenset(found),
            skipped=lambda problem: talk(f"left out: {problem}"),
            progress=progress,
        )
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
