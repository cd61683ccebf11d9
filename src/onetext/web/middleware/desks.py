"""Turns whoever asks into a reader at a desk: the one place where a request gets its eyes."""

from __future__ import annotations

import getpass
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from onetext.web.archive import the_archive
from onetext.web.desk import Desk
from onetext.web.seats import Owner, Reader
from onetext.web.sending import sending_of


class DeskMiddleware:
    """Gives every request its desk; a request of nobody gets none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Seat the reader and pass on."""
        reader = _reader(request)
        request.desk = (
            Desk(reader, the_archive(), lambda: sending_of(request, reader.name))
            if reader
            else None
        )
        return self.get_response(request)


def _reader(request: HttpRequest) -> Reader | None:
    if not settings.IS_TEAM:  # the door has looked already
        return Owner(getpass.getuser())
    if not request.user.is_authenticated:
        return None
    from onetext.web.accounts.members import Member

    return Member(request.user)
