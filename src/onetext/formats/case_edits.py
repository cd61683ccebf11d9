"""A changed case written into the text it came from: what did not change stays as it was typed.

The text is cut and joined at the places where the old and the new case differ, so comments, order,
quotes and blank lines elsewhere survive to the letter. A comment above a record or a field goes
with it. Records of a list are matched by their id, clauses by point and number. Whoever calls
reads the result again and compares; a text this cannot edit is written afresh.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onetext.formats.case_writing import field_text, record_text, value_text
from onetext.formats.noun_fields import default_of, is_noun
from onetext.formats.yaml_tree import Node
from onetext.model import Alternative, Case, Clause


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `text` in place of what stands between two offsets."""

    start: int
    end: int
    text: str


class NotEditable(Exception):
    """The text has a form that is written afresh rather than edited; never leaves `formats`."""


def edited_text(text: str, root: Node, old: Case, new: Case) -> str:
    r"""Write the differences between two cases into the text of the old one.

    Parameters
    ----------
    text : str
        A case file, line ends as ``\n``.
    root : Node
        Its tree.
    old : Case
        The case it holds.
    new : Case
        The case it shall hold.

    Raises
    ------
    NotEditable
        If the file is not written in block style where it would have to be.
    """
    if root.style != "block":
        raise NotEditable
    return _applied(text, 0, len(text), _Editor(text).record(root, old, new))


def _applied(text: str, start: int, end: int, edits: Iterator[Edit]) -> str:
    parts, position = [], start
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < position or edit.end > end:
            raise NotEditable
        parts += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join([*parts, text[position:end]])


class _Editor:
    """Finds the edits; holds the text they are for."""

    def __init__(self, text: str) -> None:
        self.text = text

    def record(self, node: Node, old: Any, new: Any) -> Iterator[Edit]:
        """Yield the edits that turn one record in block style into another."""
        assert node.fields
        noun, indent = type(new), node.column - 1
        order = [item.name for item in dataclasses.fields(new)]
        for item in dataclasses.fields(new):
            before, after = getattr(old, item.name), getattr(new, item.name)
            if before == after:
                continue
            if item.name not in node.fields:
                yield self._inserted(node, noun, order, item.name, after, indent)
            elif after == default_of(item):
                yield self._removed(node, item.name)
            else:
                yield from self._changed(node, noun, item.name, before, after)

    def _inserted(
        self, node: Node, noun: type, order: list[str], name: str, value: Any, indent: int
    ) -> Edit:
        assert node.fields
        written = field_text(noun, name, value, indent)
        margin = "\n" + " " * indent
        gap = "\n" if noun is Case and isinstance(value, tuple) else ""
        earlier = [known for known in order[: order.index(name)] if known in node.fields]
        if not earlier:
            first = min(key.start for key in node.keys.values())
            return Edit(first, first, written + margin)
        place = self._line_end(max(self._field_end(node, known) for known in earlier[-1:]))
        return Edit(place, place, gap + margin + written)

    def _removed(self, node: Node, name: str) -> Edit:
        start = node.keys[name].start
        later = [key.start for key in node.keys.values() if key.start > start]
        if all(key.start >= start for key in node.keys.values()):
            if not later:
                raise NotEditable
            return Edit(start, min(later), "")
        before = max(
            self._field_end(node, other) for other, key in node.keys.items() if key.start < start
        )
        return Edit(self._line_end(before), self._line_end(self._field_end(node, name)), "")

    def _changed(
        self, node: Node, noun: type, name: str, before: Any, after: Any
    ) -> Iterator[Edit]:
        assert node.fields
        child = node.fields[name]
        if child.style == "block" and is_noun(type(after)) and child.fields and before is not None:
            yield from self.record(child, before, after)
            return
        if child.style == "block" and child.items and _is_records(before) and _is_records(after):
            yield self._list(child, before, after)
            return
        colon = self.text.index(":", node.keys[name].end) + 1
        end = self._field_end(node, name)
        has_comment = bool(self.text[end : self._line_end(end)].strip())
        written = value_text(noun, name, after, node.column - 1, one_line=has_comment)
        yield Edit(colon, end, written)

    def _list(self, node: Node, old: Sequence[Any], new: Sequence[Any]) -> Edit:
        """Return the one edit that rebuilds a list of records out of its pieces."""
        assert node.items
        starts = [self._dash(item) for item in node.items]
        ends = [self._line_end(self._end(item)) for item in node.items]
        pieces = dict(zip(_keys(old), range(len(old)), strict=True))
        indent = starts[0] - self._line_start(starts[0])
        written = []
        for key, record in zip(_keys(new), new, strict=True):
            position = pieces.get(key)
            if position is None:
                written.append(record_text(record, indent))
                continue
            item, before = node.items[position], old[position]
            head = ends[position - 1] + 1 if position else self._line_start(starts[0])
            if before == record:
                written.append(self.text[head : ends[position]])
            elif item.style == "block":
                edits = self.record(item, before, record)
                written.append(_applied(self.text, head, ends[position], edits))
            else:
                lead = self.text[head : self._line_start(starts[position])]
                written.append(lead + record_text(record, indent))
        return Edit(self._line_start(starts[0]), ends[-1], "\n".join(written))

    def _dash(self, item: Node) -> int:
        """Offset of the dash before an item that stands on the same line."""
        dash = item.start - 1
        while dash >= 0 and self.text[dash] == " ":
            dash -= 1
        if dash < 0 or self.text[dash] != "-":
            raise NotEditable
        return dash

    def _field_end(self, node: Node, name: str) -> int:
        assert node.fields
        child = node.fields[name]
        if child.is_empty and child.start == child.end:
            return self.text.index(":", node.keys[name].end) + 1
        return self._end(child)

    def _end(self, node: Node) -> int:
        """Offset after the last character of a value, without blank lines and comments."""
        if node.style == "block" and node.items:
            return max(self._end(item) for item in node.items)
        if node.style == "block" and node.fields:
            return max(self._field_end(node, name) for name in node.fields)
        return node.start + len(self.text[node.start : node.end].rstrip())

    def _line_start(self, offset: int) -> int:
        return self.text.rfind("\n", 0, offset) + 1

    def _line_end(self, offset: int) -> int:
        end = self.text.find("\n", offset)
        return len(self.text) if end < 0 else end


def _is_records(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and is_noun(type(value[0]))


def _keys(records: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Identify each record of a list: by id, clauses by point and number, and how often before."""
    seen: dict[Any, int] = {}
    keys = []
    for record in records:
        if isinstance(record, Clause):
            name: Any = (record.point, record.number)
        elif isinstance(record, Alternative):
            name = record.option
        else:
            name = record.id
        seen[name] = seen.get(name, 0) + 1
        keys.append((name, seen[name]))
    return keys
