"""Read reports: what they say, and which of them are one source."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from onetext.errors import ImpossibleRequest, Place, Problem, UnreadableFile
from onetext.model import Reading, Report
from onetext.reading.language import languages
from onetext.reading.readings import reading


class ReportIntake(Protocol):
    """Whoever turns a file into a report."""

    def report(self, path: Path, report_id: str) -> Report:
        """Extract the text of a file.

        Raises
        ------
        UnreadableFile
            If it is missing, empty, binary, too large or wrongly encoded.
        """


def read_reports(
    paths: Sequence[Path], intake: ReportIntake, *, published: datetime.date | None = None
) -> Reading:
    """Read files as reports and compare them.

    Parameters
    ----------
    paths : sequence of Path
        In the order they are shown in.
    intake : ReportIntake
    published : date or None
        The day the reports appeared, for those whose file does not say. None: unknown, and then
        weekdays and dates without a year stay unresolved.

    Raises
    ------
    UnreadableFile
        With every file that cannot be read, not only the first.
    ImpossibleRequest
        If a report says it is in a language there are no rules for.
    """
    reports: list[Report] = []
    problems: list[Problem] = []
    for path, report_id in zip(paths, report_ids(paths), strict=True):
        try:
            reports.append(intake.report(path, report_id))
        except UnreadableFile as error:
            problems += error.problems
    if problems:
        raise UnreadableFile(*problems)
    _check_languages(reports)
    return reading(
        [
            report if report.published or not published else replace(report, published=published)
            for report in reports
        ]
    )


def _check_languages(reports: Sequence[Report]) -> None:
    problems = [
        Problem(
            f"there are no rules for the language {report.language!r}",
            f"reading knows {', '.join(languages())}",
            "translate the report, or add the language's data",
            Place(file=report.file),
        )
        for report in reports
        if report.language.split("-")[0].lower() not in languages()
    ]
    if problems:
        raise ImpossibleRequest(*problems)


def report_ids(paths: Sequence[Path]) -> list[str]:
    """Return one id per file: its name without ending, numbered where two are alike."""
    found: list[str] = []
    for path in paths:
        base = path.name.partition(".")[0] or path.name or "report"
        name, number = base, 2
        while name in found:
            name, number = f"{base}-{number}", number + 1
        found.append(name)
    return found
