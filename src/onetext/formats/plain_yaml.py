"""YAML as plain lists, dictionaries, text and numbers, for files that other programs wrote."""

from __future__ import annotations

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from onetext.errors import Place, Problem, UnreadableFile

LARGEST_UNFOLDED = 1_000_000
"""Names, values and lists, those behind an alias counted wherever it stands."""


def plain_yaml(text: str, file: str) -> Any:
    """Read one YAML document; tags that would build objects are refused.

    Raises
    ------
    UnreadableFile
        If it is not YAML, with line and column where the parser knows them; or if its aliases
        unfold to more than a person could have meant.
    """
    try:
        content = YAML(typ="safe", pure=True).load(text)
        _check_unfolded(content)
        return content
    except (YAMLError, ValueError, RecursionError, TypeError, AttributeError) as error:
        mark = getattr(error, "problem_mark", None)
        raise UnreadableFile(
            Problem(
                "the file is not YAML that can be read",
                str(getattr(error, "problem", None) or error or type(error).__name__).split(";")[0],
                "check indentation and quotes at this place",
                Place(
                    file=file,
                    line=None if mark is None else mark.line + 1,
                    column=None if mark is None else mark.column + 1,
                ),
            )
        ) from None


def _check_unfolded(content: Any) -> None:
    """Raise ValueError if aliases repeat a part too often, or hold themselves."""
    sizes: dict[int, int] = {}
    begun: set[int] = set()

    def size(node: Any) -> int:
        if not isinstance(node, (dict, list)):
            return 1
        if id(node) not in sizes:
            if id(node) in begun:
                raise ValueError("an alias stands inside of what it names")
            begun.add(id(node))
            inside = node if isinstance(node, list) else [*node, *node.values()]
            sizes[id(node)] = 1 + sum(map(size, inside))
        return sizes[id(node)]

    if size(content) > LARGEST_UNFOLDED:
        raise ValueError(f"its aliases unfold to more than {LARGEST_UNFOLDED:,} values")


def yaml_text(content: Any) -> str:
    """Return plain lists and dictionaries as YAML, in the order given."""
    import io

    writer = YAML(typ="rt")
    writer.width = 100
    stream = io.StringIO()
    writer.dump(content, stream)
    return stream.getvalue()
