"""Genius XML: domains, and profiles that are additive, non-linear or ranked.

Read as Genius 10.4 reads it, and what it accepts and a strict parser does not (words before the
XML, bare ampersands) is forgiven. One concern per file: `genius_xml_issues`, `_evaluators`,
`_price`, `_rectangles`, `_ranks` with `_zeroing`, and `_written` for the way out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from onetext.errors import InvalidCase, Place, Problem, UnreadableFile
from onetext.formats.files import read_text
from onetext.formats.genius_xml_complaints import Complaints
from onetext.formats.genius_xml_evaluators import worths_of
from onetext.formats.genius_xml_issues import PRICE, kind_of, read_issue
from onetext.formats.genius_xml_price import add_price
from onetext.formats.genius_xml_ranks import ranked_scores
from onetext.formats.genius_xml_rectangles import rectangle_bonuses
from onetext.formats.profiles import Bonus, Issue, Profile

DEFAULT_STEPS = 11
"""Into how many values a real issue is cut unless told otherwise, both ends included."""

_BARE_AMPERSAND = re.compile(r"&(?!#?\w{1,10};)")


@dataclass(frozen=True)
class GeniusFile:
    """What one Genius file holds: the issues, and one party's profile if it is a profile."""

    name: str
    issues: tuple[Issue, ...]
    profile: Profile | None
    notes: tuple[str, ...] = ()


def read_genius_files(paths: Sequence[Path], steps: int = DEFAULT_STEPS) -> list[GeniusFile]:
    """Read a domain and its profiles, in any order; profiles take numeric values of the domain.

    Raises
    ------
    UnreadableFile
        If a file is not text or not XML.
    InvalidCase
        With every problem of the first file that is XML but can not be read as its kind.
    """
    trees = {path: utility_space(read_text(path), str(path)) for path in paths}
    domains = [path for path, space in trees.items() if not is_profile(space)]
    read = {path: _file(trees[path], str(path), path.stem, steps, {}) for path in domains}
    known = {issue.name: issue for path in domains[:1] for issue in read[path].issues}
    problems: list[Problem] = []
    for path in paths:
        if path not in read:
            try:
                read[path] = _file(trees[path], str(path), path.stem, steps, known)
            except InvalidCase as error:
                problems += error.problems
    if problems:
        raise InvalidCase.of(problems)
    return [read[path] for path in paths]


def parse_genius(
    text: str,
    file: str,
    party: str,
    steps: int = DEFAULT_STEPS,
    domain: Mapping[str, Issue] | None = None,
) -> GeniusFile:
    """Read a domain or a profile from its text; `party` names the profile's owner."""
    return _file(utility_space(text, file), file, party, steps, domain or {})


@dataclass(frozen=True)
class Space:
    """The parts of a file that everything else stands in."""

    root: ET.Element
    space: ET.Element
    objective: ET.Element


def utility_space(text: str, file: str) -> Space:
    """Return the utility space of a file's text, with its objective.

    Raises
    ------
    UnreadableFile
        If the text is not XML.
    InvalidCase
        If there is no utility space with an objective in it.
    """
    root = _root(text, file)
    space = root if root.tag == "utility_space" else root.find(".//utility_space")
    objective = None if space is None else space.find("objective")
    if space is None or objective is None:
        raise InvalidCase(
            Problem(
                "there is no utility space",
                "a Genius file holds <utility_space> with an <objective> and its issues",
                "give a Genius domain or profile",
                Place(file=file),
            )
        )
    return Space(root, space, objective)


def is_profile(found: Space) -> bool:
    """Whether a file says what values are worth to a party, rather than which there are."""
    objective, space = found.objective, found.space
    return found.root.tag == "utility_space" and (
        any("evaluation" in item.attrib for item in objective.iter("item"))
        or objective.find(".//issue/evaluator") is not None
        or objective.find("weight") is not None
        or objective.find("rules") is not None
        or next(space.iter("ufun"), None) is not None
    )


