"""Quotations in single marks, as British papers print them: ‘We will sign,’ she said.

A single mark is an apostrophe as well, so a pair counts only in a paragraph that has no double
marks, where the first cannot be anything but an opening and the second closes for sure.
"""

from __future__ import annotations

from itertools import groupby

from onetext.reading.tokens import MARK, QUOTE, Token

_SINGLE = ("‘", "’", "'")
_BEFORE_OPENING = "([{—–-:,"
_STOPS = ".,?!…"
_AFTER_CLOSING = ".,;:?!…)—–"


def with_single_quotations(tokens: list[Token], text: str) -> list[Token]:
    """Return the tokens, single marks that quote turned into quotation marks.

    Parameters
    ----------
    tokens : list of Token
        In order; those of one paragraph stand together.
    text : str
        The whole text.
    """
    found: list[Token] = []
    for _, group in groupby(tokens, key=lambda token: token.paragraph):
        inside = list(group)
        if not any(token.kind == QUOTE for token in inside):
            for place in _quoting(inside, text):
                inside[place] = inside[place]._replace(kind=QUOTE)
        found += inside
    return found


def _quoting(inside: list[Token], text: str) -> list[int]:
    """Places of the marks that open and close quotations in one paragraph."""
    marks = [
        (place, token)
        for place, token in enumerate(inside)
        if token.kind == MARK and token.text in _SINGLE
    ]
    goes_on = _goes_on([token for _, token in marks], text)
    found: list[int] = []
    opened: int | None = None
    for (place, token), surer_later in zip(marks, goes_on, strict=True):
        if opened is None:
            opened = place if _opens(token, text) else None
        elif _closes(token, text) and (_is_certain(token, text) or not surer_later):
            found += [opened, place]
            opened = None
    return found


def _opens(mark: Token, text: str) -> bool:
    before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
    room = mark.start == 0 or not before or before.isspace() or before in _BEFORE_OPENING
    return room and after.isalnum() and mark.text != "’" and not after.isdigit()


def _closes(mark: Token, text: str) -> bool:
    before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
    return (
        mark.text != "‘"
        and bool(before.strip())
        and (not after or after.isspace() or after in _AFTER_CLOSING)
    )


def _is_certain(mark: Token, text: str) -> bool:
    """Whether a stop stands inside or outside: "officials’ plan" has none."""
    before, after = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
    return before in _STOPS or (bool(after) and after in _AFTER_CLOSING)


def _goes_on(marks: list[Token], text: str) -> list[bool]:
    """For each mark, whether a sure closing mark comes before the next opening one."""
    found: list[bool] = []
    surer = False
    for mark in reversed(marks):
        found.append(surer)
        if _opens(mark, text):
            surer = False
        elif _closes(mark, text) and _is_certain(mark, text):
            surer = True
    return found[::-1]
