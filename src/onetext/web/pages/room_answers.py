"""Answers from the rooms, for the drafting team: weigh them, bring the record up to their day."""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from onetext.errors import NotFound, Problem
from onetext.model import Case, Source
from onetext.web.forms import posted_words, saved
from onetext.web.open_case import OpenCase, on_case
from onetext.web.rendering import rendered_page
from onetext.workflows.amend import Put
from onetext.workflows.rooms import GivenAnswer, given_answers
from onetext.workflows.take_in import source_of, taken_in

GRADES = ("1", "2", "3", "4", "5", "6")


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer, whose it is, and the source it was given; None: it was not weighed yet."""

    answer: GivenAnswer
    party: str
    source: Source | None
    is_later: bool


@require_safe
@on_case(for_team_only=True)
def answers(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """List what was answered from the rooms."""
    rows = opened.finding("answers", answer_rows)
    return rendered_page(
        request,
        "onetext/room_answers.html",
        opened,
        rows=rows,
        n_unweighed=sum(row.source is None for row in rows),
        n_later=sum(row.is_later for row in rows),
        today=opened.desk.now().date(),
        titles={point.id: point.title for point in opened.case.points},
        options={p.id: {o.id: o.title for o in p.options} for p in opened.case.points},
        texts={text.id: text.title for text in opened.case.texts},
        grades=GRADES,
    )


def answer_rows(case: Case) -> tuple[AnswerRow, ...]:
    """Return the answers of a case, the latest first."""
    sources = {source.id: source for source in case.sources}
    rows = []
    for one in given_answers(case):
        own = [said.party for said in one.positions] + [said.party for said in one.comments]
        own += [said.party for said in one.comparisons]
        is_later = case.as_of is not None and one.day > case.as_of.isoformat()
        rows.append(AnswerRow(one, own[0], sources.get(source_of(one)), is_later))
    return tuple(rows)


@require_POST
@on_case(for_team_only=True)
def weigh(request: HttpRequest, opened: OpenCase, answer: str) -> HttpResponse:
    """Say how far an answer is believed to be meant."""
    row = next((row for row in answer_rows(opened.case) if row.answer.id == answer), None)
    if row is None:
        raise NotFound(
            Problem(
                what=_("there is no such answer"),
                because=_("it was never given, or it was taken back"),
                hint=_("look at the answers there are"),
            )
        )
    name = opened.parties[row.party].name if row.party in opened.parties else row.party
    grade = posted_words(request, "credibility")
    puts = taken_in(row.answer, name, grade, opened.made_from, row.source)
    return saved(
        request,
        opened,
        *puts,
        then=opened.address("room-answers"),
        said=_("The answer was weighed; the study counts it so from now on."),
    )


@require_POST
@on_case(for_team_only=True)
def up_to_date(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Bring the day up to which the record is kept to today."""
    today: datetime.date = opened.desk.now().date()
    kept = opened.case
    moved = dataclasses.replace(kept, as_of=max(kept.as_of or today, today))
    return saved(
        request,
        opened,
        Put("case", moved, opened.made_from("case", kept.id)),
        then=opened.address("room-answers"),
        said=_("The record is kept up to today."),
    )


routes: list[URLPattern] = [
    path("room/answers", answers, name="room-answers"),
    path("room/answers/up-to-date", up_to_date, name="room-up-to-date"),
    path("room/answers/<str:answer>/weigh", weigh, name="room-weigh"),
]
