"""The journal: who wrote what when, whether the chain holds, and receipts for its head."""

from __future__ import annotations

import json

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST, require_safe

from onetext.errors import OnetextError
from onetext.web.middleware.problems import STATUS
from onetext.web.open_case import OpenCase, on_case
from onetext.web.rendering import rendered_page

LINES_PER_PAGE = 100
LONGEST_RECEIPT = 4000
"""Bytes."""


@require_safe
@on_case
def journal_page(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """List the reader's own journal, newest first."""
    return _journal(request, opened)


def _journal(
    request: HttpRequest, opened: OpenCase, error: OnetextError | None = None
) -> HttpResponse:
    lines = opened.desk.lines(opened.id)
    if opened.known_by is not None:
        lines = tuple(line for line in lines if line.at <= opened.known_by)
    kind = request.GET.get("kind", "")
    kinds = sorted({line.kind for line in lines if not line.is_about_order})
    wanted = [line for line in reversed(lines) if kind in ("", line.kind)]
    page = Paginator(wanted, LINES_PER_PAGE).get_page(request.GET.get("page"))
    return rendered_page(
        request,
        "onetext/journal.html",
        opened,
        status=STATUS.get(type(error), 422) if error else 200,
        problems=error.problems if error else (),
        words=request.POST.get("words", ""),
        page=page,
        kind=kind if kind in kinds else "",
        kinds=kinds,
        n_lines=len(lines),
        last=lines[-1] if lines else None,
    )


@require_safe
@on_case
def check(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Walk through the chain, entry by entry, and say whether it holds."""
    return rendered_page(
        request, "onetext/journal_check.html", opened, check=opened.desk.check(opened.id)
    )


@require_POST
@on_case
def receipt(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Hand out a signed head: the reader's own, or, to the team, that of a party's chain."""
    given = opened.desk.receipt(opened.id, for_reader=request.POST.get("reader", ""))
    words = json.dumps(given.as_row(), indent=2) + "\n"
    response = HttpResponse(words, content_type="application/json")
    name = f"receipt-{given.length}.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@on_case
def receipt_check(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Say whether the journal still holds what a kept receipt was given for."""
    upload = request.FILES.get("file")
    kept = upload.read(LONGEST_RECEIPT).decode("utf-8", "replace") if upload else ""
    words = kept or request.POST.get("words", "")
    try:
        found = opened.desk.receipt_finding(opened.id, words)
    except OnetextError as error:
        return _journal(request, opened, error)
    return rendered_page(request, "onetext/journal_receipt.html", opened, found=found)


routes: list[URLPattern] = [
    path("journal", journal_page, name="journal"),
    path("journal/check", check, name="journal-check"),
    path("journal/receipt", receipt, name="journal-receipt"),
    path("journal/receipt/check", receipt_check, name="journal-receipt-check"),
]
