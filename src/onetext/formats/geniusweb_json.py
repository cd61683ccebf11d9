"""GeniusWeb JSON: domains, and profiles under either of their names; and NegoLog's profiles."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from onetext.errors import InvalidCase, Place, Problem, UnreadableFile
from onetext.formats.files import read_text
from onetext.formats.profiles import Issue, Profile, finite_number

_TABLES = ("discreteutils", "DiscreteValueSetUtilities")
_LINES = ("numberutils", "NumberValueSetUtilities")
MAX_VALUES = 100_000


def read_json_profile(path: Path) -> Profile:
    """Read one party's profile.

    Raises
    ------
    UnreadableFile
        If the file is not JSON.
    InvalidCase
        If it is JSON but no profile; never an empty table.
    """
    return json_profile(read_json(path), str(path), path.stem)


def read_json(path: Path) -> Any:
    """Read any JSON.

    Raises
    ------
    UnreadableFile
        If the file is not JSON.
    """
    return _content(read_text(path), str(path))


def parse_json_profile(text: str, file: str, party: str) -> Profile:
    """Read one party's profile from its text; `party` names it unless the profile does."""
    return json_profile(_content(text, file), file, party)


def json_profile(content: Any, file: str, party: str) -> Profile:
    """Read one party's profile from the content of its file."""
    if isinstance(content, dict) and "LinearAdditiveUtilitySpace" in content:
        return _geniusweb(content["LinearAdditiveUtilitySpace"], file, party)
    if isinstance(content, dict) and {"issueWeights", "issues"} <= content.keys():
        return _negolog(content, file, party)
    raise _invalid(
        file,
        "this JSON is no profile that can be read",
        "GeniusWeb profiles hold LinearAdditiveUtilitySpace, NegoLog's issueWeights and issues",
    )


def is_json_domain(content: Any) -> bool:
    """Whether this JSON is a GeniusWeb domain."""
    return isinstance(content, dict) and isinstance(content.get("issuesValues"), dict)


def json_domain(content: Any, file: str) -> tuple[Issue, ...]:
    """Read the issues of a GeniusWeb domain; ranges of numbers have every step as a value."""
    return tuple(
        Issue(str(name), _domain_values(values, str(name), file))
        for name, values in _mapping(content, "issuesValues", file).items()
    )


def _domain_values(values: Any, name: str, file: str) -> tuple[str, ...]:
    given = values.get("values") if isinstance(values, dict) else None
    if isinstance(given, list) and given:
        return tuple(map(str, given))
    given = values.get("range") if isinstance(values, dict) else None
    if isinstance(given, dict):
        low, high, step = (_decimal(given.get(end), file) for end in ("low", "high", "step"))
        if step > 0 and 0 <= (high - low) / step < MAX_VALUES:
            n = int((high - low) / step)
            return tuple(f"{(low + k * step).normalize():f}" for k in range(n + 1))
    raise _invalid(
        file,
        f"the values of the issue {name!r} cannot be listed",
        f"there are values, or a range with low, high and step of at most {MAX_VALUES:,} values",
    )


