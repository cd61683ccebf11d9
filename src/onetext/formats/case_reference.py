"""The fields of a case file as tables for the reference page, read from the model."""

from __future__ import annotations

import dataclasses
import datetime
import inspect
import typing
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from onetext.formats.case_checks.references import KEYED, TARGETS
from onetext.formats.case_writing import flow_text
from onetext.formats.noun_fields import (
    default_of,
    field_descriptions,
    field_types,
    is_noun,
    item_type,
    without_none,
)
from onetext.model import Case, Position, Scores, UncertainDate


def case_reference() -> str:
    """Return one table per record of a case file, in Markdown: field, holds, default, meaning."""
    parts = [_section("The case itself", Case)]
    for name, noun in _records(Case, ""):
        parts.append(_section(f"`{name}`", noun))
    return "\n".join(parts)


def _records(noun: type, prefix: str) -> Iterator[tuple[str, type]]:
    """Yield where each kind of record stands, and its noun, each noun once."""
    seen: set[type] = set()
    waiting = [(prefix, noun)]
    while waiting:
        where, current = waiting.pop(0)
        below = []
        for name, kind in field_types(current).items():
            inner = item_type(without_none(kind)) or without_none(kind)
            if is_noun(inner) and inner not in seen:
                seen.add(inner)
                below.append((f"{where}.{name}".lstrip("."), inner))
        yield from below
        waiting = below + waiting


def _section(title: str, noun: type) -> str:
    sentence = (inspect.getdoc(noun) or "").split("\n\n")[0]
    rows = [
        f"| `{item.name}` | {_holds(noun, item.name)} | {_default(noun, item)} "
        f"| {field_descriptions(noun).get(item.name, '')} |"
        for item in dataclasses.fields(noun)
    ]
    head = "| field | holds | default | meaning |\n|---|---|---|---|"
    return "\n".join([f"### {title}", "", " ".join(sentence.split()), "", head, *rows, ""])


_OPTIONS = {
    "if_absent": "id of an option of the point",
    "option": "id of an option of the point",
    "options": "ids of options of the point",
}


def _holds(noun: type, name: str) -> str:
    if name == "id":
        return "id"
    kind = without_none(field_types(noun)[name])
    if noun is Scores and name in ("options", "up_to"):
        return "id of an option of the point: number, 0 to 100"
    if name in _OPTIONS:
        return _OPTIONS[name] if name != "options" or noun is Position else "list of records"
    target = TARGETS.get((noun, name))
    if name == "sources" and noun is not Case:
        target = "sources"
    if target is not None:
        many = item_type(kind) is not None
        return f"ids of `{target}`" if many else f"id of one of `{target}`"
    if (noun, name) in KEYED:
        values = "number" if typing.get_args(kind)[1] is float else "id of an option"
        return f"id of one of `{KEYED[noun, name]}`: {values}"
    return _kind_words(kind)


def _kind_words(kind: Any) -> str:
    inner = item_type(kind)
    if inner is not None:
        return "list of records" if is_noun(inner) else f"list of {_kind_words(inner)}"
    if typing.get_origin(kind) is not None:
        return "language tag: text"
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return ", ".join(f"`{word}`" for word in kind)
    if is_noun(kind):
        return "record"
    words = {str: "text", bool: "true or false", datetime.date: "day", UncertainDate: "date"}
    return words[kind]


def _default(noun: type, item: dataclasses.Field[Any]) -> str:
    default = default_of(item)
    if default is dataclasses.MISSING:
        return "needed"
    if not default or default == UncertainDate():
        return "false" if default is False else ""
    return "see `marking`" if is_noun(type(default)) else f"`{flow_text(noun, item.name, default)}`"
