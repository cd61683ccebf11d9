"""The only module that knows both a port and its adapter."""

from __future__ import annotations

import difflib
from pathlib import Path

from onetext import cases
from onetext.errors import NotFound, Problem
from onetext.model import Case
from onetext.workflows.read_reports import ReportIntake

_CASE_FILE_SUFFIXES = (".yaml", ".yml")


def bundled_cases() -> dict[str, Path]:
    """Slug to file of every case that comes with onetext, in alphabetical order."""
    folder = Path(cases.__path__[0])
    files = {path.stem: path for path in folder.glob("*.yaml")}
    folders = {path.parent.name: path for path in folder.glob("*/case.yaml")}
    return dict(sorted((files | folders).items()))


def open_case(reference: str, *, workspace: Path | None = None) -> Case:
    """Find a case by what a person types.

    Parameters
    ----------
    reference : str
        The slug of a bundled case, or the path of a YAML case file (it ends in ``.yaml`` or
        ``.yml``, has a folder in it, or is a file).
    workspace : Path or None
        The workspace file; None: the one in the user's data folder.

    Returns
    -------
    Case

    Raises
    ------
    NotFound
        If no case goes by that name.
    UnreadableFile, InvalidCase
        If the file cannot be read, or breaks the rules of a case.
    """
    if _is_path(reference):
        return _loaded(Path(reference))
    bundled = bundled_cases()
    if reference in bundled:
        return _loaded(bundled[reference])
    raise NotFound(_no_such_case(reference, list(bundled)))


def _loaded(path: Path) -> Case:
    from onetext.formats.case_file import load_case  # late: pydantic and ruamel cost time

    return load_case(path)


def _is_path(reference: str) -> bool:
    return (
        reference.endswith(_CASE_FILE_SUFFIXES)
        or "/" in reference
        or "\\" in reference
        or Path(reference).is_file()
    )


def _no_such_case(reference: str, known: list[str]) -> Problem:
    close = difflib.get_close_matches(reference, known, n=1)
    hint = f"did you mean {close[0]!r}?" if close else "`onetext cases` lists what there is"
    return Problem(
        what=f"there is no case {reference!r}",
        because="it is neither a bundled case nor a file",
        hint=hint,
    )


def report_intake() -> ReportIntake:
    """Whoever turns a file into a report."""
    from onetext.formats.intake import FileIntake

    return FileIntake()
