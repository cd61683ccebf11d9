"""A reading as one self-contained page: sources, texts side by side, where they differ.

No network, no script, no inline style; everything read is text to be escaped.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape
from importlib import resources
from itertools import pairwise

from onetext.model import (
    Alignment,
    Anonymity,
    DifferenceKind,
    MeetingMention,
    Reading,
    Report,
    ReportLink,
    SentenceStanding,
    Span,
    Statement,
)

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def letter(number: int) -> str:
    """Return the short name of a report by its place: A to Z, then A2, B2 ..."""
    turn, place = divmod(number, len(_LETTERS))
    return _LETTERS[place] + (str(turn + 1) if turn else "")


def reading_html(reading: Reading) -> str:
    """Return the page of a reading."""
    return _Page(reading).html()


class _Page:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.reports = {report.id: report for report in reading.reports}
        self.letters = {report.id: letter(number) for number, report in enumerate(reading.reports)}
        self.dropped = {
            (span.report, span.start)
            for one in reading.alignments
            for difference in one.differences
            if difference.kind is DifferenceKind.ATTRIBUTION_DROPPED
            for span in (one.a, one.b)
            if span.report == difference.in_report
        }

    def html(self) -> str:
        style = (resources.files("onetext.formats") / "reading.css").read_text(encoding="utf-8")
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        n_reports, n_sources = len(self.reports), self.reading.independent_sources
        title = f"{n_reports} reports, {n_sources} independent source{'s' * (n_sources != 1)}"
        if n_reports == 1:
            title = "1 report"
        return "\n".join(
            [
                "<!doctype html>",
                '<html lang="en"><head><meta charset="utf-8">',
                '<meta name="viewport" content="width=device-width, initial-scale=1">',
                '<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; '
                f'style-src &#39;sha256-{digest}&#39;">',
                f"<title>{title}</title><style>{style}</style></head><body>",
                f"<header><b>onetext</b> what the reports say</header><main><h1>{title}</h1>",
                self._links(),
                self._key(),
                '<section class="texts">',
                *map(self._text, self.reading.reports),
                "</section>",
                self._differences(),
                self._statements(),
                self._meetings(),
                "</main><footer><p>Proposed by rules. Nothing here is recorded before a person "
                "confirms it. Places count characters of the untouched text.</p></footer>",
                "</body></html>",
            ]
        )

    # ---- sources -------------------------------------------------------------------------

    def _links(self) -> str:
        if not self.reading.links:
            return "<p>No two of them were found to share an origin.</p>"
        return "".join(map(self._link, self.reading.links))

    def _link(self, link: ReportLink) -> str:
        names = " and ".join(self.letters[name] for name in link.reports)
        rows = "".join(
            f"<li>{escape(self._cut(span))} <small>{self._at(span)}</small></li>"
            for span in link.evidence
        )
        return (
            f"<p><b>{names}</b> {_KINDS[link.kind.value]}: {escape(link.because)}.</p>"
            f"<details><summary>Evidence, {len(link.evidence)} places</summary><ul>{rows}</ul>"
            "</details>"
        )

    def _cut(self, span: Span) -> str:
        words = " ".join(span.of(self.reports[span.report].text).split())
        return words if len(words) < 220 else words[:219] + "…"

    def _at(self, span: Span) -> str:
        return f"{self.letters[span.report]} {span.start}–{span.end}"

    # ---- texts ---------------------------------------------------------------------------

    def _key(self) -> str:
        return (
            '<p class="key"><mark class="direct">quoted</mark> '
            '<mark class="mixed">partly quoted</mark> <mark class="indirect">attributed</mark> '
            '<span class="dropped">stated as fact here, attributed elsewhere</span> '
            '<span class="alone">unattributed and only here</span></p>'
            '<p class="about">Point at a marked passage to see whose words it holds, by which rule '
            "it was found and how often that rule was right in a test; all of them are listed "
            "below, under “Who said what”.</p>"
        )

    def _text(self, report: Report) -> str:
        published = report.published.isoformat() if report.published else "publication day unknown"
        if report.published_span is not None:
            published += f" (as the text says: “{escape(report.published_span.of(report.text))}”)"
        return (
            f"<article><h2>{self.letters[report.id]} <small>{escape(report.file)}</small></h2>"
            f'<p class="about">{published}, {escape(report.reader)}</p>'
            f'<div class="text">{self._marked(report)}</div></article>'
        )

    def _marked(self, report: Report) -> str:
        """The text with its spans: cut at every boundary, each piece marked once."""
        statements = [
            (span.start, span.end, one)
            for one in self.reading.statements
            if one.report == report.id and one.nested_in is None
            for span in one.content
        ]
        sentences = [one for one in self.reading.sentences if one.report == report.id]
        edges = {0, len(report.text)}
        for start, end, _ in statements:
            edges |= {start, end}
        for sentence in sentences:
            edges |= {sentence.start, sentence.end}
        by_start = {start: (end, one) for start, end, one in statements}
        alone = {
            one.start: (
                one.end,
                "dropped"
                if (one.report, one.start) in self.dropped
                else "alone"
                if one.standing is SentenceStanding.ONLY_HERE
                else "",
            )
            for one in sentences
        }
        places = sorted(edges)
        pieces: list[str] = []
        until_statement = until_sentence = 0
        statement: Statement | None = None
        standing = ""
        for start, end in pairwise(places):
            if start in by_start:
                until_statement, statement = by_start[start]
            if start in alone:
                until_sentence, standing = alone[start]
            piece = escape(report.text[start:end])
            if statement is not None and start < until_statement:
                piece = (
                    f'<mark class="{statement.mode.value}" title="{escape(_who(statement))}">'
                    f"{piece}</mark>"
                )
            elif standing and start < until_sentence:
                piece = f'<span class="{standing}">{piece}</span>'
            pieces.append(piece)
        return "".join(pieces)

    # ---- differences and meetings ----------------------------------------------------------

    def _differences(self) -> str:
        rows = "".join(map(self._difference, self.reading.alignments))
        if not rows:
            return ""
        return (
            "<section><h2>Sentences that tell the same thing</h2><table><thead><tr>"
            '<th scope="col">One report</th><th scope="col">The other</th>'
            '<th scope="col">How they differ</th></tr></thead>'
            f"<tbody>{rows}</tbody></table></section>"
        )

    def _difference(self, one: Alignment) -> str:
        kinds = []
        for difference in one.differences:
            a, b = difference.a or "nothing", difference.b or "nothing"
            if difference.kind is DifferenceKind.WORDING:
                continue
            kinds.append(f"<b>{difference.kind.value}</b>: {escape(a)} / {escape(b)}")
        cells = "".join(
            f"<td>{escape(self._cut(span))} <small>{self._at(span)}</small></td>"
            for span in (one.a, one.b)
        )
        return f"<tr>{cells}<td>{'<br>'.join(kinds) or 'wording only'}</td></tr>"

    def _statements(self) -> str:
        if not self.reading.statements:
            return ""
        rows = "".join(map(self._statement, self.reading.statements))
        return (
            "<section><h2>Who said what</h2><table><thead><tr>"
            '<th scope="col">Report</th><th scope="col">Who</th><th scope="col">What</th>'
            '<th scope="col">How it is known</th></tr></thead>'
            f"<tbody>{rows}</tbody></table></section>"
        )

    def _statement(self, one: Statement) -> str:
        words = " … ".join(escape(self._cut(span)) for span in one.content)
        who, notes = one.speaker or _UNKNOWN, _notes(one)
        inside = "inside another statement, " if one.nested_in else ""
        return (
            f"<tr><td>{self.letters[one.report]}</td><td>{escape(who)}</td>"
            f"<td>{words} <small>{self._at(one.content[0])}</small></td>"
            f"<td>{inside}{one.mode.value}, {escape(', '.join(notes))}</td></tr>"
        )

    def _meetings(self) -> str:
        if not self.reading.meetings:
            return ""
        rows = "".join(map(self._meeting, self.reading.meetings))
        return (
            "<section><h2>Meetings and contacts</h2><table><thead><tr>"
            '<th scope="col">Report</th><th scope="col">Who</th><th scope="col">Where</th>'
            '<th scope="col">When</th><th scope="col">Status</th></tr></thead>'
            f"<tbody>{rows}</tbody></table></section>"
        )

    def _meeting(self, one: MeetingMention) -> str:
        when = "not said"
        if one.date is not None:
            days = f"{one.date.earliest} to {one.date.latest}"
            resolved = days if one.date.resolved else _UNRESOLVED
            when = f"{escape(one.date.text)} <small>{resolved}</small>"
        who = escape(", ".join(one.participants)) or "not said"
        return (
            f"<tr><td>{self.letters[one.report]}</td><td>{who}</td>"
            f"<td>{escape(one.place or 'not said')}</td><td>{when}</td>"
            f"<td>{one.status.value}</td></tr>"
        )


_UNKNOWN = "speaker not determinable"
_UNRESOLVED = "not resolvable without the day the report appeared"

_STANDING = {
    Anonymity.UNNAMED: "not named",
    Anonymity.GROUP_UNNAMED: "several, not named",
    Anonymity.INSTITUTION: "an institution",
    Anonymity.OUTLET: "an outlet",
    Anonymity.DOCUMENT: "a document",
}
_KINDS = {
    "derived": "go back to one origin",
    "same_text": "are the same text",
    "near_duplicate": "are nearly the same text",
}


def _who(statement: Statement) -> str:
    return ", ".join([statement.speaker or _UNKNOWN, *_notes(statement)])


def _notes(statement: Statement) -> list[str]:
    notes = [] if statement.anonymity is Anonymity.NAMED else [_STANDING[statement.anonymity]]
    if statement.addressee and not statement.is_told_to_outlet:
        notes.append(f"to {statement.addressee}")
    notes += [f"via {credit.name}" for credit in statement.outlet_chain]
    share = statement.precision
    right = "" if share is None else f", right in {100 * share:.0f} %"
    if statement.suggested is not None:
        letters = statement.suggested.reliability + statement.suggested.credibility
        notes.append(f"suggested grade {letters}")
    return [*notes, f"found by: {statement.rule}{right}"]
