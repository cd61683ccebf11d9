"""Every error of ours becomes a page that says what, because and what to do; never a traceback."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from onetext import errors
from onetext.web.rendering import rendered_page

STATUS = {
    errors.NotFound: 404,
    errors.RecordMovedOn: 409,
    errors.ImpossibleRequest: 422,
    errors.InvalidCase: 422,
    errors.UnreadableFile: 422,
    errors.MissingExtra: 501,
    errors.StorageUnavailable: 503,
    errors.BrokenJournal: 500,
}


class ProblemsMiddleware:
    """Renders `OnetextError`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page of an error of ours; None for another."""
        if not isinstance(error, errors.OnetextError):
            return None
        return problem_page(request, error)


def problem_page(request: HttpRequest, error: errors.OnetextError) -> HttpResponse:
    """Return the page that shows an error's problems."""
    return rendered_page(
        request,
        "onetext/problem.html",
        status=STATUS.get(type(error), 500),
        problems=error.problems,
        moved_on=isinstance(error, errors.RecordMovedOn),
    )
