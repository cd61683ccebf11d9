"""Who is locked out after wrong passwords: a name from an address, never a person from everywhere.

Counted together are the failures under one name from one address, so that nobody can lock a party
out from elsewhere. From the same address (a delegation behind one router, a hostile guest in its
network) somebody could; so a browser in which a person has signed in before carries a signed cookie
and is counted by itself. A passkey asks for no password and is never locked out.
"""

from __future__ import annotations

import hashlib
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from onetext.errors import Problem

COOKIE = "__Secure-onetext-known"
_SALT = "onetext known browser"
_YEAR = 365 * 24 * 3600


def client_address(request: HttpRequest) -> str:
    """Return the address a request came from, past as many proxies as there are of ours."""
    return get_client_ip(request) or "nowhere"


def counted_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Return under which name a failure is counted: a known browser's with its own mark.

    However the name is capitalised, it is one name: allauth would let all of them in.
    """
    given = credentials or {}
    name = given.get("username") or given.get("login") or request.POST.get("login") or ""
    name = str(name).lower()[:150]
    mark = _mark(request, name)
    return f"{name} {mark}" if mark else name


def _mark(request: HttpRequest, name: str) -> str:
    """Return what tells this known browser from others; empty: it is not known for this name."""
    cookie = request.COOKIES.get(COOKIE, "")
    try:
        known_for = signing.loads(cookie, salt=_SALT, max_age=_YEAR) if cookie else ""
    except signing.BadSignature:
        return ""
    return hashlib.sha256(cookie.encode()).hexdigest()[:12] if known_for == name else ""


def remember_browser(response: HttpResponse, name: str) -> None:
    """Mark a browser in which a person has just signed in."""
    response.set_cookie(
        COOKIE,
        signing.dumps(name.lower(), salt=_SALT),
        max_age=_YEAR,
        path="/accounts/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def locked_out(
    request: HttpRequest,
    response: HttpResponse | None = None,
    credentials: dict[str, Any] | None = None,
) -> HttpResponse:
    """Return the page for a name and address that failed too often."""
    from onetext.web.rendering import rendered_page

    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    problem = Problem(
        what=_("no more passwords are taken from here for a while"),
        because=_("there were too many wrong ones under this name from this address"),
        hint=_("wait %(minutes)s minutes, use a passkey, or ask whoever runs this server")
        % {"minutes": minutes},
    )
    return rendered_page(request, "onetext/problem.html", status=429, problems=(problem,))
