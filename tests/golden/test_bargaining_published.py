"""Published tables and other tools' reference values: do we match print?

The base game of Abdelnabi and others (arXiv 2309.17234, MIT licence), the Adjusted Winner tables
of Brams and Taylor, and the reference values that NegoLog and Genius keep beside their domains.
"""

from __future__ import annotations

import csv
import json
import math
from collections import Counter
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from onetext.bargaining import (
    Scenario,
    analysis,
    egalitarian_solution,
    kalai_smorodinsky_solution,
    nash_solution,
    pareto_frontier,
    quota_deals,
    utilitarian_solution,
)
from onetext.bargaining.reference import brute_force
from onetext.formats.scenario_files import read_scenario
from onetext.formats.scorable_game import parse_scorable_game

BASE_GAME = {
    "DoT": "0,11,5\n0,20,25\n0,2,4,9\n10,26,40,0\n4,8,15,12,0\n65",
    "SportCo": "14,8,0\n11,7,0\n0,5,10,17\n35,29,20,0\n0,5,10,15,23\n55",
    "Environment": "0,22,45\n0,25,55\n0,0,0,0\n0,0,0,0\n0,0,0,0,0\n55",
    "Mayor": "14,8,0\n12,8,0\n24,18,12,0\n40,30,23,0\n0,2,4,7,10\n30",
    "Other cities": "0,4,10\n0,0,0\n12,8,6,0\n0,8,13,18\n60,45,30,15,0\n31",
    "Union": "15,20,0\n0,0,0\n42,35,25,0\n30,20,10,0\n2,4,6,8,0\n50",
}


@pytest.fixture(scope="module")
def base_game(tmp_path_factory):
    folder = tmp_path_factory.mktemp("base")
    for party, sheet in BASE_GAME.items():
        (folder / f"{party}.txt").write_text(sheet)
    return read_scenario([folder / f"{party}.txt" for party in BASE_GAME]).scenario


def deal(scenario, *numbers):
    return tuple(n - 1 for n in numbers)


def test_base_game_counts_of_feasible_deals(base_game):
    worths = [worth for _, worth in brute_force.packages(base_game)]
    minimum = base_game.reservation.tolist()
    reached = [[u >= m for u, m in zip(worth, minimum, strict=True)] for worth in worths]
    assert len(worths) == 720
    assert sum(all(row) for row in reached) == 12
    vetoes = (1, 0)  # SportCo and DoT
    assert sum(sum(row) >= 5 and all(row[v] for v in vetoes) for row in reached) == 55


def test_base_game_deals_that_five_would_sign_and_who_signs_them(base_game):
    """The counts by party, the deals that all six sign, and how many are undominated."""
    vetoes = [base_game.parties.index(name) for name in ("SportCo", "DoT")]
    found = quota_deals(base_game, 5, vetoes=vetoes)
    assert len(found.packages) == 55
    assert found.is_complete
    signed = Counter(base_game.parties[i] for signers in found.signers for i in signers)
    assert signed == {
        "Mayor": 55, "SportCo": 55, "DoT": 55, "Other cities": 47, "Union": 40, "Environment": 35,
    }  # fmt: skip
    everybody = [
        "".join(str(o + 1) for o in package)
        for package, signers in zip(found.packages, found.signers, strict=True)
        if len(signers) == 6
    ]
    assert everybody == [
        "13223", "13224", "13323", "13334", "23224", "23313",
        "23323", "23324", "23413", "32224", "32323", "32324",
    ]  # fmt: skip
    efficient = {tuple(row) for row in pareto_frontier(base_game).utilities.tolist()}
    worth = base_game.utilities(found.packages)
    undominated = [tuple(row) in efficient for row in worth.tolist()]
    assert sum(undominated) == 51
    of_all = [u for u, s in zip(undominated, found.signers, strict=True) if len(s) == 6]
    assert of_all == [True] * 12


