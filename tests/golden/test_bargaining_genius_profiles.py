"""Genius profiles that are not additive, against Genius's own definition, package by package.

Ranks with constraints (the Railway domain), a price with costs (2nd_hand_car) and hyper-rectangles
are compiled into scores and bonuses by the readers. Here each is evaluated once more, slowly and
directly, as Genius 10.4 defines it.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from onetext.bargaining import Status, analysis, pareto_frontier
from onetext.bargaining.reference import brute_force
from onetext.errors import InvalidCase
from onetext.formats.genius_xml import parse_genius
from onetext.formats.genius_xml_written import genius_domain_text
from onetext.formats.negmas_yaml import negmas_domain_text
from onetext.formats.plain_yaml import plain_yaml
from onetext.formats.profiles import Issue, scenario_of
from onetext.formats.scenario_files import read_scenario
from onetext.formats.scenario_yaml import parse_scenario_yaml, scenario_yaml_text
from onetext.formats.score_sheet import score_sheet_text

RAILWAY = ("Railway.xml", "NS.xml", "ProRail.xml", "Minister.xml")


def zeroes(constraint: ET.Element, bid: dict[str, str]) -> bool:
    """Whether a constraint bites, by the definition of its type."""
    kind = constraint.get("type")
    own = bid.get(constraint.get("index", ""), "")
    assigned = all(
        bid[a.get("index")] == a.get("value") for a in constraint.findall("valueassignment")
    )
    if kind == "zeroConstraint":
        return assigned
    if kind == "conditionalZeroConstraint":
        return assigned and constraint.get("value") not in own
    if kind.startswith("sumZero"):
        total = sum(int(bid[item.get("index")]) for item in constraint.findall("item"))
        if not int(constraint.get("min")) <= total <= int(constraint.get("max")):
            return False
        if kind == "sumZeroConstraintList":
            return any(c.get("value") in own for c in constraint.findall("condition"))
        return (constraint.get("value") in own) == (kind == "sumZeroConstraint")
    checks = {c.get("index"): c.get("condition") for c in constraint.findall("checkassignment")}
    if kind == "inclusiveZeroOutcomeConstraint":
        for index, condition in checks.items():
            if condition == "numeric=positive":
                if int(bid[index]) < 0:
                    return False
            elif condition not in bid[index]:
                return False
        return True
    assert kind == "conditionalZeroOutcomeConstraint"
    (number, sign), (index, text) = sorted(checks.items())
    assert sign == "numeric=negative"
    return int(bid[number]) < 0 and text not in bid[index]


def ranked_utility(root: ET.Element, bid: dict[str, str]) -> float:
    """Return the mean over issues of rank by largest rank, with everything zeroed that is."""
    constraints = root.findall(".//constraint")
    whole = [c for c in constraints if "Outcome" in c.get("type")]
    if any(zeroes(c, bid) for c in whole):
        return 0.0
    total = 0.0
    ranked = root.findall(".//ranks/issue")
    for issue in ranked:
        index = issue.get("index")
        own = [c for c in constraints if c not in whole and c.get("index") == index]
        if not any(zeroes(c, bid) for c in own):
            ranks = {item.get("value"): int(item.get("rank")) for item in issue}
            total += ranks[bid[index]] / max(ranks.values())
    return total / len(ranked)


@pytest.fixture(scope="module")
def railway(shared_dir: Path):
    folder = shared_dir / "scenarios/genius/Railway"
    return folder, read_scenario([folder / name for name in RAILWAY])


def test_ranks_and_constraints_are_worth_what_genius_says(railway):
    folder, read = railway
    scenario = read.scenario
    assert any("an order, not amounts" in note for note in read.notes)
    roots = [ET.parse(folder / name).getroot() for name in RAILWAY[1:]]
    rows = np.random.default_rng(20).integers(0, scenario.space.n_options, (400, 8))
    worth = scenario.utilities(rows)
    assert 0 < np.count_nonzero(worth == 0) < worth.size  # both kinds of package are drawn
    for row, ours in zip(rows.tolist(), worth, strict=True):
        bid = {str(p + 1): scenario.space.options[p][o] for p, o in enumerate(row)}
        assert ours == pytest.approx([ranked_utility(root, bid) for root in roots], abs=1e-12)


def test_the_railway_domain_survives_our_own_file_and_no_other(railway):
    """792 combinations with bonuses: carried to the last digit, or refused by name."""
    scenario = railway[1].scenario
    assert len(scenario.interactions) == 792
    text = scenario_yaml_text(scenario, "Railway")
    assert parse_scenario_yaml(plain_yaml(text, ""), "").scenario == scenario
    for write in (genius_domain_text, negmas_domain_text, score_sheet_text):
        with pytest.raises(InvalidCase, match="the scenario has interactions"):
            write(scenario)


@pytest.mark.slow
def test_the_frontier_of_the_railway_domain_equals_brute_force(railway):
    """All 655,360 packages; nothing dominates the 386 points, and they cover the rest."""
    scenario = railway[1].scenario
    found = analysis(scenario)
    assert found.frontier.status is Status.PROVED
    rows = np.array(list(product(*map(range, scenario.space.n_options))))
    worth = scenario.utilities(rows)
    points = found.frontier.utilities
    assert len(points) == 386
    for point in points:
        assert not np.any(
            np.all(worth >= point - 1e-9, axis=1) & np.any(worth > point + 1e-9, axis=1)
        )
    for block in np.array_split(worth, 200):
        assert np.all(points[None] + 1e-9 >= block[:, None], axis=2).any(axis=1).all()
    best = worth.prod(axis=1).max()
    assert found.solutions["nash"].value[0] == pytest.approx(best, abs=1e-6)


def test_a_price_is_worth_the_margin_left_above_the_costs(shared_dir: Path):
    """The dealer of 2nd_hand_car: (price - costs - lower) / (upper - lower - largest costs)."""
    folder = shared_dir / "scenarios/genius/2nd_hand_car"
    scenario = read_scenario([folder], steps=5).scenario
    dealer = scenario.parties.index("car_dealer")
    root = ET.parse(folder / "car_dealer.xml").getroot()
    weights = [float(w.get("value")) for w in root.iter("weight")]
    discrete = root.findall(".//issue")[:4]
    items = [{i.get("value"): i for i in issue.findall("item")} for issue in discrete]
    best = [max(float(i.get("evaluation")) for i in of.values()) for of in items]
    dearest = sum(max(float(i.get("cost")) for i in of.values()) for of in items)
    rows = np.array(list(product(*map(range, scenario.space.n_options))))[::7]
    for row, ours in zip(rows.tolist(), scenario.utilities(rows)[:, dealer], strict=True):
        *names, price = (scenario.space.options[p][o] for p, o in enumerate(row))
        chosen = [of[name] for of, name in zip(items, names, strict=True)]
        costs = sum(float(i.get("cost")) for i in chosen)
        margin = (float(price) - costs - 13000) / (20600 - 13000 - dearest)
        worth = [float(i.get("evaluation")) / b for i, b in zip(chosen, best, strict=True)]
        worth.append(min(1.0, max(0.0, margin)))
        assert ours == pytest.approx(sum(w * v for w, v in zip(weights, worth, strict=True)))


COSTS = {"x": [0, 3], "y": [2, 2], "z": [1]}


@pytest.mark.parametrize("steps", [2, 5, 14])
def test_a_price_with_costs_that_all_values_share(steps):
    issues = "".join(
        f'<issue index="{i}" name="{name}">'
        + "".join(f'<item value="{k}" cost="{c}" evaluation="1"/>' for k, c in enumerate(costs))
        + "</issue>"
        for i, (name, costs) in enumerate(COSTS.items())
    )
    text = (
        f'<utility_space><objective name="d">{issues}<issue index="3" name="p" type="price">'
        '<range lowerbound="10" upperbound="20"/></issue>'
        + "".join(f'<weight index="{i}" value="0.25"/>' for i in range(4))
        + "</objective></utility_space>"
    )
    wide = {"p": Issue("p", tuple(f"{5 + 20 * k / (steps - 1):.10g}" for k in range(steps)))}
    profile = parse_genius(text, "p.xml", "p", domain=wide).profile
    scenario = scenario_of([profile], title="p").scenario
    rows = np.array(list(product(*map(range, scenario.space.n_options))))
    expected = []
    for *chosen, k in rows.tolist():
        costs = sum(of[o] for of, o in zip(COSTS.values(), chosen, strict=True))
        margin = (float(wide["p"].values[k]) - costs - 10) / (20 - 10 - 6)
        expected.append(0.75 + 0.25 * min(1, max(0, margin)))
    assert scenario.utilities(rows)[:, 0] == pytest.approx(expected)


def test_a_profile_with_a_narrower_price_takes_the_values_of_the_domain(shared_dir: Path):
    """Each of the three files of 2nd_hand_car has another range; bids are the domain's."""
    scenario = read_scenario([shared_dir / "scenarios/genius/2nd_hand_car"], steps=3).scenario
    assert scenario.space.options[4] == ("13000", "17833", "22666")
    buyer = scenario.parties.index("car_buyer")
    # 3.4 - 0.00015 × price, cut off at 0 and 1, times the weight 0.18
    assert scenario.scores[4][:, buyer] == pytest.approx([0.18, 0.18 * (3.4 - 2.67495), 0.000018])


