"""Genius XML: domains and linear additive profiles, discrete, integer and real issues.

Read as Genius reads it. A value's worth is its evaluation over the largest evaluation of its
issue, times the issue's weight. Integer issues are linear from their lower bound, real ones linear
or triangular and cut into steps. Non-linear profiles add hyper-rectangles. What Genius accepts
and a strict parser does not (words before the XML, bare ampersands) is forgiven.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from onetext.bargaining import Scenario
from onetext.errors import InvalidCase, Place, Problem, UnreadableFile
from onetext.formats.files import read_text
from onetext.formats.profiles import Issue, Profile

DEFAULT_STEPS = 11
"""Into how many values a real issue is cut unless told otherwise, both ends included."""

MAX_VALUES = 100_000

_BARE_AMPERSAND = re.compile(r"&(?!#?\w{1,10};)")


@dataclass(frozen=True)
class GeniusFile:
    """What one Genius file holds: the issues, and one party's profile if it is a profile."""

    name: str
    issues: tuple[Issue, ...]
    profile: Profile | None
    notes: tuple[str, ...] = ()


def read_genius_file(path: Path, steps: int = DEFAULT_STEPS) -> GeniusFile:
    """Read a domain or a profile.

    Raises
    ------
    UnreadableFile
        If the file is not text or not XML.
    InvalidCase
        If it is XML but not a domain or profile that can be read; with every problem found.
    """
    return parse_genius(read_text(path), str(path), path.stem, steps)


def parse_genius(text: str, file: str, party: str, steps: int = DEFAULT_STEPS) -> GeniusFile:
    """Read a domain or a profile from its text; `party` names the profile's owner."""
    reader = _Reader(file, steps)
    root = _root(text, file)
    space = root if root.tag == "utility_space" else root.find(".//utility_space")
    objective = None if space is None else space.find("objective")
    if space is None or objective is None:
        raise InvalidCase(
            reader.problem(
                "there is no utility space",
                "a Genius file holds <utility_space> with an <objective> and its issues",
                "give a Genius domain or profile",
            )
        )
    elements = list(objective.iter("issue"))
    elements = [e for e in elements if e.find("item") is not None or e.get("name")]
    if objective.find("rules") is not None or space.get("type") == "constraint":
        raise InvalidCase(_ranked(reader))
    issues = tuple(reader.issue(element) for element in elements)
    if not issues:
        reader.add("it has no issues", "packages choose a value of every issue", "add an issue")
    profile = None
    if _is_profile(root, objective, space):
        profile = reader.profile(space, objective, elements, issues, party)
    if reader.problems:
        raise InvalidCase.of(reader.problems)
    return GeniusFile(objective.get("name") or party, issues, profile, tuple(reader.notes))


def _root(text: str, file: str) -> ET.Element:
    start = text.find("<")
    body = _BARE_AMPERSAND.sub("&amp;", text[max(start, 0) :])
    if "<!ENTITY" in body or "<!DOCTYPE" in body:
        raise _not_xml(file, "it declares entities, which no scenario needs")
    try:
        return ET.fromstring(body)
    except ET.ParseError as error:
        line, column = error.position
        raise _not_xml(file, f"{error.args[0]}", line, column + 1) from None
    except (ValueError, RecursionError) as error:
        raise _not_xml(file, str(error)) from None


def _not_xml(
    file: str, because: str, line: int | None = None, column: int | None = None
) -> UnreadableFile:
    return UnreadableFile(
        Problem(
            "the file is not XML that can be read",
            because,
            "open it in an editor that checks XML",
            Place(file=file, line=line, column=column),
        )
    )


def _ranked(reader: _Reader) -> Problem:
    return reader.problem(
        "it ranks values and zeroes combinations instead of scoring them",
        "how ranks add up to a utility is not written in the file, and guessing would be silent",
        "write the scores out, or give the rules as a onetext scenario file",
    )


def _is_profile(root: ET.Element, objective: ET.Element, space: ET.Element) -> bool:
    has_scores = any("evaluation" in item.attrib for item in objective.iter("item"))
    has_evaluator = objective.find(".//issue/evaluator") is not None
    has_weights = objective.find("weight") is not None
    return root.tag == "utility_space" and (
        has_scores or has_evaluator or has_weights or space.find("ufun") is not None
    )


