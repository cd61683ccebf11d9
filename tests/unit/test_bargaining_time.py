"""A time limit is kept, and what was reached by then is said; the clock is one that we turn."""

from __future__ import annotations

import numpy as np
import pytest
from click.testing import CliRunner

from onetext.bargaining import Scenario, Status, analysis, pareto_frontier, utilitarian_solution
from onetext.bargaining.pace import OutOfTime, Pace
from onetext.cli import onetext


class Clock:
    """A second passes each time it is read."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        self.now += 1.0
        return self.now


@pytest.fixture
def scenario():
    rng = np.random.default_rng(3)
    return Scenario.of([rng.random((4, 4)) for _ in range(8)])


def test_a_step_that_would_not_be_over_in_time_is_not_begun():
    pace = Pace(Clock(), deadline=10.0)
    pace.begin(100, 0)  # at 1
    pace.begin(100, 1)  # at 2: the last took 1
    with pytest.raises(OutOfTime) as stop:
        pace.begin(400, 2)  # at 3: 1 second times 4 ** 1.5 would end at 11
    assert (stop.value.n_done, stop.value.seconds) == (2, 8.0)
    pace.begin(200, 2)  # at 4: 2 seconds times 2 ** 1.5


def test_a_frontier_says_how_far_it_came(scenario):
    found = pareto_frontier(scenario, pace=Pace(Clock(), deadline=4.0))
    assert found.status is Status.STOPPED
    assert len(found) == 0
    assert 0 < found.certificate.evidence["points_merged"] < 8
    assert "of 8 points merged" in found.certificate.claim


def test_with_time_enough_nothing_changes(scenario):
    found = analysis(scenario, time_limit=1e9, clock=Clock())
    exact = pareto_frontier(scenario)
    assert found.frontier.status is Status.PROVED
    assert np.array_equal(found.frontier.utilities, exact.utilities)


def test_all_of_it_ends_soon_after_the_time_is_over(scenario):
    clock = Clock()
    found = analysis(scenario, time_limit=6.0, clock=clock)
    assert found.frontier.status is Status.STOPPED
    assert clock.now < 40  # readings; 8 merges, and as many covers as it likes, would be more
    for solution in found.solutions.values():
        assert len(solution.packages) == len(solution.utilities)
        assert solution.status is Status.STOPPED or solution.packages


def test_a_sum_that_is_proved_has_a_package_though_time_is_over(scenario):
    for time_limit in (1e-3, 0.01, 0.03, 0.1):
        found = utilitarian_solution(scenario, time_limit=time_limit)
        assert found.packages or found.status is Status.STOPPED


def test_the_page_shows_what_was_stopped_as_stopped(tmp_path):
    rng = np.random.default_rng(4)
    rows = [
        f"p{p},o{o}," + ",".join(f"{x:.3f}" for x in rng.random(4))
        for p in range(14)
        for o in range(5)
    ]
    sheet = tmp_path / "wide.csv"
    sheet.write_text("point,option,a,b,c,d\n" + "\n".join(rows) + "\n", encoding="utf-8")
    done = CliRunner().invoke(onetext, ["solve", str(sheet), "--time", "0.001"])
    assert done.exit_code == 0, done
    assert "points merged" in done.stdout
    assert "stopped: nothing is proved" in done.stdout
