"""What the reports say: how many voices they are, the words quoted, and what one of them drops."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onetext.formats.options_paper.words import NBSP, count, listed
from onetext.model import (
    DifferenceKind,
    Mode,
    Reading,
    Report,
    Span,
    Statement,
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words some report gives as said, whoever says them, and every report that has them."""

    words: str
    speaker: str
    via: str
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence one report states as fact, and whom another report has saying it."""

    stated_in: str
    words: str
    attributed_to: str
    attributed_in: str


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting as one report has it."""

    who: str
    where: str
    when: str
    status: str
    report: str


@dataclass(frozen=True, slots=True)
class ReportsShown:
    """The section on the reports."""

    summary: str
    evidence: tuple[str, ...]
    quotations: tuple[Quotation, ...]
    n_indirect: int
    dropped: tuple[Dropped, ...]
    meetings: tuple[MeetingRow, ...]
    names: tuple[str, ...]
    note: str


def reports_shown(reading: Reading, note: str = "") -> ReportsShown:
    """Return what some reports say, ready to print.

    Parameters
    ----------
    reading : Reading
    note : str
        What a reader must know of the reports, printed with them.
    """
    names = {report.id: report.title or report.id for report in reading.reports}
    texts = {report.id: report for report in reading.reports}
    return ReportsShown(
        summary=_summary(reading),
        evidence=tuple(_evidence(reading, names)),
        quotations=tuple(_quotations(reading.statements, texts, names)),
        n_indirect=sum(statement.mode is Mode.INDIRECT for statement in reading.statements),
        dropped=tuple(_dropped(reading, texts, names)),
        meetings=tuple(_meetings(reading, names)),
        names=tuple(names.values()),
        note=note,
    )


def _summary(reading: Reading) -> str:
    reports, voices = len(reading.reports), reading.independent_sources
    said = f"{count(reports, 'report')}, {count(voices, 'independent source')}"
    if voices < reports:
        return f"{said}: what they agree on is confirmed {_times(voices)}, not {_times(reports)}."
    return f"{said}."


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number}{NBSP}times")


def _evidence(reading: Reading, names: Mapping[str, str]) -> Iterable[str]:
    for link in reading.links:
        which = listed(names.get(report, report) for report in link.reports)
        yield f"{which}: {link.because}." if link.because else f"{which}: {link.kind}."


def _cut(span: Span, texts: Mapping[str, Report]) -> str:
    return " ".join(span.of(texts[span.report].text).split())


def _quotations(
    statements: Iterable[Statement], texts: Mapping[str, Report], names: Mapping[str, str]
) -> Iterable[Quotation]:
    """Gather the same words from the same speaker into one row."""
    found: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        for span in statement.quoted if statement.mode is not Mode.INDIRECT else ():
            speaker = statement.speaker or "speaker not determinable"
            found.setdefault((_cut(span, texts), speaker), []).append(statement)
    for (words, speaker), same in found.items():
        outlets = dict.fromkeys(credit.name for s in same for credit in s.outlet_chain)
        reports = dict.fromkeys(names[s.report] for s in same)
        unnamed = " (unnamed)" if same[0].is_unnamed else ""
        yield Quotation(words, f"{speaker}{unnamed}", listed(outlets), tuple(reports))


def _dropped(
    reading: Reading, texts: Mapping[str, Report], names: Mapping[str, str]
) -> Iterable[Dropped]:
    """Gather what one report states as fact, with everybody another has saying it."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for pair in reading.alignments:
        for difference in pair.differences:
            if difference.kind is not DifferenceKind.ATTRIBUTION_DROPPED:
                continue
            flat, full = (pair.a, pair.b)
            speaker = difference.b
            if difference.in_report == pair.b.report:
                flat, full, speaker = pair.b, pair.a, difference.a
            key = (names[flat.report], _cut(flat, texts), names[full.report])
            found.setdefault(key, []).append(speaker)
    for (stated_in, words, attributed_in), speakers in found.items():
        yield Dropped(stated_in, words, listed(dict.fromkeys(speakers)), attributed_in)


def _meetings(reading: Reading, names: Mapping[str, str]) -> Iterable[MeetingRow]:
    for meeting in reading.meetings:
        yield MeetingRow(
            who=listed(meeting.participants) or "not told",
            where=meeting.place or "not told",
            when=meeting.date.text if meeting.date else "not told",
            status=str(meeting.status).replace("-", " "),
            report=names[meeting.report],
        )
