"""Comments received: write one down, and say what became of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onetext.errors import ImpossibleRequest, OnetextError, Place, Problem, RecordMovedOn
from onetext.model import Briefing, Case, Comment, Disposition, Marking, Tlp
from onetext.web.briefing_words import DISPOSITIONS, concern_words, not_read
from onetext.web.forms import posted_number, posted_words, saved
from onetext.web.found_record import found_record
from onetext.web.middleware.problems import STATUS
from onetext.web.open_case import OpenCase, on_case
from onetext.web.rendering import rendered_page
from onetext.workflows.amend import Put
from onetext.workflows.briefing_check import briefing_check
from onetext.workflows.briefing_findings import BriefingCheck, Plan
from onetext.workflows.confidences import confidences
from onetext.workflows.find import find_text
from onetext.workflows.give_briefing import disposed
from onetext.workflows.redraft import day_written
from onetext.workflows.text_order import in_order


@require_http_methods(["GET", "HEAD", "POST"])
@on_case(for_team_only=True)
def received(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Write down a comment that a party made outside its room."""
    if request.method != "POST":
        return _received_form(request, opened)
    try:
        text, told = _subject(request, opened.case)
        comment = Comment(
            id=opened.desk.new_id("c"),
            party=posted_words(request, "party"),
            text=text,
            briefing=told,
            points=_ticked(request, opened.case),
            remark=_demanded_remark(request),
            date=day_written(posted_words(request, "date")),
            marking=_marking(request),
        )
        return saved(
            request,
            opened,
            Put("comments", comment),
            then=opened.address("briefings") + "#comments",
            said=_("The comment is on record, and open."),
        )
    except OnetextError as error:
        return _received_form(request, opened, error)


def _marking(request: HttpRequest) -> Marking:
    """Return whose eyes a comment is for: whoever made it, and the team."""
    return Marking(tlp=Tlp.AMBER, audience=(posted_words(request, "party"),))


def _subject(request: HttpRequest, case: Case) -> tuple[str | None, str | None]:
    """Return the text or the briefing a comment is of; of neither it has to be on points."""
    wanted, told = posted_words(request, "text"), posted_words(request, "briefing")
    if wanted:
        return find_text(case, wanted).id, None
    if told:
        missing = Problem(
            what=_("there is no such briefing"),
            because=_("it was never written down, or it was taken back"),
            hint=_("choose one of the list, or name the points"),
            place=Place(path="briefing"),
        )
        return None, found_record(case.briefings, told, missing).id
    if _ticked(request, case):
        return None, None
    raise ImpossibleRequest(
        Problem(
            _("it does not say what the comment is about"),
            _("whoever answers it has to know"),
            _("choose a text or a briefing, or tick the points"),
            Place(path="text"),
        )
    )


def _demanded_remark(request: HttpRequest) -> str:
    remark = posted_words(request, "remark")
    if not remark:
        raise ImpossibleRequest(
            Problem(
                _("the comment says nothing"),
                _("it is kept so that it can be answered"),
                _("write down what was said"),
                Place(path="remark"),
            )
        )
    return remark


def _ticked(request: HttpRequest, case: Case) -> tuple[str, ...]:
    ticked = request.POST.getlist("points")
    return tuple(point.id for point in case.points if point.id in ticked)


def _received_form(
    request: HttpRequest, opened: OpenCase, error: OnetextError | None = None
) -> HttpResponse:
    return rendered_page(
        request,
        "onetext/comment_new.html",
        opened,
        status=STATUS.get(type(error), 422) if error else 200,
        problems=error.problems if error else (),
        given=request.POST,
        ticked=request.POST.getlist("points"),
        texts=tuple(reversed(in_order(opened.case.texts))),
        told=_told(opened.case),
    )


def _told(case: Case) -> tuple[Briefing, ...]:
    """Return the briefings that named no text, the latest first: those that do are of the text."""
    told = (one for one in case.briefings if one.received and one.text is None)
    return tuple(sorted(told, key=lambda one: one.date.sort_key, reverse=True))


@require_http_methods(["GET", "HEAD", "POST"])
@on_case(for_team_only=True)
def dispose(request: HttpRequest, opened: OpenCase, comment: str) -> HttpResponse:
    """Say what became of a comment; its party may read the answer in its room."""
    kept = _found(opened.case, comment)
    if request.method != "POST":
        return _disposition_form(request, opened, kept, opened.made_from("comments", kept.id))
    wanted = posted_words(request, "disposition")
    made_from = posted_number(request)
    try:
        changed = disposed(
            kept,
            Disposition(wanted) if wanted in set(Disposition) else kept.disposition,
            disposed_in=posted_words(request, "disposed_in") or None,
            reply=posted_words(request, "reply"),
        )
        check = _reply_check(opened, changed)
        is_read = request.POST.get("read") and posted_words(request, "mark") == check.mark
        if check.warnings and not is_read:
            refusal = ImpossibleRequest(not_read(_("its party may read the answer at once")))
            return _disposition_form(request, opened, kept, made_from, check=check, error=refusal)
        return saved(
            request,
            opened,
            Put("comments", changed, made_from),
            then=opened.address("briefings") + "#comments",
            said=_("What became of the comment is on record."),
        )
    except RecordMovedOn:
        raise
    except OnetextError as error:
        return _disposition_form(request, opened, kept, made_from, error=error)


def _reply_check(opened: OpenCase, comment: Comment) -> BriefingCheck:
    """Hold a reply against what its party may not see: it will read it."""
    party = comment.party
    kept_from = opened.finding(f"confidences {party}", lambda case: confidences(case, party))
    plan = Plan(party, None, comment.points, what=comment.reply, as_of=opened.as_of)
    check = briefing_check(opened.case, plan, kept_from)
    said = tuple(one for one in check.findings if one.carried)
    return BriefingCheck(said, None)


def _disposition_form(
    request: HttpRequest,
    opened: OpenCase,
    kept: Comment,
    made_from: int,
    *,
    check: BriefingCheck | None = None,
    error: OnetextError | None = None,
) -> HttpResponse:
    findings = [
        (one, concern_words(one, opened, kept.party)) for one in (check.findings if check else ())
    ]
    return rendered_page(
        request,
        "onetext/comment.html",
        opened,
        status=STATUS.get(type(error), 422) if error else 200,
        problems=error.problems if error else (),
        comment=kept,
        chosen=request.POST.get("disposition", kept.disposition),
        disposed_in=request.POST.get("disposed_in", kept.disposed_in),
        reply=request.POST.get("reply", kept.reply),
        made_from=made_from,
        findings=findings,
        mark=check.mark if check else "",
        text=next((text for text in opened.case.texts if text.id == kept.text), None),
        briefing=next((one for one in opened.case.briefings if one.id == kept.briefing), None),
        points=[point for point in opened.case.points if point.id in kept.points],
        titles={point.id: point.title for point in opened.case.points},
        texts=tuple(reversed(in_order(opened.case.texts))),
        dispositions=DISPOSITIONS,
    )


def _found(case: Case, wanted: str) -> Comment:
    missing = Problem(
        what=_("there is no such comment"),
        because=_("it was never written down, or it was taken back"),
        hint=_("look at the comments received"),
    )
    return found_record(case.comments, wanted, missing)


routes: list[URLPattern] = [
    path("briefings/comments/new", received, name="briefings-comment"),
    path("briefings/comments/<str:comment>", dispose, name="briefings-dispose"),
]