def test_base_game_frontier_and_solutions(base_game):
    frontier = pareto_frontier(base_game)
    assert len(frontier) == len(brute_force.frontier(base_game))
    assert sum(frontier.n_packages_at(i) for i in range(len(frontier))) == 481
    nash = nash_solution(base_game)
    assert nash.packages == (deal(base_game, 2, 3, 3, 2, 3),)
    assert nash.utilities == ((81, 57, 77, 54, 48, 71),)
    assert nash.value == (6_031_872,)
    equal = egalitarian_solution(base_game)
    assert equal.packages == (deal(base_game, 2, 3, 4, 1, 3),)
    assert equal.utilities == ((70, 70, 77, 52, 34, 56),)
    assert equal.value[0] == 3
    total = utilitarian_solution(base_game)
    assert total.packages == (deal(base_game, 2, 3, 2, 2, 4),)
    assert total.value == (391,)
    everywhere = utilitarian_solution(base_game, within_zone=False)
    assert everywhere.packages == (deal(base_game, 2, 3, 1, 1, 1),)
    assert everywhere.value == (412,)


def test_base_game_kalai_smorodinsky_needs_the_next_smallest_share(base_game):
    """The least share ties at 0.1333 between two deals; leximin decides."""
    found = kalai_smorodinsky_solution(base_game)
    assert found.value[0] == pytest.approx(0.133333, abs=1e-6)
    assert found.packages == (deal(base_game, 2, 3, 3, 2, 3),)
    best = found.certificate.evidence["best_gains"]
    ideal = [g + r for g, r in zip(best, base_game.reservation.tolist(), strict=True)]
    assert ideal == [81, 70, 77, 69, 54, 83]


def test_reading_off_the_frontier_gives_the_same_as_the_solver(base_game):
    read_off = analysis(base_game).solutions
    for method in (
        nash_solution,
        egalitarian_solution,
        kalai_smorodinsky_solution,
        utilitarian_solution,
    ):
        solved = method(base_game)
        assert read_off[solved.method].packages == solved.packages
        assert read_off[solved.method].value == pytest.approx(solved.value)


def test_a_sheet_names_options_by_letter_and_number():
    sheet = parse_scorable_game(BASE_GAME["DoT"], "", "DoT")
    assert [len(issue.values) for issue in sheet.issues] == [3, 3, 4, 4, 5]
    assert sheet.reservation == 65


