"""Genius XML written: a domain, and one party's scores as a profile from 0 to 1."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from onetext.bargaining import Scenario
from onetext.errors import InvalidCase, Problem
from onetext.formats.profiles import demand_plain


def genius_domain_text(scenario: Scenario, name: str = "domain") -> str:
    """Return a scenario's points as a Genius domain.

    Raises
    ------
    InvalidCase
        If the scenario has rules, forbidden choices or interactions, which the format cannot
        carry: they would be lost in silence.
    """
    return _written(scenario, name, None)


def genius_profile_text(scenario: Scenario, party: int, name: str = "domain") -> str:
    """Return one party's scores as a Genius profile, scaled to utilities from 0 to 1.

    Raises
    ------
    InvalidCase
        As for the domain; and if a score is negative.
    """
    return _written(scenario, name, party)


def _written(scenario: Scenario, name: str, party: int | None) -> str:
    demand_plain(scenario, "Genius XML")
    space = ET.Element("utility_space")
    objective = ET.SubElement(space, "objective", index="0", etype="objective", type="objective")
    objective.set("name", name)
    best = [1.0] * scenario.n_points
    if party is not None:
        best = [float(table[:, party].max()) for table in scenario.scores]
        if min(float(table[:, party].min()) for table in scenario.scores) < 0:
            raise InvalidCase(_negative())
    total = sum(best) or 1.0
    for p, point in enumerate(scenario.space.points):
        issue = ET.SubElement(objective, "issue", index=str(p + 1), name=point, vtype="discrete")
        issue.set("type", "discrete")
        issue.set("etype", "discrete")
        for o, option in enumerate(scenario.space.options[p]):
            item = ET.SubElement(issue, "item", index=str(o + 1), value=option)
            if party is not None:
                item.set("evaluation", repr(float(scenario.scores[p][o, party])))
    if party is not None:
        for p, most in enumerate(best):
            ET.SubElement(objective, "weight", index=str(p + 1), value=repr(most / total))
        ET.SubElement(space, "reservation", value=repr(float(scenario.reservation[party]) / total))
    ET.indent(space)
    if party is None:
        root = ET.Element("negotiation_template")
        root.append(space)
        return ET.tostring(root, encoding="unicode") + "\n"
    return ET.tostring(space, encoding="unicode") + "\n"


def _negative() -> Problem:
    return Problem(
        "a score is negative",
        "Genius XML counts evaluations from 0 up",
        "shift the party's scores and its reservation value by the same number",
    )
