"""NegMAS YAML: outcome spaces and additive, affine and discounted utility functions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from onetext.bargaining import Scenario
from onetext.errors import InvalidCase, Place, Problem
from onetext.formats.files import read_text
from onetext.formats.plain_yaml import plain_yaml, yaml_text
from onetext.formats.profiles import Issue, Profile, demand_plain, finite_number

MAX_VALUES = 100_000


def is_negmas_domain(content: Any) -> bool:
    """Whether this YAML content is an outcome space."""
    return isinstance(content, dict) and isinstance(content.get("issues"), list)


def read_negmas_domain(path: Path) -> tuple[Issue, ...]:
    """Read an outcome space."""
    return parse_negmas_domain(plain_yaml(read_text(path), str(path)), str(path))


def read_negmas_profile(path: Path, issues: Sequence[Issue]) -> Profile:
    """Read a utility function over these issues."""
    content = plain_yaml(read_text(path), str(path))
    return parse_negmas_profile(content, issues, str(path), path.stem)


def parse_negmas_domain(content: Any, file: str) -> tuple[Issue, ...]:
    """Read the issues of an outcome space from its YAML content.

    Raises
    ------
    InvalidCase
        If an issue has no values or is of a kind that has no list of values.
    """
    if not is_negmas_domain(content):
        raise _invalid(file, "there is no list of issues", "an outcome space has issues")
    return tuple(_issue(entry, number, file) for number, entry in enumerate(content["issues"]))


def _issue(entry: Any, number: int, file: str) -> Issue:
    if not isinstance(entry, dict):
        raise _invalid(file, f"issue number {number + 1} is no issue", "it has name and values")
    name = str(entry.get("name") or f"issue {number + 1}")
    kind = str(entry.get("type") or "CategoricalIssue")
    values = entry.get("values")
    if "Contiguous" in kind and isinstance(values, list) and _is_range(values):
        low, high = values
        return Issue(name, tuple(str(v) for v in range(low, high + 1)))
    if isinstance(values, int) and not isinstance(values, bool) and 0 < values <= MAX_VALUES:
        return Issue(name, tuple(str(v) for v in range(values)))
    if isinstance(values, list) and values and "Continuous" not in kind:
        return Issue(name, tuple(map(str, values)))
    raise _invalid(
        file,
        f"the values of the issue {name!r} ({kind}) cannot be listed",
        "categorical, ordinal and contiguous integer issues are read",
    )


def _is_range(values: list[Any]) -> bool:
    return (
        len(values) == 2
        and all(isinstance(v, int) for v in values)
        and 0 <= values[1] - values[0] <= MAX_VALUES
    )


def parse_negmas_profile(content: Any, issues: Sequence[Issue], file: str, party: str) -> Profile:
    """Read one utility function from its YAML content.

    A reservation value of minus infinity or none counts as 0: NegMAS's utilities start there.
    """
    discount = 1.0
    ufun = content
    while isinstance(ufun, dict) and "ufun" in ufun:
        discount = finite_number(ufun.get("discount", 1.0), file, "discount")
        ufun = ufun["ufun"]
    if not isinstance(ufun, dict):
        raise _invalid(file, "there is no utility function", "a profile is one")
    outer = content.get("reserved_value", ufun.get("reserved_value", 0.0))
    kind = str(ufun.get("type", ""))
    if "Affine" in kind or kind.endswith(("LinearUtilityFunction", "Affine")):
        scores = _affine(ufun, issues, file)
    elif "LinearAdditive" in kind:
        scores = _additive(ufun, issues, file)
    else:
        raise _invalid(
            file,
            f"the utility function is a {kind or 'nameless one'}",
            "linear additive and affine ones, discounted or not, are read",
        )
    reservation = _reservation(outer, file)
    return Profile(party, file, tuple(issues), scores, reservation, discount)


def _reservation(value: Any, file: str) -> float:
    if value is None or value == -math.inf:
        return 0.0
    return finite_number(value, file, "reserved_value")


def _affine(
    ufun: dict[str, Any], issues: Sequence[Issue], file: str
) -> tuple[tuple[float, ...], ...]:
    weights = _weights(ufun, issues, file)
    bias = finite_number(ufun.get("bias", 0.0), file, "bias") / len(issues)
    return tuple(
        tuple(bias + weight * _as_number(value, issue, file) for value in issue.values)
        for weight, issue in zip(weights, issues, strict=True)
    )


def _additive(
    ufun: dict[str, Any], issues: Sequence[Issue], file: str
) -> tuple[tuple[float, ...], ...]:
    weights = _weights(ufun, issues, file)
    functions = ufun.get("values")
    if isinstance(functions, dict):
        functions = [functions.get(issue.name) for issue in issues]
    if not isinstance(functions, list) or len(functions) != len(issues):
        raise _invalid(
            file, "there is not one value function per issue", "each issue has a value function"
        )
    bias = finite_number(ufun.get("bias", 0.0), file, "bias") / len(issues)
    return tuple(
        tuple(bias + weight * worth for worth in _worths(function, issue, file))
        for weight, function, issue in zip(weights, functions, issues, strict=True)
    )


def _worths(function: Any, issue: Issue, file: str) -> list[float]:
    kind = str(function.get("type", "TableFun")) if isinstance(function, dict) else ""
    path = f"values.{issue.name}"
    if isinstance(function, dict) and isinstance(function.get("mapping"), dict):
        table = {str(value): worth for value, worth in function["mapping"].items()}
        missing = [value for value in issue.values if value not in table]
        if missing:
            raise _invalid(file, f"{issue.name!r} has no worth for {missing[0]!r}", "all need one")
        return [finite_number(table[value], file, path) for value in issue.values]
    numbers = [_as_number(value, issue, file) for value in issue.values] if kind else []
    if "IdentityFun" in kind:
        return numbers
    if "AffineFun" in kind or "LinearFun" in kind:
        slope = finite_number(function.get("slope", 1.0), file, path)
        bias = finite_number(function.get("bias", 0.0), file, path)
        return [slope * number + bias for number in numbers]
    raise _invalid(
        file,
        f"the value function of {issue.name!r} is a {kind or 'nameless one'}",
        "tables, affine, linear and identity functions are read",
    )


def _weights(ufun: dict[str, Any], issues: Sequence[Issue], file: str) -> list[float]:
    weights = ufun.get("weights")
    if isinstance(weights, dict):
        weights = [weights.get(issue.name) for issue in issues]
    if not isinstance(weights, list) or len(weights) != len(issues):
        raise _invalid(
            file,
            f"there are {len(weights) if isinstance(weights, list) else 'no'} weights "
            f"for {len(issues)} issues",
            "each issue has one weight; perhaps the profile belongs to another domain",
        )
    return [finite_number(weight, file, "weights") for weight in weights]


def _as_number(value: str, issue: Issue, file: str) -> float:
    try:
        return float(value)
    except ValueError:
        raise _invalid(
            file,
            f"{value!r} of {issue.name!r} is no number",
            "this utility function multiplies values",
        ) from None


def _invalid(file: str, what: str, because: str) -> InvalidCase:
    return InvalidCase(
        Problem(what, because, "give a NegMAS domain and its profiles", Place(file=file))
    )


def negmas_domain_text(scenario: Scenario, name: str = "domain") -> str:
    """Return a scenario's points as a NegMAS outcome space.

    Raises
    ------
    InvalidCase
        If the scenario has rules, forbidden choices or interactions, which NegMAS loses.
    """
    demand_plain(scenario, "NegMAS YAML")
    issues = [
        {"name": point, "type": "CategoricalIssue", "values": list(options)}
        for point, options in zip(scenario.space.points, scenario.space.options, strict=True)
    ]
    return yaml_text({"name": name, "type": "DiscreteCartesianOutcomeSpace", "issues": issues})


def negmas_profile_text(scenario: Scenario, party: int) -> str:
    """Return one party's scores as a NegMAS utility function, on the scenario's own scale."""
    demand_plain(scenario, "NegMAS YAML")
    values = [
        {
            "type": "TableFun",
            "mapping": {
                option: float(worth) for option, worth in zip(options, table[:, party], strict=True)
            },
        }
        for options, table in zip(scenario.space.options, scenario.scores, strict=True)
    ]
    return yaml_text(
        {
            "name": scenario.parties[party],
            "type": "LinearAdditiveUtilityFunction",
            "reserved_value": float(scenario.reservation[party]),
            "weights": [1.0] * scenario.n_points,
            "values": values,
        }
    )
