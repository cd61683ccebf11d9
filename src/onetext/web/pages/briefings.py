"""Briefings: who has seen which text, in what form, on what terms, and what came back."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onetext.errors import Problem
from onetext.model import Briefing, Case, Comment, Disposition, Text
from onetext.web.briefing_words import DISPOSITIONS, FORMS, REACHES
from onetext.web.forms import posted_number, posted_words, saved
from onetext.web.found_record import found_record
from onetext.web.open_case import OpenCase, on_case
from onetext.web.pages import briefings_comments, briefings_give
from onetext.web.rendering import rendered_page
from onetext.workflows.amend import Withdraw
from onetext.workflows.briefing_log import BriefedCell, Reach, briefing_log, log_line

MOST_TEXTS = 12
"""Texts of the matrix, the latest first, unless all are asked for."""
MOST_LINES = 30
"""Lines of the log, and comments that were dealt with, unless all are asked for."""


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A comment, with the texts it names, or the briefing."""

    comment: Comment
    text: Text | None
    briefing: Briefing | None
    disposed_in: Text | None


@require_safe
@on_case(for_team_only=True)
def briefings_page(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Show who has seen what, what is waiting for an answer, and the log."""
    log = opened.finding("briefings", lambda case: briefing_log(case, opened.as_of))
    comments = opened.finding("comments", lambda case: _comments(case, opened.as_of))
    n_open = sum(row.comment.disposition is Disposition.NEW for row in comments)
    is_all = bool(request.GET.get("all"))
    live = [row for row in log.rows if row.text and row.is_live]
    return rendered_page(
        request,
        "onetext/briefings.html",
        opened,
        log=log,
        rows=log.rows if is_all else log.rows[:MOST_TEXTS],
        lines=log.lines if is_all else log.lines[:MOST_LINES],
        remarks=comments if is_all else comments[: max(MOST_LINES, n_open)],
        is_all=is_all,
        has_more=len(log.rows) > MOST_TEXTS or max(len(log.lines), len(comments)) > MOST_LINES,
        latest=live[0] if live else None,
        latest_missing=_without(live[0].cells, opened) if live else [],
        n_comments=len(comments),
        n_open=n_open,
        reaches=REACHES,
        key=[reach for reach in Reach if reach is not Reach.OWN],
        form_words=FORMS,
        disposition_words=DISPOSITIONS,
        titles={point.id: point.title for point in opened.case.points},
        texts={text.id: text.title for text in opened.case.texts},
        sources={source.id: source for source in opened.case.sources},
        people=_people(opened.case),
    )


def _without(cells: tuple[BriefedCell, ...], opened: OpenCase) -> list[str]:
    """Name the parties that the record does not have as briefed."""
    return [
        opened.parties[cell.party].name
        for cell in cells
        if cell.reach in (Reach.NOTHING, Reach.NOT_RECEIVED) and cell.party in opened.parties
    ]


def _people(case: Case) -> dict[str, str]:
    """Return the names behind ids, as the case prints them."""
    return {person.id: person.name for person in case.persons} | {
        party.id: party.name for party in case.parties
    }


def _comments(case: Case, as_of: datetime.date | None) -> tuple[CommentRow, ...]:
    """Return the comments by a day: those waiting for an answer first, then the latest."""
    texts = {text.id: text for text in case.texts}
    known = [c for c in case.comments if as_of is None or c.date.is_known_by(as_of)]
    known.sort(key=lambda comment: comment.date.sort_key, reverse=True)
    known.sort(key=lambda comment: comment.disposition is not Disposition.NEW)
    told = {briefing.id: briefing for briefing in case.briefings}
    return tuple(
        CommentRow(
            comment,
            texts.get(comment.text or ""),
            told.get(comment.briefing or ""),
            texts.get(comment.disposed_in or ""),
        )
        for comment in known
    )


@require_http_methods(["GET", "HEAD", "POST"])
@on_case(for_team_only=True)
def one_briefing(request: HttpRequest, opened: OpenCase, briefing: str) -> HttpResponse:
    """Show one briefing; take it back with a reason where it was written down wrongly."""
    kept = _found(opened.case, briefing)
    if request.method == "POST":
        withdrawal = Withdraw(
            "briefings", kept.id, posted_number(request), posted_words(request, "because")
        )
        return saved(
            request,
            opened,
            withdrawal,
            then=opened.address("briefings"),
            said=_("The briefing was taken back; the journal keeps it, with your reason."),
        )
    sources = {source.id: source for source in opened.case.sources}
    return rendered_page(
        request,
        "onetext/briefing.html",
        opened,
        briefing=kept,
        line=log_line(opened.case, kept),
        text=next((text for text in opened.case.texts if text.id == kept.text), None),
        points=[point for point in opened.case.points if point.id in kept.points],
        sources=[sources[name] for name in kept.sources if name in sources],
        made_from=opened.made_from("briefings", kept.id),
        form_words=FORMS,
        people=_people(opened.case),
        marking=kept.marking or opened.case.marking,
    )


def _found(case: Case, wanted: str) -> Briefing:
    missing = Problem(
        what=_("there is no such briefing"),
        because=_("it was never written down, or it was taken back"),
        hint=_("look at the log"),
    )
    return found_record(case.briefings, wanted, missing)


routes: list[URLPattern] = [
    path("briefings", briefings_page, name="briefings"),
    *briefings_give.routes,
    *briefings_comments.routes,
    path("briefings/log/<str:briefing>", one_briefing, name="briefings-one"),
]
