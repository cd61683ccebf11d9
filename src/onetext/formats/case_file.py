"""The YAML case file: read with every problem at once, written so that a person can edit it."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from onetext.errors import InvalidCase, Place, Problem
from onetext.formats.case_checks import check_case
from onetext.formats.case_edits import NotEditable, edited_text
from onetext.formats.case_shape import case_adapter, shape_problems
from onetext.formats.case_writing import case_text
from onetext.formats.files import read_text, unreadable, write_text
from onetext.formats.yaml_reading import read_tree
from onetext.formats.yaml_tree import Node
from onetext.model import Case

__all__ = ["case_text", "load_case", "load_case_text", "save_case"]


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
        raise unreadable(name, "the file is empty", "a case needs at least an id and a title")
    return _read(read_tree(text, name), name)


def save_case(case: Case, path: Path | str) -> None:
    """Write a case file; an existing one keeps its comments, its order and its style.

    What is written is read again before the old file is replaced, so a file that this function
    wrote always loads, and loads as the same case.

    Parameters
    ----------
    case : Case
        The case to write.
    path : Path or str
        A new file, or a case file to bring up to date.

    Raises
    ------
    InvalidCase
        If the case breaks the rules of a case file, or what stands at the path is no case file.
        Nothing is written then.
    UnreadableFile, StorageUnavailable
        If what stands at the path cannot be read, or the file cannot be written.
    """
    path = Path(path)
    written = case_text(case)
    _demand_same(written, case, str(path))
    before = read_text(path) if path.exists() else ""
    if before.strip():
        written = _brought_up_to_date(before, case, str(path)) or written
    write_text(path, written)


def _brought_up_to_date(before: str, case: Case, name: str) -> str | None:
    """Return the old text with the changes in it, or None where it has to be written afresh."""
    text = before.replace("\r\n", "\n")
    root = read_tree(text, name)
    old = _read(root, name)
    if old == case:
        return before
    try:
        edited = edited_text(text, root, old, case)
        if load_case_text(edited, name) != case:
            return None
    except (NotEditable, InvalidCase):
        return None
    return edited.replace("\n", "\r\n") if "\r\n" in before else edited


def _demand_same(written: str, case: Case, name: str) -> None:
    if load_case_text(written, name) != case:
        raise InvalidCase(
            Problem(
                "the case cannot be written as a case file without loss",
                "a value in it is not of the type its field has",
                "check the values that were set by a program",
                Place(file=name),
            )
        )


def _read(root: Node, name: str) -> Case:
    """Check a tree and make the case of it."""
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
