"""Pages for what Django itself refuses: no such address, a form from elsewhere, a fault of ours."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from onetext.errors import Problem
from onetext.web.database_away import database_away, is_away
from onetext.web.rendering import rendered_page


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page for an address that leads nowhere; it does not repeat the address."""
    return _page(
        request,
        404,
        Problem(
            what=_("there is no page at this address"),
            because=_("it was mistyped, or what it showed has been taken back"),
            hint=_("begin at the list of cases"),
        ),
    )


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page for a request that may not be made."""
    return _page(
        request,
        403,
        Problem(
            what=_("this is not open to you"),
            because=_("the address belongs to somebody with another role"),
            hint=_("begin at the list of cases"),
        ),
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page for a request that cannot be read."""
    return _page(
        request,
        400,
        Problem(
            what=_("the request could not be read"),
            because=_("it is too large, or not in a form that a browser sends"),
            hint=_("go back and send it again"),
        ),
    )


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page for a form that did not come from a page of ours."""
    return _page(
        request,
        403,
        Problem(
            what=_("the form was not accepted; nothing was written"),
            because=_("it was sent from a page that is too old, or not from here"),
            hint=_("open the page again and repeat what you did"),
        ),
    )


def fault(request: HttpRequest) -> HttpResponse:
    """Return the page for a fault of ours; it says nothing of what the fault was about."""
    if is_away(sys.exception()):
        return database_away(request)
    return _page(
        request,
        500,
        Problem(
            what=_("something went wrong here; what was acknowledged before is kept"),
            because=_("onetext met a case it does not handle; the log has the place, not the text"),
            hint=_("go back and try again, and tell whoever runs this server"),
        ),
    )


def _page(request: HttpRequest, status: int, problem: Problem) -> HttpResponse:
    return rendered_page(request, "onetext/problem.html", status=status, problems=(problem,))
