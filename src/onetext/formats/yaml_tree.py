"""A YAML file as a tree of text values that know their line and column."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from onetext.errors import Place


@dataclass(slots=True)
class Node:
    """A value of a YAML file and where it stands.

    Exactly one of `text`, `items` and `fields` is given; none of them for an empty value.
    """

    line: int
    """Of its first character, counted from 1."""
    column: int
    start: int
    """Offset of its first character in the text, in code points."""
    end: int = 0
    """Offset after its last character; of a block collection, where the next thing begins."""
    text: str | None = None
    items: list[Node] | None = None
    fields: dict[str, Node] | None = None
    keys: dict[str, Node] = field(default_factory=dict)
    """Of a mapping: where each key stands."""
    style: str = ""
    """Of a scalar: `|`, `>`, `'`, `"` or empty; of a collection: `flow` or `block`."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing, or an explicit null, was written."""
        return self.text is None and self.items is None and self.fields is None

    def plain(self) -> Any:
        """Lists, dictionaries and text without places; a field left empty counts as left out."""
        if self.items is not None:
            return [item.plain() for item in self.items]
        if self.fields is not None:
            return {k: node.plain() for k, node in self.fields.items() if not node.is_empty}
        return self.text

    def place(self, path: tuple[str | int, ...], file: str) -> Place:
        """Say where a path of field names and list positions stands, with ids where they exist.

        A path that goes on where the file does not (a missing field) is placed at its last
        existing part.
        """
        node, mark, words, found = self, self, "", True
        for step in path:
            child = node.child(step) if found else None
            if child is not None and isinstance(step, int):
                mark = child
            elif child is not None:
                mark = node.keys.get(str(step), child)
            words += _step_words(step, child, first=not words)
            if child is None:
                found = False
            else:
                node = child
        return Place(file=file, line=mark.line, column=mark.column, path=words)

    def child(self, step: str | int) -> Node | None:
        """Return the value under a key or at a list position, if there is one."""
        if isinstance(step, int):
            return self.items[step] if self.items and step < len(self.items) else None
        return self.fields.get(step) if self.fields else None


def _step_words(step: str | int, node: Node | None, *, first: bool) -> str:
    dot = "" if first else "."
    if isinstance(step, str):
        return dot + step
    named = node.fields.get("id") if node is not None and node.fields else None
    if named is not None and named.text:
        return dot + named.text
    return f"[{step + 1}]"
