"""JSON Schema of the case file, so that editors complete fields and show what they mean."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from onetext.formats.case_shape import case_adapter
from onetext.formats.case_writing import NUMBER_OR_TEXT
from onetext.formats.noun_fields import (
    field_descriptions,
    field_types,
    is_noun,
    item_type,
    without_none,
)
from onetext.model import Case, Source, UncertainDate

_ID = "^[a-z0-9][a-z0-9.-]*$"
_DATE = "A day, month or year: 2025-11-20, 2025-11, 2025, 2025-11-16/2025-11-18, ../2025-11-19 …"


def case_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a case file.

    Descriptions are the docstrings of the model's fields. It accepts every file that the loader
    accepts, except values left empty, and cannot know what only the loader checks: unknown ids,
    cycles, dates that contradict each other.
    """
    schema = case_adapter().json_schema()
    definitions = schema["$defs"]
    for noun in _nouns(Case):
        described = schema if noun is Case else definitions[noun.__name__]
        _describe(described, noun)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "onetext case file",
        **{key: value for key, value in schema.items() if key != "title"},
    }


def case_schema_text() -> str:
    """Return the schema as it stands in ``case.schema.json``."""
    return json.dumps(case_schema(), ensure_ascii=False, indent=1) + "\n"


def _describe(schema: dict[str, Any], noun: type) -> None:
    descriptions = field_descriptions(noun)
    types = field_types(noun)
    for name, field in schema["properties"].items():
        field["title"] = name.replace("_", " ")
        if name in descriptions:
            field["description"] = descriptions[name]
        if types[name] is UncertainDate:
            field["type"] = ["string", "integer"]
            field["description"] = f"{descriptions.get(name, '')} {_DATE}".strip()
            if "default" in field:
                field["default"] = ""
        if name == "id":
            field["pattern"] = _ID
        if (noun, name) in NUMBER_OR_TEXT:
            _allow_whole_numbers(field)
    if noun is Source:
        schema["properties"]["reliability"]["enum"] = list("ABCDEF")
        schema["properties"]["credibility"]["enum"] = [*"123456", 1, 2, 3, 4, 5, 6]


def _allow_whole_numbers(field: dict[str, Any]) -> None:
    if "anyOf" in field:
        field["anyOf"].insert(1, {"type": "integer"})
    else:
        field["type"] = ["string", "integer"]


def _nouns(noun: type) -> Iterator[type]:
    """Yield a noun and every noun below it, each once."""
    waiting, seen = [noun], {noun}
    while waiting:
        current = waiting.pop()
        yield current
        for kind in field_types(current).values():
            plain = without_none(kind)
            below = item_type(plain) or plain
            if is_noun(below) and below not in seen:
                seen.add(below)
                waiting.append(below)
