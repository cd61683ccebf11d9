"""What each party's record demands of its preferences, statement by statement, with sources."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onetext.mediation.stance_clauses import stance_clause
from onetext.model import (
    Case,
    Comparison,
    Event,
    Intensity,
    Point,
    Position,
    Scores,
    Stance,
    UncertainDate,
    Weights,
)
from onetext.model.sentences import joined_by_comma, listed, quoted, said
from onetext.preferences.claims import Claim, claims_of, direction
from onetext.preferences.credence import credence
from onetext.preferences.statements import Statement, in_force, statements_of


@dataclass(frozen=True, slots=True)
class Constraint:
    """Since `since`, `party` said `says`; in the draws in which it holds, `demands` holds."""

    party: str
    id: str
    """Id of the position, comparison, scores, weights or event."""
    kind: str
    """``position``, ``comparison``, ``scores``, ``weights`` or ``event``."""
    says: str
    demands: str
    since: UncertainDate
    credence: float
    origins: tuple[str, ...]
    """Source ids of the independent origins it rests on."""
    sources: tuple[str, ...]
    unverified: bool
    is_in_force: bool
    """False: a later statement took its place; it counts where that one does not hold."""


def constraints_of(case: Case, as_of: datetime.date | None = None) -> tuple[Constraint, ...]:
    """List what is on record of every party by a day, oldest first within a party.

    Silence and "unknown" demand nothing and are not listed.

    Parameters
    ----------
    case : Case
    as_of : date, optional
        By default the day the record was kept up to.
    """
    as_of = as_of or case.as_of
    found: list[Constraint] = []
    for party in case.parties:
        words = _Words(case, party.id)
        statements = statements_of(case, party.id, as_of)
        standing = {s.position.id for made in in_force(statements).values() for s in made}
        own = [words.of_statement(s, s.position.id in standing) for s in statements]
        claims = claims_of(case, party.id, as_of)
        last = {claim.subject: claim.day.sort_key for claim in claims}
        own += [words.of_claim(c, last[c.subject] == c.day.sort_key) for c in claims]
        found += sorted(own, key=lambda constraint: constraint.since.sort_key)
        found += words.of_weights()
    return tuple(found)


class _Words:
    """The sentences of one party's constraints."""

    def __init__(self, case: Case, party: str) -> None:
        self.case, self.party = case, party
        self.name = next(p.name for p in case.parties if p.id == party)
        self.points = {point.id: point for point in case.points}
        self.texts = {text.id: text.title for text in case.texts}

    def of_statement(self, statement: Statement, in_force: bool) -> Constraint:
        position = statement.position
        demands = _of_text(position) if position.text else _DEMANDS[position.stance]
        if position.provided:
            demands = said(
                "%(demands)s; with %(choices)s: worth at least no agreement",
                demands=demands,
                choices=self.choices(position.provided),
            )
        return Constraint(
            party=self.party, id=position.id, kind="position", says=self.position(position),
            demands=demands, since=position.since, credence=statement.credence,
            origins=statement.origins, sources=position.sources,
            unverified=position.unverified, is_in_force=in_force,
        )  # fmt: skip

    def of_claim(self, claim: Claim, in_force: bool) -> Constraint:
        record = claim.said
        if isinstance(record, Comparison):
            kind, says, demands = "comparison", self.comparison(record), _BY[record.by]
        elif isinstance(record, Scores):
            kind, says = "scores", self.scores(record)
            demands = said("the values are as scored, on a scale from 0 to 100")
        else:
            kind, says = "event", record.title
            demands = (
                said("no agreement has been worth more since than before")
                if direction(record, self.party) > 0
                else said("no agreement has been worth less since than before")
            )
        return Constraint(
            party=self.party, id=record.id, kind=kind, says=says, demands=demands,
            since=claim.day, credence=claim.credence, origins=claim.origins,
            sources=record.sources, unverified=record.unverified, is_in_force=in_force,
        )  # fmt: skip

    def of_weights(self) -> Iterator[Constraint]:
        sources = {source.id: source for source in self.case.sources}
        declared = [w for w in self.case.weights if w.party == self.party]
        for weights in declared:
            belief = credence(weights.sources, sources, unverified=weights.unverified)
            yield Constraint(
                party=self.party, id=weights.id, kind="weights", says=self.weights(weights),
                demands=said("points weigh in these shares"), since=UncertainDate(),
                credence=belief.value, origins=belief.origins, sources=weights.sources,
                unverified=weights.unverified, is_in_force=weights is declared[-1],
            )  # fmt: skip

    def position(self, position: Position) -> str:
        if position.text is not None:
            thing = quoted(self.texts.get(position.text, position.text))
            return stance_clause([self.name], position.stance, thing)
        titles = [quoted(self.option(position.point or "", one)) for one in position.options]
        return said(
            "%(clause)s (%(point)s)",
            clause=stance_clause([self.name], position.stance, listed(titles)),
            point=self.title(position.point or ""),
        )

    def comparison(self, record: Comparison) -> str:
        if record.points:
            titles = [self.title(point) for point in record.points]
            says = said(
                "What matters to %(party)s: %(order)s", party=self.name, order=_above(titles)
            )
        elif record.texts:
            titles = [quoted(self.texts.get(text, text)) for text in record.texts]
            says = said("What %(party)s prefers: %(order)s", party=self.name, order=_above(titles))
        else:
            says = said(
                "%(party)s prefers %(better)s to %(worse)s",
                party=self.name,
                better=self.choices(record.better),
                worse=self.choices(record.worse),
            )
        if record.by is Intensity.MORE:
            return says
        return joined_by_comma([says, _HOW_MUCH[record.by]])

    def scores(self, record: Scores) -> str:
        scored = [
            said(
                "“%(option)s” %(score)s",
                option=self.option(record.point, option),
                score=_range(low, record.up_to.get(option)),
            )
            for option, low in record.options.items()
        ]
        return said(
            "%(party)s scores %(scored)s (%(point)s)",
            party=self.name,
            scored=listed(scored),
            point=self.title(record.point),
        )

    def weights(self, weights: Weights) -> str:
        given = [
            said(
                "%(point)s %(weight)s",
                point=self.title(point),
                weight=_range(low, weights.up_to.get(point)),
            )
            for point, low in weights.points.items()
        ]
        return said("%(party)s weighs %(given)s", party=self.name, given=listed(given))

    def choices(self, choices: Mapping[str, str]) -> str:
        return listed(
            [
                said("“%(option)s” (%(point)s)", option=self.option(p, o), point=self.title(p))
                for p, o in choices.items()
            ]
        )

    def title(self, point: str) -> str:
        return self.points[point].title if point in self.points else point

    def option(self, point: str, option: str) -> str:
        known: Point | None = self.points.get(point)
        titles = {o.id: o.title for o in known.options} if known else {}
        return titles.get(option, option)


