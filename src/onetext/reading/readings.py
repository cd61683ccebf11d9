"""A reading: several reports read, compared with each other, and counted by origin."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace

from onetext.model import (
    Alignment,
    MeetingMention,
    Reading,
    Report,
    ReportLink,
    Sentence,
    Statement,
)
from onetext.reading.alignments import alignments
from onetext.reading.annotated import AnnotatedReport, annotated_report
from onetext.reading.grading import suggested_grade
from onetext.reading.link_profiles import LinkProfile, link_profile
from onetext.reading.links import independent_sources, links
from onetext.reading.standing import standings, with_others

_SHELF = 32
"""Reports kept with all their tokens; the others are read again when they are aligned."""


def reading(
    reports: Sequence[Report],
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Reading:
    """Read reports and compare them; `progress` is told how many of how many are read.

    Sentences are aligned only between reports that are one source: there it shows what one
    leaves out or changes.
    """
    shelf = _Shelf()
    profiles: list[LinkProfile] = []
    statements: list[Statement] = []
    meetings: list[MeetingMention] = []
    sentences: list[Sentence] = []
    for report in reports:
        found = shelf.annotated(report)
        profiles.append(link_profile(found))
        statements += found.statements
        meetings += found.meetings
        sentences += standings(found)
        progress(len(profiles), len(reports))
    linked, confirmed = links(profiles)
    by_id = {report.id: report for report in reports}
    aligned: list[Alignment] = []
    for one in linked:
        first, second = (shelf.annotated(by_id[name]) for name in one.reports)
        aligned += alignments(first, second)
    return Reading(
        reports=tuple(reports),
        statements=_graded(statements, linked, confirmed),
        meetings=tuple(meetings),
        links=linked,
        alignments=tuple(aligned),
        sentences=tuple(with_others(sentences, aligned)),
        independent_sources=independent_sources(by_id, linked),
    )


def _graded(
    statements: list[Statement], linked: Sequence[ReportLink], confirmed: frozenset[str]
) -> tuple[Statement, ...]:
    dependent = {name for one in linked for name in one.reports}
    return tuple(
        replace(one, suggested=suggested_grade(one, dependent, confirmed)) for one in statements
    )


class _Shelf:
    """The reports read last, so that memory does not grow with their number."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, AnnotatedReport] = OrderedDict()

    def annotated(self, report: Report) -> AnnotatedReport:
        found = self._kept.pop(report.id, None) or annotated_report(report)
        self._kept[report.id] = found
        if len(self._kept) > _SHELF:
            self._kept.popitem(last=False)
        return found
