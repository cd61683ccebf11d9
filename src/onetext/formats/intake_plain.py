"""Plain text: decoded and nothing else, so that an offset is a place in what was printed."""

from __future__ import annotations

from pathlib import Path

from onetext.formats.extracted import unreadable

_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_MOST_CONTROLS = 0.02
_HARMLESS_CONTROLS = "\t\n\r\x0b\x0c\x85"


def plain_text(path: Path, raw: bytes) -> str:
    """Return the text of a plain text file; no newline is translated, no mark replaced.

    Raises
    ------
    UnreadableFile
        If it is empty, binary or not UTF-8 (or marked UTF-16).
    """
    text = _decoded(path, raw)
    if not text.strip():
        raise unreadable(
            path, "the file is empty", "there is no word in it", "check that the page was saved"
        )
    controls = sum(1 for letter in text if letter < " " and letter not in _HARMLESS_CONTROLS)
    if controls > _MOST_CONTROLS * len(text):
        raise unreadable(
            path,
            "the file is not text",
            f"{controls} of its {len(text)} characters are control characters",
            "give the text of the report, not an image, archive or program",
        )
    return text


def _decoded(path: Path, raw: bytes) -> str:
    encoding = next((name for mark, name in _MARKS.items() if raw.startswith(mark)), "utf-8")
    if encoding == "utf-8" and raw.count(b"\0") > _MOST_CONTROLS * len(raw):
        raise unreadable(
            path,
            "the file is not text",
            "it is full of zero bytes",
            "give the text of the report, not an image, archive or program",
        )
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise unreadable(
            path,
            f"the file is not {encoding.upper()} text",
            f"byte {error.start} cannot be read as such",
            "save it again as UTF-8; if it is no text at all, extract its text first",
        ) from None
