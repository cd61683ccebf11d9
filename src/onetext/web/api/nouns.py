"""Records as JSON: the nouns of a case, every field written out, and the schema they keep to."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from onetext.model import Case
from onetext.record.kinds import plain_case, record_types

REFERENCES = "#/components/schemas/{model}"


def plain_records(case: Case, kind: str) -> list[dict[str, Any]]:
    """Return a case's records of a kind as plain data."""
    return _adapter(kind).dump_python(list(getattr(case, kind)), mode="json")


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    noun: Any = record_types()[kind]
    return TypeAdapter(list[noun])


def kinds() -> tuple[str, ...]:
    """Return the kinds of record a case has."""
    return tuple(record_types())


def case_data(case: Case) -> dict[str, Any]:
    """Return a whole case as plain data."""
    return plain_case(case)


@cache
def noun_schemas() -> dict[str, Any]:
    """Return the JSON Schema of a case and of every noun in it, by the noun's name."""
    schema = TypeAdapter(Case).json_schema(mode="serialization", ref_template=REFERENCES)
    inner = schema.pop("$defs")
    return {**inner, "Case": schema}
