"""GeniusWeb JSON profiles, under either of their names, and the JSON profiles of NegoLog."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from onetext.errors import InvalidCase, Place, Problem, UnreadableFile
from onetext.formats.files import read_text
from onetext.formats.profiles import Issue, Profile

_TABLES = ("discreteutils", "DiscreteValueSetUtilities")


def read_json_profile(path: Path) -> Profile:
    """Read one party's profile.

    Raises
    ------
    UnreadableFile
        If the file is not JSON.
    InvalidCase
        If it is JSON but no profile; never an empty table.
    """
    return parse_json_profile(read_text(path), str(path), path.stem)


def parse_json_profile(text: str, file: str, party: str) -> Profile:
    """Read one party's profile from its text; `party` names it unless the profile does."""
    content = _content(text, file)
    if isinstance(content, dict) and "LinearAdditiveUtilitySpace" in content:
        return _geniusweb(content["LinearAdditiveUtilitySpace"], file, party)
    if isinstance(content, dict) and {"issueWeights", "issues"} <= content.keys():
        return _negolog(content, file, party)
    raise _invalid(
        file,
        "this JSON is no profile that can be read",
        "GeniusWeb profiles hold LinearAdditiveUtilitySpace, NegoLog's issueWeights and issues",
    )


def _content(text: str, file: str) -> Any:
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        column = getattr(error, "colno", None)
        raise UnreadableFile(
            Problem(
                "the file is not JSON",
                getattr(error, "msg", "it is nested too deeply"),
                "check it with a JSON editor",
                Place(file=file, line=line, column=column),
            )
        ) from None


def _geniusweb(space: Any, file: str, party: str) -> Profile:
    weights = _mapping(space, "issueWeights", file)
    utilities = _mapping(space, "issueUtilities", file)
    _check_weights(weights, utilities, file)
    issues, scores = [], []
    for name, table in utilities.items():
        values = _value_table(table, name, file)
        weight = _number(weights.get(name), f"issueWeights.{name}", file)
        issues.append(Issue(name, tuple(values)))
        scores.append(tuple(weight * worth for worth in values.values()))
    reservation = _geniusweb_reservation(space, issues, scores)
    return Profile(party, file, tuple(issues), tuple(scores), reservation)


def _value_table(table: Any, name: str, file: str) -> dict[str, float]:
    """Return value -> worth, whichever of the two names of the format holds it."""
    holder = next((table[key] for key in _TABLES if isinstance(table, dict) and key in table), None)
    if isinstance(holder, dict) and "valueUtilities" in holder:
        given = holder["valueUtilities"]
        if isinstance(given, dict) and given:
            path = f"issueUtilities.{name}"
            return {str(value): _number(worth, path, file) for value, worth in given.items()}
    raise _invalid(
        file,
        f"the issue {name!r} has no table of values",
        f"a table stands under {' or '.join(_TABLES)}, in valueUtilities, and is not empty",
    )


def _geniusweb_reservation(
    space: Mapping[str, Any], issues: list[Issue], scores: list[tuple[float, ...]]
) -> float:
    """Return what the reservation bid is worth; 0 where there is none or it is incomplete."""
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
        weight = _number(weights.get(name), f"issueWeights.{name}", file)
        issues.append(Issue(name, tuple(map(str, table))))
        scores.append(tuple(weight * _number(v, f"issues.{name}", file) for v in table.values()))
    reservation = _number(content.get("reservationValue", 0.0), "reservationValue", file)
    return Profile(party, file, tuple(issues), tuple(scores), reservation)


def _check_weights(weights: Mapping[str, Any], names: Iterable[str], file: str) -> None:
    """Refuse weights that are no shares of 1."""
    given = [_number(weights.get(name), f"issueWeights.{name}", file) for name in names]
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


def _number(value: Any, path: str, file: str) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        number = float(value) if abs(value) < 1e300 else math.inf
        if math.isfinite(number):
            return number
    raise InvalidCase(
        Problem(
            f"{value!r} is not a number that can be used"[:200],
            "a finite number belongs here",
            "correct it",
            Place(file=file, path=path),
        )
    )


def _invalid(file: str, what: str, because: str) -> InvalidCase:
    return InvalidCase(Problem(what, because, "give a complete profile in JSON", Place(file=file)))
