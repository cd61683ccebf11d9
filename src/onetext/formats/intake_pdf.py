"""PDF: read twice, by pypdfium2 and by pypdf; where they differ the passage is doubtful."""

from __future__ import annotations

import difflib
import io
import re
from pathlib import Path
from typing import Any

from onetext.formats.extracted import Extracted, unreadable

MOST_PAGES = 2_000
_LONG_PAGE = 2_000
_PAGE_BREAK = "\n\n"
_WORD = re.compile(r"\w+")


def pdf_text(path: Path, raw: bytes) -> Extracted:
    """Return the text of a PDF, its pages parted by a blank line.

    Raises
    ------
    UnreadableFile
        If it is broken, locked with a password or has more than `MOST_PAGES` pages.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(raw)
        n_pages = len(document)
        if n_pages > MOST_PAGES:
            raise _broken(path, f"{n_pages} pages; a report may have up to {MOST_PAGES}")
        pages = [_page_text(document[number]) for number in range(n_pages)]
        document.close()
    except pypdfium2.PdfiumError as error:
        raise _broken(path, str(error).strip()) from None
    return Extracted(
        text=_PAGE_BREAK.join(pages),
        reader=f"pypdfium2 {pypdfium2.PYPDFIUM_INFO}",
        doubtful=_doubtful(pages, _second_reading(raw)),
    )


def _page_text(page: Any) -> str:
    text_page = page.get_textpage()
    text: str = text_page.get_text_bounded()
    text_page.close()
    page.close()
    return text


def _second_reading(raw: bytes) -> list[str]:
    """The pages as pypdf reads them; empty where it cannot."""
    import logging

    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(raw)).pages]
    except Exception:  # pypdf raises whatever a broken file leads it to; one reading remains
        return []


def _doubtful(pages: list[str], second: list[str]) -> tuple[tuple[int, int], ...]:
    if len(second) != len(pages):
        return ()
    found, at = [], 0
    for page, other in zip(pages, second, strict=True):
        found += [(at + start, at + end) for start, end in doubtful_places(page, other)]
        at += len(page) + len(_PAGE_BREAK)
    return tuple(found)


def doubtful_places(text: str, second: str) -> list[tuple[int, int]]:
    """Return the places of a page whose words a second reading does not have there."""
    places = [match.span() for match in _WORD.finditer(text)]
    words = [text[start:end].casefold() for start, end in places]
    others = [word.casefold() for word in _WORD.findall(second)]
    matcher = difflib.SequenceMatcher(None, words, others, autojunk=len(words) > _LONG_PAGE)
    return [
        (places[first][0], places[last - 1][1])
        for tag, first, last, _, _ in matcher.get_opcodes()
        if tag != "equal" and last > first
    ]


def _broken(path: Path, reason: str) -> Exception:
    locked = "password" in reason.lower()
    return unreadable(
        path,
        "the PDF is locked with a password" if locked else "the PDF cannot be read",
        f"pdfium says: {reason}",
        "save a copy without a password" if locked else "open it and save it again, or its text",
    )
