"""A study as plain data: the keys that others may rely on, in a fixed order, figures rounded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from onetext.preferences.shares import Share
from onetext.workflows.constraints import Constraint
from onetext.workflows.study_result import (
    Conflict,
    OptionFinding,
    PackageFinding,
    PointFinding,
    Question,
    Sensitivity,
    Study,
    TextFinding,
    Trade,
)

_DIGITS = 6


def study_data(study: Study) -> dict[str, Any]:
    """Return a study as dictionaries, lists, texts and numbers; the same for the same seed."""
    return {
        "case": study.case,
        "title": study.title,
        "as_of": study.as_of.isoformat() if study.as_of else None,
        "seed": study.seed,
        "draws": study.n_draws,
        "parties": list(study.parties),
        "signing": list(study.signing),
        "party_names": dict(study.party_names),
        "headline": study.headline,
        "texts": [_text(text) for text in study.texts],
        "points": [_point(point) for point in study.points],
        "packages": [_package(package) for package in study.packages],
        "frontier": [
            {
                "options": dict(p.options),
                "acceptability": _shares(p.acceptability),
                "all": _share(p.all),
            }
            for p in study.frontier
        ],
        "conflicts": [_conflict(conflict) for conflict in study.conflicts],
        "trades": [_trade(trade) for trade in study.trades],
        "questions": [_question(question) for question in study.questions],
        "sensitivities": [_sensitivity(s) for s in study.sensitivities],
        "what_if": [
            {
                "kind": w.kind,
                "party": w.party,
                "words": w.words,
                "before": {name: _number(share) for name, share in w.before.items()},
                "after": {name: _number(share) for name, share in w.after.items()},
            }
            for w in study.what_ifs
        ],
        "effective_draws": {party: round(n, 1) for party, n in study.n_effective.items()},
        "r_hat": {party: round(r, 3) for party, r in study.r_hat.items()},
        "notes": list(study.notes),
    }


def constraints_data(constraints: Sequence[Constraint]) -> list[dict[str, Any]]:
    """Return what is on record of the parties as plain data."""
    return [
        {
            "party": c.party,
            "kind": c.kind,
            "id": c.id,
            "says": c.says,
            "demands": c.demands,
            "since": c.since.edtf or None,
            "credence": _number(c.credence),
            "origins": list(c.origins),
            "sources": list(c.sources),
            "unverified": c.unverified,
            "in_force": c.is_in_force,
        }
        for c in constraints
    ]


def _text(text: TextFinding) -> dict[str, Any]:
    return {
        "id": text.id,
        "title": text.title,
        "date": text.date.edtf or None,
        "acceptability": _shares(text.acceptability),
        "all": _share(text.all),
        "certainty": {party: str(certain) for party, certain in text.certainty.items()},
        "open_points": text.n_open,
        "left_open_by": {
            party: [{"point": p.point, "sway": _number(p.sway)} for p in points]
            for party, points in text.left_open_by.items()
        },
    }


def _point(point: PointFinding) -> dict[str, Any]:
    return {
        "id": point.id,
        "title": point.title,
        "theme": point.theme,
        "state": str(point.state),
        "because": point.because,
        "weight": _number(point.weight),
        "blocked": None if point.blocked is None else _share(point.blocked),
        "options": [_option(option) for option in point.options],
    }


def _package(package: PackageFinding) -> dict[str, Any]:
    return {
        "criterion": package.criterion,
        "title": package.title,
        "options": dict(package.options),
        "acceptability": _shares(package.acceptability),
        "all": _share(package.all),
        "bound": None if package.bound is None else _number(package.bound),
        "note": package.note,
        "against": {party: list(points) for party, points in package.against.items()},
        "unsaid": {party: list(points) for party, points in package.unsaid.items()},
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "positions": list(conflict.positions),
        "points": list(conflict.points),
        "because": conflict.because,
        "kind": conflict.kind,
        "how_resolved": conflict.how_resolved,
        "others": list(conflict.others),
    }


def _trade(trade: Trade) -> dict[str, Any]:
    return {
        "text": trade.text,
        "changes": [
            {"point": c.point, "before": c.before, "after": c.after} for c in trade.changes
        ],
        "gains": {party: _number(gain) for party, gain in trade.gains.items()},
        "all_after": _share(trade.all_after),
        "because": trade.because,
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "party": question.party,
        "ask": question.ask,
        "because": question.because,
        "gain": _number(question.gain),
        "kind": question.kind,
        "points": list(question.points),
        "discloses": list(question.discloses),
    }


def _sensitivity(s: Sensitivity) -> dict[str, Any]:
    return {
        "text": s.text,
        "origin": s.origin,
        "statements": s.n_statements,
        "party": s.party,
        "with": _number(s.with_it),
        "without": _number(s.without_it),
    }


def _option(option: OptionFinding) -> dict[str, Any]:
    return {
        "id": option.id,
        "title": option.title,
        "unverified": option.unverified,
        "stances": [
            {
                "party": s.party,
                "stance": str(s.stance),
                "position": s.position,
                "since": s.since.edtf or None,
                "credence": _number(s.credence),
                "origins": s.n_origins,
                "sources": list(s.sources),
                "unverified": s.unverified,
            }
            for s in option.stances
        ],
    }


def _shares(shares: Mapping[str, Share]) -> dict[str, Any]:
    return {party: _share(share) for party, share in shares.items()}


def _share(share: Share) -> dict[str, float]:
    return {"share": _number(share.share), "error": _number(share.error)}


def _number(value: float) -> float:
    return round(value, _DIGITS)
