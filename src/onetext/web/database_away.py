"""What is answered while the database is away: 503 with its three parts, whatever layer met it.

Accounts and sessions stand in the database as well, so that a request can fail before any view is
reached, and the page may not ask who is there.
"""

from __future__ import annotations

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from onetext.errors import Problem, StorageUnavailable
from onetext.web.rendering import rendered_page

RETRY_AFTER = 5
"""Seconds after which a program may ask again."""


def is_away(error: BaseException | None) -> bool:
    """Whether an error, or what it came from, is a database that does not answer."""
    while error is not None:
        if isinstance(error, (OperationalError, InterfaceError, StorageUnavailable)):
            return True
        error = error.__cause__ or error.__context__
    return False


def database_away(request: HttpRequest) -> HttpResponse:
    """Return the page, or the JSON of the interface, that says so; it reads nothing more."""
    problem = Problem(
        what=_("the database does not answer"),
        because=_("it was stopped, started again, or cannot be reached"),
        hint=_("try again; if it broke off while you wrote, look first whether that was kept"),
    )
    if request.path.startswith("/api/"):
        from onetext.web.api import door

        said = door.Problem(what=problem.what, because=problem.because, hint=problem.hint)
        response = door.said(503, said)
    else:
        response = rendered_page(
            _nobodys(request), "onetext/problem.html", status=503, problems=(problem,)
        )
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def _nobodys(request: HttpRequest) -> HttpRequest:
    """Make a request nobody's: to know whose it is, its session would have to be read."""
    from django.contrib.auth.models import AnonymousUser

    request.user = AnonymousUser()
    request.desk = None
    return request
