"""What if: begin from a text or a package, settle points otherwise, and see who moves.

The address holds all of it: ``start=text:ID`` or ``start=package:CRITERION``, and per point
``o-POINT=OPTION``. So it works as a plain form, can be sent to a colleague, and is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from onetext.errors import NotFound, Problem
from onetext.model import Case
from onetext.web.open_case import OpenCase, on_case
from onetext.web.rendering import rendered_page
from onetext.web.study_asked import asked_finely
from onetext.web.study_packages import CRITERIA
from onetext.web.study_progress import progress_page
from onetext.web.study_supposed import titles_of
from onetext.workflows.study_result import PackageFinding, PointFinding, Study
from onetext.workflows.try_options import Tried, TryBasis, options_at_start, try_options

LEAST_STEP = 0.005
"""Below this a step is not worth naming."""
MOST_STEPS = 5


@dataclass(frozen=True, slots=True)
class OptionShown:
    """An option of a point: whether it counts now, and what taking it would change."""

    id: str
    title: str
    is_taken: bool
    is_of_start: bool
    step: float
    """Change of the share of all who sign, in points of a hundred."""
    unverified: bool


@dataclass(frozen=True, slots=True)
class PointShown:
    """A point with its options, the one at the start, and the one that counts now."""

    point: PointFinding
    options: tuple[OptionShown, ...]
    is_changed: bool
    is_left_open: bool
    """Whether the text leaves it open, and nothing was chosen instead."""
    was: str
    """Title of the option at the start; empty where it was open."""
    now: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """One change more, with what it would add to the share of all who sign."""

    point: str
    option: str
    gain: float
    query: tuple[tuple[str, str], ...]


@require_safe
@on_case(for_team_only=True)
def try_page(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Show who moves if some points were settled otherwise."""
    opened, question = asked_finely(request, opened)
    state = opened.desk.study(opened.id, question, needs_profiles=True)
    study, basis = state.study, state.try_basis
    if study is None or basis is None:
        return progress_page(request, opened, state)
    start = request.GET.get("start", "") or _usual_start(study)
    wanted = {
        name.removeprefix("o-"): option
        for name, option in request.GET.items()
        if name.startswith("o-") and option
    }
    package = _package(study, start)
    tried, points = _tried(basis, opened.case, study, package or start.partition(":")[2], wanted)
    changed = {p.point.id: tried.options[p.point.id] for p in points if p.is_changed}
    whole_page = not request.htmx or request.htmx.history_restore_request
    return rendered_page(
        request,
        "onetext/signed_try.html" if whole_page else "onetext/parts/signed_try.html",
        opened,
        study=study,
        start=start,
        starts=_starts(study),
        tried=tried,
        points=points,
        changed=[p for p in points if p.is_changed],
        undoing={id_: _query({k: v for k, v in changed.items() if k != id_}) for id_ in changed},
        next_steps=_next_steps(study, tried, changed),
    )


def _starts(study: Study) -> list[tuple[str, str]]:
    """Return what may be begun from: what the address says, and its name."""
    titles = titles_of(study, CRITERIA)
    texts = [(f"text:{text.id}", titles[text.id]) for text in study.texts]
    return [*texts, *((f"package:{p.criterion}", titles[p.criterion]) for p in study.packages)]


def _usual_start(study: Study) -> str:
    return next((start for start, _ in reversed(_starts(study)[: len(study.texts) + 1])), "")


def _package(study: Study, start: str) -> Mapping[str, str] | None:
    """Return the package to begin from; None: it is a text."""
    found = {f"package:{package.criterion}": package for package in study.packages}
    if start not in dict(_starts(study)):
        raise NotFound(_nothing_to_begin_from(start, bool(_starts(study))))
    package: PackageFinding | None = found.get(start)
    return package.options if package else None


def _tried(
    basis: TryBasis,
    case: Case,
    study: Study,
    start: Mapping[str, str] | str,
    wanted: Mapping[str, str],
) -> tuple[Tried, tuple[PointShown, ...]]:
    at_start = options_at_start(basis, start)
    tried = try_options(basis, case, start, wanted)
    shown = tuple(
        _point_shown(point, tried, at_start.get(point.id))
        for point in study.points
        if point.id in basis.points
    )
    return tried, shown


def _point_shown(point: PointFinding, tried: Tried, before: str | None) -> PointShown:
    titles = {option.id: option.title for option in point.options}
    now = tried.options.get(point.id)
    return PointShown(
        point=point,
        options=tuple(
            OptionShown(
                id=option.id,
                title=option.title,
                is_taken=option.id == now,
                is_of_start=option.id == before,
                step=100 * tried.steps.get((point.id, option.id), 0.0),
                unverified=option.unverified,
            )
            for option in point.options
        ),
        is_changed=now != before,
        is_left_open=now is None,
        was=titles.get(before or "", ""),
        now=titles.get(now or "", ""),
    )


def _next_steps(study: Study, tried: Tried, changed: Mapping[str, str]) -> list[NextStep]:
    """Return the changes that would add most to the share of all who sign, one at a time."""
    titles = {
        (p.id, option.id): (p.title, option.title) for p in study.points for option in p.options
    }
    best = sorted(tried.steps.items(), key=lambda step: -step[1])[:MOST_STEPS]
    return [
        NextStep(*titles[place], 100 * gain, _query({**changed, place[0]: place[1]}))
        for place, gain in best
        if gain >= LEAST_STEP
    ]


def _query(options: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((f"o-{point}", option) for point, option in options.items())


def _nothing_to_begin_from(start: str, has_any: bool) -> Problem:
    return Problem(
        what=f"there is no text or package {start[:80]!r} to begin from",
        because="it may have been replaced since"
        if has_any
        else "no text is on the table by this day, and no package was found",
        hint="go back to what could be signed and choose there",
    )


routes: list[URLPattern] = [path("signed/try", try_page, name="signed-try")]
