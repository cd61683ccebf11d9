"""The door of a laptop: who has the address that was printed may come in, once, and stays in.

The workbench listens on the loopback alone, but so may anybody who is logged in on the same
machine, and any page in the browser may send requests there. So the printed address carries a key
that opens once; the browser that brought it gets a cookie that no script reads and no other site's
page sends along. The name and port a request asks for must be ours, which a rebound DNS name is
not. Whoever has neither is shown a plain refusal, the same for every address.

What it does not keep out: browsers send cookies of 127.0.0.1 to every port there, so a server that
another local user runs could be handed the cookie by whoever opens that user's page.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

ENTRANCE = "/enter/"
LOOPBACK = "127.0.0.1"
FEED = re.compile(r"/cases/([^/]+)/calendar/feed/([^/]+)\.ics")
"""Where a calendar program asks, which brings no cookie."""

REFUSAL = (
    "<!doctype html>\n<html lang=en>\n<meta charset=utf-8>\n<title>onetext</title>\n"
    "<p>Open the address that onetext printed when it started. It opens once; "
    "start onetext again for another.\n"
)


@dataclass
class Door:
    """One run's door.

    Parameters
    ----------
    port : int
        Where the server listens.
    key : str
        Opens once.
    badge : str
        What the cookie of who came in holds.
    """

    port: int
    key: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    badge: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    _is_used: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def address(self) -> str:
        """What is printed and opened."""
        return f"http://{LOOPBACK}:{self.port}{ENTRANCE}{self.key}"

    @property
    def cookie(self) -> str:
        """Name of the cookie; cookies are shared between ports, so it says which one."""
        return f"onetext-badge-{self.port}"

    def is_ours(self, host: str) -> bool:
        """Whether a request asks for this server, by a name that only this machine answers to."""
        return host in (f"{LOOPBACK}:{self.port}", f"localhost:{self.port}")

    def opens(self, key: str) -> bool:
        """Whether a key opens; it does so once."""
        with self._lock:
            fits = not self._is_used and hmac.compare_digest(key.encode(), self.key.encode())
            self._is_used = self._is_used or fits
            return fits

    def knows(self, badge: str) -> bool:
        """Whether a cookie is the one given out."""
        return hmac.compare_digest(badge.encode(), self.badge.encode())

    def feed_key(self, case_id: str) -> str:
        """Return what opens the calendar of one case, and nothing else, while this run lasts."""
        words = f"calendar {case_id}".encode()
        return hmac.new(self.badge.encode(), words, hashlib.sha256).hexdigest()

    def opens_feed(self, path: str) -> bool:
        """Whether an address is that of a calendar, with its key."""
        asked = FEED.fullmatch(path)
        if asked is None:
            return False
        return hmac.compare_digest(asked[2].encode(), self.feed_key(asked[1]).encode())


_doors: list[Door] = []


def hang(door: Door) -> Door:
    """Make this the door of the process."""
    _doors[:] = [door]
    return door


def door() -> Door | None:
    """Return the door of the process; None where there is none."""
    return _doors[0] if _doors else None


class LaptopDoor:
    """Lets nobody through who has neither key nor badge; without a door, nobody at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse, let in, or pass on."""
        door = _doors[0] if _doors else None
        if door is None or not door.is_ours(request.META.get("HTTP_HOST", "")):
            return refusal()
        if door.knows(request.COOKIES.get(door.cookie, "")):
            if request.path.startswith(ENTRANCE):
                return HttpResponseRedirect("/")
            return self.get_response(request)
        if request.method in ("GET", "HEAD") and door.opens_feed(request.path):
            return self.get_response(request)
        if self._brings_key(request) and door.opens(request.path.removeprefix(ENTRANCE)):
            return _let_in(door)
        return refusal()

    @staticmethod
    def _brings_key(request: HttpRequest) -> bool:
        """Whether somebody opens the address, rather than a browser looking ahead."""
        looks_ahead = "prefetch" in request.META.get("HTTP_SEC_PURPOSE", "")
        return request.method == "GET" and request.path.startswith(ENTRANCE) and not looks_ahead


def refusal() -> HttpResponse:
    """Return the page that says nothing, the same for every address."""
    return HttpResponse(REFUSAL, status=403)


def _let_in(door: Door) -> HttpResponse:
    response = HttpResponseRedirect("/")
    response.set_cookie(door.cookie, door.badge, httponly=True, samesite="Strict", path="/")
    return response
