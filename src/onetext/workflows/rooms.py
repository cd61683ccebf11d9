"""A party's room: what was shown to it, as it was shown, and what it said of that.

Made from the party's own view of the case and of nothing else. What a room shows is narrower than
what the markings allow: a text that was only told of shows what the record says was said, a text
of which single points were shown shows those points.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onetext.model import Briefing, Case, Comment, Comparison, Form, Option, Point, Position, Text
from onetext.workflows.briefing_log import Reached, reached_by
from onetext.workflows.text_layout import LaidClause, TextView, laid_out
from onetext.workflows.text_order import in_order

ON_PAPER = (Form.SHOWN, Form.LEFT, Form.SENT, Form.PUBLISHED)
"""Forms in which the wording was before the party's eyes."""
ANSWER = "answer-"
"""How the ids of records begin that a party wrote in its room."""


@dataclass(frozen=True, slots=True)
class RoomClause:
    """A clause that was shown, and what may be answered to it.

    Parameters
    ----------
    laid : LaidClause
        As it was laid before this party: who else asked for what is not in it.
    options : tuple of Option
        The resolutions it shows: its own and those in its brackets.
    wishes : tuple of Option
        Every resolution of the point that this party was ever shown or spoke of.
    """

    laid: LaidClause
    options: tuple[Option, ...]
    wishes: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class RoomText:
    """A text, as far as it was brought to a party.

    Parameters
    ----------
    text : Text
        Of a text that is not the party's to read, only its id is known.
    given : tuple of Reached
        Every time it was, oldest first.
    was_on_paper : bool
        Whether its wording was before the party's eyes at all.
    is_readable : bool
        Whether its wording was before the party's eyes and is its to read.
    is_in_part : bool
        Whether only single points were shown.
    n_clauses : int
        Clauses that were shown; none unless it is readable.
    clauses : tuple of RoomClause
        The same, laid out: of the text that was asked for.
    told : tuple of Point
        Points it was told of without the wording.
    """

    text: Text
    given: tuple[Reached, ...]
    was_on_paper: bool
    is_readable: bool
    is_in_part: bool
    n_clauses: int
    clauses: tuple[RoomClause, ...]
    told: tuple[Point, ...]

    @property
    def title(self) -> str:
        """Its title, where the party knows it; else nothing."""
        return self.text.title if self.text.title != self.text.id else ""


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What a party wrote down in its room at one time.

    Parameters
    ----------
    text : Text or None
        What it answers; where it answers a briefing that named no text, that is `briefing`.
    """

    id: str
    day: str
    text: Text | None
    briefing: Briefing | None
    said_by: str
    positions: tuple[Position, ...]
    comparisons: tuple[Comparison, ...]
    comments: tuple[Comment, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """What a party finds in its room, the latest first.

    Parameters
    ----------
    texts : tuple of RoomText
    said : tuple of Reached
        Briefings that named no text.
    withheld : tuple of Reached
        Records that it has not received something.
    comments : tuple of Comment
        Its own, with what became of them; those inside an answer included.
    answers : tuple of GivenAnswer
    """

    party: str
    texts: tuple[RoomText, ...]
    said: tuple[Reached, ...]
    withheld: tuple[Reached, ...]
    comments: tuple[Comment, ...]
    answers: tuple[GivenAnswer, ...]

    def text(self, text_id: str) -> RoomText | None:
        """Return a text of the room."""
        return next((one for one in self.texts if one.text.id == text_id), None)

    def told(self, briefing_id: str) -> Reached | None:
        """Return a briefing of the room that named no text."""
        return next((one for one in self.said if one.briefing.id == briefing_id), None)

    def before(self, text_id: str) -> tuple[RoomText, ...]:
        """Return the other texts it read in whole, which it can hold this one against."""
        return tuple(
            one
            for one in self.texts
            if one.text.id != text_id and one.is_readable and not one.is_in_part
        )


def room(
    case: Case, party: str, as_of: datetime.date | None = None, *, opened: str | None = None
) -> Room:
    """Return a party's room.

    Parameters
    ----------
    case : Case
        As that party may see it.
    party : str
        Its id.
    as_of : date or None
        What had been brought to it by this day.
    opened : str or None
        Id of the text whose clauses are to be laid out.
    """
    reached = reached_by(case, party, as_of)
    by_text: dict[str, list[Reached]] = {}
    for one in reached:
        if one.briefing.received and one.briefing.text is not None:
            by_text.setdefault(one.briefing.text, []).append(one)
    met = _met(case, party, by_text) if opened is not None else {}
    texts = [
        _room_text(case, party, text, by_text[text.id], met if text.id == opened else None)
        for text in in_order(text for text in case.texts if text.id in by_text)
    ]
    comments = [one for one in case.comments if one.party == party]
    return Room(
        party=party,
        texts=tuple(reversed(texts)),
        said=tuple(
            one for one in reversed(reached) if one.briefing.received and not one.briefing.text
        ),
        withheld=tuple(one for one in reversed(reached) if not one.briefing.received),
        comments=tuple(sorted(comments, key=lambda one: one.date.sort_key, reverse=True)),
        answers=given_answers(case, party),
    )


def _room_text(
    case: Case,
    party: str,
    text: Text,
    given: list[Reached],
    met: Mapping[str, tuple[Option, ...]] | None,
) -> RoomText:
    """Return a text of the room; laid out if `met`, the options the party knows, is given."""
    on_paper = [one.briefing for one in given if one.briefing.form in ON_PAPER]
    is_in_part = bool(on_paper) and all(briefing.points for briefing in on_paper)
    named = {point for briefing in on_paper for point in briefing.points}
    every = {clause.point for clause in text.clauses} if on_paper else set()
    shown = every & named if is_in_part else every
    laid = laid_out(case, text, TextView.PARTY, party=party).clauses if met is not None else ()
    told = {point for one in given for point in one.briefing.points} - shown
    n_clauses = sum(clause.point in shown for clause in text.clauses)
    return RoomText(
        text=text,
        given=tuple(given),
        was_on_paper=bool(on_paper),
        is_readable=n_clauses > 0,
        is_in_part=is_in_part,
        n_clauses=n_clauses,
        clauses=tuple(
            RoomClause(one, _options(one), (met or {}).get(one.point.id, ()))
            for one in laid
            if one.point.id in shown
        ),
        told=tuple(point for point in case.points if point.id in told),
    )


def _options(laid: LaidClause) -> tuple[Option, ...]:
    both = (laid.option, *(other.option for other in laid.alternatives))
    return tuple({option.id: option for option in both if option is not None}.values())


def _met(
    case: Case, party: str, by_text: Mapping[str, Iterable[Reached]]
) -> dict[str, tuple[Option, ...]]:
    """Return the resolutions of each point that a party was shown on paper, or spoke of itself."""
    known: dict[str, dict[str, None]] = {}
    for text in case.texts:
        papers = [one.briefing for one in by_text.get(text.id, ())]
        papers = [briefing for briefing in papers if briefing.form in ON_PAPER]
        for clause in text.clauses:
            if any(not briefing.points or clause.point in briefing.points for briefing in papers):
                for option in (clause.option, *(other.option for other in clause.alternatives)):
                    known.setdefault(clause.point, {})[option or ""] = None
    for position in case.positions:
        if position.party == party and position.point is not None:
            known.setdefault(position.point, {}).update(dict.fromkeys(position.options))
    return {
        point.id: tuple(option for option in point.options if option.id in known.get(point.id, {}))
        for point in case.points
    }


def given_answers(case: Case, party: str | None = None) -> tuple[GivenAnswer, ...]:
    """Return what was answered from rooms, the latest first; None: from all of them."""
    found: dict[str, list[Position | Comparison | Comment]] = {}
    everything: tuple[Position | Comparison | Comment, ...]
    everything = (*case.positions, *case.comparisons, *case.comments)
    for record in everything:
        if record.id.startswith(ANSWER) and party in (None, record.party):
            found.setdefault(answer_of(record.id), []).append(record)
    texts = {text.id: text for text in case.texts}
    briefings = {briefing.id: briefing for briefing in case.briefings}
    answers = [_answer(id_, records, texts, briefings) for id_, records in found.items()]
    return tuple(sorted(answers, key=lambda answer: (answer.day, answer.id), reverse=True))


def answer_of(record_id: str) -> str:
    """Return the id of the answer a record belongs to: its own, without its place if it has one."""
    return record_id.rpartition(".")[0] or record_id


def _answer(
    id_: str,
    records: list[Position | Comparison | Comment],
    texts: Mapping[str, Text],
    briefings: Mapping[str, Briefing],
) -> GivenAnswer:
    comments = tuple(one for one in records if isinstance(one, Comment))
    positions = tuple(one for one in records if isinstance(one, Position))
    comparisons = tuple(one for one in records if isinstance(one, Comparison))
    days = [one.date.edtf if isinstance(one, Comment) else one.since.edtf for one in records]
    about = [one.text for one in comments if one.text]
    about += [one.text for one in positions if one.text]
    about += [name for one in comparisons for name in one.texts]
    return GivenAnswer(
        id=id_,
        day=max(days),
        text=next((texts[name] for name in about if name in texts), None),
        briefing=next(filter(None, (briefings.get(c.briefing or "") for c in comments)), None),
        said_by=next((one.said_by for one in records if not isinstance(one, Comment)), ""),
        positions=positions,
        comparisons=comparisons,
        comments=comments,
    )
