"""Begin the guided first run, or close it; nothing of it is written into the record."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from onetext.web.first_run import COOKIE, check_has_first_run
from onetext.web.open_case import OpenCase, on_case

SHOWN_FOR = 30 * 24 * 3600


@require_POST
@on_case(for_team_only=True)
def begin(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Keep a copy where there is none yet, and show the steps from here on."""
    check_has_first_run(opened.id)
    if opened.seat.is_read_only:
        opened.desk.keep_copy(opened.id)
    response = redirect("case", opened.id)
    response.set_cookie(
        COOKIE,
        "shown",
        max_age=SHOWN_FOR,
        path=reverse("case", args=(opened.id,)),
        httponly=True,
        samesite="Strict",
        secure=request.is_secure(),
    )
    return response


@require_POST
@on_case(for_team_only=True)
def close(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Show the steps no longer; they can be begun again from the list of cases."""
    response = redirect("case", opened.id)
    response.delete_cookie(COOKIE, path=reverse("case", args=(opened.id,)), samesite="Strict")
    return response


routes: list[URLPattern] = [
    path("first-run", begin, name="first-run"),
    path("first-run/close", close, name="first-run-close"),
]
