"""What each party's record demands of its preferences, statement by statement, with sources."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onetext.mediation.standings import listed, stance_words
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
            demands += f"; with {self.choices(position.provided)}: worth at least no agreement"
        return Constraint(
            party=self.party, id=position.id, kind="position", says=self.position(position),
            demands=demands, since=position.since, credence=statement.credence,
            origins=statement.origins, sources=position.sources,
            unverified=position.unverified, is_in_force=in_force,
        )  # fmt: skip

    def of_claim(self, claim: Claim, in_force: bool) -> Constraint:
        said = claim.said
        if isinstance(said, Comparison):
            kind, says, demands = "comparison", self.comparison(said), _BY[said.by]
        elif isinstance(said, Scores):
            kind, says = "scores", self.scores(said)
            demands = "the values are as scored, on a scale from 0 to 100"
        else:
            kind, says = "event", said.title
            more = "more" if direction(said, self.party) > 0 else "less"
            demands = f"no agreement has been worth {more} since than before"
        return Constraint(
            party=self.party, id=said.id, kind=kind, says=says, demands=demands,
            since=claim.day, credence=claim.credence, origins=claim.origins,
            sources=said.sources, unverified=said.unverified, is_in_force=in_force,
        )  # fmt: skip

    def of_weights(self) -> Iterator[Constraint]:
        sources = {source.id: source for source in self.case.sources}
        declared = [w for w in self.case.weights if w.party == self.party]
        for weights in declared:
            belief = credence(weights.sources, sources, unverified=weights.unverified)
            yield Constraint(
                party=self.party, id=weights.id, kind="weights", says=self.weights(weights),
                demands="points weigh in these shares", since=UncertainDate(),
                credence=belief.value, origins=belief.origins, sources=weights.sources,
                unverified=weights.unverified, is_in_force=weights is declared[-1],
            )  # fmt: skip

    def position(self, position: Position) -> str:
        if position.text is not None:
            thing = f"“{self.texts.get(position.text, position.text)}”"
            return f"{self.name} {stance_words(position.stance, thing)}"
        titles = [f"“{self.option(position.point or '', option)}”" for option in position.options]
        point = self.title(position.point or "")
        return f"{self.name} {stance_words(position.stance, listed(titles))} ({point})"

    def comparison(self, said: Comparison) -> str:
        by = "" if said.by is Intensity.MORE else f", {_HOW_MUCH[said.by]}"
        if said.points:
            titles = [self.title(point) for point in said.points]
            return f"What matters to {self.name}: {_above(titles)}{by}"
        if said.texts:
            titles = [f"“{self.texts.get(text, text)}”" for text in said.texts]
            return f"What {self.name} prefers: {_above(titles)}{by}"
        return f"{self.name} prefers {self.choices(said.better)} to {self.choices(said.worse)}{by}"

    def scores(self, said: Scores) -> str:
        scored = [
            f"“{self.option(said.point, option)}” {_range(low, said.up_to.get(option))}"
            for option, low in said.options.items()
        ]
        return f"{self.name} scores {listed(scored)} ({self.title(said.point)})"

    def weights(self, weights: Weights) -> str:
        given = [
            f"{self.title(point)} {_range(low, weights.up_to.get(point))}"
            for point, low in weights.points.items()
        ]
        return f"{self.name} weighs {listed(given)}"

    def choices(self, choices: Mapping[str, str]) -> str:
        return listed([f"“{self.option(p, o)}” ({self.title(p)})" for p, o in choices.items()])

    def title(self, point: str) -> str:
        return self.points[point].title if point in self.points else point

    def option(self, point: str, option: str) -> str:
        known: Point | None = self.points.get(point)
        titles = {o.id: o.title for o in known.options} if known else {}
        return titles.get(option, option)


def said_in_words(case: Case, party: str, said: Position | Comparison | Scores | Event) -> str:
    """Return what one record says, in words, with its sources."""
    words = _Words(case, party)
    if isinstance(said, Position):
        sentence = words.position(said)
    elif isinstance(said, Comparison):
        sentence = words.comparison(said)
    else:
        sentence = words.scores(said) if isinstance(said, Scores) else said.title
    return f"{sentence} [{', '.join(said.sources) or 'no source'}]"


_DEMANDS = {
    Stance.PROPOSES: "worth the most there is on the point",
    Stance.ACCEPTS: "worth at least no agreement on the point",
    Stance.ACCEPTS_IF: "as it stands, below what is accepted outright",
    Stance.OPEN: "below what is accepted, above what it has reservations about",
    Stance.RESERVES: "below what it is open to, above what it opposes",
    Stance.OPPOSES: "worth less than no agreement on the point",
    Stance.RED_LINE: "worth nothing, and nothing with it in is accepted",
}
_HOW_MUCH = {
    Intensity.SLIGHTLY: "each slightly more than the next",
    Intensity.CLEARLY: "each clearly more than the next",
    Intensity.FAR: "each far more than the next",
    Intensity.ABOUT_EQUAL: "about alike",
}
_BY = {
    Intensity.MORE: "the first is above the second, by however much",
    Intensity.SLIGHTLY: "above by little: see the table of intensities",
    Intensity.CLEARLY: "above by a clear step: see the table of intensities",
    Intensity.FAR: "above by much: see the table of intensities",
    Intensity.ABOUT_EQUAL: "no further apart than the table of intensities says",
}


def _of_text(position: Position) -> str:
    if position.stance in (Stance.PROPOSES, Stance.ACCEPTS):
        return "as a whole worth at least no agreement"
    if position.stance in (Stance.OPPOSES, Stance.RED_LINE):
        return "as a whole worth less than no agreement"
    return "nothing, of the text as it stands"


def _above(titles: Sequence[str]) -> str:
    return " > ".join(titles)


def _range(low: float, high: float | None) -> str:
    return f"{low:g}" if high is None or high == low else f"{low:g} to {high:g}"
