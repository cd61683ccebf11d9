"""Why a party refuses a package: the fewest changes that would satisfy it, and what they cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onetext.bargaining.results import Certificate, Status
from onetext.bargaining.rules import Choice, Package
from onetext.bargaining.scenario import Scenario
from onetext.bargaining.solver import Outcome, PackageModel
from onetext.bargaining.switches import whole_floor
from onetext.bargaining.trades import checked_package


@dataclass(frozen=True)
class Concession:
    """The fewest changes after which a party would sign.

    Parameters
    ----------
    status : Status
        ``PROVED``; or ``NO_ZONE`` if no package satisfies the party (and those to be kept in).
    changes : tuple of (int, int)
        (point index, new option index); empty if the party is satisfied already.
    costs : tuple of float
        Per party, what the changes bring it (negative: cost it), on its own scale.
    package : Package or None
        With the changes made.
    certificate : Certificate
    """

    status: Status
    changes: tuple[Choice, ...]
    costs: tuple[float, ...]
    package: Package | None
    certificate: Certificate


def fewest_changes(
    scenario: Scenario,
    package: Sequence[int],
    party: int,
    *,
    at_least: float | None = None,
    keeping: Sequence[int] = (),
) -> Concession:
    """Find the fewest changes to a package that would satisfy a party, cheapest for the others.

    Parameters
    ----------
    scenario : Scenario
    package : sequence of int, shape (n_points,)
    party : int
        Index of the party that refuses.
    at_least : float, optional
        The utility that would satisfy it; its reservation value by default.
    keeping : sequence of int
        Indices of parties that must go on getting at least their reservation values.

    Notes
    -----
    Among changes of the same number, those with the largest sum of all parties' utilities: this
    alone compares parties.
    """
    start = checked_package(scenario, package)
    model = PackageModel(scenario, within_zone=False)
    wanted = float(scenario.reservation[party]) if at_least is None else at_least
    for other in keeping:
        model.model.add(model.gains[other] >= 0)
    literal = model.at_least(party, whole_floor(model, party, wanted))
    model.model.add(literal == 1)
    n_kept = sum(model.chosen[p][o] for p, o in enumerate(start))
    most = model.maximum(n_kept)
    if most.package is None or most.objective is None:
        return _impossible(most.outcome, wanted)
    model.model.add(n_kept >= most.objective)
    best = model.maximum(sum(model.gains))
    after = best.package or most.package
    changes = tuple((p, o) for p, o in enumerate(after) if o != start[p])
    difference = scenario.utilities(after) - scenario.utilities(start)
    return Concession(
        Status.PROVED,
        changes,
        tuple(difference.tolist()),
        after,
        Certificate(
            f"no fewer than {len(changes)} changes give the party {wanted:g}",
            "the constraint solver proved the number of points left as they are to be the largest",
            {"n_changes": len(changes), "wanted": wanted},
        ),
    )


def _impossible(outcome: Outcome, wanted: float) -> Concession:
    if outcome is Outcome.INFEASIBLE:
        return Concession(
            Status.NO_ZONE,
            (),
            (),
            None,
            Certificate(
                f"no package gives the party {wanted:g} (and the others kept in theirs)",
                "the constraint solver found that demand infeasible",
            ),
        )
    return Concession(
        Status.STOPPED, (), (), None, Certificate("nothing is proved", "the solver stopped")
    )
