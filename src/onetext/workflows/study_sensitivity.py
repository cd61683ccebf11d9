"""The sensitivity of a study: what each share would be without one origin of the record."""

from __future__ import annotations

from collections.abc import Sequence

from onetext.mediation.most_signed import MostSigned
from onetext.preferences.sensitivity import shifts_without_origins
from onetext.preferences.shares import Share
from onetext.workflows.study_basis import Basis
from onetext.workflows.study_packages import MOST_SIGNED
from onetext.workflows.study_result import PackageFinding, Sensitivity, TextFinding


def sensitivities_of(
    basis: Basis,
    texts: Sequence[TextFinding],
    packages: Sequence[PackageFinding],
    best: MostSigned | None,
) -> tuple[Sensitivity, ...]:
    """Return how much each share of the texts and the most-signed package rests on each origin."""
    shares = _shares(texts, packages[0] if best is not None else None)
    titles = {source.id: source.title for source in basis.case.sources}
    package = best.package if best else None
    found = []
    for shift in shifts_without_origins(basis.case, basis.as_of, basis.draws, basis.seed, package):
        share = shares.get((shift.text or MOST_SIGNED, shift.party or ""))
        if share is not None:
            found.append(
                Sensitivity(
                    text=shift.text or MOST_SIGNED,
                    origin=shift.origin,
                    title=titles.get(shift.origin, shift.origin),
                    n_statements=shift.n_statements,
                    party=shift.party,
                    with_it=share.share,
                    without_it=min(1.0, max(0.0, share.share + shift.change)),
                )
            )
    return tuple(found)


def _shares(
    texts: Sequence[TextFinding], most_signed: PackageFinding | None
) -> dict[tuple[str, str], Share]:
    """Shares by text id, or most-signed, and party id; the party "" is all who sign."""
    shares = {(text.id, party): s for text in texts for party, s in text.acceptability.items()}
    shares |= {(text.id, ""): text.all for text in texts}
    if most_signed is not None:
        shares |= {(MOST_SIGNED, party): s for party, s in most_signed.acceptability.items()}
        shares[MOST_SIGNED, ""] = most_signed.all
    return shares
