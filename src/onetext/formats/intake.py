"""Intake: a file becomes a report, its text untouched from here on.

What a file is, is told by its first bytes, then by its ending: PDF, DOCX, HTML, mail, else plain
text. A file of which its text is in doubt is refused, or its doubtful passages are marked.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from onetext.errors import MissingExtra, Place, Problem
from onetext.formats.extracted import Extracted, unreadable
from onetext.model import Report, Span

LARGEST = 20_000_000
"""Bytes. A report is a few kilobytes; whole archives are split before they are read."""
SUFFIXES = (".txt", ".html", ".htm", ".xhtml", ".pdf", ".docx", ".eml")
_HTML = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)",
    re.IGNORECASE | re.DOTALL,
)


class FileIntake:
    """Reads reports from files."""

    def report(self, path: Path, report_id: str) -> Report:
        """Return the report in a file; see `onetext.workflows.read_reports.ReportIntake`."""
        found = extracted(path)
        return Report(
            id=report_id,
            file=str(path),
            text=found.text,
            sha256=hashlib.sha256(found.text.encode("utf-8", "surrogatepass")).hexdigest(),
            published=found.published,
            language=found.language,
            title=found.title,
            reader=found.reader,
            doubtful=tuple(Span(report=report_id, start=s, end=e) for s, e in found.doubtful),
        )


def report_files(path: Path) -> list[Path]:
    """Return the files of a folder that can hold a report, its folders included, in order.

    Raises
    ------
    UnreadableFile
        If there is none.
    """
    found = sorted(
        file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file()
    )
    if not found:
        raise unreadable(
            path,
            "there is no report in this folder",
            f"none of its files ends in {', '.join(SUFFIXES)}",
            "name the files to read",
        )
    return found


def extracted(path: Path) -> Extracted:
    """Return the text of a file with the reader that fits it.

    Raises
    ------
    UnreadableFile
        If it is missing, a folder, empty, larger than `LARGEST`, binary, broken, locked with a
        password or wrongly encoded.
    MissingExtra
        If it needs a library that is not installed.
    """
    raw = _bytes(path)
    try:
        found = _read(path, raw)
    except ImportError as error:
        raise MissingExtra(
            Problem(
                f"the reader for this kind of file is not installed ({error.name})",
                "reading HTML, PDF and DOCX is an optional part of onetext",
                "install it with: pip install 'onetext[intake]'",
                Place(file=str(path)),
            )
        ) from None
    if not found.text.strip():
        raise unreadable(
            path,
            "there is no text in the file",
            f"{found.reader} found no word in it",
            "if it is a scanned picture, run text recognition on it first",
        )
    return found


def _read(path: Path, raw: bytes) -> Extracted:
    suffix = path.suffix.lower()
    if raw.startswith(b"%PDF-"):
        from onetext.formats.intake_pdf import pdf_text

        return pdf_text(path, raw)
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        from onetext.formats.intake_docx import docx_text

        return docx_text(path, raw)
    if _HTML.match(raw[:8192]) or suffix in (".html", ".htm", ".xhtml"):
        from onetext.formats.intake_html import html_text

        return html_text(path, raw)
    if suffix == ".eml":
        from onetext.formats.intake_mail import mail_text

        return mail_text(path, raw)
    from onetext.formats.intake_plain import plain_text

    return Extracted(plain_text(path, raw), "plain text")


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise unreadable(
                path,
                "this is a folder",
                "a report is one file",
                f"name the files in it, as in {path}/*.txt",
            )
        size = path.stat().st_size
        if size > LARGEST:
            raise unreadable(
                path,
                f"the file is too large: {size / 1e6:.0f} MB",
                f"a report may have up to {LARGEST / 1e6:.0f} MB",
                "split it into single reports",
            )
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise unreadable(
            path, "there is no such file", "nothing stands at this path", "check its spelling"
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise unreadable(
            path,
            "the file cannot be opened",
            f"the system says: {reason}",
            "check that you may read it",
        ) from None
    if len(raw) > LARGEST:
        raise unreadable(
            path,
            "the file is too large",
            f"a report may have up to {LARGEST / 1e6:.0f} MB and this one does not end",
            "split it into single reports",
        )
    return raw
