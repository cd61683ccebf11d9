"""DOCX: the paragraphs and table cells of a Word document, in the order of the page."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from onetext.formats.extracted import Extracted, unreadable

LARGEST_UNPACKED = 100_000_000
"""Bytes. Guards against an archive that unpacks to more than it may."""


def docx_text(path: Path, raw: bytes) -> Extracted:
    """Return the text of a Word document, one line per paragraph.

    Raises
    ------
    UnreadableFile
        If it is no DOCX, broken, locked with a password, or unpacks to too much.
    """
    if not raw.startswith(b"PK"):
        raise unreadable(
            path,
            "the document is locked with a password, or an old Word file",
            "it is no DOCX archive",
            "save it as DOCX without a password, or its text",
        )
    import docx

    _check_archive(path, raw)
    try:
        document = docx.Document(io.BytesIO(raw))
        lines = list(_lines(document))
    except Exception as error:  # python-docx raises whatever a broken archive leads it to
        raise unreadable(
            path,
            "the document cannot be read",
            f"python-docx gave up: {type(error).__name__}",
            "open it and save it again as DOCX, or its text",
        ) from None
    return Extracted(
        text="\n".join(lines),
        reader=f"python-docx {docx.__version__}",
        title=document.core_properties.title or "",
    )


def _check_archive(path: Path, raw: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = archive.namelist()
            size = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        names, size = [], 0
    if "word/document.xml" not in names:
        raise unreadable(
            path,
            "the file is not text",
            "it is an archive, but no Word document",
            "give the text of the report, or the files in the archive one by one",
        )
    if size > LARGEST_UNPACKED:
        raise unreadable(
            path,
            f"the document unpacks to {size / 1e6:.0f} MB",
            f"a document may unpack to {LARGEST_UNPACKED / 1e6:.0f} MB",
            "save its text alone",
        )


def _lines(document: Any) -> Any:
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                yield "\t".join(cell.text for cell in row.cells)
        else:
            yield block.text
