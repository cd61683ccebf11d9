"""The questions of a study: what to ask whom next, and what a question would give away."""

from __future__ import annotations

from collections.abc import Sequence

from onetext.bargaining.rules import Choice
from onetext.mediation.most_signed import MostSigned
from onetext.mediation.questions import Query, queries
from onetext.mediation.standings import PointState, only_way_left
from onetext.model import Point, Stance, party_eye
from onetext.preferences.credence import EVEN_ODDS
from onetext.workflows import study_words as words
from onetext.workflows.study_basis import Basis
from onetext.workflows.study_result import PointFinding, Question

_ASKED_ABOUT = 8
_SETTLED = (Stance.PROPOSES, Stance.ACCEPTS, Stance.OPPOSES, Stance.RED_LINE)


def questions_of(
    basis: Basis, best: MostSigned | None, points: Sequence[PointFinding], asked: str | None
) -> tuple[Question, ...]:
    """Return what to ask the party `asked`, or all who sign: gaps first, then by gain."""
    if best is None:
        return ()
    to = None if asked is None else (asked,)
    unsettled = sorted(
        (p for p in points if p.id in basis.space.points and p.state is not PointState.AGREED),
        key=lambda point: -point.how_blocked,
    )
    about = [basis.space.points.index(point.id) for point in unsettled[:_ASKED_ABOUT]]
    found = queries(
        basis.draws, best.package, best.candidates, about=about, to=to, answered=_answered(basis)
    )
    gaps = _gaps(basis, best, asked)
    put = {(question.party, question.ask) for question in gaps}
    ranked = [_question(basis, query) for query in found]
    return (*gaps, *(q for q in ranked if (q.party, q.ask) not in put))


def _answered(basis: Basis) -> dict[str, frozenset[Choice]]:
    """Per party, the choices it has said yes or no to, believed beyond even odds."""
    return {
        party: frozenset(
            basis.space.choice(point, option)
            for (point, option), said in subjects.items()
            if basis.has_option(point, option)
            if any(s.credence > EVEN_ODDS and s.position.stance in _SETTLED for s in said)
        )
        for party, subjects in basis.in_force.items()
    }


def _question(basis: Basis, query: Query) -> Question:
    space = basis.space
    chosen = [basis.points[space.points[index]] for index in query.points]
    option = space.options[query.option[0]][query.option[1]] if query.option else None
    return Question(
        party=query.party,
        ask=words.ask(chosen, option),
        because=words.question_because(query, chosen, basis.names),
        gain=query.gain,
        points=tuple(point.id for point in chosen),
        kind="option" if option else "points" if chosen else "draft",
        discloses=_disclosed(basis, query.party, chosen[0], option) if option else (),
    )


def _gaps(basis: Basis, best: MostSigned, asked: str | None) -> list[Question]:
    """Ask whoever is silent on an option that is the only one nobody rules out."""
    found = []
    for point in basis.case.points:
        held = basis.held.get(point.id, {})
        option = only_way_left(point, basis.case.parties, held)
        if option is None or point.id not in basis.space.points:
            continue
        found += [
            _gap(basis, best, party, point, option)
            for party in (basis.draws.signing if asked is None else (asked,))
            if party not in held.get(option, {})
        ]
    return found


def _gap(basis: Basis, best: MostSigned, party: str, point: Point, option: str) -> Question:
    choice = basis.space.choice(point.id, option)
    return Question(
        party=party,
        ask=words.ask([point], option),
        because=words.gap_because(basis.names[party]),
        gain=_worth(basis, best, party, choice, n_options=len(point.options)),
        points=(point.id,),
        kind="gap",
        discloses=_disclosed(basis, party, point, option),
    )


def _worth(basis: Basis, best: MostSigned, party: str, choice: Choice, *, n_options: int) -> float:
    """What asking a party about a choice is expected to gain, however little; 0 if nothing."""
    worth = queries(
        basis.draws,
        best.package,
        best.candidates,
        about=[choice[0]],
        to=(party,),
        limit=2 * n_options + 2,
        least_errors=None,
    )
    return max((query.gain for query in worth if query.option == choice), default=0.0)


def _disclosed(basis: Basis, party: str, point: Point, option: str) -> tuple[str, ...]:
    """Positions for an option that a party may not see, unless it has seen the option."""
    eye = party_eye(party)
    if any(
        eye.may_see(text.marking or basis.case.marking)
        and any(clause.option == option for clause in text.clauses_on(point.id))
        for text in basis.texts
    ):
        return ()
    return tuple(
        statement.position.id
        for other in basis.draws.record.party_ids
        if other != party
        for statement in basis.in_force[other].get((point.id, option), ())
        if not eye.may_see(statement.position.marking or basis.case.marking)
    )
