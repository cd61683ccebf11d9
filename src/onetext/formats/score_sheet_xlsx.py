"""A table of scores as an XLSX workbook: the first sheet, in the shape of the CSV table.

A workbook is an archive that a stranger may have packed: what it unpacks to is measured before
anything is parsed, and macros, passwords and declared entities are refused.
"""

from __future__ import annotations

import datetime
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onetext.bargaining import Scenario
from onetext.errors import MissingExtra, Place, Problem, UnreadableFile
from onetext.formats.files import read_bytes
from onetext.formats.profiles import Profile
from onetext.formats.score_sheet import MAX_ROWS, profiles_in, score_sheet_rows

LARGEST_UNPACKED = 20_000_000
"""Bytes of all parts together; the largest sheet that is read has a fifth of it."""

MAX_COLUMNS = 500
_BLOCK = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0"
_HINT = "save it again as XLSX, without a password and without macros, or save it as CSV"


def read_score_workbook(path: Path) -> tuple[list[Profile], tuple[str, ...]]:
    """Read the first sheet of a workbook: one profile per party, and notes on what was left out.

    Raises
    ------
    MissingExtra
        If openpyxl is not installed.
    UnreadableFile
        If it is no workbook, broken, locked, with macros, or unpacks to too much.
    InvalidCase
        With every problem of the table, each with its row.
    """
    raw = read_bytes(path)
    if raw.startswith(_OLE):
        raise _unreadable(
            path, "the workbook is locked with a password, or an old Excel file", "it is no archive"
        )
    _check_archive(path, raw)
    openpyxl = _openpyxl(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and checks that it leaves out
        try:
            book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
            sheets = book.worksheets
            rows = list(_rows(sheets[0])) if sheets else []
        except Exception as error:  # openpyxl raises whatever a broken part leads it to
            reason = f"openpyxl gave up: {type(error).__name__}"
            raise _unreadable(path, "the workbook cannot be read", reason) from None
    left_out = ", ".join(sheet.title for sheet in sheets[1:])
    notes = (f"only the first sheet was read, not: {left_out}",) if left_out else ()
    return profiles_in(rows, str(path)), notes


def score_workbook(scenario: Scenario) -> bytes:
    """Return a scenario as a workbook to fill in or to hand on.

    Reading it back gives the same scenario, its numbers to the 15 digits that workbooks keep.

    Raises
    ------
    MissingExtra
        If openpyxl is not installed.
    InvalidCase
        If the scenario has rules, forbidden choices or interactions, which a sheet cannot carry.
    """
    rows = score_sheet_rows(scenario)
    openpyxl = _openpyxl(Path("workbook"))
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "scores"
    for row in rows:
        sheet.append(row)
    for line in sheet.iter_rows():
        for cell in line:
            if cell.data_type == "f":  # a name that begins with = is a name, no formula
                cell.data_type = "s"
    for cell in sheet[1]:
        cell.font = openpyxl.styles.Font(bold=True)
    for letter in "AB":
        sheet.column_dimensions[letter].width = 30
    sheet.freeze_panes = "C2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _openpyxl(path: Path) -> Any:
    try:
        import openpyxl
        import openpyxl.styles
    except ImportError:
        raise MissingExtra(
            Problem(
                "workbooks cannot be read or written",
                "openpyxl is not installed; it is an optional part of onetext",
                "pip install 'onetext[intake]', or save the sheet as CSV",
                Place(file=str(path)),
            )
        ) from None
    return openpyxl


def _rows(sheet: Any) -> Iterator[list[str]]:
    """Yield rows as text, without the empty cells that end them."""
    found = sheet.iter_rows(values_only=True, max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS)
    width = 0
    for row in found:
        cells = [_text(value) for value in row]
        while cells and not cells[-1].strip():
            cells.pop()
        width = width or len(cells)
        yield cells + [""] * (width - len(cells)) if cells else []


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value)


def _check_archive(path: Path, raw: bytes) -> None:
    """Unpack every part once, in blocks, before a parser sees any of it."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = archive.namelist()
            _check_parts(path, names)
            left = LARGEST_UNPACKED
            for entry in archive.infolist():
                with archive.open(entry) as part:
                    left = _measured(path, part, left)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, OSError):
        raise _unreadable(
            path, "the file is not a workbook", "it is no archive, or a broken or locked one"
        ) from None


def _check_parts(path: Path, names: list[str]) -> None:
    if "xl/workbook.xml" not in names:
        raise _unreadable(path, "the file is not a workbook", "it is an archive of something else")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _unreadable(path, "the workbook has macros", "programs in files are not opened")


def _measured(path: Path, part: Any, left: int) -> int:
    """Return how many bytes may still come after this part."""
    tail = b""
    while block := part.read(min(_BLOCK, left + 1)):
        left -= len(block)
        if left < 0:
            limit = f"it may unpack to {LARGEST_UNPACKED // 1_000_000} MB"
            raise _unreadable(path, "the workbook unpacks to too much", limit)
        if b"<!ENTITY" in tail + block or b"<!DOCTYPE" in tail + block:
            raise _unreadable(path, "the workbook declares entities", "no sheet needs them")
        tail = block[-10:]
    return left


def _unreadable(path: Path, what: str, because: str) -> UnreadableFile:
    return UnreadableFile(Problem(what, because, _HINT, Place(file=str(path))))
