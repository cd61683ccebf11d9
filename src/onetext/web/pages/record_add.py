"""Add a report to the record: by upload or by paste."""

from __future__ import annotations

import dataclasses

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onetext.errors import OnetextError
from onetext.model import DRAFTING_TEAM_ONLY, Report
from onetext.web.forms import posted_words, saved
from onetext.web.middleware.problems import STATUS
from onetext.web.open_case import OpenCase, on_case
from onetext.web.rendering import rendered_page
from onetext.web.uploads import pasted_report, uploaded_report
from onetext.workflows.amend import Put
from onetext.workflows.kept_reports import added_report
from onetext.workflows.redraft import day_written

FIELDS = ("title", "url", "published", "language", "words", "for")


@require_http_methods(["GET", "HEAD", "POST"])
@on_case(for_team_only=True)
def add(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Keep a report word for word, with its source."""
    given = {name: posted_words(request, name) for name in FIELDS}
    if request.method != "POST":
        return _form(request, opened, given)
    try:
        return _kept(request, opened, given)
    except OnetextError as error:
        return _form(request, opened, given, error)


def _kept(request: HttpRequest, opened: OpenCase, given: dict[str, str]) -> HttpResponse:
    published = day_written(given["published"], "published")
    added = added_report(
        opened.case,
        _report(request, given),
        title=given["title"],
        url=given["url"],
        published=published,
        used=opened.desk.used_ids(opened.id),
    )
    marking = None if request.POST.get("for") == "case" else DRAFTING_TEAM_ONLY
    report = dataclasses.replace(added.report, marking=marking)
    records = [Put("reports", report)]
    if added.is_new_source:
        records.insert(0, Put("sources", dataclasses.replace(added.source, marking=marking)))
    said = _("The report was kept. Nothing it says is on record until you confirm it.")
    if added.source.derived_from:
        said = _("The report was kept. It shares its origin with another: the two count once.")
    return saved(
        request,
        opened,
        *records,
        then=opened.address("record-report", report.id),
        said=said,
    )


def _report(request: HttpRequest, given: dict[str, str]) -> Report:
    upload = request.FILES.get("file")
    if upload is not None:
        return uploaded_report(upload, given["language"])
    return pasted_report(given["words"], given["language"])


def _form(
    request: HttpRequest,
    opened: OpenCase,
    given: dict[str, str],
    error: OnetextError | None = None,
) -> HttpResponse:
    return rendered_page(
        request,
        "onetext/record_add.html",
        opened,
        status=STATUS.get(type(error), 422) if error else 200,
        given=given,
        problems=error.problems if error else (),
    )


routes: list[URLPattern] = [path("record/add", add, name="record-add")]
