"""One report with everything found in it: what the comparisons between reports start from."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from onetext.model import MeetingMention, Report, ReportedDate, Statement
from onetext.reading.attributions import attributions
from onetext.reading.compounds import with_parts
from onetext.reading.dates import dates
from onetext.reading.direct_quotations import direct_attributions
from onetext.reading.language import Language, language
from onetext.reading.meetings import meetings
from onetext.reading.names import name_table
from onetext.reading.outlets import Credit, outlet_credits
from onetext.reading.paragraphs import paragraphs
from onetext.reading.quotations import Quotation, quotations
from onetext.reading.single_quoted import with_single_quotations
from onetext.reading.statements import StatementWriter
from onetext.reading.tokens import Token, tokens
from onetext.reading.units import sentences, units


@dataclass(frozen=True, eq=False)
class AnnotatedReport:
    """What was found in one report.

    Parameters
    ----------
    report : Report
    tokens : list of Token
    sentences : list of (start, end)
        Inside quotations too.
    quotations : list of Quotation
        Whoever they are of.
    statements, meetings, dates, credits
        In the order of the text.
    """

    report: Report
    language: Language
    tokens: list[Token]
    sentences: list[tuple[int, int]]
    quotations: list[Quotation]
    statements: tuple[Statement, ...]
    meetings: tuple[MeetingMention, ...]
    dates: list[ReportedDate]
    credits: list[Credit]

    def tokens_between(self, start: int, end: int) -> list[Token]:
        """The tokens that start between two places."""
        first = bisect_left(self.tokens, start, key=lambda token: token.start)
        last = bisect_left(self.tokens, end, key=lambda token: token.start)
        return self.tokens[first:last]

    def sentences_between(self, start: int, end: int) -> list[tuple[int, int]]:
        """The sentences that share a character with the stretch between two places."""
        first = max(0, bisect_left(self.sentences, start, key=lambda one: one[0]) - 1)
        last = bisect_left(self.sentences, end, key=lambda one: one[0])
        return [place for place in self.sentences[first:last] if place[1] > start]


def annotated_report(report: Report) -> AnnotatedReport:
    """Read one report.

    Parameters
    ----------
    report : Report
        Its `language` must be one there is data for; its `published` day anchors the dates.

    Returns
    -------
    AnnotatedReport
        Proposals only; a text in which nothing is attributed has no statements.
    """
    text, known = report.text, language(report.language)
    cut = tokens(text, paragraphs(text), known)
    # where words are elided a single mark is an apostrophe
    found = with_parts(cut, known) if known.direct else with_single_quotations(cut, text)
    quoted = quotations(text, found)
    read = units(found, quoted, known)
    headings = [(unit.start, unit.end) for unit in read if unit.is_heading]
    body = _outside(found, headings)
    split = sentences(body, known)
    names = name_table(body, split, known)
    credited = outlet_credits(read, known)
    writer = StatementWriter(report.id, found, quoted, names, credited, known)
    said = direct_attributions(read, known) if known.direct else attributions(read, text, known)
    statements = writer.statements(said)
    dated = dates(found, text, report.published, known) if known.dates else []
    met = meetings(report.id, text, read, dated, statements, names, known) if known.meetings else ()
    return AnnotatedReport(
        report=report,
        language=known,
        tokens=found,
        sentences=split,
        quotations=quoted,
        statements=statements,
        meetings=met,
        dates=dated,
        credits=credited,
    )


def _outside(found: list[Token], headings: list[tuple[int, int]]) -> list[Token]:
    """The tokens of the body: headings tell nothing of who said what."""
    kept: list[Token] = []
    at = 0
    for start, end in headings:
        first = bisect_left(found, start, lo=at, key=lambda token: token.start)
        kept += found[at:first]
        at = bisect_left(found, end, lo=first, key=lambda token: token.start)
    return kept + found[at:]
