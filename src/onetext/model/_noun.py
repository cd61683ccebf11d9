"""The decorator that makes a noun: a frozen, keyword-only dataclass, closed to extra fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def noun(cls: type[T]) -> type[T]:
    """Make `cls` a noun of the model.

    The attribute ``__pydantic_config__`` is read by whoever validates outside input (the
    ``formats`` floor); the model itself imports no validation library.
    """
    cls.__pydantic_config__ = {  # type: ignore[attr-defined]
        "extra": "forbid",
        "coerce_numbers_to_str": True,
    }
    return dataclass(frozen=True, kw_only=True, slots=True)(cls)