def _decimal(value: Any, file: str) -> Decimal:
    """Return a number of a range exactly; GeniusWeb writes them as text or as numbers."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("nan")
    if number.is_finite() and abs(number) < 10**15:
        return number
    raise _invalid(file, f"{str(value)[:40]!r} is no bound", "a range runs between numbers")


def _content(text: str, file: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is a ValueError
        line = getattr(error, "lineno", None)
        column = getattr(error, "colno", None)
        raise UnreadableFile(
            Problem(
                "the file is not JSON",
                getattr(error, "msg", None) or _reason(error),
                "check it with a JSON editor",
                Place(file=file, line=line, column=column),
            )
        ) from None


def _reason(error: Exception) -> str:
    is_deep = isinstance(error, RecursionError)
    return "it is nested too deeply" if is_deep else "a number in it has too many digits"


def _geniusweb(space: Any, file: str, party: str) -> Profile:
    weights = _mapping(space, "issueWeights", file)
    utilities = _mapping(space, "issueUtilities", file)
    _check_weights(weights, utilities, file)
    issues, scores = [], []
    inside = space.get("domain")
    domain = {i.name: i for i in json_domain(inside, file)} if is_json_domain(inside) else {}
    for name, table in utilities.items():
        values = _value_table(table, name, domain.get(name), file)
        weight = finite_number(weights.get(name), file, f"issueWeights.{name}")
        issues.append(Issue(name, tuple(values)))
        scores.append(tuple(weight * worth for worth in values.values()))
    reservation = _geniusweb_reservation(space, issues, scores)
    return Profile(party, file, tuple(issues), tuple(scores), reservation)


def _value_table(table: Any, name: str, issue: Issue | None, file: str) -> dict[str, float]:
    """Return value -> worth, whichever of the two names of the format holds it."""
    line = next((table[key] for key in _LINES if isinstance(table, dict) and key in table), None)
    if isinstance(line, dict) and issue is not None:
        return _on_line(line, issue, file)
    holder = next((table[key] for key in _TABLES if isinstance(table, dict) and key in table), None)
    if isinstance(holder, dict) and "valueUtilities" in holder:
        given = holder["valueUtilities"]
        if isinstance(given, dict) and given:
            path = f"issueUtilities.{name}"
            return {str(value): finite_number(worth, file, path) for value, worth in given.items()}
    raise _invalid(
        file,
        f"the issue {name!r} has no table of values",
        f"a table stands under {' or '.join(_TABLES)}, in valueUtilities, and is not empty",
    )


def _on_line(line: Mapping[str, Any], issue: Issue, file: str) -> dict[str, float]:
    """Return the worth of numbers on the line between the two that are given."""
    path = f"issueUtilities.{issue.name}"
    low, high = (_decimal(line.get(end), file) for end in ("lowValue", "highValue"))
    bottom, top = (
        finite_number(line.get(end), file, path) for end in ("lowUtility", "highUtility")
    )
    if not low < high:
        raise _invalid(file, f"{issue.name!r} runs from {low} to {high}", "a range runs upwards")
    slope = (top - bottom) / float(high - low)
    return {value: bottom + slope * float(_decimal(value, file) - low) for value in issue.values}


def _geniusweb_reservation(
    space: Mapping[str, Any], issues: list[Issue], scores: list[tuple[float, ...]]
) -> float:
    """Return what the reservation bid is worth; an issue it leaves open adds nothing."""
    bid = space.get("reservationBid")
    chosen = bid.get("issuevalues") if isinstance(bid, dict) else None
    if not isinstance(chosen, dict) or not chosen:
        return 0.0
    return sum(
        worth[issue.values.index(str(chosen[issue.name]))]
        for issue, worth in zip(issues, scores, strict=True)
        if str(chosen.get(issue.name)) in issue.values
    )


def _negolog(content: Mapping[str, Any], file: str, party: str) -> Profile:
    weights = _mapping(content, "issueWeights", file)
    tables = _mapping(content, "issues", file)
    _check_weights(weights, tables, file)
    issues, scores = [], []
    for name, table in tables.items():
        if not isinstance(table, dict) or not table:
            raise _invalid(file, f"the issue {name!r} has no values", "each value has a worth")
        weight = finite_number(weights.get(name), file, f"issueWeights.{name}")
        issues.append(Issue(name, tuple(map(str, table))))
        scores.append(
            tuple(weight * finite_number(v, file, f"issues.{name}") for v in table.values())
        )
    reservation = finite_number(content.get("reservationValue", 0.0), file, "reservationValue")
    return Profile(party, file, tuple(issues), tuple(scores), reservation)


def _check_weights(weights: Mapping[str, Any], names: Iterable[str], file: str) -> None:
    """Refuse weights that are no shares of 1."""
    given = [finite_number(weights.get(name), file, f"issueWeights.{name}") for name in names]
    total = sum(given)
    if min(given) < 0 or abs(total - 1) > 0.05:
        raise _invalid(
            file,
            f"the weights add up to {total:g}" if min(given) >= 0 else "a weight is negative",
            "they are shares of 1, none of them negative",
        )


def _mapping(holder: Any, key: str, file: str) -> dict[str, Any]:
    found = holder.get(key) if isinstance(holder, dict) else None
    if not isinstance(found, dict) or not found:
        raise _invalid(file, f"there is no {key}", "a profile says what each issue counts")
    return found


def _invalid(file: str, what: str, because: str) -> InvalidCase:
    return InvalidCase(Problem(what, because, "give a complete profile in JSON", Place(file=file)))
