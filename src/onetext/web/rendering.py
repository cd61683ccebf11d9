"""A page from a template, with what surrounds every page of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from onetext.web.first_run import first_run

if TYPE_CHECKING:
    from onetext.web.open_case import OpenCase


def rendered_page(
    request: HttpRequest,
    template: str,
    opened: OpenCase | None = None,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Return a page.

    Parameters
    ----------
    request : HttpRequest
    template : str
        It extends ``onetext/base.html``.
    opened : OpenCase, optional
        The case the page is about; the template has it under this name.
    status : int
    **context
        What else the template names.
    """
    surrounding = {"opened": opened, "first_run": first_run(request, opened)}
    words = render_to_string(template, {**surrounding, **context}, request)
    return HttpResponse(words, status=status)
