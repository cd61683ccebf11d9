"""A conflict in YAML: states, who can move it from which to which, who would rather be where.

::

    conflict: The dam
    source: minutes of the commission, 2024
    now: closed
    decision_makers: {north: Northland, south: Southland}
    states:
      closed: the gates are closed
      open: the gates are open
    moves:
      north: [closed <> open]            # > cannot be taken back, <> can
    preferences:                         # most preferred first
      north: [closed, open]
      south: [open, closed]              # [[open, closed]]: equally preferred
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from onetext.bargaining.stability import GraphModel
from onetext.bargaining.stability.signed_package import MOST_STATES
from onetext.errors import InvalidCase, Problem
from onetext.formats.files import read_text
from onetext.formats.yaml_reading import read_tree
from onetext.formats.yaml_tree import Node

FIELDS = ("conflict", "source", "note", "now", "decision_makers", "states", "moves", "preferences")
MOST_DECISION_MAKERS = 30
_ARROW = re.compile(r"\s(<>|>)\s")


@dataclass(frozen=True)
class Conflict:
    """A graph model with what its file says beside it.

    Parameters
    ----------
    model : GraphModel
    title, source, note : str
    names : mapping
        Decision maker to its name.
    words : mapping
        State to what it is.
    now : str or None
        The state things are in.
    """

    model: GraphModel
    title: str
    source: str
    note: str
    names: Mapping[str, str]
    words: Mapping[str, str]
    now: str | None


def read_conflict(path: Path) -> Conflict:
    """Read a conflict from its file.

    Raises
    ------
    UnreadableFile, InvalidCase
        As `parse_conflict`, and if the file cannot be read.
    """
    return parse_conflict(read_text(path), str(path))


def parse_conflict(text: str, file: str) -> Conflict:
    """Read a conflict from the text of its file.

    Parameters
    ----------
    text : str
    file : str
        Its name, for messages.

    Raises
    ------
    InvalidCase
        With every problem found, each with its line and column.
    """
    reader = _Reader(read_tree(text, file), file)
    found = reader.conflict()
    if found is None or reader.problems:
        raise InvalidCase.of(reader.problems)
    return found


class _Reader:
    def __init__(self, root: Node, file: str) -> None:
        self.root, self.file = root, file
        self.problems: list[Problem] = []

    def add(self, what: str, because: str, hint: str, *path: str | int) -> None:
        self.problems.append(Problem(what, because, hint, self.root.place(path, self.file)))

    def conflict(self) -> Conflict | None:
        if not self.root.fields or self.root.fields.keys().isdisjoint(FIELDS[-4:]):
            self.add(
                "this is no conflict",
                f"it says nothing under {', '.join(FIELDS[-4:])}",
                "of a case or a scenario, --package says what was signed",
            )
            return None
        for name in self.root.fields:
            if name not in FIELDS:
                self.add(
                    f"there is no field {name!r} here", "a conflict has its own", _FIELDS_HINT, name
                )
        makers = self.names("decision_makers", MOST_DECISION_MAKERS)
        states = self.names("states", MOST_STATES)
        moves = self.moves(makers, states)
        ranked = self.preferences(makers, states)
        now = self.word("now")
        if now and states and now not in states:
            self.add(f"there is no state {now!r}", "now is one of the states", _STATE_HINT, "now")
        if self.problems:
            return None
        model = GraphModel.of(list(states), ranked, moves[">"], moves["<>"])
        words = [self.word(name) for name in ("conflict", "source", "note")]
        title = words[0] or Path(self.file).stem
        return Conflict(model, title, words[1], words[2], makers, states, now or None)

    def word(self, name: str) -> str:
        node = (self.root.fields or {}).get(name)
        if node is None or node.is_empty:
            return ""
        if node.text is None:
            self.add(f"{name} is not words", "it is one line of text", "write it as text", name)
        return " ".join((node.text or "").split())

    def names(self, field: str, most: int) -> dict[str, str]:
        """Read a table of ids and what they stand for, or a list of ids."""
        node = (self.root.fields or {}).get(field)
        found: dict[str, str] = {}
        if node is not None and node.items is not None:
            for number, item in enumerate(node.items):
                self.named(found, item.text, "", field, number)
        elif node is not None and node.fields is not None:
            for name, value in node.fields.items():
                if value.items is not None or value.fields is not None:
                    self.add(
                        f"what {name!r} is should be words",
                        "an id stands for words",
                        "write one line of text after the colon",
                        field,
                        name,
                    )
                self.named(found, name, " ".join((value.text or "").split()), field, name)
        if not found and not self.problems:
            self.add(
                f"there are no {field.replace('_', ' ')}",
                "there is nothing to ask",
                f"name them: `{field}: {{id: words}}`",
                field,
            )
        if len(found) > most:
            self.add(
                f"{len(found):,} {field.replace('_', ' ')}",
                f"at most {most:,} are looked at",
                "leave out what changes nothing",
                field,
            )
        return found

    def named(
        self, found: dict[str, str], name: str | None, words: str, field: str, step: str | int
    ) -> None:
        if not name or name != name.strip() or _ARROW.search(f" {name} "):
            self.add(
                f"{name or ''!r} cannot be an id",
                "it is text, and has no arrow in it",
                "give it a short name",
                field,
                step,
            )
        elif name in found:
            self.add(
                f"{name!r} stands there twice", "ids tell them apart", "rename one", field, step
            )
        else:
            found[name] = words or name

    def table(
        self, field: str, makers: Mapping[str, str], *, of_all: bool
    ) -> Iterator[tuple[str, Node]]:
        """Yield each decision maker with its list under a field."""
        node = (self.root.fields or {}).get(field)
        given = node.fields if node is not None and node.fields is not None else {}
        if node is not None and not node.is_empty and node.fields is None:
            self.add(
                f"{field} are a table",
                "each decision maker has its own list",
                f"write `{field}:` and below it `NAME: [...]`",
                field,
            )
        for who, value in given.items():
            if makers and who not in makers:
                self.add(
                    f"{who!r} is no decision maker",
                    f"they are: {', '.join(makers)}",
                    "name one of them",
                    field,
                    who,
                )
            elif value.items is None and not value.is_empty:
                self.add(
                    f"the {field} of {who} are no list",
                    "a list stands between brackets",
                    "write [first, second]",
                    field,
                    who,
                )
            else:
                yield who, value
        for who in makers if of_all else ():
            if who not in given:
                self.add(
                    f"{who} has no {field}",
                    "stability asks what each prefers",
                    "rank every state once, most preferred first",
                    field,
                )

    def moves(
        self, makers: Mapping[str, str], states: Mapping[str, str]
    ) -> dict[str, dict[str, list[tuple[str, str]]]]:
        found: dict[str, dict[str, list[tuple[str, str]]]] = {">": {}, "<>": {}}
        for who, listed in self.table("moves", makers, of_all=False):
            for number, item in enumerate(listed.items or ()):
                parts = _ARROW.split(item.text or "")
                if len(parts) != 3 or not all(part.strip() for part in parts):
                    self.add(
                        f"{(item.text or '')[:60]!r} is no move",
                        "a move has two ends",
                        "write `from > to`, or `one <> other` if it can be taken back",
                        "moves",
                        who,
                        number,
                    )
                    continue
                ends = (parts[0].strip(), parts[2].strip())
                unknown = [end for end in dict.fromkeys(ends) if end not in states]
                for end in unknown if states else ():
                    self.add(
                        f"there is no state {end!r}",
                        "a move leads between states",
                        _STATE_HINT,
                        "moves",
                        who,
                        number,
                    )
                if ends[0] == ends[1]:
                    self.add(
                        f"the move {item.text!r} leads nowhere",
                        "its two ends are one state",
                        "leave it out",
                        "moves",
                        who,
                        number,
                    )
                found[parts[1]].setdefault(who, []).append(ends)
        return found

    def preferences(
        self, makers: Mapping[str, str], states: Mapping[str, str]
    ) -> dict[str, list[list[str]]]:
        found: dict[str, list[list[str]]] = {}
        for who, listed in self.table("preferences", makers, of_all=True):
            seen: set[str] = set()
            for number, item in enumerate(listed.items or ()):
                tied = item.items if item.items is not None else [item]
                found.setdefault(who, []).append([one.text or "" for one in tied])
                for place, one in enumerate(tied):
                    inner = (place,) if item.items else ()
                    steps: tuple[str | int, ...] = ("preferences", who, number, *inner)
                    self.ranked(one, states, seen, steps)
            missing = [state for state in states if state not in seen]
            if missing:
                more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
                self.add(
                    f"{who} does not rank {', '.join(missing[:5])}{more}",
                    "stability asks of any two states which one is preferred",
                    "rank every state once; states in one inner list are equally preferred",
                    "preferences",
                    who,
                )
        return {who: found.get(who, []) for who in makers}

    def ranked(
        self, one: Node, states: Mapping[str, str], seen: set[str], steps: tuple[str | int, ...]
    ) -> None:
        name = one.text or ""
        if name not in states:
            if states:
                self.add(
                    f"there is no state {name[:60]!r}",
                    "preferences rank states",
                    _STATE_HINT,
                    *steps,
                )
        elif name in seen:
            self.add(
                f"{name!r} is ranked twice", "each state has one place", "take one out", *steps
            )
        seen.add(name)


_FIELDS_HINT = f"fields: {', '.join(FIELDS)}"
_STATE_HINT = "name one that stands under states"
