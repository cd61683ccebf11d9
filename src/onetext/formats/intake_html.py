"""HTML: the body of a page without its menus, by trafilatura at its most precise."""

from __future__ import annotations

import datetime
from pathlib import Path

from onetext.formats.extracted import Extracted, unreadable

LARGEST_PAGE = 5_000_000
"""Bytes. The heaviest of 181 news pages has 2 MB; what is larger is no page but a trap."""
MOST_TAGS = 50_000


def html_text(path: Path, raw: bytes) -> Extracted:
    """Return the body of a page, with title, language and date where the page states them.

    Raises
    ------
    UnreadableFile
        If the page is too large or cannot be parsed.
    """
    import trafilatura

    if len(raw) > LARGEST_PAGE:
        raise unreadable(
            path,
            f"the page is too large: {len(raw) / 1e6:.0f} MB of HTML",
            f"a page may have up to {LARGEST_PAGE / 1e6:.0f} MB",
            "save the article alone, or its text",
        )
    if raw.count(b"<") > MOST_TAGS:
        raise unreadable(
            path,
            "the page is too large: too many tags",
            f"a page may have up to {MOST_TAGS} tags; the richest of 181 news pages has 3,150",
            "save the article alone, or its text",
        )
    try:
        document = trafilatura.bare_extraction(
            raw,
            favor_precision=True,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise unreadable(
            path,
            "the page cannot be parsed",
            f"trafilatura gave up: {type(error).__name__}",
            "save the article's text instead",
        ) from None
    if document is None:
        return Extracted("", _reader())
    return Extracted(
        text=document.text or "",
        reader=_reader(),
        published=_day(document.date),
        language=_language(raw),
        title=document.title or "",
    )


def _reader() -> str:
    import trafilatura

    return f"trafilatura {trafilatura.__version__}"


def _day(written: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat((written or "")[:10])
    except ValueError:
        return None


def _language(raw: bytes) -> str:
    """The page's own ``lang``; English where it states none."""
    head = raw[:4096]
    at = head.lower().find(b" lang=")
    if at < 0:
        return "en"
    value = head[at + 6 : at + 20].strip(b"\"' ").split(b'"')[0].split(b"'")[0].split(b">")[0]
    tag = value.decode("ascii", "replace").strip()
    return tag if tag.replace("-", "").isalnum() and tag.isascii() else "en"
