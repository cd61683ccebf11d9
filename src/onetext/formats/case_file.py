"""The YAML case file: read with every problem at once, written so that a person can edit it."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from onetext.errors import InvalidCase, Place, Problem, UnreadableFile
from onetext.formats.case_checks import check_case
from onetext.formats.case_shape import case_adapter, shape_problems
from onetext.formats.yaml_tree import Node, read_tree
from onetext.model import Case

MAX_BYTES = 10_000_000
"""Largest case file read; the largest bundled case is a hundredth of it."""


def load_case(path: Path | str) -> Case:
    """Read a case file.

    Parameters
    ----------
    path : Path or str
        A YAML 1.2 file in UTF-8.

    Returns
    -------
    Case

    Raises
    ------
    UnreadableFile
        If there is no such file, or it is a folder, too large, empty, binary or not UTF-8.
    InvalidCase
        With every problem of the file, each with line and column.
    """
    return load_case_text(read_text(Path(path)), str(path))


def load_case_text(text: str, name: str = "") -> Case:
    """Read a case from the text of a case file; `name` stands in messages."""
    if not text.strip():
        raise _unreadable(name, "the file is empty", "a case needs at least an id and a title")
    root = read_tree(text, name)
    if root.fields is None:
        raise InvalidCase(_not_a_case(root, name))
    problems = list(check_case(root, name))
    try:
        case = case_adapter().validate_python(root.plain())
    except ValidationError as error:
        problems.extend(shape_problems(error, root, name))
    if problems:
        raise InvalidCase(*_in_order(problems))
    return case


def read_text(path: Path) -> str:
    """Read a file as UTF-8 text, or say why it cannot be."""
    name = str(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            limit = f"a case file has at most {MAX_BYTES // 1_000_000} MB"
            raise _unreadable(name, "the file is too large", limit)
        data = path.read_bytes()
    except FileNotFoundError:
        raise _unreadable(name, "there is no such file", "nothing stands at this path") from None
    except IsADirectoryError:
        raise _unreadable(name, "this is a folder", "a case is one YAML file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the path is not usable"
        raise _unreadable(name, "the file cannot be read", reason.lower()) from None
    return _decoded(data, name)


def _decoded(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _unreadable(name, "the file is in UTF-16", "case files are in UTF-8")
    if b"\0" in data:
        raise _unreadable(name, "the file is binary", "it contains zero bytes, which no text has")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        because = f"the bytes in line {line} are in another encoding, or this is no text"
        raise _unreadable(name, "the file is not in UTF-8", because) from None


_HINTS = {
    "there is no such file": "check the spelling; `onetext cases` lists the bundled cases",
    "this is a folder": "give the path of the YAML file inside it",
    "the file is empty": "`onetext new` starts a case file",
    "the file is in UTF-16": "save it again as UTF-8",
    "the file is not in UTF-8": "save it again as UTF-8",
    "the file is too large": "check that it is a case file; split it if it is",
}


def _unreadable(name: str, what: str, because: str) -> UnreadableFile:
    hint = _HINTS.get(what, "check that this is a case file in YAML and that you may read it")
    return UnreadableFile(Problem(what, because, hint, Place(file=name)))


def _not_a_case(root: Node, name: str) -> Problem:
    empty = root.is_empty
    return Problem(
        "there is nothing in the file" if empty else "the file is not a case",
        "a case is a record with at least an id and a title",
        'begin with "id: ..." and "title: ..."; `onetext new` starts a case file',
        Place(file=name, line=root.line, column=root.column),
    )


def _in_order(problems: list[Problem]) -> list[Problem]:
    """Sort problems as the file is read, from top to bottom; drop what was said twice."""
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda p: (p.place.line or 0, p.place.column or 0))
