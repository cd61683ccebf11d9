"""How long a session lasts: an hour without a request, half a day in all; then signed out."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

MOST_IDLE = 3600
MOST_IN_ALL = 12 * 3600
_WRITTEN_EVERY = 300
"""Seconds; between them a request writes nothing."""


class Idle:
    """Signs out whoever was away too long; knows it to within five minutes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on, signed out where time has run out."""
        if request.user.is_authenticated:
            now = int(time.time())
            since, seen = request.session.get("times", (now, 0))
            if seen and (now - seen > MOST_IDLE or now - since > MOST_IN_ALL):
                logout(request)
            elif now - seen > _WRITTEN_EVERY:
                request.session["times"] = (since, now)
        return self.get_response(request)
