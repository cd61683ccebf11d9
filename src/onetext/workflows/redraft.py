"""Change a clause, and make a revision: texts as they would be, for a form to write down.

Two drafters may change different points of one text at once. A form therefore carries a mark of the
clauses it shows (`clauses_mark`): while they stand as they did, the change goes on top of whatever
else was written meanwhile; if they do not, nobody's words may be lost and both are shown.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from onetext.errors import ImpossibleRequest, Place, Problem
from onetext.model import (
    DRAFTING_TEAM_ONLY,
    Alternative,
    Case,
    Clause,
    ClauseState,
    Text,
    UncertainDate,
)


def clauses_mark(text: Text, point: str) -> str:
    """Return a short mark of what a text says on a point; another if a character differs."""
    said = json.dumps([_plain(clause) for clause in text.clauses_on(point)], sort_keys=True)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _plain(clause: Clause) -> list[object]:
    return [
        clause.number,
        clause.option,
        dict(clause.wording),
        clause.state,
        [
            [other.option, dict(other.wording), list(other.asked_by)]
            for other in clause.alternatives
        ],
        list(clause.agreed_by),
        clause.moved_to,
    ]


def with_clauses(text: Text, point: str, clauses: Sequence[Clause]) -> Text:
    """Return a text with these clauses on a point, where its old ones stood, else at the end.

    Raises
    ------
    ImpossibleRequest
        If a clause says nothing, or says two things at once.
    """
    problems = [
        problem for place, one in enumerate(clauses) for problem in _wrong(text, one, place)
    ]
    if problems:
        raise ImpossibleRequest(*problems)
    places = [place for place, one in enumerate(text.clauses) if one.point == point]
    new: list[Clause] = list(text.clauses)
    for place, clause in zip(places, clauses, strict=False):
        new[place] = clause
    if len(clauses) < len(places):
        gone = set(places[len(clauses) :])
        new = [clause for place, clause in enumerate(new) if place not in gone]
    else:
        at = places[-1] + 1 if places else len(new)
        new[at:at] = clauses[len(places) :]
    return replace(text, clauses=tuple(new))


def _wrong(text: Text, clause: Clause, place: int) -> list[Problem]:
    where = f"texts.{text.id}.clauses.{clause.point}.{place}"
    found = []
    if clause.state is ClauseState.AGREED and clause.alternatives:
        found.append(
            Problem(
                "an agreed clause has no alternatives",
                "while wordings compete, nothing is agreed",
                "choose “bracketed”, or empty the alternatives",
                Place(path=f"{where}.state"),
            )
        )
    if clause.state is ClauseState.BRACKETED and not (clause.alternatives or clause.wording):
        found.append(
            Problem(
                "there is nothing in the brackets",
                "brackets hold the wordings that compete",
                "write at least one wording, or choose “open”",
                Place(path=f"{where}.wording"),
            )
        )
    if clause.state is ClauseState.MOVED and not clause.moved_to:
        found.append(
            Problem(
                "it does not say where the point was moved to",
                "a moved point stands in an annex, a side letter or another text",
                "name it",
                Place(path=f"{where}.moved_to"),
            )
        )
    return found


def revision(
    text: Text,
    *,
    new_id: str,
    title: str,
    reason: str,
    date: UncertainDate,
    tabled_by: Sequence[str],
) -> Text:
    """Return a new text made from another, clause for clause, to be worked on.

    It is for the drafting team alone, whoever may see the text it was made from.

    Raises
    ------
    ImpossibleRequest
        If it has no title, or does not say why it is made.
    """
    problems = []
    if not title.strip():
        problems.append(
            Problem(
                "the revision has no title",
                "it is told apart by its title",
                "such as “Rev. 2”",
                Place(path="title"),
            )
        )
    if not reason.strip():
        problems.append(
            Problem(
                "the revision does not say why it is made",
                "whoever is shown it will ask what changed and why",
                "say it in a sentence",
                Place(path="reason"),
            )
        )
    if problems:
        raise ImpossibleRequest(*problems)
    return replace(
        text,
        id=new_id,
        title=title,
        reason=reason,
        date=date,
        tabled_by=tuple(tabled_by),
        revises=(text.id,),
        note="",
        sources=(),
        marking=DRAFTING_TEAM_ONLY,
    )


def first_text(
    case: Case, *, new_id: str, title: str, date: UncertainDate, tabled_by: Sequence[str]
) -> Text:
    """Return an empty draft: every point of the case with its number and nothing said yet.

    It is for the drafting team alone.

    Raises
    ------
    ImpossibleRequest
        If it has no title.
    """
    if not title.strip():
        raise ImpossibleRequest(
            Problem(
                "the text has no title",
                "it is told apart by its title",
                "such as “First draft”",
                Place(path="title"),
            )
        )
    clauses = tuple(
        Clause(point=point.id, number=str(number)) for number, point in enumerate(case.points, 1)
    )
    return Text(
        id=new_id,
        title=title,
        date=date,
        tabled_by=tuple(tabled_by),
        clauses=clauses,
        marking=DRAFTING_TEAM_ONLY,
    )


def day_written(words: str, field: str = "date") -> UncertainDate:
    """Read a date a person wrote; empty is unknown. `field` is where it was written.

    Raises
    ------
    ImpossibleRequest
        If it is no date.
    """
    try:
        return UncertainDate(words.strip())
    except ValueError:
        meant = _day_in_words(words.strip())
        raise ImpossibleRequest(
            Problem(
                f"{words!r} is not a date",
                "there is no such day, it ends before it begins, or it is not written in figures",
                f"did you mean {meant}?"
                if meant
                else "write 2025-11-20, 2025-11, or 2025-11-16/2025-11-18 for a span",
                Place(path=field),
            )
        ) from None


def _day_in_words(words: str) -> str:
    """Return a day written out in English as a date; empty for anything else."""
    for form in ("%d %B %Y", "%B %d %Y", "%d %b %Y", "%b %d %Y"):
        with suppress(ValueError):
            return datetime.datetime.strptime(words.replace(",", ""), form).date().isoformat()
    return ""


def next_title(case: Case, text: Text) -> str:
    """Suggest a title for the revision of a text: its own, with the next number."""
    base, _, number = text.title.rpartition(", Rev. ")
    count = int(number) + 1 if base and number.isascii() and number.isdigit() else 1
    stem = base or text.title
    taken = {other.title for other in case.texts}
    while f"{stem}, Rev. {count}" in taken:
        count += 1
    return f"{stem}, Rev. {count}"


def languages_of(text: Text) -> tuple[str, ...]:
    """Return the languages a text is worded in, the most used first; English where none is."""
    counts: dict[str, int] = {}
    for clause in text.clauses:
        wordings: list[Mapping[str, str]] = [clause.wording]
        wordings += [other.wording for other in clause.alternatives]
        for wording in wordings:
            for tag in wording:
                counts[tag] = counts.get(tag, 0) + 1
    return tuple(sorted(counts, key=lambda tag: (-counts[tag], tag))) or ("en",)


def bracketed_together(theirs: Sequence[Clause], mine: Sequence[Clause]) -> tuple[Clause, ...]:
    """Return one clause in whose brackets both drafters' wordings compete; neither is lost.

    Parameters
    ----------
    theirs, mine : sequence of Clause
        On one point, each at least one.
    """
    found: list[Alternative] = []
    for clause in (*theirs, *mine):
        own = Alternative(option=clause.option, wording=clause.wording)
        worded = [own] if clause.wording or clause.option else []
        found += [one for one in (*worded, *clause.alternatives) if one not in found]
    return (
        replace(
            mine[0],
            option=None,
            wording={},
            state=ClauseState.BRACKETED,
            alternatives=tuple(found),
            agreed_by=(),
            moved_to="",
            sources=tuple(dict.fromkeys(s for one in (*theirs, *mine) for s in one.sources)),
            unverified=any(one.unverified for one in (*theirs, *mine)),
        ),
    )
