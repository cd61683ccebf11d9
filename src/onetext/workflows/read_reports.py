"""Read reports: what they say, and which of them are one source."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from onetext.errors import ImpossibleRequest, Place, Problem, UnreadableFile
from onetext.model import Reading, Report
from onetext.reading.datelines import printed_day
from onetext.reading.language import languages
from onetext.reading.likely_language import likely_language
from onetext.reading.readings import reading

_SAYS_NO_LANGUAGE = "plain text"
"""The reader of files that cannot say which language they are in."""


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
    paths: Sequence[Path],
    intake: ReportIntake,
    *,
    published: datetime.date | None = None,
    language: str | None = None,
    may_skip: Collection[Path] = (),
    skipped: Callable[[Problem], None] = lambda problem: None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Reading:
    """Read files as reports and compare them.

    Parameters
    ----------
    paths : sequence of Path
        In the order they are shown in.
    intake : ReportIntake
    published : date or None
        The day the reports appeared, for those whose file does not say. None: the day their
        text prints at its head, if it does; else weekdays and dates without a year stay
        unresolved.
    language : str or None
        BCP 47 tag of the language of all of them, whatever their files say. None: as each file
        says; plain text says nothing, and is judged by its commonest words.
    may_skip : collection of Path
        Files nobody named, found in a folder: what cannot be read of them is left out.
    skipped : callable
        Told of each file left out.
    progress : callable
        Told how many of how many reports are read.

    Raises
    ------
    UnreadableFile
        With every named file that cannot be read, not only the first; or if no file is left.
    ImpossibleRequest
        If a report says it is in a language there are no rules for.
    """
    reports: list[Report] = []
    problems: list[Problem] = []
    left_out: list[Problem] = []
    for path, report_id in zip(paths, report_ids(paths), strict=True):
        try:
            report = intake.report(path, report_id)
            reports.append(dated(in_language(report, language), published))
        except UnreadableFile as error:
            (left_out if path in may_skip else problems).extend(error.problems)
    if problems or not reports:
        raise UnreadableFile(*problems, *left_out)
    for problem in left_out:
        skipped(problem)
    check_languages(reports)
    return reading(reports, progress)


def dated(report: Report, published: datetime.date | None) -> Report:
    """Return a report with a day of publication: its file's, else the one given, else its text's.

    What is read from the text is marked with the words that say so.
    """
    if report.published:
        return report
    if published:
        return replace(report, published=published)
    printed = printed_day(report)
    if printed is None:
        return report
    return replace(report, published=printed.day, published_span=printed.span)


def in_language(report: Report, language: str | None) -> Report:
    """Return a report in the language it is said to be in.

    None: as its file says; plain text says nothing, and is judged by its commonest words.
    """
    if language is None and report.reader == _SAYS_NO_LANGUAGE:
        language = likely_language(report.text, report.language)
    return report if language is None else replace(report, language=language)


def check_languages(reports: Sequence[Report]) -> None:
    """Raise ImpossibleRequest, naming each, if reports are in languages there are no rules for."""
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
    found: dict[str, None] = {}
    last: dict[str, int] = {}
    for path in paths:
        base = path.name.partition(".")[0] or path.name or "report"
        name, number = base, last.get(base, 1)
        while name in found:
            number += 1
            name = f"{base}-{number}"
        last[base] = number
        found[name] = None
    return list(found)
