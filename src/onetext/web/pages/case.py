"""The case: where it stands at a glance, and what changed since the reader last looked."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST, require_safe

from onetext.web.journal_lines import JournalLine
from onetext.web.open_case import OpenCase, on_case
from onetext.web.rendering import rendered_page
from onetext.web.study_standing import live_standing
from onetext.workflows.overview import KINDS_OF_POINTS, overview, points_at_glance

SEEN_COOKIE = "onetext-seen"
"""Number, in the reader's own journal, of the last entry it has marked as seen; one per case."""
SEEN_FOR = 400 * 24 * 3600
MOST_CHANGES = 8


@require_safe
@on_case
def case_page(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Show a case at a glance."""
    points = opened.finding(
        "points at a glance",
        lambda case: points_at_glance(case, opened.as_of),
        of=KINDS_OF_POINTS,
    )
    return rendered_page(
        request,
        "onetext/case.html",
        opened,
        glance=opened.finding("overview", lambda case: overview(case, opened.as_of, points)),
        changes=_changes(request, opened),
        standing=live_standing(opened) if opened.seat.is_of_team else None,
    )


@require_safe
@on_case(for_team_only=True)
def acceptability(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Show how far the live texts are acceptable; the page asks for it again while it is made."""
    return rendered_page(
        request, "onetext/parts/acceptability.html", opened, standing=live_standing(opened)
    )


@require_POST
@on_case
def seen(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Remember, in the reader's own browser, up to where it has read."""
    response = redirect(opened.address("case"))
    response.set_cookie(
        SEEN_COOKIE,
        str(len(opened.desk.lines(opened.id))),
        max_age=SEEN_FOR,
        path=reverse("case", args=(opened.id,)),
        httponly=True,
        samesite="Strict",
        secure=request.is_secure(),
    )
    return response


@dataclass(frozen=True, slots=True)
class Changes:
    """What was written since the reader last looked; of a first look, what was written last."""

    is_first_look: bool
    n_new: int
    lines: tuple[JournalLine, ...]
    since: int


def _changes(request: HttpRequest, opened: OpenCase) -> Changes:
    """Return the latest word on each record that changed, newest first."""
    lines = opened.desk.lines(opened.id)
    said = request.COOKIES.get(SEEN_COOKIE, "")
    is_known = said.isascii() and said.isdigit() and int(said[:9]) <= len(lines)
    since = int(said[:9]) if is_known else 0
    n_new, newest_first = opened.finding(("changes", since), lambda _: _latest(lines, since))
    return Changes(not is_known, n_new, newest_first, since)


def _latest(lines: tuple[JournalLine, ...], since: int) -> tuple[int, tuple[JournalLine, ...]]:
    """Count the records written since, and return the latest word on those written last."""
    about = {(line.kind, line.id) for line in lines[since:] if not line.is_about_order}
    found: dict[tuple[str, str], JournalLine] = {}
    for line in reversed(lines[since:]):
        if len(found) == min(MOST_CHANGES, len(about)):
            break
        if not line.is_about_order:
            found.setdefault((line.kind, line.id), line)
    return len(about), tuple(found.values())


routes: list[URLPattern] = [
    path("", case_page, name="case"),
    path("acceptability", acceptability, name="case-acceptability"),
    path("seen", seen, name="case-seen"),
]
