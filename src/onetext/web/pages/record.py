"""The record: its sources by origin, one source with its grade, accounts that do not agree."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onetext.errors import NotFound, OnetextError, Problem
from onetext.model import Case, Source
from onetext.web.forms import posted_number, posted_words, saved
from onetext.web.middleware.problems import STATUS
from onetext.web.open_case import OpenCase, on_case
from onetext.web.pages import record_add, record_report, record_review
from onetext.web.rendering import rendered_page
from onetext.web.report_words import CREDIBILITY, DIFFERENCES, RELIABILITY
from onetext.workflows.accounts import accounts, cited_sources
from onetext.workflows.amend import Put
from onetext.workflows.redraft import day_written
from onetext.workflows.source_list import source_list

ROWS = 60
"""Sources on one page."""


@require_safe
@on_case(for_team_only=True)
def sources(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """List the sources, those of one origin together."""
    found = opened.finding("sources", source_list)
    page = Paginator(found.rows, ROWS).get_page(request.GET.get("page"))
    return rendered_page(
        request,
        "onetext/record.html",
        opened,
        found=found,
        page=page,
        sources={source.id: source for source in opened.case.sources},
        n_decided=len(opened.case.statements),
        reports=opened.case.reports,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@on_case(for_team_only=True)
def one_source(request: HttpRequest, opened: OpenCase, source: str) -> HttpResponse:
    """Show a source, what rests on it, and grade it."""
    kept = _find_source(opened.case, source)
    if request.method != "POST":
        return _source_page(request, opened, kept)
    try:
        changed = _graded(request, opened.case, kept)
        return saved(
            request,
            opened,
            Put("sources", changed, posted_number(request)),
            then=opened.address("record-source", source),
            said=_("The source was kept."),
        )
    except OnetextError as error:
        return _source_page(request, opened, kept, error)


def _graded(request: HttpRequest, case: Case, kept: Source) -> Source:
    """Return a source with what the form says of it."""
    named = request.POST.getlist("derived_from")
    return dataclasses.replace(
        kept,
        title=posted_words(request, "title") or kept.title,
        published=day_written(posted_words(request, "published"), "published"),
        reliability=posted_words(request, "reliability"),
        credibility=posted_words(request, "credibility"),
        grade_confirmed=bool(request.POST.get("grade_confirmed")),
        derived_from=tuple(one.id for one in case.sources if one.id in named),
        note=posted_words(request, "note"),
    )


def _source_page(
    request: HttpRequest, opened: OpenCase, kept: Source, error: OnetextError | None = None
) -> HttpResponse:
    case = opened.case
    rows = opened.finding("sources", source_list).rows
    return rendered_page(
        request,
        "onetext/record_source.html",
        opened,
        status=STATUS.get(type(error), 422) if error else 200,
        source=kept,
        given=_given(request) if error else _as_is(kept),
        row=next(row for row in rows if row.source.id == kept.id),
        origins=[one for one in case.sources if one.id in kept.derived_from],
        rewrites=[one for one in case.sources if kept.id in one.derived_from],
        others=[one for one in case.sources if one.id != kept.id],
        positions=[one for one in case.positions if kept.id in one.sources],
        titles={point.id: point.title for point in case.points}
        | {text.id: text.title for text in case.texts},
        made_from=opened.made_from("sources", kept.id),
        reliabilities=RELIABILITY,
        credibilities=CREDIBILITY,
        problems=error.problems if error else (),
    )


def _as_is(source: Source) -> dict[str, Any]:
    return {
        "title": source.title,
        "published": source.published.edtf,
        "reliability": source.reliability,
        "credibility": source.credibility,
        "grade_confirmed": source.grade_confirmed,
        "derived_from": source.derived_from,
        "note": source.note,
    }


def _given(request: HttpRequest) -> dict[str, Any]:
    """Return what was typed and chosen."""
    names = ("title", "published", "reliability", "credibility", "grade_confirmed", "note")
    given: dict[str, Any] = {name: request.POST.get(name, "") for name in names}
    return given | {"derived_from": request.POST.getlist("derived_from")}


def _find_source(case: Case, wanted: str) -> Source:
    for source in case.sources:
        if source.id == wanted:
            return source
    raise NotFound(
        Problem(
            what=f"there is no source {wanted!r} in {case.id}",
            because="no source stands under this id",
            hint="go back to the record and choose one",
        )
    )


@require_safe
@on_case(for_team_only=True)
def conflicting(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Show accounts that do not agree, side by side."""
    found = opened.finding("accounts", lambda case: accounts(case, opened.as_of))
    cited = {
        position.id: cited_sources(opened.case, position)
        for pair in found.stances
        for position in pair.positions
    }
    return rendered_page(
        request,
        "onetext/record_accounts.html",
        opened,
        found=found,
        cited=cited,
        points={point.id: point for point in opened.case.points},
        texts={text.id: text for text in opened.case.texts},
        difference_words=DIFFERENCES,
    )


routes: list[URLPattern] = [
    path("record", sources, name="record"),
    path("record/accounts", conflicting, name="record-accounts"),
    path("record/source/<str:source>", one_source, name="record-source"),
    *record_add.routes,
    *record_report.routes,
    *record_review.routes,
]
