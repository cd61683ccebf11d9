"""What `make demo` runs: two reports, a case, what could be signed, and a paper to open.

Everything it needs comes with onetext; nothing is fetched, and it writes one file.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from os.path import relpath
from pathlib import Path
from typing import Any

from onetext.cli._page import make_console, progress_bar
from onetext.errors import OnetextError
from onetext.model import Case, Mode, Reading
from onetext.preferences.shares import Share
from onetext.workflows.study_result import PointState, Study

CASE = "ukraine-2025"
PAPER = Path(__file__).resolve().parent.parent / "build" / "demo" / "options-paper.html"
WIDTH = 80
INVENTED = (
    "Both were written for trying onetext: they retell events on record in invented words, the "
    "quotations included, and may not be cited."
)


def main() -> int:
    """Read, study, write the paper, and say where it is."""
    console = make_console()
    console.width = min(console.width, WIDTH)
    try:
        reading = read_the_reports()
        show_reports(console, reading)
        case, study = study_the_case()
        show_study(console, study)
        write_the_paper(case, study, reading)
    except OnetextError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 1
    console.print(f"\nThe paper: open {relpath(PAPER)} in a browser; it needs no network.")
    console.print(f"Next: .venv/bin/onetext study {CASE} --as-of 2025-11-24, to see it then.")
    return 0


def read_the_reports() -> Reading:
    """Read the two bundled reports."""
    from onetext import cases
    from onetext.wiring import report_intake
    from onetext.workflows.read_reports import read_reports

    folder = Path(cases.__path__[0]) / "quickstart"
    return read_reports(sorted(folder.glob("*.txt")), report_intake())


def show_reports(console: Any, reading: Reading) -> None:
    """Print what the reports say, and that they are one voice."""
    from rich.markup import escape
    from rich.padding import Padding

    texts = {report.id: report.text for report in reading.reports}
    console.rule("1  What two reports say", align="left", style="dim")
    console.print(
        f"{len(reading.reports)} reports, {len(reading.statements)} statements, "
        f"[bold]{reading.independent_sources} independent source[/bold]."
    )
    for link in reading.links:
        console.print(f"Why: {link.because}.", markup=False)
    for words, speaker in dict.fromkeys(_quotations(reading, texts)):
        console.print(Padding(escape(f"{words} ({speaker})"), (0, 0, 0, 2)))
    console.print(INVENTED, style="dim")


def _quotations(reading: Reading, texts: dict[str, str]) -> Iterable[tuple[str, str]]:
    for statement in reading.statements:
        for span in statement.quoted if statement.mode is not Mode.INDIRECT else ():
            unnamed = ", unnamed" if statement.is_unnamed else ""
            yield span.of(texts[span.report]), f"{statement.speaker or 'unknown'}{unnamed}"


def study_the_case() -> tuple[Case, Study]:
    """Find out what could be signed."""
    from onetext.wiring import open_case
    from onetext.workflows.study import study

    case = open_case(CASE)
    with progress_bar("studying") as report:
        return case, study(case, progress=lambda _what, done, total: report(done, total))


def show_study(console: Any, study: Study) -> None:
    """Print the finding, how each party stands, what blocks and what to ask."""
    console.print()
    console.rule(f"2  What could be signed: {CASE}", align="left", style="dim")
    console.print(f"As of {study.as_of}; {study.n_draws:,} profiles, seed {study.seed}.")
    console.print(study.headline, markup=False)
    console.print(_standings(study))
    blocked = [p.title for p in study.points if p.state is PointState.DEADLOCKED]
    if blocked:
        console.print(f"Deadlocked: {', '.join(blocked)}.", markup=False)
    for question in study.questions[:1]:
        console.print(
            f"Worth asking {study.party_names[question.party]} next: {question.ask}", markup=False
        )
    console.print(
        "Shares of the preference profiles that fit the record; not a forecast.", style="dim"
    )


def _standings(study: Study) -> Any:
    """Tabulate texts and the best package by party."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("Acceptable to, in %", no_wrap=True)
    for party in (*(study.party_names[party] for party in study.parties), "All who sign"):
        table.add_column(party, min_width=7)
    rows = [(text.title, text) for text in study.texts]
    rows += [("Best package found", package) for package in study.packages[:1]]
    for title, found in rows:
        shares = [found.acceptability[party] for party in study.parties]
        table.add_row(title, *(_share(share) for share in (*shares, found.all)))
    return table


def _share(share: Share) -> str:
    """Write a share in per cent, with its error; never quite nothing or all."""
    if share.share < 0.005:
        return "<1"
    if share.share >= 0.995:
        return ">99"
    return f"{100 * share.share:.0f} ± {max(1, round(100 * share.error))}"


def write_the_paper(case: Case, study: Study, reading: Reading) -> None:
    """Write the options paper."""
    from onetext.formats.options_paper import write_options_paper

    PAPER.parent.mkdir(parents=True, exist_ok=True)
    write_options_paper(PAPER, case, study, reading=reading, reading_note=INVENTED)


if __name__ == "__main__":
    raise SystemExit(main())
