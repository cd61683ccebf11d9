"""What every form shares: read what was sent, write it down, go back by another address.

A form carries ``made_from`` (`OpenCase.made_from`), so that somebody else's change in between is
refused with both versions shown. Errors are not caught here: `ProblemsMiddleware` shows them, or
the page does, beside the field, by catching `OnetextError` and rendering its form again.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from onetext.errors import ImpossibleRequest, Problem
from onetext.web.open_case import OpenCase
from onetext.workflows.amend import Amendment


def saved(
    request: HttpRequest, opened: OpenCase, *amendments: Amendment, then: str, said: str
) -> HttpResponse:
    """Write records down, and go to `then`, where `said` is shown once.

    Raises
    ------
    OnetextError
        As `Desk.amend` does; nothing was written.
    """
    demand_present(opened)
    opened.desk.amend(opened.id, *amendments)
    messages.success(request, said)
    return HttpResponseRedirect(then)


def demand_present(opened: OpenCase) -> None:
    """Refuse to write from a page that shows the record as it had been earlier.

    Raises
    ------
    ImpossibleRequest
    """
    if opened.is_of_the_past:
        raise ImpossibleRequest(
            Problem(
                what="nothing can be written in the past",
                because="the page shows the record as it had been written down earlier",
                hint="show it as it stands now, and write there",
            )
        )


def posted_number(request: HttpRequest, name: str = "made_from") -> int:
    """Return a number a form carries; 0 where it is missing or is none."""
    given = request.POST.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def posted_words(request: HttpRequest, name: str) -> str:
    """Return the text of a field, in lines that end alike, without space around it."""
    return "\n".join(request.POST.get(name, "").splitlines()).strip()
