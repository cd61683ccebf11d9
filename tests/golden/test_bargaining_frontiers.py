"""The frontier of every additive domain of the shared data, against all its packages."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest

from onetext.bargaining import pareto_frontier
from onetext.formats.scenario_files import read_scenario

GENIUS = {
    # domain and profiles; every file of the folder where none is named
    "EnglandZimbabwe": None,
    "ItexvsCypress": ["domain", "Itex", "Cypress"],
    "LaptopA": None,
    "SON": ["domain", "buyer", "seller"],
    "Terra": None,
    "group4-zoning_plan": ["Group4", "util1", "util5", "util9"],
    "partydomain": ["domain", "party1_utility", "party2_utility", "party3_utility"],
    "politics": None,
}
LARGE = {
    "2nd_hand_car": None,
    "AMPOvsCity": None,
    "Domain16": ["Domain16", "util1", "util2", "util3"],
    "EnergyA": None,
    "group9-killer_robot": ["KillerRobot", "util1", "util2", "util3"],
    "parsCat": None,
}


def scenario_in(folder: Path, ends):
    """Read the files whose names end so, or the whole folder."""
    if ends is None:
        return read_scenario([folder]).scenario
    files = [next(f for f in sorted(folder.iterdir()) if f.stem.endswith(end)) for end in ends]
    return read_scenario(files).scenario


def check_frontier(scenario):
    """Nothing dominates a point of the frontier, and every package is matched by one."""
    found = pareto_frontier(scenario)
    assert found.is_exact
    near = found.tolerance + 1e-9
    n_firsts = scenario.space.n_options[0]
    n_blocks = min(n_firsts, max(1, scenario.space.n_outcomes // 50_000))
    firsts = np.array_split(np.arange(n_firsts), n_blocks)
    points = found.utilities
    assert np.allclose(scenario.utilities(found.packages), points, atol=near)
    for first in firsts:
        rest = map(range, scenario.space.n_options[1:])
        worth = scenario.utilities(np.array(list(product(first.tolist(), *rest))))
        for point in points:
            above = np.all(worth >= point - near, axis=1) & np.any(worth > point + near, axis=1)
            assert not above.any()
        for block in np.array_split(worth, max(1, len(worth) * len(points) // 2_000_000)):
            assert np.all(points[None] + near >= block[:, None], axis=2).any(axis=1).all()


@pytest.mark.parametrize("name", GENIUS)
def test_genius(shared_dir: Path, name):
    check_frontier(scenario_in(shared_dir / "scenarios/genius" / name, GENIUS[name]))


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGE)
def test_genius_up_to_two_million_packages(shared_dir: Path, name):
    """AgentHp2 is left out: all its 5.8 million packages would take minutes."""
    check_frontier(scenario_in(shared_dir / "scenarios/genius" / name, LARGE[name]))


@pytest.mark.parametrize("name", ["Laptop", "domain162022"])
def test_negmas(shared_dir: Path, name):
    check_frontier(read_scenario([shared_dir / "scenarios/negmas" / name]).scenario)


def test_negolog(shared_dir: Path):
    for folder in sorted((shared_dir / "scenarios/negolog/domains").iterdir()):
        check_frontier(read_scenario([folder]).scenario)
