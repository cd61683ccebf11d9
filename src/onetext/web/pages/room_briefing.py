"""A briefing that named no text, in the room of the party that was given it, and its answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onetext.errors import NotFound, OnetextError, Problem
from onetext.web.briefing_words import FORMS
from onetext.web.forms import posted_words, saved
from onetext.web.middleware.problems import STATUS
from onetext.web.open_case import OpenCase, on_case
from onetext.web.rendering import rendered_page
from onetext.workflows.amend import Put
from onetext.workflows.answer_briefing import briefing_answer, points_told
from onetext.workflows.briefing_log import Reached
from onetext.workflows.rooms import ANSWER, room


@require_http_methods(["GET", "HEAD", "POST"])
@on_case
def own_briefing(request: HttpRequest, opened: OpenCase, briefing: str) -> HttpResponse:
    """Show a party what it was told beside the texts, and take its answer."""
    if not opened.seat.is_of_party:
        raise NotFound(_not_there())
    told = room(opened.case, opened.seat.eye.reader, opened.as_of).told(briefing)
    if told is None:
        raise NotFound(_not_there())
    if request.method != "POST":
        return _form(request, opened, told)
    try:
        answer = briefing_answer(
            opened.case,
            told,
            answer_id=opened.desk.new_id(ANSWER.rstrip("-")),
            remark=posted_words(request, "remark"),
            points=request.POST.getlist("about"),
            day=opened.desk.now().date(),
        )
        return saved(
            request,
            opened,
            Put("comments", answer),
            then=opened.address("room") + "#answers",
            said=_("Your answer is on record, for you and the drafting team alone."),
        )
    except OnetextError as error:
        return _form(request, opened, told, error)


def _form(
    request: HttpRequest, opened: OpenCase, told: Reached, error: OnetextError | None = None
) -> HttpResponse:
    return rendered_page(
        request,
        "onetext/room_briefing.html",
        opened,
        status=STATUS.get(type(error), 422) if error else 200,
        problems=error.problems if error else (),
        told=told,
        given=(told,),
        points=points_told(opened.case, told),
        remark=posted_words(request, "remark"),
        about=request.POST.getlist("about"),
        may_answer=opened.seat.may_answer and not opened.is_of_the_past,
        titles={point.id: point.title for point in opened.case.points},
        form_words=FORMS,
    )


def _not_there() -> Problem:
    return Problem(
        what=_("there is no such briefing in this room"),
        because=_("only what was brought to a party is in its room"),
        hint=_("look at what is in the room"),
    )


routes: list[URLPattern] = [
    path("room/briefing/<str:briefing>", own_briefing, name="room-briefing"),
]