class _Reader:
    """Reads elements, gathering problems instead of stopping at the first."""

    def __init__(self, file: str, steps: int) -> None:
        self.file = file
        self.steps = steps
        self.problems: list[Problem] = []
        self.notes: list[str] = []

    def problem(self, what: str, because: str, hint: str, path: str = "") -> Problem:
        return Problem(what, because, hint, Place(file=self.file, path=path))

    def add(self, what: str, because: str, hint: str, path: str = "") -> None:
        self.problems.append(self.problem(what, because, hint, path))

    def number(self, text: str | None, default: float, what: str, path: str) -> float:
        """Return an attribute as a finite number; `default` if it is absent or null."""
        if text is None or text.strip().lower() in ("", "null"):
            return default
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            self.add(f"{what} is {text!r}", "a finite number belongs here", "correct it", path)
            return default
        return value

    def issue(self, element: ET.Element) -> Issue:
        name = element.get("name") or f"issue {element.get('index', '?')}"
        kind = _kind(element)
        if kind == "discrete":
            values = [item.get("value", "") for item in _items(element)]
            if not values:
                self.add(*_NO_VALUES.get(_written_kind(element), _NO_VALUES[""]), name)
            if len(set(values)) < len(values):
                self.notes.append(f"{name}: a value comes twice; its last evaluation counts")
            return Issue(name, tuple(dict.fromkeys(values)))
        low, high = self.bounds(element, name)
        if kind == "integer":
            return Issue(name, tuple(str(v) for v in range(int(low), int(high) + 1)))
        self.notes.append(f"{name}: a real-valued issue, cut into {self.steps} values")
        return Issue(name, tuple(f"{v:.10g}" for v in _grid(low, high, self.steps)))

    def bounds(self, element: ET.Element, name: str) -> tuple[float, float]:
        """Lower and upper end of a numeric issue."""
        holder = element.find("range")
        source = element if holder is None or element.get("lowerbound") else holder
        low = self.number(source.get("lowerbound"), 0.0, "the lower bound", name)
        high = self.number(source.get("upperbound"), low, "the upper bound", name)
        if high < low or high - low > MAX_VALUES:
            self.add(
                f"it ranges from {low:g} to {high:g}",
                f"a range runs upwards and has at most {MAX_VALUES:,} values",
                "correct the bounds",
                name,
            )
            return 0.0, 0.0
        return low, high

    def profile(
        self,
        space: ET.Element,
        objective: ET.Element,
        elements: Sequence[ET.Element],
        issues: tuple[Issue, ...],
        party: str,
    ) -> Profile:
        weights = self.weights(objective, elements)
        is_additive = space.find("ufun") is None
        scores = [
            self.scores(element, issue, weight) if is_additive else (0.0,) * len(issue.values)
            for element, issue, weight in zip(elements, issues, weights, strict=True)
        ]
        indices = [element.get("index", "") for element in elements]
        return Profile(
            party=party,
            file=self.file,
            issues=issues,
            scores=tuple(scores),
            reservation=self.value_of(space, "reservation", 0.0),
            discount=self.value_of(space, "discount_factor", 1.0),
            bonuses=() if is_additive else tuple(self.rectangles(space, indices, issues)),
        )

    def value_of(self, space: ET.Element, tag: str, default: float) -> float:
        element = space.find(tag)
        if element is None:
            element = space.find(f"objective/{tag}")
        text = None if element is None else element.get("value")
        return self.number(text, default, f"the {tag.replace('_', ' ')}", tag)

    def weights(self, objective: ET.Element, elements: Sequence[ET.Element]) -> list[float]:
        by_index = {
            weight.get("index"): self.number(weight.get("value"), 0.0, "a weight", "weights")
            for weight in objective.findall("weight")
        }
        if not by_index:
            return [1.0 / len(elements)] * len(elements)
        weights = []
        for element in elements:
            index = element.get("index")
            if index not in by_index:
                self.add(
                    "it has no weight", "weights say what an issue counts", "add one", str(index)
                )
            weights.append(by_index.get(index, 0.0))
        total = sum(weights)
        if any(w < 0 for w in weights) or not total > 0 or abs(total - 1) > 0.05:
            self.add(
                f"the weights add up to {total:g}",
                "they are shares of 1, none of them negative",
                "correct the weights",
                "weights",
            )
        return weights

    def scores(self, element: ET.Element, issue: Issue, weight: float) -> tuple[float, ...]:
        if _kind(element) == "discrete":
            worth = self.evaluations(element, issue.name)
        else:
            worth = self.evaluated(element, issue)
        return tuple(weight * value for value in worth)

    def evaluations(self, element: ET.Element, name: str) -> list[float]:
        raw: dict[str | None, float] = {}
        for item in _items(element):
            text = item.get("evaluation")
            if text is None:
                self.add(
                    f"the value {item.get('value')!r} has no evaluation",
                    "a profile says what every value is worth to its party",
                    'add evaluation="…", or give a complete profile',
                    name,
                )
            raw[item.get("value")] = self.number(text, 0.0, "an evaluation", name)
        largest = max(raw.values(), default=0.0)
        if any(value < 0 for value in raw.values()):
            self.add("an evaluation is negative", "they count from 0 up", "correct it", name)
        return [value / largest if largest > 0 else 0.0 for value in raw.values()]

    def evaluated(self, element: ET.Element, issue: Issue) -> list[float]:
        evaluator = element.find("evaluator")
        kind = None if evaluator is None else evaluator.get("ftype")
        numbers = [float(value) for value in issue.values]
        if evaluator is not None and kind == "linear":
            return self.linear(evaluator, numbers, issue.name)
        if evaluator is not None and kind == "triangular":
            corners = [
                self.number(evaluator.get(f"parameter{k}"), 0.0, "a corner", issue.name)
                for k in range(3)
            ]
            return [_triangle(value, *corners) for value in numbers]
        self.add(
            f"its evaluator is {kind!r}",
            "linear and triangular evaluators are read",
            "write the issue as a discrete one with an evaluation per value",
            issue.name,
        )
        return [0.0] * len(numbers)

    def linear(self, evaluator: ET.Element, numbers: list[float], name: str) -> list[float]:
        if "slope" in evaluator.attrib:
            slope = self.number(evaluator.get("slope"), 0.0, "the slope", name)
            offset = self.number(evaluator.get("offset"), 0.0, "the offset", name)
            return [offset + slope * (value - numbers[0]) for value in numbers]
        slope = self.number(evaluator.get("parameter1"), 0.0, "the slope", name)
        offset = self.number(evaluator.get("parameter0"), 0.0, "the offset", name)
        return [min(1.0, max(0.0, offset + slope * value)) for value in numbers]

    def rectangles(
        self, space: ET.Element, indices: Sequence[str], issues: Sequence[Issue]
    ) -> Iterator[tuple[tuple[tuple[int, tuple[int, ...]], ...], float]]:
        """Yield where and how much each hyper-rectangle of a non-linear profile adds."""
        most = self.number(space.get("maxutility"), 0.0, "the largest utility", "utility_space")
        unit = most if most > 0 else 1.0
        for ufun in space.findall("ufun"):
            weight = self.number(ufun.get("weight"), 1.0, "a weight", "ufun")
            for rectangle in ufun.iter("hyperRectangle"):
                utility = self.number(rectangle.get("utility"), 0.0, "a utility", "hyperRectangle")
                where = []
                for bound in rectangle:
                    if bound.tag != "INCLUDES" or bound.get("index") not in indices:
                        self.add(
                            f"a hyper-rectangle has <{bound.tag} index={bound.get('index')!r}>",
                            "INCLUDES of the issues above are read",
                            "write it with INCLUDES",
                            "hyperRectangle",
                        )
                        continue
                    point = indices.index(bound.get("index", ""))
                    low = self.number(bound.get("min"), -math.inf, "min", "hyperRectangle")
                    high = self.number(bound.get("max"), math.inf, "max", "hyperRectangle")
                    inside = [
                        o for o, v in enumerate(issues[point].values) if low <= _float(v) <= high
                    ]
                    where.append((point, tuple(inside)))
                yield tuple(where), weight * utility / unit


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


