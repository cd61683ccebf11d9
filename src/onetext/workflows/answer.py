"""Record a party's answer as entries of the journal, and say what it changed."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from onetext.errors import ImpossibleRequest, NotFound, Problem
from onetext.model import (
    Case,
    Comparison,
    Marking,
    Position,
    Source,
    SourceKind,
    Stance,
    UncertainDate,
)
from onetext.preferences.acceptability import acceptability_of_text
from onetext.preferences.draws import Draws, record_of, redrawn, sample_draws
from onetext.preferences.shares import Share
from onetext.record.given_ids import given_ids, next_id
from onetext.workflows.find import find_party, find_point, find_text
from onetext.workflows.journal import Scribe, keep_case, kept_case
from onetext.workflows.journal_store import JournalStore
from onetext.workflows.study import DEFAULT_SEED

N_DRAWS = 2000


@dataclass(frozen=True, slots=True)
class PartyAnswer:
    """To the drafting team, `party` took `stance` on an option of `point`, or on `text`.

    Or it put points in the order in which they matter to it, or texts in that of its preference.
    """

    party: str
    stance: Stance | None
    day: datetime.date
    points: tuple[str, ...] = ()
    """Points in the order in which they matter to the party, most first; two or more."""
    texts: tuple[str, ...] = ()
    """Texts in the order of its preference, best first; two or more."""
    point: str | None = None
    option: str | None = None
    text: str | None = None
    condition: str = ""
    note: str = ""
    said_by: str = ""
    credibility: str = "2"
    """Admiralty credibility that the team gives the answer: is it what the party wants?"""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An answer written down, and what it does to the texts."""

    record: Position | Comparison
    before: Mapping[str, Mapping[str, Share]]
    """Text id to party id (``all`` for all who sign) to share."""
    after: Mapping[str, Mapping[str, Share]]


def record_answer(
    store: JournalStore, case_id: str, answer: PartyAnswer, scribe: Scribe
) -> Recorded:
    """Write down what a party answered, marked for the drafting team and that party alone.

    Raises
    ------
    NotFound
        If the case has no such party, point, option or text.
    ImpossibleRequest
        If the answer is about nothing, or about several things at once.
    RecordMovedOn
        If somebody else changed the record in between; nothing was written.
    """
    journal = store.journal(case_id)
    case = kept_case(store, case_id).case
    record, source = _records(case, answer, given_ids(journal))
    positions, comparisons = case.positions, case.comparisons
    if isinstance(record, Position):
        positions = (*positions, record)
    else:
        comparisons = (*comparisons, record)
    added = dataclasses.replace(
        case,
        as_of=max(case.as_of, answer.day) if case.as_of else None,
        positions=positions,
        comparisons=comparisons,
        sources=(*case.sources, source),
    )
    draws = sample_draws(record_of(case), N_DRAWS, DEFAULT_SEED)
    with_it = redrawn(draws, record_of(added), [record.party], DEFAULT_SEED)
    keep_case(store, added, scribe, made_from=len(journal))
    return Recorded(record, _judged(draws), _judged(with_it))


def _judged(draws: Draws) -> dict[str, dict[str, Share]]:
    found = {text: acceptability_of_text(draws, text) for text in draws.readings}
    return {text: {**judged.parties, "all": judged.all} for text, judged in found.items()}


def _records(
    case: Case, answer: PartyAnswer, used: Collection[str]
) -> tuple[Position | Comparison, Source]:
    """What an answer amounts to, and the conversation it was given in; under an id never used."""
    party = find_party(case, answer.party).id
    _check_about_one_thing(answer)
    point = find_point(case, answer.point) if answer.point else None
    text = find_text(case, answer.text).id if answer.text else None
    options = (_option(point.id, {o.id for o in point.options}, answer),) if point else ()
    id_, date = _free_id(party, used), UncertainDate(answer.day.isoformat())
    marking = Marking(audience=(party,))
    source = Source(
        id=f"{id_}-said",
        title=f"Answer to the drafting team on {answer.day}",
        published=date,
        kind=SourceKind.MEMCON,
        reliability="B",
        credibility=answer.credibility,
        grade_confirmed=True,
        marking=marking,
    )
    if answer.stance is None:
        comparison = Comparison(
            id=id_,
            party=party,
            points=tuple(find_point(case, one).id for one in answer.points),
            texts=tuple(find_text(case, one).id for one in answer.texts),
            since=date,
            note=answer.note,
            said_by=answer.said_by,
            sources=(source.id,),
            marking=marking,
        )
        return comparison, source
    position = Position(
        id=id_,
        party=party,
        stance=answer.stance,
        point=point.id if point else None,
        options=options,
        text=text,
        since=date,
        condition=answer.condition,
        note=answer.note,
        said_by=answer.said_by,
        sources=(source.id,),
        marking=marking,
    )
    return position, source


def _check_about_one_thing(answer: PartyAnswer) -> None:
    """Raise ImpossibleRequest unless an answer is a stance on one thing, or one order."""
    about = [answer.point, answer.text, answer.points, answer.texts]
    orders = [order for order in (answer.points, answer.texts) if order]
    if sum(map(bool, about)) != 1 or bool(orders) == (answer.stance is not None):
        raise ImpossibleRequest(
            Problem(
                what="it is not clear what the answer is about",
                because="an answer is a stance on one option of a point or on one whole text, or "
                "an order of points or of texts",
                hint="give --stance with --point and --option, or with --text; or --matters; or "
                "--prefers",
            )
        )
    for order in orders:
        if len(order) < 2 or len(set(order)) < len(order):
            raise ImpossibleRequest(
                Problem(
                    what=f"{', '.join(order)}: not an order",
                    because="an order is of two or more, each of them once",
                    hint="give them from first to last, with commas between",
                )
            )


def _free_id(party: str, used: Collection[str]) -> str:
    """Return the next id of an answer, of which its source's is made as well."""
    answers = {one.removesuffix("-said") for one in used}
    return next_id(f"{party}-answer", answers)


def _option(point: str, known: set[str], answer: PartyAnswer) -> str:
    if answer.option in known and answer.option is not None:
        return answer.option
    raise NotFound(
        Problem(
            what=f"there is no option {answer.option!r} of {point}"
            if answer.option
            else f"no option of {point} was named",
            because=f"its options are: {', '.join(sorted(known)) or 'none yet'}",
            hint="use one of the option ids above",
        )
    )
