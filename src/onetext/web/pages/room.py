"""A party's room: what was shown to it, and what it says of that; the team may look in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onetext.errors import NotFound, OnetextError, Problem
from onetext.model import Case, Party, Position
from onetext.web.briefing_words import DISPOSITIONS, FORMS
from onetext.web.forms import saved
from onetext.web.middleware.problems import STATUS
from onetext.web.open_case import OpenCase, on_case
from onetext.web.pages import room_answers, room_briefing
from onetext.web.rendering import rendered_page
from onetext.web.room_form import ANSWERS, BETTER, PLACES, answer_posted, at_fields, clause_rows
from onetext.workflows.find import find_party
from onetext.workflows.room_answer import answer_records
from onetext.workflows.rooms import ANSWER, Room, RoomText, room


@require_safe
@on_case
def own_room(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Show a party's member its party's room."""
    party = _own_party(opened)
    return _room_page(request, opened, opened.case, party, room(opened.case, party, opened.as_of))


@require_safe
@on_case(for_team_only=True)
def room_of(request: HttpRequest, opened: OpenCase, party: str) -> HttpResponse:
    """Show the drafting team a room as its party would see it."""
    case, found = _looked_into(opened, party)
    return _room_page(request, opened, case, find_party(opened.case, party).id, found)


@require_http_methods(["GET", "HEAD", "POST"])
@on_case
def own_text(request: HttpRequest, opened: OpenCase, text: str) -> HttpResponse:
    """Show a party a text that was brought to it, and take its answer."""
    party = _own_party(opened)
    found = room(opened.case, party, opened.as_of, opened=text)
    one = _text(found, text)
    if request.method != "POST":
        return _text_page(request, opened, opened.case, found, one)
    try:
        day = opened.desk.now().date()
        answer = answer_posted(request.POST, found, one, opened.desk.name, day)
        records = answer_records(
            one, answer, opened.case.positions, lambda: opened.desk.new_id(ANSWER.rstrip("-"))
        )
        return saved(
            request,
            opened,
            *records,
            then=opened.address("room") + "#answers",
            said=_("Your answer is on record, for you and the drafting team alone."),
        )
    except OnetextError as error:
        return _text_page(request, opened, opened.case, found, one, error)


@require_safe
@on_case(for_team_only=True)
def text_of(request: HttpRequest, opened: OpenCase, party: str, text: str) -> HttpResponse:
    """Show the drafting team a text as a party would see it in its room."""
    case, found = _looked_into(opened, party, text)
    return _text_page(request, opened, case, found, _text(found, text))


def _own_party(opened: OpenCase) -> str:
    if not opened.seat.is_of_party:
        raise NotFound(_no_room())
    return opened.seat.eye.reader


def _looked_into(opened: OpenCase, party: str, text: str | None = None) -> tuple[Case, Room]:
    """Return a party's view of the case, from its own journal, and its room."""
    known = find_party(opened.case, party).id
    view = opened.desk.party_view(opened.id, known, opened.known_by)
    case = view.case if view else Case(id=opened.id, title=opened.case.title)
    return case, room(case, known, opened.as_of, opened=text)


def _text(found: Room, text: str) -> RoomText:
    one = found.text(text)
    if one is None:
        raise NotFound(
            Problem(
                what=_("there is no such text in this room"),
                because=_("only what was brought to a party is in its room"),
                hint=_("look at what is in the room"),
            )
        )
    return one


def _room_page(
    request: HttpRequest, opened: OpenCase, case: Case, party: str, found: Room
) -> HttpResponse:
    return rendered_page(
        request,
        "onetext/room.html",
        opened,
        room=found,
        party=_named(case, opened, party),
        is_looked_into=opened.seat.is_of_team,
        is_shut=opened.seat.is_of_team and not (case.parties or found.texts or found.said),
        latest=found.texts[0] if found.texts else None,
        may_answer=_may_answer(opened),
        titles={point.id: point.title for point in case.points},
        options={point.id: {o.id: o.title for o in point.options} for point in case.points},
        texts={text.id: text.title for text in case.texts},
        form_words=FORMS,
        disposition_words=DISPOSITIONS,
        remarks=[one for one in found.comments if not one.id.startswith(ANSWER)],
    )


def _text_page(
    request: HttpRequest,
    opened: OpenCase,
    case: Case,
    found: Room,
    one: RoomText,
    error: OnetextError | None = None,
) -> HttpResponse:
    own = tuple(position for position in case.positions if position.party == found.party)
    posted = request.POST if request.method == "POST" else QueryDict()
    rows = clause_rows(one, own, posted)
    return rendered_page(
        request,
        "onetext/room_text.html",
        opened,
        status=STATUS.get(type(error), 422) if error else 200,
        problems=at_fields(error.problems, rows) if error else (),
        room=found,
        one=one,
        party=_named(case, opened, found.party),
        is_looked_into=opened.seat.is_of_team,
        may_answer=_may_answer(opened),
        rows=rows,
        posted=posted,
        about=posted.getlist("about"),
        hurts=[posted.get(f"hurts-{n}", "") for n in range(len(PLACES))],
        whole=_last_whole(own, one.text.id),
        answers=ANSWERS,
        better=BETTER,
        places=PLACES,
        before=found.before(one.text.id),
        form_words=FORMS,
    )


def _last_whole(own: tuple[Position, ...], text: str) -> Position | None:
    said = [one for one in own if one.text == text]
    return max(said, key=lambda one: one.since.sort_key, default=None)


def _named(case: Case, opened: OpenCase, party: str) -> Party:
    known = {one.id: one for one in (*opened.case.parties, *case.parties)}
    return known.get(party) or Party(id=party, name=party)


def _may_answer(opened: OpenCase) -> bool:
    return opened.seat.may_answer and not opened.is_of_the_past


def _no_room() -> Problem:
    return Problem(
        what=_("there is no room here for you"),
        because=_("a room is a party's own"),
        hint=_("begin at the case"),
    )


routes: list[URLPattern] = [
    path("room", own_room, name="room"),
    path("room/text/<str:text>", own_text, name="room-text"),
    path("room/of/<str:party>", room_of, name="room-of"),
    path("room/of/<str:party>/text/<str:text>", text_of, name="room-of-text"),
    *room_briefing.routes,
    *room_answers.routes,
]