def _file(
    found: Space, file: str, party: str, steps: int, domain: Mapping[str, Issue]
) -> GeniusFile:
    complaints = Complaints(file)
    rules = found.objective.find("rules")
    ranked = set() if rules is None else set(rules.iter("issue"))
    elements = [
        element
        for element in found.objective.iter("issue")
        if (element.find("item") is not None or element.get("name")) and element not in ranked
    ]
    issues = tuple(read_issue(element, complaints, steps, domain) for element in elements)
    if not issues:
        complaints.add("it has no issues", "packages choose a value of every issue", "add an issue")
    profile = None
    if found.space.get("type") == "constraint" and rules is None:
        complaints.add(
            "it has no ranks", "a profile of constraints ranks its values", "add <rules>", "rules"
        )
    if issues and is_profile(found):
        profile = _profile(found, elements, issues, complaints, party)
    if complaints.problems:
        raise InvalidCase.of(dict.fromkeys(complaints.problems))
    name = found.objective.get("name") or party
    if complaints.cut:
        cut = ", ".join(complaints.cut)
        complaints.notes.append(f"real numbers, cut into {steps} values (--steps): {cut}")
    return GeniusFile(name, issues, profile, tuple(dict.fromkeys(complaints.notes)))


def _profile(
    found: Space,
    elements: Sequence[ET.Element],
    issues: tuple[Issue, ...],
    complaints: Complaints,
    party: str,
) -> Profile:
    rules = found.objective.find("rules")
    if found.space.get("type", "").lower() == "uncertain":
        complaints.notes.append(
            f"{party}: a profile that Genius shows only in samples to its party; read as a whole"
        )
    indices = [element.get("index", "") for element in elements]
    scores = [[0.0] * len(issue.values) for issue in issues]
    bonuses: Sequence[Bonus]
    if rules is not None:
        ranked = ranked_scores(rules, indices, issues, complaints)
        scores, bonuses = [list(row) for row in ranked.scores], ranked.bonuses
    elif next(found.space.iter("ufun"), None) is not None:
        bonuses = rectangle_bonuses(found.space, indices, issues, complaints)
    else:
        bonuses = _additive(found.objective, elements, issues, scores, complaints)
    everywhere = sum(score for where, score in bonuses if not where)
    scores[0] = [score + everywhere for score in scores[0]]
    return Profile(
        party=party,
        file=complaints.file,
        issues=issues,
        scores=tuple(map(tuple, scores)),
        reservation=_value(found, "reservation", 0.0, complaints),
        discount=_value(found, "discount_factor", 1.0, complaints),
        bonuses=tuple((where, score) for where, score in bonuses if where),
    )


def _additive(
    objective: ET.Element,
    elements: Sequence[ET.Element],
    issues: Sequence[Issue],
    scores: list[list[float]],
    complaints: Complaints,
) -> list[Bonus]:
    """Fill in the scores of an additive profile; a price issue brings bonuses."""
    bonuses: list[Bonus] = []
    weights = _weights(objective, elements, complaints)
    for point, (element, weight) in enumerate(zip(elements, weights, strict=True)):
        if kind_of(element) == PRICE and element.find("evaluator") is None:
            bonuses += add_price(point, weight, elements, issues, scores, complaints)
            continue
        for option, worth in enumerate(worths_of(element, issues[point], complaints)):
            scores[point][option] += weight * worth
    return bonuses


def _weights(
    objective: ET.Element, elements: Sequence[ET.Element], complaints: Complaints
) -> list[float]:
    by_index = {
        weight.get("index"): complaints.number(weight.get("value"), 0.0, "a weight", "weights")
        for weight in objective.findall("weight")
    }
    if not by_index:
        return [1.0 / len(elements)] * len(elements)
    for element in elements:
        index = element.get("index")
        if index not in by_index:
            complaints.add(
                "it has no weight",
                "weights say what an issue counts",
                "add one",
                element.get("name") or str(index),
            )
    weights = [by_index.get(element.get("index"), 0.0) for element in elements]
    total = sum(weights)
    if any(w < 0 for w in weights) or not total > 0 or abs(total - 1) > 0.05:
        complaints.add(
            f"the weights add up to {total:g}",
            "they are shares of 1, none of them negative",
            "correct the weights",
            "weights",
        )
    return weights


def _value(found: Space, tag: str, default: float, complaints: Complaints) -> float:
    element = found.space.find(tag)
    if element is None:
        element = found.objective.find(tag)
    text = None if element is None else element.get("value")
    return complaints.number(text, default, f"the {tag.replace('_', ' ')}", tag)


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