RECTANGLES = """

<utility_space type="nonlinear">
<objective description="" etype="objective" index="0" name="root" type="objective">
  <issue etype="integer" index="1" name="a" type="integer" vtype="integer" lowerbound="0"
   upperbound="9"/>
  <issue etype="integer" index="2" name="b" type="integer" vtype="integer" lowerbound="0"
   upperbound="4"/>
  <utility maxutility="200">
    <ufun type="PlainUfun" weight="1" aggregation="sum">
      <hyperRectangle utility="90">
        <INCLUDES index="1" min="7" max="9"/><INCLUDES index="2" min="0" max="2"/>
      </hyperRectangle>
      <hyperRectangle utility="30"><INCLUDES index="2" min="2" max="4"/></hyperRectangle>
      <hyperRectangle utility="20" weight="2">
        <EXCLUDES index="1" min="0" max="8"/><EXCLUDES index="2" min="1" max="4"/>
      </hyperRectangle>
      <hyperRectangle utility="10"/>
    </ufun>
  </utility>
</objective>
<reservation value="0.1"/><discount_factor value="0.5"/>
</utility_space>"""


def rectangle_worth(a: int, b: int) -> float:
    worth = 10.0
    worth += 90 if 7 <= a <= 9 and b <= 2 else 0
    worth += 30 if b >= 2 else 0
    worth += 0 if a <= 8 and b >= 1 else 40
    return worth / 200


def test_hyper_rectangles_inside_outside_and_without_bounds():
    """The layout of the ANAC 2014 domains; their files are not among the shared data."""
    read = parse_genius(RECTANGLES, "r.xml", "r")
    scenario = scenario_of([read.profile], title="r").scenario
    assert read.profile.reservation == 0.1
    rows = np.array(list(product(range(10), range(5))))
    worth = [rectangle_worth(a, b) for a, b in rows.tolist()]
    assert scenario.utilities(rows)[:, 0] == pytest.approx(worth)
    assert not any("largest utility" in note for note in read.notes)
    assert len(pareto_frontier(scenario)) == len(brute_force.frontier(scenario))


def test_rectangles_that_could_pass_the_largest_utility_are_noted():
    read = parse_genius(RECTANGLES.replace('maxutility="200"', 'maxutility="100"'), "r.xml", "r")
    assert any("cuts utilities off at 1" in note for note in read.notes)
