"""What can be read: cases, records, the study, what-if, the reader's own journal."""

from __future__ import annotations

import datetime
import json
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from ninja import Query, Router, Schema

from onetext.errors import ImpossibleRequest, NotFound
from onetext.errors import Problem as OurProblem
from onetext.web.api.door import REFUSALS, Problem
from onetext.web.api.nouns import REFERENCES, case_data, kinds, plain_records
from onetext.web.open_case import OpenCase, opened_case
from onetext.workflows.study_json import study_data
from onetext.workflows.try_options import Moved, try_options

router = Router()
MOST_LINES = 500


class Times(Schema):
    """The two clocks: the day to show, and the day by whose end it had been written down."""

    as_of: datetime.date | None = None
    known_by: datetime.date | None = None


class Reader(Schema):
    """Who asks, and the token for what writes."""

    name: str
    form_token: str


class CaseCard(Schema):
    """A case this reader can open."""

    id: str
    title: str
    summary: str
    as_of: datetime.date | None
    n_entries: int
    is_read_only: bool


class Progress(Schema):
    """What is being done, and which step of how many it is."""

    what: str
    done: int
    all: int


class StudyFound(Schema):
    """A study, or why there is none yet: `ready`, `under way`, `ended` or `impossible`."""

    state: str
    fingerprint: str
    progress: Progress
    problems: list[Problem]
    study: dict[str, Any] | None


class Head(Schema):
    """The end of the reader's own chain."""

    length: int
    hash: str


class Line(Schema):
    """One entry of the reader's own journal."""

    number: int
    at: datetime.datetime
    by: str
    verb: str
    kind: str
    id: str
    title: str
    because: str
    hash: str


class JournalPart(Schema):
    """The head of the reader's own chain, and some of its entries, oldest first."""

    head: Head
    lines: list[Line]


class Share(Schema):
    """A share of preference profiles, with its Monte-Carlo error."""

    share: float
    error: float


class Move(Schema):
    """How a share moves; `is_chance`: another seed might have shown none, or the other way."""

    before: Share
    after: Share
    change: float
    error: float
    is_chance: bool


class TriedFound(Schema):
    """Who moves if some points were settled otherwise; `state` as of a study."""

    state: str
    options: dict[str, str]
    parties: dict[str, Move]
    all: Move | None


@router.get("/", response={200: Reader, **REFUSALS}, summary="Who asks")
def reader(request: HttpRequest) -> Any:
    """Say who asks, and give the token that what writes must carry."""
    return {"name": request.desk.name, "form_token": get_token(request)}


@router.get("/cases", response={200: list[CaseCard], **REFUSALS}, summary="The cases there are")
def cases(request: HttpRequest) -> Any:
    """List the cases this reader can open."""
    return [asdict(card) for card in request.desk.cards()]


def _of(reference: str) -> dict[str, Any]:
    return {
        "responses": {
            200: {
                "description": "OK",
                "content": {
                    "application/json": {"schema": {"$ref": REFERENCES.format(model=reference)}}
                },
            }
        }
    }


@router.get("/cases/{case}", response=REFUSALS, openapi_extra=_of("Case"), summary="A case")
def whole_case(request: HttpRequest, case: str, times: Query[Times]) -> Any:
    """Return a case as this reader sees it, every field written out."""
    return _json(case_data(opened_case(request, case).case))


@router.get(
    "/cases/{case}/records/{kind}",
    response={200: list[dict[str, Any]], **REFUSALS},
    summary="The records of a kind",
)
def records(request: HttpRequest, case: str, kind: str, times: Query[Times]) -> Any:
    """Return the records of a kind, such as ``texts``, ``positions`` or ``statements``."""
    return _json(_records(opened_case(request, case), kind))


@router.get(
    "/cases/{case}/records/{kind}/{record}",
    response={200: dict[str, Any], **REFUSALS},
    summary="One record",
)
def one_record(request: HttpRequest, case: str, kind: str, record: str, times: Query[Times]) -> Any:
    """Return one record."""
    opened = opened_case(request, case)
    for found in _records(opened, kind):
        if found["id"] == record:
            return _json(found)
    raise NotFound(
        OurProblem(
            what=f"there is no record {record!r} of the kind {kind} for you",
            because="none goes by that id, or it is not marked for you",
            hint=f"/cases/{case}/records/{kind} has those you can read",
        )
    )


