"""A reading: several reports read, compared with each other, and counted by origin."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from onetext.model import Alignment, Reading, Report, ReportLink
from onetext.reading.alignments import alignments
from onetext.reading.annotated import AnnotatedReport, annotated_report
from onetext.reading.links import independent_sources, link


def reading(reports: Iterable[Report]) -> Reading:
    """Read reports and compare every two of them.

    Sentences are aligned only between reports that are one source: there it shows what one
    leaves out or changes.
    """
    found = [annotated_report(report) for report in reports]
    links: list[ReportLink] = []
    aligned: list[Alignment] = []
    for a, b in combinations(found, 2):
        one = link(a, b)
        if one is not None:
            links.append(one)
            aligned += alignments(a, b)
    return _reading(found, links, aligned)


def _reading(
    found: list[AnnotatedReport], links: list[ReportLink], aligned: list[Alignment]
) -> Reading:
    return Reading(
        reports=tuple(one.report for one in found),
        statements=tuple(s for one in found for s in one.statements),
        meetings=tuple(m for one in found for m in one.meetings),
        links=tuple(links),
        alignments=tuple(aligned),
        independent_sources=independent_sources([one.report.id for one in found], links),
    )
