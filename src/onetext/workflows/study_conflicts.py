"""The conflicts of a study: red lines that collide, and parties that said two things at once."""

from __future__ import annotations

from onetext.bargaining.rules import Choice
from onetext.mediation.solutions import RedLines
from onetext.model import Stance
from onetext.preferences.claims import Claim
from onetext.preferences.holding import drop_odds
from onetext.preferences.statements import Contradiction, Statement, contradictions
from onetext.workflows import study_conflict_words as words
from onetext.workflows.constraints import said_in_words
from onetext.workflows.study_basis import Basis
from onetext.workflows.study_result import Conflict


def red_line_positions(basis: Basis) -> dict[str, tuple[str, list[Choice]]]:
    """Return position id -> party and choices, of every red line in force of a signing party.

    Positions of one party that rule out the same are one red line, under the first's id.
    """
    found: dict[str, tuple[str, list[Choice]]] = {}
    for party in basis.draws.signing:
        for (point, option), statements in basis.in_force[party].items():
            if not basis.has_option(point, option):
                continue
            for statement in statements:
                if statement.position.stance is Stance.RED_LINE:
                    choices = found.setdefault(statement.position.id, (party, []))[1]
                    choices.append(basis.space.choice(point, option))
    distinct = {(party, tuple(choices)): id_ for id_, (party, choices) in reversed(found.items())}
    return {id_: found[id_] for id_ in found if id_ in distinct.values()}


def position_words(basis: Basis, position_id: str) -> str:
    """Return a position of the case in words, with the titles of its point and options."""
    position = next(p for p in basis.case.positions if p.id == position_id)
    point = basis.points[position.point or ""]
    titles = [point.option(o).title for o in position.options if o in {x.id for x in point.options}]
    return words.position_words(basis.names[position.party], position.stance, titles, point.title)


def conflicts_of(basis: Basis, red: RedLines) -> tuple[Conflict, ...]:
    """Return the positions that cannot all stand: between parties first, then within one."""
    return (*_colliding_red_lines(basis, red), *_contradictions(basis), *_clashes(basis))


def _colliding_red_lines(basis: Basis, red: RedLines) -> tuple[Conflict, ...]:
    positions = {position.id: position for position in basis.case.positions}
    return tuple(
        Conflict(
            positions=members,
            points=tuple(dict.fromkeys(positions[m].point or "" for m in members)),
            because=words.conflict_because([position_words(basis, m) for m in members]),
            kind="red-lines",
            how_resolved=words.RED_LINES_RESOLVED,
        )
        for members in red.conflicts
        if members
    )


def _contradictions(basis: Basis) -> tuple[Conflict, ...]:
    """What one party said at one date that does not go together, once per set of positions."""
    found: dict[tuple[str, ...], Conflict] = {}
    for record in basis.draws.record.parties:
        for clash in contradictions(record.party, record.statements):
            conflict = _contradiction(basis, clash)
            found.setdefault(conflict.positions, conflict)
    return tuple(found.values())


def _clashes(basis: Basis) -> tuple[Conflict, ...]:
    """What no preferences of one party fit: smallest sets, each statement with its sources."""
    found = []
    for record in basis.draws.record.parties:
        said: dict[str, Statement | Claim] = {s.position.id: s for s in record.statements}
        said |= {claim.key: claim for claim in record.claims}
        for clash in record.clashes:
            members = [said[name] for name in clash]
            positions = [m.position for m in members if isinstance(m, Statement)]
            others = [m.said for m in members if isinstance(m, Claim)]
            told = [said_in_words(basis.case, record.party, r) for r in (*positions, *others)]
            odds = drop_odds(member.credence for member in members)
            found.append(
                Conflict(
                    positions=tuple(position.id for position in positions),
                    points=tuple(dict.fromkeys(p.point for p in positions if p.point)),
                    because=words.clash_because(basis.names[record.party], told),
                    kind="preferences",
                    how_resolved=words.clash_resolved(clash, odds),
                    others=tuple(m.key for m in members if isinstance(m, Claim)),
                )
            )
    return tuple(found)


def _contradiction(basis: Basis, clash: Contradiction) -> Conflict:
    point, subject = clash.subject
    thing = (
        basis.points[point].title
        if point in basis.points
        else next((t.title for t in basis.case.texts if t.id == subject), subject)
    )
    return Conflict(
        positions=tuple(statement.position.id for statement in clash.statements),
        points=(point,) if point else (),
        because=words.contradiction_because(basis.names[clash.party], clash.statements, thing),
        kind="statements",
        how_resolved=words.contradiction_resolved(clash.statements),
    )
