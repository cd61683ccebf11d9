"""Whether the server lives, and whether it can read its store: for whoever watches it."""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from onetext.errors import OnetextError
from onetext.web.archive import the_archive


def alive(request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    return HttpResponse("alive\n", content_type="text/plain")


def ready(request: HttpRequest) -> HttpResponse:
    """Say whether the store answers and, for a team, whether its accounts do."""
    try:
        the_archive().kept_ids()
        if settings.IS_TEAM:
            _read_accounts()
    except (OnetextError, DatabaseError):
        return HttpResponse("not ready\n", content_type="text/plain", status=503)
    return HttpResponse("ready\n", content_type="text/plain")


def _read_accounts() -> None:
    from onetext.web.accounts.models import GivenPassword

    GivenPassword.objects.exists()  # of the newest tables: missing where nobody prepared them


alive.login_required = ready.login_required = False  # type: ignore[attr-defined]

routes: list[URLPattern] = [
    path("healthz", alive, name="alive"),
    path("readyz", ready, name="ready"),
]
