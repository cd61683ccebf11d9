"""Finds every sentence of the workbench that goes through gettext, in templates and in Python."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ONE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
MANY = {"ngettext", "ngettext_lazy"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy"}
MANY_WITH_CONTEXT = {"npgettext", "npgettext_lazy"}
_STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_CALL = re.compile(
    rf"(?<![\w.])(_|n?p?gettext)\(\s*({_STRING})(?:\s*,\s*({_STRING}))?(?:\s*,\s*({_STRING}))?"
)
"""A call in what Django makes of a template; everything round it is blanked out."""


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence to translate.

    Parameters
    ----------
    words : str
        English, as the source has it; of a plural: for one.
    plural : str
        English for many; empty where nothing is counted.
    context : str
        Tells apart the same words used for different things.
    places : tuple of str
        The files it stands in; compared by nothing else.
    """

    words: str
    plural: str = ""
    context: str = ""
    places: tuple[str, ...] = field(default=(), compare=False)

    @property
    def key(self) -> tuple[str, str]:
        """What gettext looks it up by."""
        return self.context, self.words


def messages(root: Path) -> tuple[Message, ...]:
    """Return the messages of the templates and modules below a folder, sorted by their words.

    Raises
    ------
    ValueError
        If the same words are counted in one place and in another not, or in another way.
    """
    found: dict[tuple[str, str], Message] = {}
    for path in sorted([*root.rglob("*.html"), *root.rglob("*.txt"), *root.rglob("*.py")]):
        place = path.relative_to(root).as_posix()
        words = path.read_text(encoding="utf-8")
        of_file = _in_python(words) if path.suffix == ".py" else _in_template(words)
        for message in of_file:
            before = found.get(message.key)
            if before and before.plural != message.plural and before.plural and message.plural:
                raise ValueError(f"{place}: two plurals of {message.words!r}")
            places = (*(before.places if before else ()), place)
            plural = message.plural or (before.plural if before else "")
            kept = tuple(dict.fromkeys(places))
            found[message.key] = Message(message.words, plural, message.context, kept)
    return tuple(found[key] for key in sorted(found))


def _in_template(words: str) -> Iterator[Message]:
    from django.utils.translation.template import templatize

    for match in _CALL.finditer(templatize(words)):
        name, *given = match.groups()
        yield from _message(name, [ast.literal_eval(one) for one in given if one])


def _in_python(words: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(words)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            leading = [a.value for a in node.args if isinstance(a, ast.Constant)]
            given = [value for value in leading if isinstance(value, str)]
            if given:
                yield from _message(node.func.id, given)


def _message(name: str, given: list[str]) -> Iterator[Message]:
    if name in ONE:
        yield Message(given[0])
    elif name in MANY and len(given) > 1:
        yield Message(given[0], given[1])
    elif name in WITH_CONTEXT and len(given) > 1:
        yield Message(given[1], context=given[0])
    elif name in MANY_WITH_CONTEXT and len(given) > 2:
        yield Message(given[1], given[2], given[0])