@router.get("/cases/{case}/journal", response={200: JournalPart, **REFUSALS}, summary="The journal")
def journal(request: HttpRequest, case: str, after: int = 0, most: int = 100) -> Any:
    """Return the head of the reader's own chain, and its entries after a number."""
    opened = opened_case(request, case)
    lines = opened.desk.lines(opened.id)
    start = min(max(0, after), len(lines))
    some = lines[start : start + min(max(0, most), MOST_LINES)]
    return {
        "head": {"length": len(lines), "hash": lines[-1].hash},
        "lines": [{name: getattr(line, name) for name in Line.model_fields} for line in some],
    }


@router.get("/cases/{case}/study", response={200: StudyFound, **REFUSALS}, summary="The study")
def study(request: HttpRequest, case: str, times: Query[Times]) -> Any:
    """Return what could be signed, or that it is being worked out; for the drafting team."""
    found = _for_team(request, case)
    state = found.desk.study(found.id, found.question())
    return {
        "state": _state(state),
        "fingerprint": state.fingerprint,
        "progress": {
            "what": state.progress.what,
            "done": state.progress.n_done,
            "all": state.progress.n_all,
        },
        "problems": [
            Problem(what=p.what, because=p.because, hint=p.hint, place=p.place.path)
            for p in state.problems
        ],
        "study": study_data(state.study) if state.study else None,
    }


@router.get("/cases/{case}/try", response={200: TriedFound, **REFUSALS}, summary="What if")
def what_if(
    request: HttpRequest, case: str, times: Query[Times], text: str, settled: str = ""
) -> Any:
    """Say who moves if, beginning from a text, points are settled otherwise.

    `settled` is ``POINT:OPTION`` with commas between several; for the drafting team.
    """
    found = _for_team(request, case)
    wanted = _settled(settled)
    state = found.desk.study(found.id, found.question(), needs_profiles=True)
    if state.study is None or state.try_basis is None:
        return {
            "state": "under way" if state.study else _state(state),
            "options": {},
            "parties": {},
            "all": None,
        }
    tried = try_options(state.try_basis, found.case, text, wanted)
    return {
        "state": "ready",
        "options": dict(tried.options),
        "parties": {party: _move(moved) for party, moved in tried.parties.items()},
        "all": _move(tried.all),
    }


def _settled(words: str) -> dict[str, str]:
    pairs = [one.partition(":") for one in words.split(",") if one]
    if any(not point or not option for point, _, option in pairs):
        raise ImpossibleRequest(
            OurProblem(
                what=f"{words[:80]!r} does not say how points are settled",
                because="each is written POINT:OPTION, with commas between several",
                hint="settled=p1:half,p2:joint",
            )
        )
    return {point: option for point, _, option in pairs}


def _move(moved: Moved) -> dict[str, Any]:
    return {
        "before": {"share": moved.before.share, "error": moved.before.error},
        "after": {"share": moved.after.share, "error": moved.after.error},
        "change": moved.change,
        "error": moved.error,
        "is_chance": moved.is_chance,
    }


def _state(state: Any) -> str:
    if state.study is not None:
        return "ready"
    if state.problems:
        return "impossible"
    return "ended" if state.is_cancelled else "under way"


def _for_team(request: HttpRequest, case: str) -> OpenCase:
    """Open a case for the drafting team; for anybody else there is no such page."""
    found = opened_case(request, case)
    if not found.seat.is_of_team:
        raise NotFound(
            OurProblem(
                what="there is no study of this case for you",
                because="what could be signed is worked out for the drafting team alone",
                hint="ask the chair",
            )
        )
    return found


def _records(opened: OpenCase, kind: str) -> list[dict[str, Any]]:
    if kind not in kinds():
        raise NotFound(
            OurProblem(
                what=f"there is no kind of record {kind[:80]!r}",
                because=f"the kinds are {', '.join(kinds())}",
                hint="use one of these",
            )
        )
    name = ("records as data", kind)
    found: list[dict[str, Any]] = opened.finding(name, lambda case: plain_records(case, kind))
    return found


def _json(data: Any) -> HttpResponse:
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(body, content_type="application/json")
