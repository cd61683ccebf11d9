"""What the fields of a noun are called, hold, and mean, read from the model itself."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import itertools
import sys
import textwrap
import types
import typing
from collections.abc import Mapping
from functools import cache
from typing import Any


@cache
def field_types(noun: type) -> Mapping[str, Any]:
    """Field name to its type, in the order of the noun."""
    hints = typing.get_type_hints(noun, vars(sys.modules[noun.__module__]))
    return {item.name: hints[item.name] for item in dataclasses.fields(noun)}


def field_names_at(noun: type, path: tuple[str | int, ...]) -> tuple[str, ...]:
    """Names of the fields of the record a path leads to; empty where it leads to none."""
    kind: Any = noun
    for step in path:
        if isinstance(step, int):
            kind = item_type(kind)
        elif is_noun(kind):
            kind = without_none(field_types(kind).get(step))
        else:
            return ()
    return tuple(field_types(kind)) if is_noun(kind) else ()


def is_noun(kind: Any) -> bool:
    """Whether a type is a record with fields of its own (an uncertain date is one value)."""
    return isinstance(kind, type) and hasattr(kind, "__pydantic_config__")


def item_type(kind: Any) -> Any:
    """Type of the items of ``tuple[T, ...]``, or None."""
    return typing.get_args(kind)[0] if typing.get_origin(kind) is tuple else None


def without_none(kind: Any) -> Any:
    """Reduce ``T | None`` to ``T``."""
    if isinstance(kind, types.UnionType) or typing.get_origin(kind) is typing.Union:
        return next(part for part in typing.get_args(kind) if part is not type(None))
    return kind


def default_of(item: dataclasses.Field[Any]) -> Any:
    """Return the default of a field, or `dataclasses.MISSING` where one must be given."""
    if item.default_factory is not dataclasses.MISSING:
        return item.default_factory()
    return item.default


@cache
def field_descriptions(noun: type) -> Mapping[str, str]:
    """Field name to the docstring that stands below it in the source."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(noun)))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef))
    found: dict[str, str] = {}
    for before, after in itertools.pairwise(body):
        if (
            isinstance(before, ast.AnnAssign)
            and isinstance(before.target, ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
            and isinstance(after.value.value, str)
        ):
            found[before.target.id] = " ".join(after.value.value.split())
    return found
