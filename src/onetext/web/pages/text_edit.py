"""Edit what a text says on a point, make a revision, begin a first draft."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onetext.errors import OnetextError, Problem, RecordMovedOn
from onetext.model import Clause, ClauseState, Text
from onetext.web.clause_form import at_fields, clauses_posted, rows_of
from onetext.web.forms import posted_words, saved
from onetext.web.middleware.problems import STATUS
from onetext.web.open_case import OpenCase, on_case, opened_case
from onetext.web.rendering import rendered_page
from onetext.web.text_words import CLAUSE_STATES
from onetext.workflows.amend import Put
from onetext.workflows.find import find_point, find_text
from onetext.workflows.redraft import (
    bracketed_together,
    clauses_mark,
    day_written,
    first_text,
    languages_of,
    next_title,
    revision,
    with_clauses,
)
from onetext.workflows.side_by_side import Run, marked, printed

TRIES = 3
"""How often a change is put on top of what others write at the same moment."""


@require_http_methods(["GET", "HEAD", "POST"])
@on_case(for_team_only=True)
def edit(request: HttpRequest, opened: OpenCase, text: str, point: str) -> HttpResponse:
    """Edit the clauses of a text on one point."""
    kept = find_text(opened.case, text)
    find_point(opened.case, point)
    if request.method != "POST":
        return _form(request, opened, kept, point, kept.clauses_on(point))
    for attempt in range(TRIES):
        try:
            return _written(request, opened, text, point)
        except RecordMovedOn:
            if attempt == TRIES - 1:
                raise
            opened = opened_case(request, opened.id)
    raise AssertionError("a change is written, refused or moved on")


def _written(request: HttpRequest, opened: OpenCase, text: str, point: str) -> HttpResponse:
    """Put the change on top of the text as it stands now, or show both versions."""
    kept = find_text(opened.case, text)
    theirs = kept.clauses_on(point)
    mine = clauses_posted(request.POST, kept, point)
    if clauses_mark(kept, point) != posted_words(request, "mark"):
        return _form(request, opened, kept, point, mine, theirs=theirs, status=409)
    if request.POST.get("both") and mine:
        mine = bracketed_together(theirs, mine)
    try:
        changed = with_clauses(kept, point, mine)
        return saved(
            request,
            opened,
            Put("texts", changed, opened.made_from("texts", text)),
            then=opened.address("text-one", text) + f"#point-{point}",
            said=_("The clause was kept."),
        )
    except RecordMovedOn:
        raise
    except OnetextError as error:
        status = STATUS.get(type(error), 422)
        return _form(request, opened, kept, point, mine, problems=error.problems, status=status)


def _form(
    request: HttpRequest,
    opened: OpenCase,
    text: Text,
    point: str,
    clauses: tuple[Clause, ...],
    *,
    theirs: tuple[Clause, ...] | None = None,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    languages = languages_of(text)
    return rendered_page(
        request,
        "onetext/text_edit.html",
        opened,
        status=status,
        text=text,
        point=find_point(opened.case, point),
        rows=rows_of(clauses, point, languages),
        mark=clauses_mark(text, point),
        is_moved_on=theirs is not None,
        differences=_differences(theirs, clauses, languages) if theirs is not None else (),
        wrote_last=_last_writer(opened, text.id) if theirs is not None else None,
        problems=at_fields(problems, languages),
        states=list(ClauseState),
        state_words=CLAUSE_STATES,
    )


def _differences(
    theirs: tuple[Clause, ...], mine: tuple[Clause, ...], languages: tuple[str, ...]
) -> list[tuple[str, tuple[Run, ...], tuple[Run, ...]]]:
    """Return, per clause and language, the words that stand now and those just written."""
    found = []
    nothing = Clause(point="")
    for place in range(max(len(theirs), len(mine))):
        a = theirs[place] if place < len(theirs) else nothing
        b = mine[place] if place < len(mine) else nothing
        for tag in languages:
            found.append((tag, *marked(printed(a, tag), printed(b, tag))))
    return found


def _last_writer(opened: OpenCase, text: str) -> object | None:
    """Return the last line of the journal about a text: who changed it, and when."""
    number = opened.made_from("texts", text)
    lines = opened.desk.lines(opened.id)
    return lines[number - 1] if 0 < number <= len(lines) else None


@require_http_methods(["GET", "HEAD", "POST"])
@on_case(for_team_only=True)
def revise(request: HttpRequest, opened: OpenCase, text: str) -> HttpResponse:
    """Make a new revision of a text, with its reason."""
    kept = find_text(opened.case, text)
    given = {"title": next_title(opened.case, kept), "date": "", "reason": ""}
    if request.method != "POST":
        return _new_form(request, opened, kept, given)
    given = {name: posted_words(request, name) for name in given}
    try:
        new = revision(
            kept,
            new_id=opened.desk.new_id("t", opened.case),
            title=given["title"],
            reason=given["reason"],
            date=day_written(given["date"]),
            tabled_by=_tabled_by(request, opened),
        )
        return saved(
            request,
            opened,
            Put("texts", new),
            then=opened.address("text-one", new.id),
            said=_("The revision was made; it says what the text before it said, until you edit."),
        )
    except OnetextError as error:
        return _new_form(request, opened, kept, given, error)


@require_http_methods(["GET", "HEAD", "POST"])
@on_case(for_team_only=True)
def begin(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Begin a text that revises none."""
    given = {"title": "", "date": ""}
    if request.method != "POST":
        return _new_form(request, opened, None, given)
    given = {name: posted_words(request, name) for name in given}
    try:
        new = first_text(
            opened.case,
            new_id=opened.desk.new_id("t", opened.case),
            title=given["title"],
            date=day_written(given["date"]),
            tabled_by=_tabled_by(request, opened),
        )
        return saved(
            request,
            opened,
            Put("texts", new),
            then=opened.address("text-one", new.id),
            said=_("The draft was begun, with every point open."),
        )
    except OnetextError as error:
        return _new_form(request, opened, None, given, error)


def _new_form(
    request: HttpRequest,
    opened: OpenCase,
    revised: Text | None,
    given: dict[str, str],
    error: OnetextError | None = None,
) -> HttpResponse:
    return rendered_page(
        request,
        "onetext/text_new.html",
        opened,
        status=STATUS.get(type(error), 422) if error else 200,
        revised=revised,
        given=given,
        tabled_by=_tabled_by(request, opened),
        problems=error.problems if error else (),
    )


def _tabled_by(request: HttpRequest, opened: OpenCase) -> list[str]:
    """Return the parties ticked, in the order of the case."""
    ticked = request.POST.getlist("tabled_by")
    return [party for party in opened.parties if party in ticked]


routes: list[URLPattern] = [
    path("text-new", begin, name="text-new"),
    path("text/<str:text>/revise", revise, name="text-revise"),
    path("text/<str:text>/edit/<str:point>", edit, name="text-edit"),
]