INDIVISIBLE = {
    # name: (points of the first, of the second), packages, distinct points, frontier, its packages,
    # Nash utilities
    "Camp David": (
        [(35, 55), (10, 5), (20, 10), (10, 5), (5, 20), (20, 5)], 64, 40, 11, 16, (60, 75)
    ),
    "Panama": (
        [(22, 9), (22, 15), (15, 15), (14, 3), (11, 15), (6, 5), (4, 11), (2, 7), (2, 7), (2, 13)],
        1024, 640, 20, 26, (64, 68),
    ),
    "Trump": ([(10, 38), (40, 20), (10, 30), (38, 10), (2, 2)], 32, 31, 11, None, (78, 70)),
    "Jolis": (
        [(35, 55), (6, 1), (8, 1), (8, 1), (5, 6), (18, 17), (15, 15), (5, 4)],
        256, 192, 25, 26, (60, 61),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", INDIVISIBLE)
def test_adjusted_winner_tables_as_indivisible_points(name):
    items, n_packages, n_worths, n_frontier, n_efficient, nash = INDIVISIBLE[name]
    scenario = Scenario.of([[[a, 0], [0, b]] for a, b in items])
    worths = {worth for _, worth in brute_force.packages(scenario)}
    frontier = pareto_frontier(scenario)
    assert scenario.space.n_outcomes == n_packages
    assert len(worths) == n_worths
    assert len(frontier) == n_frontier
    if n_efficient is not None:
        counted = sum(frontier.n_packages_at(i) for i in range(len(frontier)))
        assert counted == n_efficient
    assert set(nash_solution(scenario).utilities) == {nash}
    assert nash_solution(scenario).value == (math.prod(nash),)


def test_nash_and_welfare_points_of_every_negolog_domain(shared_dir: Path):
    """Its "Kalai" is the point of maximum social welfare, not Kalai's solution."""
    domains = sorted((shared_dir / "scenarios/negolog/domains").iterdir())
    assert domains
    for folder in domains:
        specs = json.loads((folder / "specs.json").read_text())
        profiles = [folder / "profileA.json", folder / "profileB.json"]
        scenario = read_scenario(profiles).scenario.with_reservation([0, 0])
        found = analysis(scenario).solutions
        assert scenario.space.n_outcomes == specs["NumberOfBids"], folder.name
        nash = (specs["Nash_A"], specs["Nash_B"])
        assert any(np.allclose(u, nash) for u in found["nash"].utilities), folder.name
        assert found["nash"].value[0] == pytest.approx(math.prod(nash)), folder.name
        welfare = (specs["Kalai_A"], specs["Kalai_B"])
        assert found["utilitarian"].value[0] == pytest.approx(sum(welfare)), folder.name
        assert any(np.allclose(u, welfare) for u in found["utilitarian"].utilities), folder.name


@pytest.fixture(scope="module")
def party_domain(shared_dir: Path):
    """Folder of Genius's party domain, and the 30 rows of its reference as dictionaries."""
    folder = shared_dir / "scenarios/genius/partydomain"
    text = (folder / "multitestexpected.txt").read_text(encoding="utf-8")
    _, names, *rows = csv.reader(text.splitlines(), delimiter=";")
    assert len(rows) == 30
    return folder, [dict(zip(names, row, strict=True)) for row in rows]


def columns(row: dict[str, str], head: str) -> list[str]:
    return [row[f"{head} {i}"] for i in range(1, 5) if row[f"{head} {i}"]]


def test_genius_distances_to_frontier_and_nash_of_the_party_domain(party_domain):
    """Every row of which the shared data hold the profiles: 6 of 30, with 3 parties."""
    folder, rows = party_domain

    @cache
    def solved(names: tuple[str, ...]):
        found = analysis(read_scenario([folder / name for name in names]).scenario)
        return found.frontier.utilities, np.array(found.solutions["nash"].utilities[0])

    n_checked = 0
    for row in rows:
        names = tuple(columns(row, "Profile"))
        if not all((folder / name).exists() for name in names):
            continue
        frontier, nash = solved(names)
        worth = np.array([float(x) for x in columns(row, "Utility")])
        to_frontier = np.linalg.norm(frontier - worth, axis=1).min()
        assert to_frontier == pytest.approx(float(row["Dist. to Pareto"]), abs=6e-6)
        to_nash = np.linalg.norm(nash - worth)
        assert to_nash == pytest.approx(float(row["Dist. to Nash"]), abs=6e-6)
        assert worth.sum() == pytest.approx(float(row["Social Welfare"]), abs=6e-6)
        n_checked += 1
    assert n_checked == 6


def test_genius_utilities_of_the_other_rows_belong_to_one_package_of_ours(party_domain):
    """The other 24 rows need two profiles more, which only their authors have: no distance can be
    computed, but the utilities of the parties we do have must be those of one package."""
    folder, rows = party_domain
    n_checked = 0
    for row in rows:
        names = columns(row, "Profile")
        absent = {name for name in names if not (folder / name).exists()}
        if not absent or row["Agreement"] != "Yes":
            continue
        assert absent == {"party5_utility.xml", "party6_utility.xml"}
        known = {
            n: float(u)
            for n, u in zip(names, columns(row, "Utility"), strict=True)
            if n not in absent
        }
        scenario = read_scenario([folder / name for name in known]).scenario
        rows_of = np.array(list(product(*map(range, scenario.space.n_options))))
        worth = scenario.utilities(rows_of)
        near = np.abs(worth - np.array(list(known.values()))).max(axis=1)
        assert near.min() < 1e-9, row
        n_checked += 1
    assert n_checked > 10


def test_negmas_yaml_and_genius_xml_of_the_same_domain_agree(shared_dir: Path):
    """AgentHp2 is kept in both formats; NegMAS stretched each party's scale to reach 0 and 1."""
    names = ("consumer", "producer", "provider")
    genius, negmas = (
        read_scenario([shared_dir / "scenarios" / tool / "AgentHp2"]).scenario
        for tool in ("genius", "negmas")
    )
    rows = np.random.default_rng(3).integers(0, 7, (200, genius.n_points))
    for name in names:
        ours = genius.utilities(rows)[:, genius.parties.index(name)]
        theirs = negmas.utilities(rows)[:, negmas.parties.index(name)]
        assert np.corrcoef(ours, theirs)[0, 1] == pytest.approx(1)
