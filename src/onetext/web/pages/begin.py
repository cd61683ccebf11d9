"""Begin a case: a title, parties and points; on a laptop, where its owner is the drafting team."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onetext.errors import NotFound, OnetextError, Place, Problem, UnreadableFile
from onetext.model import DRAFTING_TEAM_ONLY, Case, Marking, Tlp
from onetext.web.forms import posted_words
from onetext.web.marking_form import PARTIES, TEAM, WHO
from onetext.web.middleware.problems import STATUS
from onetext.web.rendering import rendered_page
from onetext.web.uploads import uploaded_case
from onetext.workflows.begin_case import begun_case

FIELDS = ("title", "parties", "points")


@require_http_methods(["GET", "HEAD", "POST"])
def begin_page(request: HttpRequest) -> HttpResponse:
    """Ask for what a case begins with, and begin it."""
    if not request.desk.may_begin:
        raise NotFound(_somebody_else_does())
    if request.method != "POST":
        return _form(request)
    begun = request.desk.begun_before()
    try:
        begun = begun or _begun(request)
    except OnetextError as error:
        begun = request.desk.begun_before()  # sent twice at once: the other one was first
        if not begun:
            return _form(request, error)
    said = _("The case is on record as the file has it.")
    if "bring" not in request.POST:
        said = _(
            "The case is on record. Nobody has said anything in it yet: "
            "add a first report, under Record."
        )
    messages.success(request, said)
    return redirect("case", begun)


def _begun(request: HttpRequest) -> str:
    """Begin the case that was typed, or brought; return its id."""
    case = _brought(request) if "bring" in request.POST else _typed(request)
    request.desk.begin(case)
    return case.id


def _typed(request: HttpRequest) -> Case:
    eyes = posted_words(request, "eyes")
    marking = Marking(tlp=Tlp.GREEN) if eyes == PARTIES else DRAFTING_TEAM_ONLY
    title, parties, points = (posted_words(request, name) for name in FIELDS)
    return begun_case(title, parties, points, marking, request.desk.case_ids())


def _brought(request: HttpRequest) -> Case:
    upload = request.FILES.get("file")
    if upload is None:
        problem = Problem(
            what=_("no case file was chosen"),
            because=_("there is nothing to bring in without one"),
            hint=_("choose a file that ends in .yaml, from onetext new or onetext export"),
            place=Place(path="file"),
        )
        raise UnreadableFile(problem)
    return uploaded_case(upload)


def _form(request: HttpRequest, error: OnetextError | None = None) -> HttpResponse:
    problems, is_file = error.problems if error else (), "bring" in request.POST
    return rendered_page(
        request,
        "onetext/begin.html",
        status=STATUS.get(type(error), 422) if error else 200,
        of_words=() if is_file else problems,
        of_file=problems if is_file else (),
        has_problems=error is not None,
        given={name: posted_words(request, name) for name in FIELDS},
        who=[(name, WHO[name]) for name in (TEAM, PARTIES)],
        eyes=PARTIES if request.POST.get("eyes") == PARTIES else TEAM,
    )


def _somebody_else_does() -> Problem:
    return Problem(
        what=_("a case is not begun here"),
        because=_("on a team's server a case begins with whoever runs the server"),
        hint=_("ask them to import the case file and to give you a seat in the case"),
    )


routes: list[URLPattern] = [path("begin", begin_page, name="begin")]
