"""A case as far as its file can be read: every record with its noun, its fields and its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from onetext.errors import Problem
from onetext.formats.noun_fields import field_types, is_noun, item_type, without_none
from onetext.formats.yaml_tree import Node
from onetext.model import Case

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One record of the file; fields that are missing or of another shape read as nothing."""

    noun: type
    node: Node
    path: Path

    @property
    def id(self) -> str:
        """The record's id, or nothing."""
        return self.text("id") or ""

    def text(self, name: str) -> str | None:
        """Return the text of a field, if it is one text."""
        node = self.node.child(name)
        return node.text if node is not None else None

    def has(self, name: str) -> bool:
        """Whether anything at all was written in a field."""
        node = self.node.child(name)
        return node is not None and not node.is_empty and node.items != []

    def texts(self, name: str) -> Iterator[tuple[Path, str]]:
        """Yield the texts of a list, or the one text of a field, each with its path."""
        node = self.node.child(name)
        if node is None:
            return
        if node.text is not None:
            yield (*self.path, name), node.text
        for position, item in enumerate(node.items or ()):
            if item.text is not None:
                yield (*self.path, name, position), item.text

    def pairs(self, name: str) -> Iterator[tuple[Path, str, str | None]]:
        """Yield path, key and value of a field that maps one text to another."""
        node = self.node.child(name)
        for key, value in ((node.fields if node is not None else None) or {}).items():
            yield (*self.path, name, key), key, value.text

    def records(self, name: str, noun: type) -> list[Record]:
        """Return the records of a list."""
        node = self.node.child(name)
        items = node.items if node is not None else None
        return [
            Record(noun, item, (*self.path, name, position))
            for position, item in enumerate(items or ())
            if item.fields is not None
        ]


@dataclass(frozen=True)
class Reading:
    """All records of a file, found by following the nouns of the model from the case down."""

    root: Node
    file: str
    all: tuple[Record, ...]

    @classmethod
    def of(cls, root: Node, file: str) -> Reading:
        """Read every record below the root of a file."""
        return cls(root, file, tuple(_records(root, Case, ())))

    def kind(self, noun: type) -> Iterator[Record]:
        """Yield the records of one noun, in the order of the file."""
        return (record for record in self.all if record.noun is noun)

    @cached_property
    def ids(self) -> dict[str, tuple[str, ...]]:
        """Ids that exist under each list of the case, such as `points`."""
        found: dict[str, list[str]] = {}
        for record in self.all:
            if len(record.path) == 2 and record.id:
                found.setdefault(str(record.path[0]), []).append(record.id)
        return {kind: tuple(dict.fromkeys(ids)) for kind, ids in found.items()}

    @cached_property
    def options(self) -> dict[str, tuple[str, ...]]:
        """Option ids of every point whose options can be read."""
        return {
            record.id: tuple(text for _, text in _option_ids(record))
            for record in self.all
            if len(record.path) == 2 and record.path[0] == "points" and _has_list(record)
        }

    def problem(self, path: Path, what: str, because: str, hint: str) -> Problem:
        """Return a problem with its place in the file."""
        return Problem(what, because, hint, self.root.place(path, self.file))


def _option_ids(point: Record) -> Iterator[tuple[Path, str]]:
    for option in point.records("options", object):
        if option.id:
            yield option.path, option.id


def _has_list(point: Record) -> bool:
    node = point.node.child("options")
    return node is None or node.is_empty or node.items is not None


def _records(node: Node, kind: Any, path: Path) -> Iterator[Record]:
    if not is_noun(kind) or node.fields is None:
        return
    yield Record(kind, node, path)
    types = field_types(kind)
    for name, child in node.fields.items():
        inner = without_none(types.get(name))
        yield from _records(child, inner, (*path, name))
        for position, item in enumerate(child.items or ()):
            yield from _records(item, item_type(inner), (*path, name, position))
