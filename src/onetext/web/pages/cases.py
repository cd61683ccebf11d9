"""The list of cases: those kept in the workspace, and those that come with onetext."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST, require_safe

from onetext.web.first_run import FIRST_RUN_CASE
from onetext.web.rendering import rendered_page


@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """List the cases there are for this reader."""
    cards = request.desk.cards()
    return rendered_page(
        request,
        "onetext/cases.html",
        may_begin=request.desk.may_begin,
        kept=[card for card in cards if not card.is_read_only],
        bundled=[card for card in cards if card.is_read_only],
        first_run_case=next((card.id for card in cards if card.id == FIRST_RUN_CASE), ""),
    )


@require_POST
def keep(request: HttpRequest, case: str) -> HttpResponse:
    """Keep a copy of a bundled case, and open it."""
    request.desk.keep_copy(case)
    return redirect("case", case)


routes: list[URLPattern] = [
    path("", list_page, name="cases"),
    path("cases/<str:case>/keep", keep, name="cases-keep"),
]
