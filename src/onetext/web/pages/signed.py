"""What could be signed: who could accept what, what blocks, what to trade, what to ask whom."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST, require_safe

from onetext.model import Case, Stance
from onetext.web.desk_studies import StudyQuestion
from onetext.web.open_case import OpenCase, on_case
from onetext.web.pages import signed_between, signed_next, signed_try, signed_working
from onetext.web.rendering import rendered_page
from onetext.web.study_asked import MOST_DRAWS, asked_finely
from onetext.web.study_blocks import (
    Records,
    askings,
    blocking_rows,
    collisions,
    other_states,
    records_shown,
)
from onetext.web.study_packages import CRITERIA, MEANINGS, choice_rows, exchanges
from onetext.web.study_progress import progress_page, progress_words
from onetext.web.study_standing import packages_judged, texts_judged
from onetext.web.study_state import StudyState
from onetext.web.study_supposed import origins_that_move, suppositions
from onetext.workflows.overview import live_texts
from onetext.workflows.study import LEAST_DRAWS
from onetext.workflows.study_jobs import STUDIED
from onetext.workflows.study_result import Study


@require_safe
@on_case(for_team_only=True)
def signed_page(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Show what could be signed, or how far the work on it is."""
    opened, question = asked_finely(request, opened)
    state = opened.desk.study(opened.id, question)
    if state.study is None:
        return progress_page(request, opened, state)
    return rendered_page(
        request,
        "onetext/signed.html",
        opened,
        shows_all_texts=request.GET.get("texts") == "all",
        fingerprint=state.fingerprint,
        **_shown(opened, state, question),
    )


@require_safe
@on_case(for_team_only=True)
def progress(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Show how far it is; once there is more to show, have the page asked for again."""
    opened, question = asked_finely(request, opened)
    needs_profiles = request.GET.get("profiles") == "yes"
    state = opened.desk.study(opened.id, question, needs_profiles=needs_profiles)
    waits = state.is_under_way or (needs_profiles and state.is_drawing_again)
    response = rendered_page(
        request, "onetext/parts/study_progress.html", opened, **progress_words(state)
    )
    if request.htmx and not waits:
        response.headers["HX-Refresh"] = "true"
    return response


@require_POST
@on_case(for_team_only=True)
def cancel(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """End the work on the study, for everybody of the team."""
    opened, question = asked_finely(request, opened)
    opened.desk.cancel_study(opened.id, question)
    return HttpResponseRedirect(opened.address("signed"))


@require_POST
@on_case(for_team_only=True)
def again(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Begin a study that was ended, or failed."""
    opened, question = asked_finely(request, opened)
    opened.desk.begin_study_again(opened.id, question)
    return HttpResponseRedirect(opened.address("signed"))


def _shown(opened: OpenCase, state: StudyState, question: StudyQuestion) -> dict[str, Any]:
    """Return what the page shows, worked out once while what a study follows from stands."""
    study = state.study
    assert study is not None
    records = records_shown(opened)
    name = ("signed", state.fingerprint, question)
    return opened.finding(
        name, lambda case: _findings(case, opened.as_of, study, records, question), of=STUDIED
    )


def _findings(
    case: Case,
    as_of: datetime.date | None,
    study: Study,
    records: Records,
    question: StudyQuestion,
) -> dict[str, Any]:
    """Return what the page shows, in the order of the page."""
    now, before = texts_judged(study, live_texts(case, as_of))
    packages = packages_judged(study)
    rows = choice_rows(study, packages)
    colliding = collisions(study, records)
    asking = askings(study, records)
    best = next((p for p in packages if p.id == "most-signed"), None)
    return {
        "study": study,
        "nearest": max(study.texts, key=lambda text: text.all.share, default=None),
        "best": best,
        "has_red_lines": _has_red_lines(study),
        "colliding": colliding,
        "colliding_on": list(
            dict.fromkeys(t for c in colliding if c.found.kind == "red-lines" for t in c.points)
        ),
        "texts": now,
        "older_texts": before,
        "packages": packages,
        "criteria": CRITERIA,
        "meanings": MEANINGS,
        "apart": [row for row in rows if not row.is_shared],
        "alike": [row for row in rows if row.is_shared],
        "blocking": blocking_rows(study),
        "other_states": other_states(study),
        "trades": exchanges(study),
        "first_question": asking[0] if asking else None,
        "questions": asking[1:],
        "origins": origins_that_move(study, CRITERIA),
        "supposed": suppositions(study, CRITERIA),
        "between": signed_between.offered(study),
        "question": question,
        "least_draws": LEAST_DRAWS,
        "most_draws": MOST_DRAWS,
        "weak": signed_working.weak_parties(study),
    }


def _has_red_lines(study: Study) -> bool:
    return any(
        stance.stance is Stance.RED_LINE and stance.party in study.signing
        for point in study.points
        for option in point.options
        for stance in option.stances
    )


routes: list[URLPattern] = [
    path("signed", signed_page, name="signed"),
    path("signed/progress", progress, name="signed-progress"),
    path("signed/cancel", cancel, name="signed-cancel"),
    path("signed/again", again, name="signed-again"),
    *signed_try.routes,
    *signed_between.routes,
    *signed_next.routes,
    *signed_working.routes,
]