def said_in_words(case: Case, party: str, record: Position | Comparison | Scores | Event) -> str:
    """Return what one record says, in words, with its sources."""
    words = _Words(case, party)
    if isinstance(record, Position):
        sentence = words.position(record)
    elif isinstance(record, Comparison):
        sentence = words.comparison(record)
    else:
        sentence = words.scores(record) if isinstance(record, Scores) else record.title
    if not record.sources:
        return said("%(says)s [no source]", says=sentence)
    return said("%(says)s [%(sources)s]", says=sentence, sources=joined_by_comma(record.sources))


_DEMANDS = {
    Stance.PROPOSES: said("worth the most there is on the point"),
    Stance.ACCEPTS: said("worth at least no agreement on the point"),
    Stance.ACCEPTS_IF: said("as it stands, below what is accepted outright"),
    Stance.OPEN: said("below what is accepted, above what it has reservations about"),
    Stance.RESERVES: said("below what it is open to, above what it opposes"),
    Stance.OPPOSES: said("worth less than no agreement on the point"),
    Stance.RED_LINE: said("worth nothing, and nothing with it in is accepted"),
}
_HOW_MUCH = {
    Intensity.SLIGHTLY: said("each slightly more than the next"),
    Intensity.CLEARLY: said("each clearly more than the next"),
    Intensity.FAR: said("each far more than the next"),
    Intensity.ABOUT_EQUAL: said("about alike"),
}
_BY = {
    Intensity.MORE: said("the first is above the second, by however much"),
    Intensity.SLIGHTLY: said("above by little: see the table of intensities"),
    Intensity.CLEARLY: said("above by a clear step: see the table of intensities"),
    Intensity.FAR: said("above by much: see the table of intensities"),
    Intensity.ABOUT_EQUAL: said("no further apart than the table of intensities says"),
}


def _of_text(position: Position) -> str:
    if position.stance in (Stance.PROPOSES, Stance.ACCEPTS):
        return said("as a whole worth at least no agreement")
    if position.stance in (Stance.OPPOSES, Stance.RED_LINE):
        return said("as a whole worth less than no agreement")
    return said("nothing, of the text as it stands")


def _above(titles: Sequence[str]) -> str:
    found = titles[0]
    for title in titles[1:]:
        found = said("%(a)s > %(b)s", a=found, b=title)
    return found


def _range(low: float, high: float | None) -> str:
    if high is None or high == low:
        return f"{low:g}"
    return said("%(low)s to %(high)s", low=f"{low:g}", high=f"{high:g}")
