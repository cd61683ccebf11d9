"""The working of one figure: its draws, what it follows from, the sources, what it hangs on."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from onetext.errors import NotFound, Problem
from onetext.web.open_case import OpenCase, on_case
from onetext.web.rendering import rendered_page
from onetext.web.study_asked import asked_finely
from onetext.web.study_blocks import OnRecord, records_shown
from onetext.web.study_packages import CRITERIA, MEANINGS
from onetext.web.study_progress import progress_page
from onetext.web.study_standing import ALL, Figure, figures
from onetext.workflows.study_notes import LEAST_EFFECTIVE, POOR_MIXING
from onetext.workflows.study_result import PackageFinding, Sensitivity, Study, TextFinding

MOST_STATEMENTS = 60
"""Shown at once, the latest first; the others on demand."""


@dataclass(frozen=True, slots=True)
class Weak:
    """A party whose draws are to be read with care, and why."""

    party: str
    n_effective: float
    r_hat: float
    has_few: bool
    is_unmixed: bool


def weak_parties(study: Study) -> tuple[Weak, ...]:
    """Return the parties of whom few draws count, or whose chains have not mixed."""
    found = (
        Weak(
            party,
            study.n_effective.get(party, float(study.n_draws)),
            study.r_hat.get(party, 1.0),
            has_few=study.n_effective.get(party, study.n_draws)
            < min(LEAST_EFFECTIVE, 0.5 * study.n_draws),
            is_unmixed=study.r_hat.get(party, 1.0) > POOR_MIXING,
        )
        for party in study.parties
    )
    return tuple(weak for weak in found if weak.has_few or weak.is_unmixed)


@require_safe
@on_case(for_team_only=True)
def of_text(request: HttpRequest, opened: OpenCase, text: str, party: str) -> HttpResponse:
    """Show the working of a share of a text."""
    opened, question = asked_finely(request, opened)
    state = opened.desk.study(opened.id, question)
    if (study := state.study) is None:
        return progress_page(request, opened, state)
    found = next((one for one in study.texts if one.id == text), None)
    if found is None:
        raise NotFound(_no_such_figure(text))
    return _working(request, opened, study, ("text", text, found), party)


@require_safe
@on_case(for_team_only=True)
def of_package(request: HttpRequest, opened: OpenCase, kind: str, party: str) -> HttpResponse:
    """Show the working of a share of a package; `kind` is the criterion that picked it."""
    opened, question = asked_finely(request, opened)
    state = opened.desk.study(opened.id, question)
    if (study := state.study) is None:
        return progress_page(request, opened, state)
    found = next((one for one in study.packages if one.criterion == kind), None)
    if found is None:
        raise NotFound(_no_such_figure(kind))
    return _working(request, opened, study, ("package", kind, found), party)


def _working(
    request: HttpRequest,
    opened: OpenCase,
    study: Study,
    about: tuple[str, str, TextFinding | PackageFinding],
    party: str,
) -> HttpResponse:
    kind, id_, found = about
    every = {figure.party: figure for figure in figures(study, id_, found)}
    if party not in every:
        raise NotFound(_no_such_figure(party))
    records = records_shown(opened)
    own = [record for record in records.values() if record.said.party == party][::-1]
    in_force = [record for record in own if record.said.is_in_force]
    replaced = [record for record in own if not record.said.is_in_force]
    most = len(own) if request.GET.get("every") == "yes" else MOST_STATEMENTS
    return rendered_page(
        request,
        "onetext/signed_working.html",
        opened,
        study=study,
        records=records,
        shows_every=request.GET.get("every") == "yes",
        found=found,
        title=CRITERIA[id_] if kind == "package" else found.title,
        meaning=MEANINGS.get(id_) if kind == "package" else None,
        kind=kind,
        id=id_,
        party=None if party == ALL else opened.parties[party],
        figure=every[party],
        others=[(opened.parties[name], figure) for name, figure in every.items() if name != ALL],
        certainty=getattr(found, "certainty", {}).get(party),
        left_open=getattr(found, "left_open_by", {}).get(party, ()),
        n_counted=len(in_force),
        counted=in_force[:most],
        replaced=replaced[: max(0, most - len(in_force))],
        n_left_out=len(own) - len(in_force[:most]) - len(replaced[: max(0, most - len(in_force))]),
        every=opened.address(f"signed-working-{kind}", id_, party, every="yes"),
        n_sources=_n_sources(own),
        origins=_origins(study, id_, every[party]),
        weak=[w for w in weak_parties(study) if party in (ALL, w.party)],
        n_effective=study.n_effective.get(party),
        r_hat=study.r_hat.get(party),
    )


def _n_sources(records: list[OnRecord]) -> tuple[int, int]:
    """Count the sources behind some statements, and their independent origins."""
    sources = {source.id for record in records for source in record.sources}
    return len(sources), len({origin for record in records for origin in record.said.origins})


def _origins(study: Study, id_: str, figure: Figure) -> list[Sensitivity]:
    party = None if figure.party == ALL else figure.party
    own = [s for s in study.sensitivities if (s.text, s.party) == (id_, party)]
    return sorted(own, key=lambda s: -abs(s.with_it - s.without_it))


def _no_such_figure(name: str) -> Problem:
    return Problem(
        what=f"there is no figure for {name[:80]!r}",
        because="the study has no such text, package or party",
        hint="open the figure from what could be signed",
    )


routes: list[URLPattern] = [
    path("signed/working/text/<str:text>/<str:party>", of_text, name="signed-working-text"),
    path(
        "signed/working/package/<str:kind>/<str:party>", of_package, name="signed-working-package"
    ),
]
