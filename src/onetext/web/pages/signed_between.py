"""The frontier of two or three parties: drawn, with its table beside it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from onetext.errors import ImpossibleRequest
from onetext.web.open_case import OpenCase, on_case
from onetext.web.rendering import rendered_page
from onetext.web.study_asked import asked_finely
from onetext.web.study_drawing import drawing_of
from onetext.web.study_packages import CRITERIA
from onetext.web.study_progress import progress_page
from onetext.workflows.study_between import FEWEST, MOST, Between, between
from onetext.workflows.study_result import Study


@dataclass(frozen=True, slots=True)
class Offered:
    """Between whom a frontier can be drawn: at once, or once somebody chose."""

    parties: tuple[str, ...]
    """Those who sign."""
    chosen: tuple[str, ...]
    """Drawn at once; empty where there are too many, or too few."""

    @property
    def is_possible(self) -> bool:
        """Whether there are two to trade at all."""
        return len(self.parties) >= FEWEST


def offered(study: Study) -> Offered:
    """Return between whom a frontier can be drawn."""
    fits = FEWEST <= len(study.signing) <= MOST and study.packages
    return Offered(study.signing, study.signing if fits else ())


@require_safe
@on_case(for_team_only=True)
def between_page(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Draw the frontier of the parties chosen, as a page, or for the place on the page."""
    opened, question = asked_finely(request, opened)
    state = opened.desk.study(opened.id, question, needs_profiles=True)
    study, basis = state.study, state.try_basis
    template = "parts/signed_between.html" if request.htmx else "signed_between.html"
    if study is None or basis is None:
        if not request.htmx:
            return progress_page(request, opened, state)
        return rendered_page(request, f"onetext/{template}", opened, waits=state.is_drawing_again)
    offers = offered(study)
    chosen = tuple(request.GET.getlist("party")) or offers.chosen
    found: Between | None = None
    problem = None
    if study.packages and chosen:
        known = [p.options for p in study.packages] + [p.options for p in study.frontier]
        try:
            found = opened.finding(
                f"between {chosen} {question.n_draws} {question.seed}",
                lambda case: between(basis, chosen, known),
            )
        except ImpossibleRequest as error:
            problem = error.problems[0]
    return rendered_page(
        request,
        f"onetext/{template}",
        opened,
        status=422 if problem and not request.htmx else 200,
        study=study,
        between=offers,
        chosen=chosen,
        found=found,
        problem=problem,
        drawing=drawing_of(study, found, CRITERIA) if found else None,
    )


routes: list[URLPattern] = [path("signed/between", between_page, name="signed-between")]
