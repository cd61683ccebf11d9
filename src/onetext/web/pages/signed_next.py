"""The next draft: proposed from the record with the reason for every change, and made a draft."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onetext.errors import ImpossibleRequest, OnetextError, Problem
from onetext.web.desk_studies import StudyQuestion
from onetext.web.forms import posted_words, saved
from onetext.web.middleware.problems import STATUS
from onetext.web.open_case import OpenCase, on_case
from onetext.web.rendering import rendered_page
from onetext.web.study_asked import asked_finely
from onetext.web.study_progress import progress_page
from onetext.workflows.amend import Put
from onetext.workflows.find import find_point, find_text
from onetext.workflows.overview import live_texts
from onetext.workflows.propose import Proposal, ProposedChange, proposal_from, proposal_words
from onetext.workflows.redraft import next_title, revision
from onetext.workflows.study_jobs import STUDIED
from onetext.workflows.study_result import Study
from onetext.workflows.try_options import TryBasis

USUAL_CHANGES = 3
MOST_CHANGES = 20


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """One point settled otherwise, its options by their titles."""

    found: ProposedChange
    before: str
    """Empty where the text left the point open."""
    after: str
    bracketed: tuple[str, ...]
    """What stands in brackets beside it."""


@require_http_methods(["GET", "HEAD", "POST"])
@on_case(for_team_only=True)
def next_page(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Show the next draft that the record calls for; posted, make it a draft to be worded."""
    opened, question = asked_finely(request, opened)
    state = opened.desk.study(opened.id, question, needs_profiles=True)
    study, basis = state.study, state.try_basis
    if study is None or basis is None:
        return progress_page(request, opened, state)
    live = live_texts(opened.case, opened.as_of)
    at_most = _at_most(request)
    if not live:
        return rendered_page(request, "onetext/signed_next.html", opened, study=study)
    chosen = request.GET.get("text", "") or live[-1].id
    found = _found(opened, question, basis, chosen, at_most)
    if request.method != "POST":
        return _shown(request, opened, study, found, at_most)
    try:
        return _made(request, opened, found)
    except OnetextError as error:
        return _shown(request, opened, study, found, at_most, error)


def _found(
    opened: OpenCase, question: StudyQuestion, basis: TryBasis, text: str, at_most: int
) -> Proposal:
    name = ("next draft", text, at_most, question.n_draws, question.seed)
    return opened.finding(
        name,
        lambda case: proposal_from(case, basis.draws, question.seed, text=text, at_most=at_most),
        of=STUDIED,
    )


def _made(request: HttpRequest, opened: OpenCase, found: Proposal) -> HttpResponse:
    """Write the proposal down as a text, if it is still the one that was looked at."""
    if posted_words(request, "mark") != _mark(found):
        raise ImpossibleRequest(
            Problem(
                what="the proposal is another one by now",
                because="the record changed since you looked at it",
                hint="read it again below, and make it a draft if it is still what you want",
            )
        )
    made = revision(
        replace(find_text(opened.case, found.revises), clauses=found.text.clauses),
        new_id=opened.desk.new_id("t", opened.case),
        title=posted_words(request, "title"),
        reason=posted_words(request, "reason"),
        date=found.text.date,
        tabled_by=(),
    )
    return saved(
        request,
        opened,
        Put("texts", made),
        then=opened.address("text-one", made.id),
        said=_("The draft was made. Nobody has been shown it; word what is new."),
    )


def _mark(found: Proposal) -> str:
    """Return a short mark of what is proposed; another if a clause differs."""
    said = repr((found.revises, found.text.clauses)).encode("utf-8", "surrogatepass")
    return hashlib.sha256(said).hexdigest()[:16]


def _shown(
    request: HttpRequest,
    opened: OpenCase,
    study: Study,
    found: Proposal,
    at_most: int,
    error: OnetextError | None = None,
) -> HttpResponse:
    base = find_text(opened.case, found.revises)
    given = {
        "title": request.POST.get("title", next_title(opened.case, base)),
        "reason": request.POST.get("reason", _reason(found)),
    }
    return rendered_page(
        request,
        "onetext/signed_next.html",
        opened,
        status=STATUS.get(type(error), 422) if error else 200,
        study=study,
        live=live_texts(opened.case, opened.as_of),
        base=base,
        found=found,
        words=proposal_words(found, base.title),
        rows=[(party, found.before[party], found.after[party]) for party in opened.parties],
        together=(found.before["all"], found.after["all"]),
        changed=[_change(opened, one) for one in (*found.changes, *found.fills)],
        kept=[find_point(opened.case, point).title for point in found.kept],
        at_most=at_most,
        choices=range(MOST_CHANGES + 1),
        mark=_mark(found),
        given=given,
        problems=error.problems if error else (),
    )


def _change(opened: OpenCase, change: ProposedChange) -> ChangeShown:
    point = find_point(opened.case, change.point)
    return ChangeShown(
        found=change,
        before=point.option(change.before).title if change.before else "",
        after=point.option(change.after).title,
        bracketed=tuple(
            point.option(option).title for option in dict.fromkeys((*change.as_good, *change.asked))
        ),
    )


def _reason(found: Proposal) -> str:
    """Return why it would be made, for whoever makes it to put better."""
    named = "; ".join(change.title for change in (*found.changes, *found.fills))
    return _("Proposed from the record (seed %(seed)s), changed on: %(points)s.") % {
        "seed": found.seed,
        "points": named or _("no point"),
    }


def _at_most(request: HttpRequest) -> int:
    given = request.GET.get("changes", "")
    if not given:
        return USUAL_CHANGES
    if given.isascii() and given.isdigit() and len(given) < 4 and int(given) <= MOST_CHANGES:
        return int(given)
    raise ImpossibleRequest(
        Problem(
            what=f"{given[:20]!r} is no number of changes",
            because=f"it is a whole number from 0 to {MOST_CHANGES}",
            hint=f"leave it out for the usual {USUAL_CHANGES}",
        )
    )


routes: list[URLPattern] = [path("signed/next", next_page, name="signed-next")]
