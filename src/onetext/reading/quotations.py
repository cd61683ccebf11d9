"""Where quotations open and close, whatever marks a page mixes, paragraph by paragraph.

A mark that can only open opens, a mark that can only close closes; a straight mark is judged by
what stands beside it. A quotation left open runs to the end of its paragraph where the next one
opens with a mark again (news style) or where it is clearly speech; otherwise the mark is a stray.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from onetext.reading.tokens import QUOTE, UNSEEN, Token

_OPENING = "“«`„‘"
_CLOSING = "”»’"
_PAIRED = {"„": '“”"', "«": "»", "»": "«"}
_BESIDE_OPENING = "([{—–-:,"
_TOO_LONG_FOR_NESTING = 400
_UNSEEN = re.compile(f"[{UNSEEN}]")


class Quotation(NamedTuple):
    """A quotation with its marks: characters `start` to `end`."""

    start: int
    end: int
    is_closed: bool = True


def quotations(text: str, tokens: list[Token]) -> list[Quotation]:
    """Return the quotations of a text, in order, none inside another."""
    found: list[Quotation] = []
    marks: list[Token] = []
    ends: dict[int, int] = {}
    openings: set[int] = set()
    last = -1
    for token in tokens:
        if token.paragraph != last:
            last = token.paragraph
            if token.kind == QUOTE and _can_open(text, token):
                openings.add(token.paragraph)
        ends[token.paragraph] = token.end
        if token.kind == QUOTE:
            marks.append(token)
    by_paragraph: dict[int, list[Token]] = {}
    for mark in marks:
        by_paragraph.setdefault(mark.paragraph, []).append(mark)
    for paragraph, inside in by_paragraph.items():
        found += _in_paragraph(text, inside, ends[paragraph], paragraph + 1 in openings)
    return found


def _in_paragraph(text: str, marks: list[Token], end: int, next_opens: bool) -> list[Quotation]:
    found: list[Quotation] = []
    opened: Token | None = None
    for mark in marks:
        if opened is None:
            if _opens(text, mark):
                opened = mark
        elif _closes(text, mark, opened):
            found.append(Quotation(opened.start, mark.end))
            opened = None
        elif mark.start - opened.start > _TOO_LONG_FOR_NESTING:
            opened = mark
    if opened is not None and (next_opens or _is_speech_to_the_end(text, opened, end)):
        found.append(Quotation(opened.start, end, is_closed=False))
    return [quotation for quotation in found if quotation.end - quotation.start > 2]


def _opens(text: str, mark: Token) -> bool:
    if mark.text[0] in _OPENING:
        return True
    if mark.text[0] in _CLOSING:  # printed the wrong way round
        return _can_open(text, mark) and not _can_close(text, mark)
    return _can_open(text, mark)


def _closes(text: str, mark: Token, opened: Token) -> bool:
    if opened.text in _PAIRED:
        return mark.text in _PAIRED[opened.text]
    if mark.text[0] in _CLOSING:
        return True
    if mark.text[0] in _OPENING:
        return False
    return not _can_open(text, mark) or _can_close(text, mark)


def _can_open(text: str, mark: Token) -> bool:
    """Whether a mark has room before it and something to quote after it."""
    before = text[mark.start - 1 : mark.start]
    after = text[mark.end : mark.end + 1]
    is_free = not before or before.isspace() or before in _BESIDE_OPENING or _is_unseen(before)
    return is_free and bool(after.strip())


def _is_unseen(character: str) -> bool:
    """Whether a character only says which way the text runs, or nothing at all."""
    return _UNSEEN.match(character) is not None


def _can_close(text: str, mark: Token) -> bool:
    before = text[mark.start - 1 : mark.start]
    after = text[mark.end : mark.end + 1]
    return bool(before.strip()) and not after.isalnum()


def _is_speech_to_the_end(text: str, opened: Token, end: int) -> bool:
    """Whether an unclosed quotation follows a comma or colon, or fills its paragraph."""
    before = text[: opened.start][-80:].rstrip()
    return end - opened.end > 20 and (
        text[opened.start - 1 : opened.start] in ("", "\n") or before[-1:] in (",", ":")
    )
