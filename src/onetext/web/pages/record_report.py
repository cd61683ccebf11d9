"""A report with what it says marked where it stands; two reports side by side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from onetext.model import Case, DifferenceKind, KeptReport, Report
from onetext.web.open_case import OpenCase, on_case
from onetext.web.rendering import rendered_page
from onetext.web.report_words import ANONYMITY, DIFFERENCES, LINKS, MODES, REVIEWS
from onetext.workflows.kept_reports import (
    as_report,
    find_report,
    held_against,
    is_readable,
    links_of,
    read,
    source_of,
    waiting,
)
from onetext.workflows.marked_report import MarkedReport, marked_report


@require_safe
@on_case(for_team_only=True)
def one_report(request: HttpRequest, opened: OpenCase, report: str) -> HttpResponse:
    """Show a report with its statements and meetings marked."""
    kept = find_report(opened.case, report)
    found = as_report(opened.case, kept)
    linked = opened.finding(f"links {report}", lambda case: _linked(case, kept))
    return rendered_page(
        request,
        "onetext/record_report.html",
        opened,
        report=kept,
        source=source_of(opened.case, kept),
        read_as=found,
        printed=found.published_span.of(found.text) if found.published_span else "",
        marked=opened.finding(f"marked {report}", lambda case: _marked(case, found)),
        n_waiting=len(opened.finding(f"waiting {report}", lambda case: waiting(case, found))),
        linked=linked,
        others=[one for one in opened.case.reports if one.id != kept.id],
        titles={one.id: _title(opened.case, one) for one in opened.case.reports},
        mode_words=MODES,
        anonymity_words=ANONYMITY,
        review_words=REVIEWS,
        link_words=LINKS,
        is_readable=is_readable(found),
    )


def _marked(case: Case, report: Report) -> MarkedReport | None:
    if not is_readable(report):
        return None
    return marked_report(report, read(report), case.statements)


def _linked(case: Case, kept: KeptReport) -> list[tuple[KeptReport, object]]:
    others = {one.id: one for one in case.reports if one.id != kept.id}
    reports = [as_report(case, one) for one in others.values()]
    found = links_of(as_report(case, kept), reports)
    return [(others[name], one) for one in found for name in one.reports if name != kept.id]


def _title(case: Case, kept: KeptReport) -> str:
    source = source_of(case, kept)
    return source.title if source else kept.id


@require_safe
@on_case(for_team_only=True)
def beside(request: HttpRequest, opened: OpenCase, report: str, other: str) -> HttpResponse:
    """Show the sentences in which two reports tell the same thing, and how they differ."""
    first, second = find_report(opened.case, report), find_report(opened.case, other)
    a, b = as_report(opened.case, first), as_report(opened.case, second)
    can_read = is_readable(a) and is_readable(b) and a.id != b.id
    found = held_against(a, b) if can_read else ()
    return rendered_page(
        request,
        "onetext/record_beside.html",
        opened,
        first=first,
        second=second,
        titles={one.id: _title(opened.case, one) for one in (first, second)},
        rows=[
            (
                one.a.of(a.text),
                one.b.of(b.text),
                [d for d in one.differences if d.kind is not DifferenceKind.WORDING],
            )
            for one in found
        ],
        n_differing=sum(
            any(d.kind is not DifferenceKind.WORDING for d in one.differences) for one in found
        ),
        links=links_of(b, [a]) if can_read else (),
        link_words=LINKS,
        difference_words=DIFFERENCES,
    )


routes: list[URLPattern] = [
    path("record/report/<str:report>", one_report, name="record-report"),
    path("record/report/<str:report>/beside/<str:other>", beside, name="record-beside"),
]
