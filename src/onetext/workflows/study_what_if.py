"""What a study would say if a party had overstated, or if other things were taken for granted."""

from __future__ import annotations

from onetext.mediation.most_signed import MostSigned
from onetext.preferences.what_if import Supposition, suppositions
from onetext.workflows.study_basis import Basis
from onetext.workflows.study_packages import MOST_SIGNED
from onetext.workflows.study_result import WhatIf
from onetext.workflows.study_words import overstated


def what_ifs(basis: Basis, best: MostSigned | None) -> tuple[WhatIf, ...]:
    """Return all-sign shares of the texts and of the most-signed package, supposed otherwise."""
    if not any(basis.in_force.values()):
        return ()
    package = best.package if best else None
    usual, *others = suppositions(basis.draws, basis.seed, package)
    before = _shares(usual)
    return tuple(
        WhatIf(
            kind=other.kind,
            party=other.about if other.kind == "overstated" else None,
            words=_words(basis, other.kind, other.about),
            before=before,
            after=_shares(other),
        )
        for other in others
    )


def _shares(found: Supposition) -> dict[str, float]:
    shares = {text: judged.all.share for text, judged in found.texts}
    if found.package is not None:
        shares[MOST_SIGNED] = found.package.all.share
    return shares


def _words(basis: Basis, kind: str, about: str) -> str:
    if kind == "overstated":
        return overstated(basis.names[about])
    return about
