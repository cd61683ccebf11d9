"""One line in the log per request: which route, how it ended, how long it took, whose; no text.

The address itself is not written: people put words into addresses. The case is named only where
there is one to name.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_log = logging.getLogger("onetext.requests")
_QUIET = ("alive", "ready")
"""Routes that somebody asks for every few seconds."""


class RequestLog:
    """Writes the line."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say so."""
        start = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        if match is not None and match.url_name in _QUIET and response.status_code < 400:
            return response
        about: dict[str, object] = {
            "route": match.url_name if match else None,
            "method": request.method if request.method in _METHODS else "other",
            "status": response.status_code,
            "ms": round((time.perf_counter() - start) * 1000),
            "user": request.user.pk,
        }
        if match is not None and "case" in match.kwargs and response.status_code < 400:
            about["case"] = match.kwargs["case"]
        _log.info("request", extra=about)
        return response


_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
