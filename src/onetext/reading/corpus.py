"""One report of many, read by itself: what is kept of it, so that thousands fit into little memory.

What needs more than one report (links, alignments) starts from what is kept here; the text is
read again only for the reports that turn out to be linked.
"""

from __future__ import annotations

from dataclasses import dataclass

from onetext.model import Alignment, MeetingMention, Report, Sentence, Statement
from onetext.reading.alignments import alignments
from onetext.reading.annotated import annotated_report
from onetext.reading.link_profiles import LinkProfile, link_profile, runs
from onetext.reading.standing import standings


@dataclass(frozen=True, eq=False)
class ReadReport:
    """What one report says, and what is needed to link it with others.

    Parameters
    ----------
    statements, meetings, sentences
        As in a `Reading`; nothing in them depends on other reports.
    profile : LinkProfile
    runs : tuple of int
        Numbers that stand for runs of words; reports that share some may be linked.
    """

    statements: tuple[Statement, ...]
    meetings: tuple[MeetingMention, ...]
    sentences: tuple[Sentence, ...]
    profile: LinkProfile
    runs: tuple[int, ...]


def read_report(report: Report) -> ReadReport:
    """Read one report by itself; a pure function of the report, done by any worker."""
    found = annotated_report(report)
    profile = link_profile(found)
    return ReadReport(
        statements=found.statements,
        meetings=found.meetings,
        sentences=tuple(standings(found)),
        profile=profile,
        runs=runs(profile),
    )


def compared(pair: tuple[Report, Report]) -> tuple[Alignment, ...]:
    """Align the sentences of two linked reports; done by any worker."""
    first, second = (annotated_report(report) for report in pair)
    return tuple(alignments(first, second))
