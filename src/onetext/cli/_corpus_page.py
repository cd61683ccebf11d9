"""The page of ``onetext read`` on many reports: how many sources, which reports are one."""

from __future__ import annotations

from collections import Counter

from onetext.cli._page import counted, make_console
from onetext.workflows.corpus import Corpus

_LINKS_SHOWN = 20


def print_corpus(corpus: Corpus) -> None:
    """Print the counts and the first links; everything stands in ``--json``."""
    console = make_console()
    n_statements = n_meetings = 0
    speakers: Counter[str] = Counter()
    for _, found in corpus.read():
        n_statements += len(found.statements)
        n_meetings += len(found.meetings)
        speakers["unnamed"] += sum(one.is_unnamed for one in found.statements)
    console.print(
        f"[bold]{counted(len(corpus.reports), 'report')}, "
        f"{counted(corpus.independent_sources, 'independent source')}[/bold]"
    )
    console.print(
        f"{counted(n_statements, 'statement')}, {speakers['unnamed']:,} of them from speakers "
        f"nobody names; {counted(n_meetings, 'meeting')}",
        style="dim",
    )
    for one in corpus.links[:_LINKS_SHOWN]:
        console.print()
        console.print(f"{' and '.join(one.reports)}: {one.because}.", markup=False)
    if len(corpus.links) > _LINKS_SHOWN:
        console.print(f"\nand {len(corpus.links) - _LINKS_SHOWN} more links (--json)", style="dim")
    if not corpus.links:
        console.print("\nNo two of them were found to share an origin.")
    console.print(
        "\nName a few of the reports to see what they say and where they differ; --json has all.",
        style="dim",
    )
