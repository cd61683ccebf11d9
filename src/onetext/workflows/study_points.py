"""The points of a study: where the parties stand on each, and how much each is in the way."""

from __future__ import annotations

from onetext.mediation.blocking import blocked_shares, blocking_weights
from onetext.mediation.most_signed import MostSigned
from onetext.mediation.standings import point_standing
from onetext.model import Point
from onetext.preferences.shares import Share
from onetext.preferences.statements import Statement
from onetext.workflows.study_basis import Basis
from onetext.workflows.study_result import OptionFinding, PointFinding, StanceInForce


def point_findings(basis: Basis, best: MostSigned | None) -> tuple[PointFinding, ...]:
    """Return every point of the case, weighed by how much it stands in the way of `best`."""
    weights, blocked = _weights(basis, best), _blocked(basis)
    return tuple(
        _point_finding(basis, point, weights.get(point.id, 0.0), blocked.get(point.id))
        for point in basis.case.points
    )


def _blocked(basis: Basis) -> dict[str, Share]:
    """In which share of draws no option of a point suits all who sign and have spoken on it."""
    signing = set(basis.draws.signing)
    speaking = {
        index: sorted(signing & {p for held in basis.held.get(point, {}).values() for p in held})
        for index, point in enumerate(basis.space.points)
    }
    shares = blocked_shares(basis.draws, speaking)
    return {basis.space.points[index]: share for index, share in shares.items()}


def _weights(basis: Basis, best: MostSigned | None) -> dict[str, float]:
    """How much each point stands in the way of the best package found."""
    if best is None:
        return {}
    sizes = blocking_weights(basis.draws, best.package)
    return dict(zip(basis.space.points, map(float, sizes), strict=True))


def _point_finding(
    basis: Basis, point: Point, weight: float, blocked: Share | None
) -> PointFinding:
    standing = point_standing(point, basis.case.parties, basis.held.get(point.id, {}))
    return PointFinding(
        id=point.id,
        title=point.title,
        theme=point.theme,
        state=standing.state,
        because=standing.because,
        weight=weight,
        blocked=blocked,
        options=tuple(
            OptionFinding(
                option.id, option.title, _stances(basis, point, option.id), option.unverified
            )
            for option in point.options
        ),
    )


def _stances(basis: Basis, point: Point, option: str) -> tuple[StanceInForce, ...]:
    return tuple(
        _stance_in_force(party, statement)
        for party, subjects in basis.in_force.items()
        for statement in subjects.get((point.id, option), ())
    )


def _stance_in_force(party: str, statement: Statement) -> StanceInForce:
    position = statement.position
    return StanceInForce(
        party=party,
        stance=position.stance,
        position=position.id,
        since=position.since,
        note=position.note,
        condition=position.condition,
        said_by=position.said_by,
        sources=position.sources,
        n_origins=len(statement.origins),
        credence=statement.credence,
        unverified=position.unverified,
    )
