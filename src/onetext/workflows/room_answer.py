"""What a party answers in its room, as records of its own voice, for itself and the drafting team.

Of two points A and B that hurt, A more than B, the party would rather have A as it wishes and B as
it stands than B as it wishes and A as it stands: that is a comparison the study can use, and is
written down where the party said what it wishes for both. Where it did not, the order is kept as a
comment alone.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from onetext.errors import ImpossibleRequest, Place, Problem
from onetext.model import (
    Comment,
    Comparison,
    Intensity,
    Marking,
    Position,
    Stance,
    Tlp,
    UncertainDate,
)
from onetext.preferences.statements import subjects_of
from onetext.workflows.amend import Put
from onetext.workflows.rooms import RoomText

STANCES = (
    Stance.ACCEPTS,
    Stance.ACCEPTS_IF,
    Stance.RESERVES,
    Stance.OPPOSES,
    Stance.RED_LINE,
)
"""What a party may say of a text or a resolution laid before it."""
HURTS_MOST = "These points hurt most, in this order."


@dataclass(frozen=True, slots=True)
class Said:
    """A stance, and its condition where it has one."""

    stance: Stance
    condition: str = ""


@dataclass(frozen=True, slots=True)
class RoomAnswer:
    """On `day`, `by` answered for `party` on a text of its room.

    Parameters
    ----------
    stances : mapping
        (point id, option id) to what was said of it.
    whole : Said or None
        What was said of the text as a whole.
    than : str or None
        Id of the text it was compared with.
    is_better : bool
    how_much : Intensity
    hurts : tuple of str
        Ids of the points that hurt, the worst first.
    wishes : mapping
        Point id to the option the party would rather have there.
    remark : str
    about : tuple of str
        Ids of the points the remark is on.
    """

    party: str
    by: str
    day: datetime.date
    stances: Mapping[tuple[str, str], Said] = field(default_factory=dict)
    whole: Said | None = None
    than: str | None = None
    is_better: bool = True
    how_much: Intensity = Intensity.MORE
    hurts: tuple[str, ...] = ()
    wishes: Mapping[str, str] = field(default_factory=dict)
    remark: str = ""
    about: tuple[str, ...] = ()


def answer_records(
    text: RoomText, answer: RoomAnswer, earlier: Iterable[Position], new_id: Callable[[], str]
) -> list[Put]:
    """Return the records an answer comes to.

    Parameters
    ----------
    text : RoomText
        What it answers.
    answer : RoomAnswer
    earlier : iterable of Position
        What the party is on record with.
    new_id : callable
        Draws the answer's id, which its records share.

    Raises
    ------
    ImpossibleRequest
        If it says nothing, accepts on a condition it does not name, or says on one day two things
        of one subject: the record keeps days, and neither would stand above the other.
    """
    problems = [*_wrong(answer), *_twice(text, answer, earlier)]
    if problems:
        raise ImpossibleRequest(*problems)
    id_, maker = new_id(), _Maker(text, answer)
    records = [*maker.positions(), *maker.comparisons(), *maker.comments()]
    return [Put(kind, make(f"{id_}.{place}")) for place, (kind, make) in enumerate(records, 1)]


Made = tuple[str, Callable[[str], Position | Comparison | Comment]]


class _Maker:
    """The records of one answer, but for their ids."""

    def __init__(self, text: RoomText, answer: RoomAnswer) -> None:
        self.text, self.answer = text, answer
        self.day = UncertainDate(answer.day.isoformat())
        self.marking = Marking(tlp=Tlp.AMBER, audience=(answer.party,))
        self.here = {one.laid.point.id: one.options[0].id for one in text.clauses if one.options}

    def positions(self) -> Iterator[Made]:
        for (point, option), said in self.answer.stances.items():
            yield "positions", self._position(said, point, option)
        if self.answer.whole is not None:
            yield "positions", self._position(self.answer.whole)

    def comparisons(self) -> Iterator[Made]:
        answer, own = self.answer, self.text.text.id
        if answer.than is not None:
            order = (own, answer.than) if answer.is_better else (answer.than, own)
            yield "comparisons", self._comparison(texts=order, by=answer.how_much)
        for worse, less in pairwise(answer.hurts):
            wishes = [answer.wishes.get(point) for point in (worse, less)]
            here = [self.here.get(point) for point in (worse, less)]
            if all(wishes) and all(here) and wishes[0] != here[0] and wishes[1] != here[1]:
                yield (
                    "comparisons",
                    self._comparison(
                        better={worse: wishes[0], less: here[1]},
                        worse={worse: here[0], less: wishes[1]},
                        note=HURTS_MOST,
                    ),
                )

    def comments(self) -> Iterator[Made]:
        if self.answer.hurts:
            yield "comments", self._comment(HURTS_MOST, self.answer.hurts)
        if self.answer.remark:
            yield "comments", self._comment(self.answer.remark, self.answer.about)

    def _position(
        self, said: Said, point: str | None = None, option: str = ""
    ) -> Callable[[str], Position]:
        def make(id_: str) -> Position:
            return Position(
                id=id_,
                party=self.answer.party,
                stance=said.stance,
                point=point,
                options=(option,) if point else (),
                text=None if point else self.text.text.id,
                since=self.day,
                condition=said.condition,
                said_by=self.answer.by,
                marking=self.marking,
            )

        return make

    def _comparison(self, **what: object) -> Callable[[str], Comparison]:
        def make(id_: str) -> Comparison:
            return Comparison(
                id=id_,
                party=self.answer.party,
                since=self.day,
                said_by=self.answer.by,
                marking=self.marking,
                **what,  # type: ignore[arg-type]
            )

        return make

    def _comment(self, remark: str, points: tuple[str, ...]) -> Callable[[str], Comment]:
        def make(id_: str) -> Comment:
            return Comment(
                id=id_,
                party=self.answer.party,
                text=self.text.text.id,
                points=points,
                remark=remark,
                date=self.day,
                marking=self.marking,
            )

        return make


def _wrong(answer: RoomAnswer) -> Iterator[Problem]:
    said = [*answer.stances.items(), *([("", answer.whole)] if answer.whole else [])]
    if not said and answer.than is None and not answer.hurts and not answer.remark:
        yield Problem(
            "the answer says nothing",
            "nothing was chosen and nothing was written",
            "answer what you can; the rest may stay open",
            Place(path="remark"),
        )
    for about, one in said:
        if one.stance is Stance.ACCEPTS_IF and not one.condition:
            yield Problem(
                "it does not say on what condition",
                "an acceptance with an unnamed condition can be held against nobody",
                "write the condition, or choose another answer",
                Place(path=".".join((*about, "condition") if about else ("whole", "condition"))),
            )


def _twice(text: RoomText, answer: RoomAnswer, earlier: Iterable[Position]) -> Iterator[Problem]:
    today = answer.day.isoformat()
    said = {
        subject: position.stance
        for position in earlier
        if position.since.edtf == today and position.party == answer.party
        for subject in subjects_of(position)
    }
    wanted = dict(answer.stances)
    if answer.whole is not None:
        wanted["", text.text.id] = answer.whole
    for subject, one in wanted.items():
        if said.get(subject, one.stance) is not one.stance:
            yield Problem(
                "you answered this differently today",
                "the record keeps days: two answers of one day would stand against each other",
                "answer again tomorrow, or ask the drafting team to take the first one back",
                Place(path=".".join(subject) if subject[0] else "whole"),
            )
