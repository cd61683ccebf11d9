"""The page of ``onetext read``: sources first, then each report, then where they differ."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from onetext.cli._console import PageTable
from onetext.cli._page import counted, make_console
from onetext.formats.reading_html import letter
from onetext.model import (
    STATED_AS_FACT,
    Alignment,
    Anonymity,
    Difference,
    DifferenceKind,
    LinkKind,
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
_EVIDENCE_SHOWN = 5
_LONGEST_SHOWN = 240
_KINDS = {
    LinkKind.DERIVED: "go back to one origin",
    LinkKind.SAME_TEXT: "are the same text",
    LinkKind.NEAR_DUPLICATE: "are nearly the same text",
}


def print_reading(reading: Reading, console: Console | None = None) -> None:
    """Print a reading for the eye: sources, each report, where linked ones differ."""
    page = _Page(reading, console or make_console())
    page.print()


class _Page:
    """The page: every report goes by a letter, so that lines stay short."""

    def __init__(self, reading: Reading, console: Console) -> None:
        self.reading, self.console = reading, console
        self.width = min(console.width, _WIDEST)
        self.reports = {report.id: report for report in reading.reports}
        self.letters = {report.id: letter(number) for number, report in enumerate(reading.reports)}

    def print(self) -> None:
        self._show(self._sources())
        for report in self.reading.reports:
            self._show(self._report(report))
        if self.reading.alignments:
            self._show(self._differences())
        self._show(
            Text("Proposed by rules; nothing is recorded before a person confirms it.", style="dim")
        )

    def _show(self, part: RenderableType) -> None:
        self.console.print()
        self.console.print(part, width=self.width)

    # ---- sources -------------------------------------------------------------------------

    def _sources(self) -> RenderableType:
        n_reports = len(self.reports)
        if n_reports == 1:
            return _heading("1 report")
        n_sources = counted(self.reading.independent_sources, "independent source")
        lines: list[RenderableType] = [
            _heading(f"{counted(n_reports, 'report')}, {n_sources}"),
            *(Text(f"{self.letters[r.id]}  {r.id}", style="dim") for r in self.reading.reports),
        ]
        for link in self.reading.links:
            lines += [Text(), self._link(link)]
        if not self.reading.links:
            lines += [Text(), Text("No two of them were found to share an origin.")]
        return Group(*lines)

    def _link(self, link: ReportLink) -> RenderableType:
        names = " and ".join(self.letters[name] for name in link.reports)
        lines: list[RenderableType] = [Text(f"{names} {_KINDS[link.kind]}: {link.because}.")]
        if link.kind is LinkKind.DERIVED:
            lines.append(self._evidence(link))
        return Group(*lines)

    def _evidence(self, link: ReportLink) -> RenderableType:
        """The credits, then the shared quotations, report beside report."""
        shared = [span for span in link.evidence if self._is_quoted(span)]
        pairs = list(zip(shared[::2], shared[1::2], strict=False))
        table = self._side_by_side(link.reports)
        table.add_row(*(self._credits(link, name) for name in link.reports))
        for first, second in pairs[:_EVIDENCE_SHOWN]:
            table.add_row(self._place(first), self._place(second))
        if len(pairs) > _EVIDENCE_SHOWN:
            left = len(pairs) - _EVIDENCE_SHOWN
            table.add_row(Text(f"and {left} more (see --json)", style="dim"))
        return table

    def _is_quoted(self, span: Span) -> bool:
        return any(
            quoted.overlaps(span)
            for one in self.reading.statements
            if one.report == span.report
            for quoted in one.quoted
        )

    def _credits(self, link: ReportLink, name: str) -> Text:
        found = [s for s in link.evidence if s.report == name and not self._is_quoted(s)]
        words = dict.fromkeys(span.of(self.reports[name].text) for span in found)
        return Text("; ".join(words))

    def _side_by_side(self, reports: Sequence[str]) -> PageTable:
        table = PageTable(box=None, padding=(0, 2, 0, 0), expand=True, header_style="dim")
        for name in reports:
            table.add_column(self.letters[name], ratio=1, overflow="fold")
        return table

    def _place(self, span: Span, longest: int = 60) -> Text:
        line = Text(_short(span.of(self.reports[span.report].text), longest))
        line.append(f"  {span.start}–{span.end}", style="dim")
        return line

    # ---- one report ------------------------------------------------------------------------

    def _report(self, report: Report) -> RenderableType:
        statements = [one for one in self.reading.statements if one.report == report.id]
        meetings = [one for one in self.reading.meetings if one.report == report.id]
        published = (
            f"published {report.published.isoformat()}"
            if report.published
            else "publication day unknown"
        )
        if report.published_span is not None:
            published += f", as its text says: “{report.published_span.of(report.text)}”"
        counts = f"{counted(len(statements), 'statement')}, {counted(len(meetings), 'meeting')}"
        lines: list[RenderableType] = [
            _heading(f"{self.letters[report.id]}  {report.id}"),
            Text(f"{counts}; {published}", style="dim"),
        ]
        if statements:
            lines += [Text(), _statements(statements, report)]
        if meetings:
            lines += [Text(), _meetings(meetings)]
        return Group(*lines)

    # ---- differences -----------------------------------------------------------------------

    def _differences(self) -> RenderableType:
        n_pairs = counted(len(self.reading.alignments), "pair")
        lines: list[RenderableType] = [
            _heading("Where linked reports differ"),
            Text(f"{n_pairs} of sentences tell the same thing", style="dim"),
        ]
        for one in self.reading.alignments:
            said = [d for d in one.differences if d.kind is not DifferenceKind.WORDING]
            if said:
                lines += [Text(), self._pair(one, said)]
        return Group(*lines)

    def _pair(self, one: Alignment, differences: list[Difference]) -> RenderableType:
        """Both sentences beside each other; under them what each has that the other has not."""
        table = self._side_by_side((one.a.report, one.b.report))
        table.add_row(self._place(one.a, _LONGEST_SHOWN), self._place(one.b, _LONGEST_SHOWN))
        for difference in differences:
            table.add_row(
                *(_marked(difference.kind, words) for words in (difference.a, difference.b))
            )
        return table


def _marked(kind: DifferenceKind, words: str) -> Text:
    text = Text("→ ", style="bold")
    if kind in (DifferenceKind.ATTRIBUTION_DROPPED, DifferenceKind.ATTRIBUTION_CHANGED):
        text.append(words if words == STATED_AS_FACT else f"said by {words}")
    else:
        text.append(f"{kind.value}: {words or 'none'}")
    return text


def _heading(words: str) -> Text:
    return Text(words, style="bold")


def _short(words: str, longest: int) -> str:
    words = " ".join(words.split())
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


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
    if one.addressee and not one.is_told_to_outlet:
        notes.append(f"to {one.addressee}")
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


def _meetings(meetings: list[MeetingMention]) -> PageTable:
    table = PageTable(box=None, padding=(0, 2, 0, 0), expand=True, header_style="dim")
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