_NO_VALUES = {
    "": ("it has no values", "a package chooses one of them", "add values"),
    "price": (
        "it is a price issue",
        "what a price is worth depends on a rationality factor that Genius keeps to itself",
        "write it as a discrete issue with an evaluation per value",
    ),
}


def _written_kind(element: ET.Element) -> str:
    """Return the kind of issue as written: discrete, integer, real, price; empty if unwritten."""
    return element.get("vtype") or element.get("type") or element.get("etype") or ""


def _kind(element: ET.Element) -> str:
    kind = _written_kind(element)
    return kind if kind in ("integer", "real") else "discrete"


def _items(element: ET.Element) -> list[ET.Element]:
    return element.findall("item")


def _grid(low: float, high: float, steps: int) -> list[float]:
    if high == low or steps < 2:
        return [low]
    return [low + (high - low) * k / (steps - 1) for k in range(steps)]


def _triangle(value: float, low: float, high: float, top: float) -> float:
    """Rise from 0 at `low` to 1 at `top`, fall to 0 at `high`."""
    if value < low or value > high:
        return 0.0
    if value <= top:
        return 1.0 if top == low else (value - low) / (top - low)
    return 1.0 if high == top else (high - value) / (high - top)


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


def demand_plain(scenario: Scenario, target: str) -> None:
    """Refuse what a format without rules cannot carry, instead of dropping it."""
    problems = [
        Problem(
            f"the scenario has {what}",
            f"{target} has no place for them, and they would be lost in silence",
            "write a onetext scenario file, which carries them",
        )
        for what, given in (
            ("rules", scenario.space.rules),
            ("forbidden choices", scenario.space.forbidden),
            ("interactions", scenario.interactions),
        )
        if given
    ]
    if problems:
        raise InvalidCase.of(problems)
