"""A report cut into pieces at every statement and meeting: each is marked where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onetext.model import MeetingMention, Mode, Report, ReviewedStatement, Span, Statement
from onetext.reading.corpus import ReadReport
from onetext.reading.proposals import ProposedPosition


@dataclass(frozen=True, slots=True)
class NumberedStatement:
    """A statement with its number in the report, and what a person decided of it.

    Parameters
    ----------
    number : int
        From 1, in the order of the text.
    statement : Statement
    words : str
    decided : tuple of ReviewedStatement
        One per point or text it was proposed for.
    """

    number: int
    statement: Statement
    words: str
    decided: tuple[ReviewedStatement, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a report's words with one set of marks.

    Parameters
    ----------
    words : str
    said : NumberedStatement or None
        The narrowest statement that holds them.
    meeting : MeetingMention or None
    ends : tuple of NumberedStatement
        Statements of which this is the last piece: their numbers are printed after it.
    is_doubtful : bool
        Whether two readings of the file differ here.
    """

    words: str
    said: NumberedStatement | None
    meeting: MeetingMention | None
    ends: tuple[NumberedStatement, ...]
    is_doubtful: bool

    @property
    def mode(self) -> Mode | None:
        """In whose words, where somebody's."""
        return self.said.statement.mode if self.said else None


@dataclass(frozen=True, slots=True)
class MarkedReport:
    """A report in pieces that join to its text, with all it says."""

    pieces: tuple[Piece, ...]
    statements: tuple[NumberedStatement, ...]
    meetings: tuple[MeetingMention, ...]


def marked_report(
    report: Report, found: ReadReport, decided: Iterable[ReviewedStatement]
) -> MarkedReport:
    """Mark a report.

    Parameters
    ----------
    report : Report
    found : ReadReport
        What was read of it.
    decided : iterable of ReviewedStatement
        Of any report; those with this one's checksum are taken.
    """
    numbered = _numbered(report, found.statements, decided)
    edges = {0, len(report.text)}
    for one in numbered:
        for span in one.statement.content:
            edges |= {span.start, span.end}
    for meeting in found.meetings:
        edges |= {meeting.start, meeting.end}
    for span in report.doubtful:
        edges |= {span.start, span.end}
    pieces = tuple(
        _piece(report, start, end, numbered, found.meetings)
        for start, end in pairwise(sorted(edges))
    )
    return MarkedReport(pieces, numbered, found.meetings)


def _numbered(
    report: Report, statements: Sequence[Statement], decided: Iterable[ReviewedStatement]
) -> tuple[NumberedStatement, ...]:
    own: dict[tuple[str, ...], list[ReviewedStatement]] = {}
    for one in decided:
        if one.sha256 == report.sha256:
            own.setdefault(one.places, []).append(one)
    ordered = sorted(statements, key=lambda one: (one.content[0].start, -one.content[-1].end))
    return tuple(
        NumberedStatement(
            number,
            one,
            " … ".join(span.of(report.text) for span in one.content),
            tuple(own.get(tuple(f"{s.start}-{s.end}" for s in one.content), ())),
        )
        for number, one in enumerate(ordered, 1)
    )


def _piece(
    report: Report,
    start: int,
    end: int,
    statements: Sequence[NumberedStatement],
    meetings: Sequence[MeetingMention],
) -> Piece:
    holding = [one for one in statements if _holds(one.statement.content, start, end)]
    said = min(holding, key=lambda one: _length(one.statement.content), default=None)
    meeting = next((one for one in meetings if one.start <= start and end <= one.end), None)
    return Piece(
        words=report.text[start:end],
        said=said,
        meeting=meeting,
        ends=tuple(one for one in holding if one.statement.content[-1].end == end),
        is_doubtful=_holds(report.doubtful, start, end),
    )


def _holds(spans: Sequence[Span], start: int, end: int) -> bool:
    return any(span.start <= start and end <= span.end for span in spans)


def _length(spans: Sequence[Span]) -> int:
    return sum(span.end - span.start for span in spans)


@dataclass(frozen=True, slots=True)
class ContextPiece:
    """A run of the report around a proposal: its words, and those that made the proposal."""

    words: str
    is_said: bool
    is_trigger: bool


def in_context(proposal: ProposedPosition, around: int = 280) -> tuple[ContextPiece, ...]:
    """Return a proposal's words inside its report, with about as many characters on either side."""
    text, said = proposal.report.text, proposal.statement.content
    start = _word_start(text, max(0, said[0].start - around))
    end = _word_end(text, min(len(text), max(span.end for span in said) + around))
    edges = {start, end}
    for span in (*said, *proposal.triggers):
        edges |= {place for place in (span.start, span.end) if start < place < end}
    pieces = [
        ContextPiece(text[a:b], _holds(said, a, b), _holds(proposal.triggers, a, b))
        for a, b in pairwise(sorted(edges))
    ]
    cut_before = [ContextPiece("… ", False, False)] if start else []
    cut_after = [ContextPiece(" …", False, False)] if end < len(text) else []
    return (*cut_before, *pieces, *cut_after)


def _word_start(text: str, place: int) -> int:
    """Return where the word around a place begins."""
    while place > 0 and not text[place - 1].isspace():
        place -= 1
    return place


def _word_end(text: str, place: int) -> int:
    """Return where the word around a place ends."""
    while place < len(text) and not text[place].isspace():
        place += 1
    return place
