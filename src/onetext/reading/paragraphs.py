"""Paragraphs: one per line, unless the text is wrapped by hand to a fixed width."""

from __future__ import annotations

import re
from itertools import pairwise

_LINE = re.compile(r"[^\n\r\x0b\x0c\u2028\u2029]+")
_WRAPPED_FROM, _WRAPPED_TO = 40, 100


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the places of the paragraphs of a text, blank ones left out."""
    lines = [match.span() for match in _LINE.finditer(text) if not match.group().isspace()]
    return _joined(text, lines) if _is_wrapped(text, lines) else lines


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether most lines stop at one width in mid-sentence, as in mail and old wire copy."""
    inner = [
        (start, end)
        for (start, end), (following, _) in pairwise(lines)
        if text.count("\n", end, following) == 1
    ]
    if len(inner) < 4 or len(inner) < len(lines) * 0.4:
        return False
    broken = [
        1
        for start, end in inner
        if _WRAPPED_FROM <= end - start <= _WRAPPED_TO
        and text[start:end].rstrip()[-1:] not in '.!?”":'
    ]
    return len(broken) >= 0.6 * len(inner)


def _joined(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Lines with nothing but one newline between them become one paragraph."""
    found: list[tuple[int, int]] = []
    for start, end in lines:
        if found and text.count("\n", found[-1][1], start) <= 1:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
