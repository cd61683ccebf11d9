"""The form in which a party answers: a row for each resolution it was shown, and the whole text."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from onetext.errors import Place, Problem
from onetext.model import Intensity, Option, Position, Stance
from onetext.workflows.room_answer import STANCES, RoomAnswer, Said
from onetext.workflows.rooms import Room, RoomClause, RoomText

ANSWERS = {
    Stance.ACCEPTS: _("we could accept it"),
    Stance.ACCEPTS_IF: _("we could accept it, if …"),
    Stance.RESERVES: _("we have reservations"),
    Stance.OPPOSES: _("we are against it"),
    Stance.RED_LINE: _("we could not accept it, whatever else is offered"),
}
BETTER = {
    "far": (_("far better"), True, Intensity.FAR),
    "clearly": (_("clearly better"), True, Intensity.CLEARLY),
    "slightly": (_("slightly better"), True, Intensity.SLIGHTLY),
    "same": (_("about as good"), True, Intensity.ABOUT_EQUAL),
    "slightly-worse": (_("slightly worse"), False, Intensity.SLIGHTLY),
    "clearly-worse": (_("clearly worse"), False, Intensity.CLEARLY),
    "far-worse": (_("far worse"), False, Intensity.FAR),
}
PLACES = (_("hurts most"), _("then"), _("then"))


@dataclass(frozen=True, slots=True)
class OptionRow:
    """What may be said of one resolution.

    Parameters
    ----------
    name : str
        Of its fields.
    said : Position or None
        What the party last said of it.
    stance, condition : str
        What the form holds.
    """

    name: str
    point: str
    option: Option
    said: Position | None
    stance: str
    condition: str


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause with what may be answered to it."""

    clause: RoomClause
    options: tuple[OptionRow, ...]
    wish: str
    n_wishes: int


def clause_rows(
    text: RoomText, own: tuple[Position, ...], posted: QueryDict
) -> tuple[ClauseRow, ...]:
    """Return the form's rows, holding what was sent."""
    last = {
        (position.point, option): position
        for position in sorted(own, key=lambda one: one.since.sort_key)
        for option in position.options
    }
    rows = []
    for place, clause in enumerate(text.clauses):
        point = clause.laid.point.id
        options = tuple(
            OptionRow(
                name=f"{place}-{n}",
                point=point,
                option=option,
                said=last.get((point, option.id)),
                stance=posted.get(f"stance-{place}-{n}", ""),
                condition=_words(posted, f"if-{place}-{n}"),
            )
            for n, option in enumerate(clause.options)
        )
        wish = posted.get(f"wish-{point}", "")
        rows.append(ClauseRow(clause, options, wish, len(clause.wishes)))
    return tuple(rows)


def at_fields(problems: Iterable[Problem], rows: Iterable[ClauseRow]) -> tuple[Problem, ...]:
    """Return problems with the field of the form that each is about as its place."""
    fields = {"whole.condition": "whole-if"}
    for option in (option for row in rows for option in row.options):
        about = f"{option.point}.{option.option.id}"
        fields[about] = f"stance-{option.name}"
        fields[f"{about}.condition"] = f"if-{option.name}"
    return tuple(
        replace(one, place=Place(path=fields.get(one.place.path, one.place.path)))
        for one in problems
    )


def answer_posted(
    posted: QueryDict, room: Room, text: RoomText, by: str, day: datetime.date
) -> RoomAnswer:
    """Return what a form says; what it does not ask for says nothing."""
    shown = [clause.laid.point.id for clause in text.clauses]
    told = [point.id for point in text.told]
    about = posted.getlist("about")
    hurts = [posted.get(f"hurts-{n}", "") for n in range(len(PLACES))]
    wishes = {
        clause.laid.point.id: posted.get(f"wish-{clause.laid.point.id}", "")
        for clause in text.clauses
    }
    known = {c.laid.point.id: {option.id for option in c.wishes} for c in text.clauses}
    than = posted.get("than", "")
    how = BETTER.get(posted.get("better", ""))
    has_other = than in {one.text.id for one in room.before(text.text.id)}
    _, is_better, how_much = how or ("", True, Intensity.MORE)
    return RoomAnswer(
        party=room.party,
        by=by,
        day=day,
        stances={
            (row.point, row.option.id): Said(Stance(row.stance), _if(row.stance, row.condition))
            for one in clause_rows(text, (), posted)
            for row in one.options
            if row.stance in STANCES
        },
        whole=_whole(posted) if text.is_readable and not text.is_in_part else None,
        than=than if how is not None and has_other else None,
        is_better=is_better,
        how_much=how_much,
        hurts=tuple(dict.fromkeys(point for point in hurts if point in shown)),
        wishes={point: wish for point, wish in wishes.items() if wish in known[point]},
        remark=_words(posted, "remark"),
        about=tuple(point for point in dict.fromkeys((*shown, *told)) if point in about),
    )


def _whole(posted: QueryDict) -> Said | None:
    stance = posted.get("whole", "")
    if stance not in STANCES:
        return None
    return Said(Stance(stance), _if(stance, _words(posted, "whole-if")))


def _if(stance: str, condition: str) -> str:
    return condition if stance == Stance.ACCEPTS_IF else ""


def _words(posted: QueryDict, name: str) -> str:
    return "\n".join(posted.get(name, "").splitlines()).strip()
