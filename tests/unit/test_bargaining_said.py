"""What results say of themselves: what is proved and what is not; what is no package."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from onetext.bargaining import Scenario, Status, nash_solution, pareto_cover, pareto_frontier
from onetext.bargaining.solver import Answer, Outcome, PackageModel
from onetext.errors import ImpossibleRequest

MANY = Scenario.of([[[3, 0], [0, 3], [2, 2]]] * 5, parties=["north", "south"])


def best_product(scenario):
    options = [range(n) for n in scenario.space.n_options]
    return max(math.prod(scenario.utility_of(one)) for one in itertools.product(*options))


def test_nash_out_of_time_while_listing_says_what_is_proved(monkeypatch):
    """The clock stops after the best was found: a bound is proved, the list of ties is not."""
    any_package, n_asked = PackageModel.any_package, itertools.count()

    def stops(model):
        return Answer(Outcome.STOPPED) if next(n_asked) == 0 else any_package(model)

    monkeypatch.setattr(PackageModel, "any_package", stops)
    found = nash_solution(MANY)
    assert found.status is Status.PROVED
    assert not found.is_complete
    assert found.certificate.claim.endswith("; there may be other ties")
    assert "not every gain vector" in found.certificate.shown_by
    most = found.certificate.evidence["upper_bound"]
    assert found.value[0] < most < found.value[0] * 1.001
    assert best_product(MANY) <= most


@pytest.mark.parametrize("tied", [[[1, 2], [2, 1]], [[3, 0], [0, 3]]], ids=["worth", "package"])
def test_nash_with_a_limit_does_not_claim_to_have_listed_all(tied):
    """Ties of different worth, and packages of the same worth."""
    ties = Scenario.of([tied] * 2)
    found = nash_solution(ties, limit=1)
    assert (found.status, found.is_complete, len(found.packages)) == (Status.PROVED, False, 1)
    assert found.certificate.claim.endswith("; there may be other ties")
    whole = nash_solution(ties, limit=100)
    assert (whole.is_complete, whole.value[0]) == (True, best_product(ties))
    assert "other ties" not in whole.certificate.claim


def test_what_the_bound_of_nash_claims_holds():
    """The margin is not only in words: it is what the solver's whole logarithms leave open."""
    rng = np.random.default_rng(7)
    for _ in range(5):
        scenario = Scenario.of([rng.integers(0, 1000, (3, 2)) for _ in range(4)])
        found = nash_solution(scenario, limit=1)
        most = found.certificate.evidence.get("upper_bound", found.value[0])
        assert best_product(scenario) <= most * (1 + 1e-12)


def test_a_frontier_shows_itself_in_a_line():
    assert repr(pareto_frontier(MANY)) == (
        f"<ParetoFrontier proved: {len(pareto_frontier(MANY))} points, exact; north, south>"
    )
    assert "within the zone" in repr(pareto_frontier(MANY, within_zone=True))
    assert "cover within" in repr(pareto_cover(MANY, epsilon=1.0))


@pytest.mark.parametrize(
    ("package", "said"),
    [
        ((0, 0, 3, 0, 0), "p3 has no option 3"),
        ((0, 0, 0, 0, -1), "p5 has no option -1"),
        ((0, 0), "this is no package"),
        ((0, 0, 0, 0, 0.5), "this is no package"),
        (("a", "b", "c", "d", "e"), "this is no package"),
        (((0, 0), 1, 1, 1, 1), "this is no package"),
    ],
)
def test_what_is_no_package_is_refused_in_three_parts(package, said):
    with pytest.raises(ImpossibleRequest, match=said):
        MANY.utility_of(package)


def test_packages_many_at_once_and_none_are_worth_what_they_are():
    assert MANY.utilities(np.zeros((0, 5), dtype=int)).shape == (0, 2)
    assert MANY.utilities([[0] * 5, [1] * 5]).tolist() == [[15, 0], [0, 15]]
