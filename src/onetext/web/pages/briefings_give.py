"""Give a briefing: look first at what it would carry, then write down that it took place."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onetext.errors import ImpossibleRequest, OnetextError
from onetext.model import Briefing, Form, Party, Text
from onetext.web.briefing_words import FORMS, concern_words, not_read
from onetext.web.forms import posted_words, saved
from onetext.web.middleware.problems import STATUS
from onetext.web.open_case import OpenCase, on_case
from onetext.web.rendering import rendered_page
from onetext.workflows.amend import Put
from onetext.workflows.briefing_check import briefing_check
from onetext.workflows.briefing_findings import BriefingCheck, Finding, Plan
from onetext.workflows.confidences import confidences
from onetext.workflows.find import find_text
from onetext.workflows.give_briefing import given_briefings, open_to
from onetext.workflows.redraft import day_written
from onetext.workflows.text_order import in_order

FIELDS = ("date", "by", "what", "terms", "others")


@dataclass(frozen=True, slots=True)
class Given:
    """What the form says."""

    parties: tuple[str, ...]
    text: Text | None
    points: tuple[str, ...]
    form: Form
    words: dict[str, str]
    is_withheld: bool
    is_for_room: bool
    opens_text: bool

    def briefing(self) -> Briefing:
        """Return the record it comes to, but for its id and recipients."""
        return Briefing(
            id="",
            by=self.words["by"],
            to=(),
            date=day_written(self.words["date"]),
            received=not self.is_withheld,
            what=self.words["what"],
            text=self.text.id if self.text else None,
            points=self.points,
            form=self.form,
            terms=self.words["terms"],
        )


@dataclass(frozen=True, slots=True)
class CheckOf:
    """What was found for one party, in words."""

    party: Party
    check: BriefingCheck
    findings: tuple[tuple[Finding, str], ...]


@require_http_methods(["GET", "HEAD", "POST"])
@on_case(for_team_only=True)
def give(request: HttpRequest, opened: OpenCase) -> HttpResponse:
    """Check a briefing, or write it down."""
    given = _given(request.POST if request.method == "POST" else request.GET, opened)
    if request.method != "POST":
        return _page(request, opened, given, is_checked=bool(given.parties and given.text))
    if request.POST.get("do") != "keep":
        return _page(request, opened, given, is_checked=True)
    try:
        checks = () if given.is_withheld else _checks(opened, given)
        if any(one.check.warnings for one in checks) and not _is_read(request, checks):
            raise ImpossibleRequest(not_read(_("a briefing cannot be taken back")))
        return _written(request, opened, given)
    except OnetextError as error:
        status = STATUS.get(type(error), 422)
        return _page(request, opened, given, is_checked=True, error=error, status=status)


def _written(request: HttpRequest, opened: OpenCase, given: Given) -> HttpResponse:
    others = tuple(name.strip() for name in given.words["others"].splitlines() if name.strip())
    records = given_briefings(
        given.briefing(),
        given.parties,
        others,
        lambda: opened.desk.new_id("b"),
        is_for_room=given.is_for_room,
    )
    amendments = [Put("briefings", record) for record in records]
    if given.opens_text and given.text is not None and not given.is_withheld:
        wider = open_to(given.text, opened.case, given.parties)
        if wider != given.text:
            made_from = opened.made_from("texts", wider.id)
            amendments.append(Put("texts", wider, made_from))
    return saved(
        request,
        opened,
        *amendments,
        then=opened.address("briefings"),
        said=_("The briefing is on record."),
    )


def _given(asked: QueryDict, opened: OpenCase) -> Given:
    form = asked.get("form", "")
    ticked, points = asked.getlist("to"), asked.getlist("points")
    text = asked.get("text", "")
    words = {name: "\n".join(asked.get(name, "").splitlines()).strip() for name in FIELDS}
    if "by" not in asked:
        # not the person's own name: a party's journal does not say who of the team wrote either
        words |= {"by": "Drafting team", "date": opened.desk.now().date().isoformat()}
        if opened.as_of is not None:
            words["date"] = min(words["date"], opened.as_of.isoformat())
    return Given(
        parties=tuple(party for party in opened.parties if party in ticked),
        text=find_text(opened.case, text) if text else None,
        points=tuple(point.id for point in opened.case.points if point.id in points),
        form=Form(form) if form in set(Form) else Form.UNKNOWN,
        words=words,
        is_withheld=bool(asked.get("withheld")),
        is_for_room=bool(asked.get("room")) or "by" not in asked,
        opens_text=bool(asked.get("opens")),
    )


def _checks(opened: OpenCase, given: Given) -> tuple[CheckOf, ...]:
    day = day_written(given.words["date"]).latest or opened.as_of
    return tuple(_check(opened, given, party, day) for party in given.parties)


def _check(opened: OpenCase, given: Given, party: str, day: datetime.date | None) -> CheckOf:
    kept_from = opened.finding(f"confidences {party}", lambda case: confidences(case, party))
    plan = Plan(
        party=party,
        text=given.text,
        points=given.points,
        form=given.form,
        what="\n".join(filter(None, (given.words["what"], given.words["terms"]))),
        as_of=day,
    )
    check = briefing_check(opened.case, plan, kept_from)
    words = tuple((one, concern_words(one, opened, party)) for one in check.findings)
    return CheckOf(opened.parties[party], check, words)


def _is_read(request: HttpRequest, checks: tuple[CheckOf, ...]) -> bool:
    """Whether what is warned of now is what the person ticked as read."""
    return bool(request.POST.get("read")) and posted_words(request, "mark") == _mark(checks)


def _mark(checks: tuple[CheckOf, ...]) -> str:
    return "-".join(one.check.mark for one in checks)


def _page(
    request: HttpRequest,
    opened: OpenCase,
    given: Given,
    *,
    is_checked: bool,
    error: OnetextError | None = None,
    status: int = 200,
) -> HttpResponse:
    problems = error.problems if error else ()
    try:
        checks = _checks(opened, given) if is_checked and not given.is_withheld else ()
    except OnetextError as wrong:  # a date that is none
        checks, problems = (), problems or wrong.problems
        status = max(status, 422)
    return rendered_page(
        request,
        "onetext/briefing_give.html",
        opened,
        status=status,
        given=given,
        checks=checks,
        n_warnings=sum(len(one.check.warnings) for one in checks),
        is_checked=is_checked,
        mark=_mark(checks),
        problems=problems,
        texts=tuple(reversed(in_order(opened.case.texts))),
        forms=FORMS,
        titles={point.id: point.title for point in opened.case.points},
    )


routes: list[URLPattern] = [path("briefings/give", give, name="briefings-give")]
