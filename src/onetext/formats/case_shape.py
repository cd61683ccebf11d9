"""Pydantic's findings on the shape of a case, in plain words: what, because, hint.

Shape is what can be said of one value alone: a field that is missing or unknown, a word outside
its list, a list where text is wanted. What joins records stands in `case_checks`.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from onetext.errors import Problem
from onetext.formats.noun_fields import field_names_at
from onetext.formats.yaml_tree import Node
from onetext.model import Case

Words = tuple[str, str, str]


@cache
def case_adapter() -> TypeAdapter[Case]:
    """Return the validator of a case; building it takes a tenth of a second."""
    return TypeAdapter(Case)


def shape_problems(error: ValidationError, root: Node, file: str) -> Iterator[Problem]:
    """Rewrite every finding of pydantic, with its place in the file."""
    for finding in error.errors(include_url=False):
        path = tuple(step for step in finding["loc"] if step != "[key]")
        what, because, hint = _words(finding, path)
        yield Problem(what, because, hint, root.place(path, file))


def _words(finding: Mapping[str, Any], path: tuple[str | int, ...]) -> Words:
    kind = finding["type"]
    rewrite = _REWRITES.get(kind)
    if rewrite is not None:
        return rewrite(finding, path)
    for prefix, general in _BY_PREFIX.items():
        if kind.startswith(prefix):
            return general(finding, path)
    return str(finding["msg"]), "the field cannot be read as it stands", _SEE_REFERENCE


def _missing(finding: Mapping[str, Any], path: tuple[str | int, ...]) -> Words:
    name = path[-1]
    return (
        f'the field "{name}" is missing',
        f'{_record_name(path[:-1])} cannot be read without "{name}"',
        f'add "{name}: ..."',
    )


def _unknown_field(finding: Mapping[str, Any], path: tuple[str | int, ...]) -> Words:
    name = str(path[-1])
    known = field_names_at(Case, path[:-1])
    return (
        f'there is no field "{name}" here',
        f"{_record_name(path[:-1])} has the fields {', '.join(known)}" if known else _SEE_REFERENCE,
        did_you_mean(name, known) or "rename it, or remove it",
    )


def _not_in_list(finding: Mapping[str, Any], path: tuple[str | int, ...]) -> Words:
    allowed = finding["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
    value = str(finding["input"])
    return (
        f'"{value}" is not one of the words allowed here',
        f"allowed are {', '.join(allowed)}",
        did_you_mean(value, allowed) or "take one of them",
    )


def _not_a_list(finding: Mapping[str, Any], path: tuple[str | int, ...]) -> Words:
    value = finding["input"]
    hint = f"write it as a list: [{value}]" if isinstance(value, str) else "begin each line with -"
    return f"a list is needed here, not {kind_of(value)}", f'"{path[-1]}" holds several', hint


def _not_text(finding: Mapping[str, Any], path: tuple[str | int, ...]) -> Words:
    value = finding["input"]
    hint = 'put the text in quotes if it contains ": ", { or ['
    return f"text is needed here, not {kind_of(value)}", f'"{path[-1]}" is one text', hint


def _not_a_record(finding: Mapping[str, Any], path: tuple[str | int, ...]) -> Words:
    value = finding["input"]
    return (
        f"a record with fields is needed here, not {kind_of(value)}",
        f"{_record_name(path)} has fields of its own",
        'write its fields as "name: value", one per line',
    )


def _not_a_bool(finding: Mapping[str, Any], path: tuple[str | int, ...]) -> Words:
    return (
        f"true or false is needed here, not {shown(finding['input'])}",
        f'"{path[-1]}" is a yes or a no',
        "write true or false",
    )


def _not_a_number(finding: Mapping[str, Any], path: tuple[str | int, ...]) -> Words:
    return (
        f"a number is needed here, not {shown(finding['input'])}",
        f'"{path[-1]}" is compared with other numbers',
        "write digits, such as 35 or 0.5",
    )


def _not_a_day(finding: Mapping[str, Any], path: tuple[str | int, ...]) -> Words:
    return (
        f"a day is needed here, not {shown(finding['input'])}",
        f'"{path[-1]}" is one exact day',
        "write it as year-month-day: 2025-11-20",
    )


def _not_a_date(finding: Mapping[str, Any], path: tuple[str | int, ...]) -> Words:
    said = str(finding["msg"]).removeprefix("Value error, ")
    return (
        f"{shown(finding['input'])} is not a date",
        said,
        "write 2025-11-20, 2025-11, 2025, 2025-11-16/2025-11-18, ../2025-11-19 or 2025-11-18~",
    )


_SEE_REFERENCE = "see the reference of the case file"
_REWRITES: dict[str, Callable[[Mapping[str, Any], tuple[str | int, ...]], Words]] = {
    "missing": _missing,
    "unexpected_keyword_argument": _unknown_field,
    "enum": _not_in_list,
    "tuple_type": _not_a_list,
    "list_type": _not_a_list,
    "string_type": _not_text,
    "value_error": _not_a_date,
}
_BY_PREFIX: dict[str, Callable[[Mapping[str, Any], tuple[str | int, ...]], Words]] = {
    "bool": _not_a_bool,
    "float": _not_a_number,
    "int": _not_a_number,
    "date": _not_a_day,
    "dataclass": _not_a_record,
    "dict": _not_a_record,
    "mapping": _not_a_record,
}


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Suggest the nearest known word, or say nothing."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'did you mean "{near[0]}"?' if near else ""


def shown(value: object) -> str:
    """Show a value as it may appear in a message: short text in quotes, else its kind."""
    if isinstance(value, str) and len(value) <= 60:
        return f'"{value}"'
    return kind_of(value)


def kind_of(value: object) -> str:
    """Name the kind of a value."""
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return "text"
    return "a list" if isinstance(value, list | tuple) else "a record with fields"


def _record_name(path: tuple[str | int, ...]) -> str:
    """Name the record a path leads to: "an entry of points", "the case"."""
    names = [step for step in path if isinstance(step, str)]
    if not names:
        return "the case"
    last = path[-1]
    return f"an entry of {names[-1]}" if isinstance(last, int) else f'"{last}"'
