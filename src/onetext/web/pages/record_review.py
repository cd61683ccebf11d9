"""Decide on what a report's words may mean: confirm, edit or reject, one proposal at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onetext.errors import NotFound, OnetextError, Problem, RecordMovedOn
from onetext.model import Case, KeptReport, Review, ReviewedStatement, Stance
from onetext.reading.proposals import ProposedPosition
from onetext.web.forms import demand_present, posted_words, saved
from onetext.web.middleware.problems import STATUS
from onetext.web.open_case import OpenCase, on_case
from onetext.web.rendering import rendered_page
from onetext.web.report_words import ANONYMITY, LACKS, MODES, REVIEWS
from onetext.workflows.kept_reports import as_report, find_report, source_of, waiting
from onetext.workflows.marked_report import in_context
from onetext.workflows.review import Decision, decided_records, edited


@require_http_methods(["GET", "HEAD", "POST"])
@on_case(for_team_only=True)
def review(request: HttpRequest, opened: OpenCase, report: str) -> HttpResponse:
    """Show a report's proposals one by one, and write down what is decided."""
    kept = find_report(opened.case, report)
    found = as_report(opened.case, kept)
    queue = opened.finding(f"waiting {report}", lambda case: waiting(case, found))
    if request.method != "POST":
        return _page(request, opened, report, queue, _asked(queue, request.GET.get("at", "")))
    if request.POST.get("decision") == "undo":
        return _taken_back(request, opened, report)
    wanted = request.POST.get("at", "")
    proposal = next((one for one in queue if one.id == wanted), None)
    if proposal is None:
        raise NotFound(_not_waiting())
    try:
        return _decided(request, opened, report, queue, proposal)
    except RecordMovedOn:
        raise
    except OnetextError as error:
        return _page(request, opened, report, queue, proposal, error)


def _decided(
    request: HttpRequest,
    opened: OpenCase,
    report: str,
    queue: Sequence[ProposedPosition],
    proposal: ProposedPosition,
) -> HttpResponse:
    """Write one decision down and go on to the next proposal."""
    if request.POST.get("decision") == "reject":
        verdict = Review.REJECTED
    else:
        before = proposal
        if request.POST.get("decision") == "edit":
            proposal = edited(opened.case, proposal, **_changes(request, proposal))
        verdict = Review.CONFIRMED if proposal == before else Review.EDITED
    decision = Decision(
        verdict, because=posted_words(request, "because"), note=posted_words(request, "note")
    )
    records = decided_records(opened.case, proposal, decision, opened.desk.seen(opened.id))[1]
    following = _after(queue, proposal.id)
    if following:
        then = opened.address("record-review", report, at=following.id)
    else:
        then = opened.address("record-report", report)
    said = _("Rejected; it will not be proposed again.")
    if verdict is not Review.REJECTED:
        said = _("On record, with the words it rests on.")
    return saved(request, opened, *records, then=then, said=said)


def _taken_back(request: HttpRequest, opened: OpenCase, report: str) -> HttpResponse:
    """Take back the decision the form names, and ask about it again."""
    demand_present(opened)
    gone = opened.desk.take_back(opened.id, request.POST.get("statement", ""))
    messages.success(request, _("Taken back: it waits for a decision again."))
    return HttpResponseRedirect(opened.address("record-review", report, at=gone.statement))


def _decided_last(opened: OpenCase, kept: KeptReport) -> ReviewedStatement | None:
    """Return what was decided last of what this report says; None: nothing yet."""
    decided = (one for one in opened.case.statements if one.sha256 == kept.sha256)
    return max(decided, key=lambda one: opened.made_from("statements", one.id), default=None)


def _changes(request: HttpRequest, proposal: ProposedPosition) -> dict[str, Any]:
    """Return the fields of the form that say something else than the proposal."""
    point, text = posted_words(request, "point"), posted_words(request, "text")
    stance = posted_words(request, "stance")
    changes: dict[str, Any] = {
        "party": posted_words(request, "party"),
        "stance": Stance(stance) if stance in set(Stance) else None,
        "point": point,
        "text": "" if point else text,
        "condition": posted_words(request, "condition"),
    }
    found = {name: v for name, v in changes.items() if v and v != getattr(proposal, name)}
    options = tuple(request.POST.getlist("options"))
    if point and (options != proposal.options or "point" in found):
        found["options"] = options
    return found


def _page(
    request: HttpRequest,
    opened: OpenCase,
    report: str,
    queue: Sequence[ProposedPosition],
    proposal: ProposedPosition | None,
    error: OnetextError | None = None,
) -> HttpResponse:
    kept = find_report(opened.case, report)
    asked = request.POST if error else request.GET
    return rendered_page(
        request,
        "onetext/record_review.html",
        opened,
        status=STATUS.get(type(error), 422) if error else 200,
        report=kept,
        source=source_of(opened.case, kept),
        one=proposal,
        context=in_context(proposal) if proposal else (),
        number=queue.index(proposal) + 1 if proposal else 0,
        n_waiting=len(queue),
        last=_decided_last(opened, kept),
        before=_before(queue, proposal.id) if proposal else None,
        after=_after(queue, proposal.id) if proposal else None,
        is_editing=bool(asked.get("edit")) or asked.get("decision") == "edit",
        form=_form(opened.case, proposal, asked) if proposal else None,
        titles={point.id: point.title for point in opened.case.points}
        | {text.id: text.title for text in opened.case.texts},
        stances=[one for one in Stance if not one.says_nothing],
        lacks=[LACKS[name] for name in proposal.lacks] if proposal else (),
        mode_words=MODES,
        anonymity_words=ANONYMITY,
        review_words=REVIEWS,
        problems=error.problems if error else (),
    )


def _form(case: Case, proposal: ProposedPosition, asked: Any) -> dict[str, Any]:
    """Return what the fields of the form hold: as sent, else as proposed."""
    point = asked.get("point", proposal.point or "")
    known = next((one for one in case.points if one.id == point), None)
    titles = {o.id: o.title for p in case.points if p.id == proposal.point for o in p.options}
    return {
        "party": asked.get("party", proposal.party or ""),
        "stance": asked.get("stance", str(proposal.stance)),
        "point": point,
        "text": asked.get("text", proposal.text or ""),
        "condition": asked.get("condition", proposal.condition),
        "because": asked.get("because", ""),
        "note": asked.get("note", ""),
        "options": asked.getlist("options") or list(proposal.options),
        "known": known.options if known else (),
        "said": [titles.get(name, name) for name in proposal.options],
    }


def _asked(queue: Sequence[ProposedPosition], wanted: str) -> ProposedPosition | None:
    """Return the proposal asked for; the first where it is not (or no longer) waiting."""
    return next((one for one in queue if one.id == wanted), queue[0] if queue else None)


def _after(queue: Sequence[ProposedPosition], proposal: str) -> ProposedPosition | None:
    """Return the proposal that comes next, beginning again from the first; None: it is the last."""
    place = next(n for n, one in enumerate(queue) if one.id == proposal)
    rest = [*queue[place + 1 :], *queue[:place]]
    return rest[0] if rest else None


def _before(queue: Sequence[ProposedPosition], proposal: str) -> ProposedPosition | None:
    place = next(n for n, one in enumerate(queue) if one.id == proposal)
    return queue[place - 1] if place else None


def _not_waiting() -> Problem:
    return Problem(
        what="this proposal does not wait for a decision",
        because="somebody decided on it already, or the report does not say it",
        hint="open the report again and go on with the next",
    )


routes: list[URLPattern] = [
    path("record/report/<str:report>/review", review, name="record-review"),
]
