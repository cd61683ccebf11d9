"""What a party can say from a program: a comment, or an answer as in its room; for itself alone."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from onetext.errors import ImpossibleRequest, NotFound
from onetext.errors import Problem as OurProblem
from onetext.model import Comment, Intensity, Marking, Stance, Tlp, UncertainDate
from onetext.web.api.door import REFUSALS
from onetext.web.api.reading import Times
from onetext.web.open_case import OpenCase, opened_case
from onetext.workflows.amend import Put
from onetext.workflows.find import find_point, find_text
from onetext.workflows.room_answer import STANCES, RoomAnswer, Said, answer_records
from onetext.workflows.rooms import ANSWER, RoomText, room

router = Router()
Words = Annotated[str, Field(max_length=20_000)]


class CommentSaid(Schema):
    """What a party says of a text it may see, or of a briefing it was given, on some points."""

    text: str | None = None
    briefing: str | None = None
    remark: Annotated[str, Field(min_length=1, max_length=20_000)]
    points: tuple[str, ...] = ()


class StanceSaid(Schema):
    """How the party stands to a resolution; of the whole text: without point and option."""

    stance: str
    condition: Words = ""
    point: str = ""
    option: str = ""


class Comparing(Schema):
    """The text is better than that one, or worse; by how much."""

    than: str
    is_better: bool = True
    how_much: str = Intensity.MORE.value


class AnswerSaid(Schema):
    """What a party answers to a text of its room."""

    text: str
    stances: tuple[StanceSaid, ...] = ()
    whole: StanceSaid | None = None
    compared: Comparing | None = None
    hurts: tuple[str, ...] = ()
    wishes: dict[str, str] = Field(default_factory=dict)
    remark: Words = ""
    about: tuple[str, ...] = ()


class Written(Schema):
    """The ids of what was written, by kind."""

    written: list[tuple[str, str]]


@router.post(
    "/cases/{case}/comments", response={201: Written, **REFUSALS}, summary="A party's comment"
)
def comment(request: HttpRequest, case: str, said: CommentSaid, times: Query[Times]) -> Any:
    """Write a comment down, for the party that says it and the drafting team."""
    opened, party = _party(request, case)
    text = find_text(opened.case, said.text) if said.text is not None else None
    told = _told(opened, party, said.briefing) if said.briefing is not None else None
    if text is None and told is None and not said.points:
        raise _of_nothing()
    made = Comment(
        id=opened.desk.new_id("c"),
        party=party,
        text=text.id if text else None,
        briefing=told,
        points=tuple(find_point(opened.case, point).id for point in dict.fromkeys(said.points)),
        remark=said.remark,
        date=UncertainDate(opened.desk.now().date().isoformat()),
        marking=Marking(tlp=Tlp.AMBER, audience=(party,)),
    )
    return _written(opened, [Put("comments", made, 0)])


@router.post(
    "/cases/{case}/answers", response={201: Written, **REFUSALS}, summary="A party's answer"
)
def answer(request: HttpRequest, case: str, said: AnswerSaid, times: Query[Times]) -> Any:
    """Answer to a text of the party's room: could accept or not, better or worse, what hurts."""
    opened, party = _party(request, case)
    found = room(opened.case, party, opened.as_of)
    text = found.text(said.text)
    if text is None:
        raise _not_there("text", said.text)
    than = said.compared.than if said.compared else None
    if than is not None and (than == said.text or found.text(than) is None):
        raise _not_there("other text", than)
    given = RoomAnswer(
        party=party,
        by=opened.desk.name,
        day=opened.desk.now().date(),
        stances={_subject(text, one): _said(one) for one in said.stances},
        whole=_said(said.whole) if said.whole else None,
        than=than,
        is_better=said.compared.is_better if said.compared else True,
        how_much=_intensity(said.compared.how_much) if said.compared else Intensity.MORE,
        hurts=tuple(_point(text, point) for point in dict.fromkeys(said.hurts)),
        wishes={_point(text, p): _wish(text, p, option) for p, option in said.wishes.items()},
        remark=said.remark,
        about=tuple(_point(text, point) for point in dict.fromkeys(said.about)),
    )
    records = answer_records(
        text, given, opened.case.positions, lambda: opened.desk.new_id(ANSWER.rstrip("-"))
    )
    return _written(opened, records)


def _party(request: HttpRequest, case: str) -> tuple[OpenCase, str]:
    opened = opened_case(request, case)
    if not opened.seat.may_answer or opened.is_of_the_past:
        raise ImpossibleRequest(
            OurProblem(
                what="nothing can be said from this seat",
                because="a comment or an answer is a party's own, and is said now",
                hint="the drafting team writes comments down on the page of briefings",
            )
        )
    return opened, opened.seat.eye.reader


def _told(opened: OpenCase, party: str, briefing: str) -> str:
    """Return the id of a briefing the party was given, that named no text."""
    if room(opened.case, party, opened.as_of).told(briefing) is None:
        raise _not_there("briefing", briefing)
    return briefing


def _of_nothing() -> ImpossibleRequest:
    return ImpossibleRequest(
        OurProblem(
            what="it does not say what the comment is about",
            because="whoever answers it has to know",
            hint="name a text, a briefing, or points",
        )
    )


def _written(opened: OpenCase, puts: list[Put]) -> Status:
    opened.desk.amend(opened.id, *puts)
    return Status(201, {"written": [(put.kind, put.record.id) for put in puts]})


def _said(one: StanceSaid) -> Said:
    if one.stance not in set(STANCES):
        raise _wrong("stance", one.stance, [stance.value for stance in STANCES])
    return Said(Stance(one.stance), one.condition)


def _intensity(words: str) -> Intensity:
    if words not in set(Intensity):
        raise _wrong("how_much", words, [one.value for one in Intensity])
    return Intensity(words)


def _subject(text: RoomText, one: StanceSaid) -> tuple[str, str]:
    shown = {(c.laid.point.id, option.id) for c in text.clauses for option in c.options}
    if (one.point, one.option) not in shown:
        raise _not_there("resolution", f"{one.point}:{one.option}")
    return one.point, one.option


def _point(text: RoomText, point: str) -> str:
    if point not in {clause.laid.point.id for clause in text.clauses}:
        raise _not_there("point", point)
    return point


def _wish(text: RoomText, point: str, option: str) -> str:
    known = {o.id for c in text.clauses if c.laid.point.id == point for o in c.wishes}
    if option not in known:
        raise _not_there("resolution", f"{point}:{option}")
    return option


def _not_there(what: str, named: str) -> NotFound:
    return NotFound(
        OurProblem(
            what=f"there is no {what} {named[:80]!r} in this room",
            because="only what was brought to a party is in its room",
            hint="look at what is in the room",
        )
    )


def _wrong(field: str, given: str, known: list[str]) -> ImpossibleRequest:
    return ImpossibleRequest(
        OurProblem(
            what=f"{field} cannot be {given[:80]!r}",
            because=f"it is one of {', '.join(known)}",
            hint="use one of these",
        )
    )
