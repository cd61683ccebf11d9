"""A case as YAML text: fields in the order of the nouns, defaults left out, long text in blocks."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from onetext.formats import yaml_scalars
from onetext.formats.noun_fields import default_of, is_noun
from onetext.model import Case, Clause, Source, UncertainDate

NUMBER_OR_TEXT = frozenset({(Clause, "number"), (Source, "credibility")})
"""Fields of text that are mostly whole numbers and may be written as such."""

_ALWAYS_BLOCK = frozenset({"wording"})


def case_text(case: Case) -> str:
    """Write a case as the text of a case file.

    Parameters
    ----------
    case : Case
        Any case that keeps its rules; reading the text back gives the same case.

    Returns
    -------
    str
        YAML 1.2, ending with a newline; a blank line before every list of records.
    """
    parts: list[str] = []
    for name, value in given_fields(case):
        gap = "\n" if isinstance(value, tuple) else ""
        parts.append(gap + field_text(Case, name, value, 0) + "\n")
    return "".join(parts)


def given_fields(record: Any) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a record that have no default, or differ from it."""
    for item in dataclasses.fields(record):
        value = getattr(record, item.name)
        if value != default_of(item):
            yield item.name, value


def field_text(noun: type, name: str, value: Any, indent: int, *, one_line: bool = False) -> str:
    """Write ``name: value``; lines after the first stand `indent` columns in, or further.

    Parameters
    ----------
    noun : type
        Whose field it is.
    name : str
        The field.
    value : object
        Its value.
    indent : int
        Column at which the field's name stands.
    one_line : bool
        Whether long text stays in quotes on the line of its name.
    """
    return f"{name}:{value_text(noun, name, value, indent, one_line=one_line)}"


def value_text(noun: type, name: str, value: Any, indent: int, *, one_line: bool = False) -> str:
    """Write what stands after the colon of a field, with its leading space or line break."""
    if isinstance(value, str) and not one_line and not _is_enum(value):
        long_form = yaml_scalars.block(value, indent + 2)
        if long_form is not None:
            return " " + long_form
    if isinstance(value, tuple) and value and is_noun(type(value[0])):
        return "".join("\n" + record_text(item, indent + 2) for item in value)
    if not (isinstance(value, tuple | Mapping) or is_noun(type(value))):
        return " " + _single(noun, name, value, is_flow=False)
    flow = flow_text(noun, name, value)
    fits = indent + len(name) + 2 + len(flow) <= yaml_scalars.WIDTH
    if isinstance(value, tuple) and value and not fits:
        return "".join(
            f"\n{' ' * (indent + 2)}- {_single(noun, name, item, is_flow=False)}" for item in value
        )
    if isinstance(value, Mapping) and value and (name in _ALWAYS_BLOCK or not fits):
        return "".join(f"\n{' ' * (indent + 2)}{line}" for line in _pairs(value, indent + 2))
    return " " + flow


def record_text(record: Any, indent: int) -> str:
    """Write a record as an item of a list whose dash stands `indent` columns in."""
    fields = [field_text(type(record), n, v, indent + 2) for n, v in given_fields(record)]
    dash, margin = " " * indent + "- ", " " * (indent + 2)
    return dash + ("\n" + margin).join(fields) if fields else dash + "{}"


def flow_text(noun: type, name: str, value: Any) -> str:
    """Write a value on one line, lists and records between brackets."""
    if isinstance(value, tuple):
        return "[" + ", ".join(flow_text(noun, name, item) for item in value) + "]"
    if isinstance(value, Mapping):
        pairs = (f"{_flow_key(key)}: {flow_text(noun, name, item)}" for key, item in value.items())
        return "{" + ", ".join(pairs) + "}"
    if is_noun(type(value)):
        fields = (f"{n}: {flow_text(type(value), n, v)}" for n, v in given_fields(value))
        return "{" + ", ".join(fields) + "}"
    return _single(noun, name, value, is_flow=True)


def _single(noun: type, name: str, value: Any, *, is_flow: bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return yaml_scalars.number(value)
    if isinstance(value, UncertainDate):
        return yaml_scalars.date(value.edtf, is_flow=is_flow)
    if isinstance(value, datetime.date):
        return value.isoformat()
    may_be_number = (noun, name) in NUMBER_OR_TEXT
    return yaml_scalars.scalar(str(value), is_flow=is_flow, may_be_number=may_be_number)


def _flow_key(key: str) -> str:
    return yaml_scalars.scalar(key, is_flow=True)


def _pairs(value: Mapping[str, Any], indent: int) -> Iterator[str]:
    for key, item in value.items():
        long_form = yaml_scalars.block(item, indent + 2) if isinstance(item, str) else None
        written = long_form or _single(object, "", item, is_flow=False)
        yield f"{yaml_scalars.scalar(key)}: {written}"


def _is_enum(value: str) -> bool:
    return type(value) is not str
