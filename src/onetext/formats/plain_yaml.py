"""YAML as plain lists, dictionaries, text and numbers, for files that other programs wrote."""

from __future__ import annotations

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from onetext.errors import Place, Problem, UnreadableFile


def plain_yaml(text: str, file: str) -> Any:
    """Read one YAML document; tags that would build objects are refused.

    Raises
    ------
    UnreadableFile
        If it is not YAML; with line and column where the parser knows them.
    """
    try:
        return YAML(typ="safe", pure=True).load(text)
    except (YAMLError, ValueError, RecursionError, TypeError, AttributeError) as error:
        mark = getattr(error, "problem_mark", None)
        raise UnreadableFile(
            Problem(
                "the file is not YAML that can be read",
                str(getattr(error, "problem", None) or type(error).__name__),
                "check indentation and quotes at this place",
                Place(
                    file=file,
                    line=None if mark is None else mark.line + 1,
                    column=None if mark is None else mark.column + 1,
                ),
            )
        ) from None


def yaml_text(content: Any) -> str:
    """Return plain lists and dictionaries as YAML, in the order given."""
    import io

    writer = YAML(typ="rt")
    writer.width = 100
    stream = io.StringIO()
    writer.dump(content, stream)
    return stream.getvalue()
