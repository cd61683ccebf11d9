"""YAML text to a tree of text values that know their line and column.

Every scalar stays the text that was written: no date, number or yes/no is guessed here, so that
``number: 1.10``, ``id: no`` and ``date: 2025`` keep what their author typed. Whoever validates
knows which type a field has. Aliases and tags are refused: a case file is plain data.
"""

from __future__ import annotations

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from onetext.errors import InvalidCase, Place, Problem
from onetext.formats.yaml_tree import Node

MAX_DEPTH = 30
"""Deepest nesting read; a case needs nine."""

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


def read_tree(text: str, name: str) -> Node:
    """Read one YAML document into a tree.

    Parameters
    ----------
    text : str
        The whole file.
    name : str
        Its name, for messages.

    Raises
    ------
    InvalidCase
        If it is not YAML (the first error only: what follows it cannot be read), or with every
        key that stands twice, every alias and every tag.
    """
    builder = _Builder(name)
    yaml = YAML(typ="safe", pure=True)
    try:
        for event in yaml.parse(text):
            builder.take(event)
    except MarkedYAMLError as error:
        raise _not_yaml(error, len(text), name) from None
    except (YAMLError, ValueError, TypeError, LookupError, AttributeError, AssertionError) as error:
        # The parser meets a few hostile inputs with Python's own errors; they are syntax too.
        raise InvalidCase(_unplaced(error, text, name)) from None
    if builder.problems:
        raise InvalidCase(*builder.problems)
    return builder.root or Node(line=1, column=1, start=0)


class _Builder:
    """Joins parser events into nodes, without recursion; collects what is not plain data."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._stack: list[Node] = []
        self._pending: list[Node | None] = []
        self._documents = 0

    def take(self, event: Any) -> None:
        """Take the next event of the parser."""
        if isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents == 2:
                self._complain(event, *_SECOND_DOCUMENT)
        if self._documents > 1:
            return
        if isinstance(event, MappingEndEvent | SequenceEndEvent):
            self._stack.pop().end = event.end_mark.index
            self._pending.pop()
        elif isinstance(event, AliasEvent):
            self._complain(event, *_ALIAS)
            self._add(_node(event))
        elif isinstance(event, ScalarEvent | SequenceStartEvent | MappingStartEvent):
            self._take_value(event)

    def _take_value(self, event: Any) -> None:
        if event.ctag is not None and str(event.ctag) != "!":
            self._complain(event, *_TAG)
        node = _node(event)
        self._add(node)
        if isinstance(event, ScalarEvent):
            if event.style or event.value not in _NULLS:
                node.text = event.value
            return
        if len(self._stack) >= MAX_DEPTH:
            mark = event.start_mark
            raise MarkedYAMLError(None, None, "nested too deeply", mark)
        if isinstance(event, MappingStartEvent):
            node.fields = {}
        else:
            node.items = []
        node.style = "flow" if event.flow_style else "block"
        self._stack.append(node)
        self._pending.append(None)

    def _add(self, node: Node) -> None:
        if not self._stack:
            self.root = node
            return
        parent = self._stack[-1]
        if parent.items is not None:
            parent.items.append(node)
            return
        key, self._pending[-1] = self._pending[-1], None
        if key is None:
            self._pending[-1] = node
            return
        self._add_field(parent, key, node)

    def _add_field(self, parent: Node, key: Node, value: Node) -> None:
        assert parent.fields is not None
        if key.items is not None or key.fields is not None:
            self._problem(key, *_KEY_NOT_TEXT)
            return
        name = key.text or ""
        if name in parent.fields:
            earlier = parent.keys[name].line
            self._problem(
                key,
                f'the key "{name}" stands twice in the same record',
                f"it already stands in line {earlier}, and only one of the two could be kept",
                "remove one of them, or join their values",
            )
            return
        parent.fields[name] = value
        parent.keys[name] = key

    def _complain(self, event: Any, what: str, because: str, hint: str) -> None:
        self._problem(_node(event), what, because, hint)

    def _problem(self, node: Node, what: str, because: str, hint: str) -> None:
        place = Place(file=self.name, line=node.line, column=node.column)
        self.problems.append(Problem(what, because, hint, place))


_SECOND_DOCUMENT = (
    "a second YAML document begins here",
    "a case file holds one case, in one document",
    "remove the line with --- or move what follows into a file of its own",
)
_ALIAS = (
    "an alias (*) is used",
    "a case file is read record by record, so every value is written out where it belongs",
    "write the value out in full",
)
_TAG = (
    "a YAML tag (!) is used",
    "a case file is plain data: text, lists and records",
    "remove the tag; put the value in quotes if it is meant to begin with !",
)
_KEY_NOT_TEXT = (
    "a field name is not text",
    "every field of a record has a name of one word",
    "if a value begins with { or [ or ?, put it in quotes",
)


def _node(event: Any) -> Node:
    start, end = event.start_mark, event.end_mark
    return Node(
        line=start.line + 1,
        column=start.column + 1,
        start=start.index,
        end=end.index,
        style=getattr(event, "style", None) or "",
    )


def _not_yaml(error: MarkedYAMLError, length: int, name: str) -> InvalidCase:
    mark = error.problem_mark or error.context_mark
    if error.context_mark is not None and mark.index >= length:
        mark = error.context_mark  # what is never closed is found where it was opened
    place = Place(
        file=name,
        line=mark.line + 1 if mark is not None else None,
        column=mark.column + 1 if mark is not None else None,
    )
    parts = [part for part in (error.context, error.problem) if part]
    return InvalidCase(
        Problem(
            "the file is not well-formed YAML here",
            " ".join("; ".join(parts).split()) or "the YAML reader cannot go on",
            _syntax_hint(" ".join(parts)),
            place,
        )
    )


def _syntax_hint(said: str) -> str:
    if "\\t" in said or "tab" in said:
        return "indent with spaces; YAML does not allow tabs there"
    if "mapping values are not allowed" in said:
        return 'put a text that contains ": " in quotes, and check the indentation above'
    if "nested too deeply" in said:
        return f"at most {MAX_DEPTH} levels are read; check for stray brackets"
    return "check indentation, quotes and brackets here and in the line above"


def _unplaced(error: Exception, text: str, name: str) -> Problem:
    """Describe an error of the parser that carries no mark: at most a position in the text."""
    position = getattr(error, "position", None)
    line = column = None
    if isinstance(position, int) and position <= len(text):
        line = text.count("\n", 0, position) + 1
        column = position - (text.rfind("\n", 0, position) + 1) + 1
    reason = " ".join(str(getattr(error, "reason", "") or "the YAML reader cannot go on").split())
    return Problem(
        "the file is not well-formed YAML here",
        reason,
        "look for control characters or stray symbols, and remove them",
        Place(file=name, line=line, column=column),
    )
