"""The page of ``onetext read``: sources first, then each report, then where they differ."""

from __future__ import annotations

from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onetext.cli._page import make_console
from onetext.model import (
    Alignment,
    Anonymity,
    DifferenceKind,
    MeetingMention,
    Mode,
    Reading,
    Report,
    ReportLink,
    Span,
    Statement,
)

_WIDEST = 100
_ANONYMITY = {
    Anonymity.UNNAMED: "unnamed",
    Anonymity.GROUP_UNNAMED: "unnamed, several",
    Anonymity.INSTITUTION: "institution",
    Anonymity.OUTLET: "outlet",
    Anonymity.DOCUMENT: "document",
}
_EVIDENCE_SHOWN = 4


def print_reading(reading: Reading, console: Any = None) -> None:
    """Print a reading for the eye."""
    console = console or make_console()
    width = min(console.width, _WIDEST)
    page = (
        Console(file=console.file, width=width, highlight=False, color_system=None)
        if (console.color_system is None)
        else console
    )
    texts = {report.id: report for report in reading.reports}
    page.print()
    page.print(_sources(reading, texts), width=width)
    for report in reading.reports:
        page.print()
        page.print(_report(report, reading), width=width)
    if reading.alignments:
        page.print()
        page.print(_differences(reading, texts), width=width)
    page.print()
    page.print(
        Text("Proposed by rules; nothing is recorded before a person confirms it.", style="dim")
    )


def _heading(words: str) -> Text:
    return Text(words, style="bold")


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _sources(reading: Reading, texts: dict[str, Report]) -> RenderableType:
    n_reports = len(reading.reports)
    if n_reports == 1:
        return _heading("1 report")
    lines: list[RenderableType] = [
        _heading(
            f"{_count(n_reports, 'report')}, "
            f"{_count(reading.independent_sources, 'independent source')}"
        )
    ]
    for link in reading.links:
        lines.append(Padding(_link(link, texts), (0, 0, 0, 2)))
    if not reading.links:
        lines.append(Padding(Text("No two of them were found to share an origin."), (0, 0, 0, 2)))
    return Group(*lines)


def _link(link: ReportLink, texts: dict[str, Report]) -> RenderableType:
    names = " and ".join(link.reports)
    kind = {"derived": "go back to one origin", "same_text": "are the same text"}.get(
        link.kind.value, "are nearly the same text"
    )
    lines = [Text(f"{names} {kind}: {link.because}.")]
    if link.kind.value == "derived":
        shown = link.evidence[:_EVIDENCE_SHOWN] + link.evidence[-_EVIDENCE_SHOWN:]
        for span in dict.fromkeys(shown):
            lines.append(_place(span, texts))
        left = len(link.evidence) - len(dict.fromkeys(shown))
        if left > 0:
            lines.append(Text(f"  and {left} more places (--json lists them all)", style="dim"))
    return Group(*lines)


def _place(span: Span, texts: dict[str, Report]) -> Text:
    words = _short(span.of(texts[span.report].text), 52)
    line = Text(f"  {words}")
    line.append(f"  {span.report} {span.start}–{span.end}", style="dim")
    return line


def _short(words: str, longest: int) -> str:
    words = " ".join(words.split())
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def _report(report: Report, reading: Reading) -> RenderableType:
    statements = [one for one in reading.statements if one.report == report.id]
    meetings = [one for one in reading.meetings if one.report == report.id]
    published = (
        f"published {report.published.isoformat()}"
        if report.published
        else "publication day unknown"
    )
    lines: list[RenderableType] = [
        _heading(report.id),
        Text(
            f"{_count(len(statements), 'statement')}, {_count(len(meetings), 'meeting')}; "
            f"{published}",
            style="dim",
        ),
    ]
    if statements:
        lines += [Text(), _statements(statements, report)]
    if meetings:
        lines += [Text(), _meetings(meetings)]
    return Group(*lines)


def _statements(statements: list[Statement], report: Report) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(ratio=3, overflow="fold")
    table.add_column(ratio=7, overflow="fold")
    for one in statements:
        table.add_row(_speaker(one), _words(one, report))
    return table


def _speaker(one: Statement) -> Text:
    text = Text(one.speaker or "not determinable")
    notes = [_ANONYMITY[one.anonymity]] if one.anonymity in _ANONYMITY else []
    notes += [f"via {credit.name}" for credit in one.outlet_chain if credit.name != one.speaker]
    if notes:
        text.append("\n" + ", ".join(notes), style="dim")
    return text


def _words(one: Statement, report: Report) -> Text:
    words = " … ".join(" ".join(span.of(report.text).split()) for span in one.content)
    text = Text(words)
    notes = [one.mode.value] if one.mode is not Mode.DIRECT else []
    if one.act.value != "speech":
        notes.append(one.act.value)
    if one.cue:
        notes.append(f"“{report.text[one.cue.start : one.cue.end]}”")
    if one.nested_in:
        notes.append("inside another statement")
    text.append("  " + ", ".join(notes), style="dim")
    return text


def _meetings(meetings: list[MeetingMention]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), expand=True, header_style="dim")
    table.add_column("met or to meet", ratio=5, overflow="fold")
    table.add_column("where", ratio=2, overflow="fold")
    table.add_column("when", ratio=4, overflow="fold")
    table.add_column("status", ratio=2, overflow="fold")
    for one in meetings:
        table.add_row(
            ", ".join(one.participants) or "not said", one.place or "not said", _when(one),
            one.status.value,
        )  # fmt: skip
    return table


def _when(one: MeetingMention) -> Text:
    if one.date is None:
        return Text("not said")
    text = Text(one.date.text)
    if not one.date.resolved:
        text.append(" (not resolvable)", style="dim")
    elif one.date.earliest == one.date.latest:
        text.append(f" ({one.date.earliest})", style="dim")
    else:
        text.append(f" ({one.date.earliest} to {one.date.latest})", style="dim")
    return text


def _differences(reading: Reading, texts: dict[str, Report]) -> RenderableType:
    dropped = [
        (one, difference)
        for one in reading.alignments
        for difference in one.differences
        if difference.kind is DifferenceKind.ATTRIBUTION_DROPPED
    ]
    others = [
        (one, difference)
        for one in reading.alignments
        for difference in one.differences
        if difference.kind not in (DifferenceKind.ATTRIBUTION_DROPPED, DifferenceKind.WORDING)
    ]
    lines: list[RenderableType] = [
        _heading("Where linked reports differ"),
        Text(
            f"{_count(len(reading.alignments), 'pair')} of sentences tell the same thing",
            style="dim",
        ),
    ]
    for one, difference in dropped:
        said = difference.a if difference.in_report != one.a.report else difference.b
        bare = one.a if difference.in_report == one.a.report else one.b
        other = one.b if bare is one.a else one.a
        lines += [
            Text(),
            Text(f"{difference.in_report} states as fact what {other.report} has from {said}:"),
            _place_full(bare, texts),
        ]
    if others:
        lines.append(Text())
        for one, difference in others:
            lines.append(Text(f"{difference.kind.value}: {_pair(one, difference.a, difference.b)}"))
    return Group(*lines)


def _pair(one: Alignment, a: str, b: str) -> str:
    return f"{one.a.report} has {a or 'nothing'}, {one.b.report} has {b or 'nothing'}"


def _place_full(span: Span, texts: dict[str, Report]) -> RenderableType:
    words = _short(span.of(texts[span.report].text), 200)
    return Padding(Text(words, style="dim"), (0, 0, 0, 2))
