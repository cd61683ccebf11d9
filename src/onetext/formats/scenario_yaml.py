"""Our own scenario file in YAML: it carries everything, rules and interactions included.

::

    scenario: Two points
    parties: {north: 1, south: 0}        # what each has without an agreement
    points:
      border:
        open:   {north: 3, south: 0}
        closed: {north: 0, south: 2}
    rules:
      - {kind: requires, when: {border: [open]}, then: {customs: [joint]}}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from onetext.bargaining import (
    AtMost,
    Choice,
    Excludes,
    IfThen,
    Interaction,
    Linear,
    Requires,
    Rule,
    Scenario,
    Space,
)
from onetext.errors import InvalidCase, Place, Problem
from onetext.formats.plain_yaml import yaml_text
from onetext.formats.profiles import ReadScenario


def is_scenario_file(content: Any) -> bool:
    """Whether this YAML content is one of our scenario files."""
    return isinstance(content, dict) and {"parties", "points"} <= content.keys()


def parse_scenario_yaml(content: Any, file: str) -> ReadScenario:
    """Read a scenario from the YAML content of its file.

    Raises
    ------
    InvalidCase
        With every problem found.
    """
    reader = _Reader(file)
    if not is_scenario_file(content):
        reader.add("it is no scenario file", "it has parties and points", "")
        raise InvalidCase.of(reader.problems)
    scenario = reader.scenario(content)
    if reader.problems or scenario is None:
        raise InvalidCase.of(reader.problems)
    return ReadScenario(scenario, str(content.get("scenario") or Path(file).stem))


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.places: dict[str, tuple[int, dict[str, int]]] = {}

    def add(self, what: str, because: str, path: str) -> None:
        hint = "see the page on scenario files"
        self.problems.append(Problem(what, because, hint, Place(file=self.file, path=path)))

    def scenario(self, content: Mapping[str, Any]) -> Scenario | None:
        parties = self.table(content["parties"], "parties")
        points = self.table(content["points"], "points")
        reservation = [self.number(v, f"parties.{p}") for p, v in parties.items()]
        scores: list[list[list[float]]] = []
        options: list[tuple[str, ...]] = []
        for index, (point, of_point) in enumerate(points.items()):
            rows = self.table(of_point, f"points.{point}")
            names = tuple(rows)
            self.places[point] = (index, {name: o for o, name in enumerate(names)})
            options.append(names)
            scores.append(
                [self.row(row, parties, f"points.{point}.{o}") for o, row in rows.items()]
            )
        rules = [self.rule(r, f"rules[{n}]") for n, r in self.listed(content, "rules")]
        forbidden = [
            choice
            for n, entry in self.listed(content, "forbidden")
            for choice in self.choices(entry, f"forbidden[{n}]")
        ]
        interactions = [
            self.interaction(entry, parties, f"interactions[{n}]")
            for n, entry in self.listed(content, "interactions")
        ]
        if self.problems:
            return None
        try:
            return Scenario.of(
                scores,
                reservation,
                parties=list(parties),
                points=list(points),
                options=options,
                rules=[rule for rule in rules if rule is not None],
                forbidden=forbidden,
                interactions=interactions,
            )
        except InvalidCase as error:
            for problem in error.problems:
                self.add(problem.what, problem.because, problem.place.path)
            return None

    def table(self, value: Any, path: str) -> dict[str, Any]:
        if isinstance(value, dict) and value:
            return {str(key): entry for key, entry in value.items()}
        self.add("this is not a table of names", "names stand before a colon", path)
        return {}

    def listed(self, content: Mapping[str, Any], key: str) -> Iterable[tuple[int, Any]]:
        value = content.get(key) or []
        if not isinstance(value, list):
            self.add("this is not a list", "entries start with a dash", key)
            return []
        return enumerate(value, start=1)

    def number(self, value: Any, path: str) -> float:
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if is_number and abs(value) < 1e300:  # NaN fails the comparison
            number: float = value  # whole numbers stay whole
            return number
        self.add(f"{str(value)[:60]!r} is not a number", "a finite number belongs here", path)
        return 0.0

    def row(self, row: Any, parties: Mapping[str, Any], path: str) -> list[float]:
        given = self.table(row, path)
        for name in given.keys() - parties.keys():
            self.add(f"{name!r} is no party", "scores belong to the parties above", path)
        missing = [name for name in parties if name not in given]
        if given and missing:
            self.add(f"{missing[0]!r} has no score", "every party scores every option", path)
        return [self.number(given.get(name, 0), f"{path}.{name}") for name in parties]

    def choices(self, value: Any, path: str) -> tuple[Choice, ...]:
        """Read ``{point: [option, ...]}`` or ``{point: option}``."""
        found = []
        for point, names in self.table(value, path).items():
            if point not in self.places:
                self.add(f"{point!r} is no point", "choices name the points above", path)
                continue
            index, known = self.places[point]
            for name in names if isinstance(names, list) else [names]:
                if str(name) in known:
                    found.append((index, known[str(name)]))
                else:
                    self.add(f"{point!r} has no option {str(name)!r}", "options are named", path)
        return tuple(found)

    def rule(self, entry: Any, path: str) -> Rule | None:
        fields = self.table(entry, path)
        words = {"id": str(fields.get("id", "")), "because": str(fields.get("because", ""))}
        kind = fields.get("kind")
        if kind in ("requires", "if-then"):
            when = self.choices(fields.get("when"), f"{path}.when")
            then = self.choices(fields.get("then"), f"{path}.then")
            return (
                Requires(when, then, **words) if kind == "requires" else IfThen(when, then, **words)
            )
        if kind == "excludes":
            return Excludes(self.choices(fields.get("together"), f"{path}.together"), **words)
        if kind == "at-most":
            among = self.choices(fields.get("among"), f"{path}.among")
            return AtMost(self.whole(fields.get("k"), f"{path}.k"), among, **words)
        if kind == "linear":
            return self.linear(fields, path, words)
        if fields:
            known = "requires, if-then, excludes, at-most, linear"
            self.add(f"the rule is of kind {kind!r}", f"kinds are {known}", path)
        return None

    def linear(self, fields: Mapping[str, Any], path: str, words: dict[str, str]) -> Rule:
        terms = []
        for point, row in self.table(fields.get("coefficients"), f"{path}.coefficients").items():
            for option, coefficient in self.table(row, f"{path}.coefficients.{point}").items():
                for choice in self.choices({point: option}, f"{path}.coefficients"):
                    terms.append((choice, self.whole(coefficient, f"{path}.coefficients.{point}")))
        return Linear(tuple(terms), self.whole(fields.get("at_most"), f"{path}.at_most"), **words)

    def whole(self, value: Any, path: str) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**40:
            return value
        self.add(f"{str(value)[:60]!r} is not a whole number", "counts are whole numbers", path)
        return 0

    def interaction(self, entry: Any, parties: Mapping[str, Any], path: str) -> Interaction:
        fields = self.table(entry, path)
        where: dict[int, list[int]] = {}
        for point, option in self.choices(fields.get("where"), f"{path}.where"):
            where.setdefault(point, []).append(option)
        scores = self.row(fields.get("scores"), parties, f"{path}.scores")
        return Interaction(tuple((p, tuple(o)) for p, o in where.items()), tuple(scores))


def scenario_yaml_text(scenario: Scenario, title: str = "scenario") -> str:
    """Return a scenario as one of our files; reading it back gives the same scenario."""
    space = scenario.space
    parties = dict(zip(scenario.parties, scenario.reservation.tolist(), strict=True))
    points = {
        point: {
            option: dict(zip(scenario.parties, row, strict=True))
            for option, row in zip(options, table.tolist(), strict=True)
        }
        for point, options, table in zip(space.points, space.options, scenario.scores, strict=True)
    }
    content: dict[str, Any] = {"scenario": title, "parties": parties, "points": points}
    if space.rules:
        content["rules"] = [_rule_fields(rule, space) for rule in space.rules]
    if space.forbidden:
        content["forbidden"] = [_named([choice], space) for choice in sorted(space.forbidden)]
    if scenario.interactions:
        content["interactions"] = [_interaction_fields(i, scenario) for i in scenario.interactions]
    return yaml_text(content)


def _rule_fields(rule: Rule, space: Space) -> dict[str, Any]:
    words = {k: v for k, v in (("id", rule.id), ("because", rule.because)) if v}
    if isinstance(rule, Requires):
        pair = {"when": _named(rule.when, space), "then": _named(rule.then, space)}
        return {"kind": "requires", **pair, **words}
    if isinstance(rule, IfThen):
        pair = {"when": _named(rule.when, space), "then": _named(rule.then_any, space)}
        return {"kind": "if-then", **pair, **words}
    if isinstance(rule, Excludes):
        return {"kind": "excludes", "together": _named(rule.together, space), **words}
    if isinstance(rule, AtMost):
        return {"kind": "at-most", "k": rule.k, "among": _named(rule.among, space), **words}
    coefficients: dict[str, dict[str, int]] = {}
    for (point, option), coefficient in rule.coefficients:
        row = coefficients.setdefault(space.points[point], {})
        name = space.options[point][option]
        row[name] = row.get(name, 0) + coefficient  # a choice named twice counts twice
    return {"kind": "linear", "coefficients": coefficients, "at_most": rule.at_most, **words}


def _named(choices: Iterable[Choice], space: Space) -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    for point, option in choices:
        named.setdefault(space.points[point], []).append(space.options[point][option])
    return named


def _interaction_fields(interaction: Interaction, scenario: Scenario) -> dict[str, Any]:
    choices = [(point, option) for point, options in interaction.where for option in options]
    scores = dict(zip(scenario.parties, interaction.scores, strict=True))
    return {"where": _named(choices, scenario.space), "scores": scores}
