"""The packages of a study: the best found by each criterion, judged over the same draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from onetext.bargaining.rules import Choice
from onetext.mediation.criteria import robust_packages
from onetext.mediation.most_signed import MostSigned, most_signed_package
from onetext.mediation.solutions import Picked, RedLines, mean_scenario, solutions
from onetext.model import Stance
from onetext.preferences.acceptability import acceptability_of_package
from onetext.workflows import study_words as words
from onetext.workflows.study_basis import Basis
from onetext.workflows.study_conflicts import position_words
from onetext.workflows.study_result import PackageFinding

MOST_SIGNED = "most-signed"
_STARTS = 40
_SEARCH = 1 << 30
"""Key of the stream of random numbers of the search, away from those of the draws."""


def package_findings(
    basis: Basis, red: RedLines, bound_groups: int = 0
) -> tuple[tuple[PackageFinding, ...], MostSigned | None]:
    """Return the packages found, the most-signed first, and how that one was found.

    Nothing is found where nothing is on record: it would be found in chance alone.
    """
    scenario = mean_scenario(basis.draws, red.kept_choices)
    if not any(basis.in_force.values()):
        return (), None
    picked = solutions(scenario)
    best = _most_signed(basis, picked, bound_groups)
    bound = best.bound.value if best else None
    findings = []
    if best is not None:
        note = words.most_signed_note(best.bound)
        findings.append(_package_finding(basis, MOST_SIGNED, best.package, bound, note))
    for name, package in picked.packages.items():
        note = words.solution_note(name, picked, red, lambda id_: position_words(basis, id_))
        findings.append(_package_finding(basis, name, package, bound, note))
    if best is not None:
        robust = robust_packages(basis.draws, best.candidates[:_STARTS], _rng(basis, 1))
        findings += [
            _package_finding(basis, name, package, bound, words.ROBUST_NOTE)
            for name, package in robust.items()
        ]
    return tuple(findings), best


def opposed_choices(basis: Basis) -> list[Choice]:
    """Return every choice a signing party is on record against, once per party."""
    return [
        basis.space.choice(point, option)
        for point, options in basis.held.items()
        for option, stances in options.items()
        for party, stance in stances.items()
        if party in basis.draws.signing and stance.is_adverse and basis.has_option(point, option)
    ]


def _most_signed(basis: Basis, picked: Picked, bound_groups: int) -> MostSigned | None:
    return most_signed_package(
        basis.draws, picked.packages.values(), _rng(basis, 0), _objections(basis),
        bound_groups=bound_groups,
    )  # fmt: skip


def _rng(basis: Basis, number: int) -> np.random.Generator:
    key = (_SEARCH, number) if number else (_SEARCH,)
    return np.random.default_rng(np.random.SeedSequence(basis.seed, spawn_key=key))


def _objections(basis: Basis) -> NDArray[np.int64]:
    """How many signing parties are on record against each option; (n_points, n_options)."""
    counts = np.zeros((basis.space.n_points, max(basis.space.n_options)), dtype=np.int64)
    for point, option in opposed_choices(basis):
        counts[point, option] += 1
    return counts


def _package_finding(
    basis: Basis, criterion: str, package: Sequence[int], bound: float | None, note: str
) -> PackageFinding:
    found = acceptability_of_package(basis.fresh, package)
    return PackageFinding(
        criterion=criterion,
        title=words.CRITERIA[criterion],
        options=basis.space.named(package),
        acceptability=found.parties,
        all=found.all,
        bound=bound,
        note=note,
        against=_points_where(basis, package, lambda stance: bool(stance and stance.is_adverse)),
        unsaid=_points_where(basis, package, lambda stance: stance is None),
    )


def _points_where(
    basis: Basis, package: Sequence[int], is_so: Callable[[Stance | None], bool]
) -> dict[str, tuple[str, ...]]:
    """Signing party to the points on whose option in a package its stance is such."""
    named = basis.space.named(package)
    return {
        party: tuple(
            point
            for point, option in named.items()
            if is_so(basis.held.get(point, {}).get(option, {}).get(party))
        )
        for party in basis.draws.signing
    }
