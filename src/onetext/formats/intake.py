"""Intake: a file becomes a report, its text untouched from here on.

The text is decoded and nothing else: no newline is translated, no mark replaced, so that an offset
is a place in what was printed. A file of which any of that is in doubt is refused.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from onetext.errors import Place, Problem, UnreadableFile
from onetext.model import Report

LARGEST = 20_000_000
"""Bytes. A report is a few kilobytes; whole archives are split before they are read."""
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_MOST_CONTROLS = 0.02
_HARMLESS_CONTROLS = "\t\n\r\x0b\x0c\x85"


class FileIntake:
    """Reads reports from files."""

    def report(self, path: Path, report_id: str) -> Report:
        """Return the report in a file; see `onetext.workflows.read_reports.ReportIntake`."""
        text = plain_text(path)
        return Report(
            id=report_id,
            file=str(path),
            text=text,
            sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        )


def plain_text(path: Path) -> str:
    """Return the text of a plain text file.

    Raises
    ------
    UnreadableFile
        If it is missing, a folder, empty, larger than `LARGEST`, binary or not UTF-8 (or marked
        UTF-16).
    """
    raw = _bytes(path)
    text = _decoded(path, raw)
    if not text.strip():
        raise _unreadable(
            path, "the file is empty", "there is no word in it", "check that the page was saved"
        )
    controls = sum(1 for letter in text if letter < " " and letter not in _HARMLESS_CONTROLS)
    if controls > _MOST_CONTROLS * len(text):
        raise _unreadable(
            path,
            "the file is not text",
            f"{controls} of its {len(text)} characters are control characters",
            "give the text of the report, not an image, archive or program",
        )
    return text


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise _unreadable(
                path,
                "this is a folder",
                "a report is one file",
                f"name the files in it, as in {path}/*.txt",
            )
        size = path.stat().st_size
        if size > LARGEST:
            raise _unreadable(
                path,
                f"the file is too large: {size / 1e6:.0f} MB",
                f"a report may have up to {LARGEST / 1e6:.0f} MB",
                "split it into single reports",
            )
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise _unreadable(
            path, "there is no such file", "nothing stands at this path", "check its spelling"
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _unreadable(
            path,
            "the file cannot be opened",
            f"the system says: {reason}",
            "check that you may read it",
        ) from None
    if len(raw) > LARGEST:
        raise _unreadable(
            path,
            "the file is too large",
            f"a report may have up to {LARGEST / 1e6:.0f} MB and this one does not end",
            "split it into single reports",
        )
    return raw


def _decoded(path: Path, raw: bytes) -> str:
    encoding = next((name for mark, name in _MARKS.items() if raw.startswith(mark)), "utf-8")
    if encoding == "utf-8" and b"\0" in raw[:4096] and raw.count(b"\0") > _MOST_CONTROLS * len(raw):
        raise _unreadable(
            path,
            "the file is not text",
            "it is full of zero bytes",
            "give the text of the report, not an image, archive or program",
        )
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise _unreadable(
            path,
            f"the file is not {encoding.upper()} text",
            f"byte {error.start} cannot be read as such",
            "save it again as UTF-8; if it is no text at all, extract its text first",
        ) from None


def _unreadable(path: Path, what: str, because: str, hint: str) -> UnreadableFile:
    return UnreadableFile(Problem(what, because, hint, Place(file=str(path))))
