"""Text, numbers and dates as YAML that every reader of YAML 1.2 takes the same way."""

from __future__ import annotations

import json
import re
import textwrap

WIDTH = 100
"""Widest line written, where words can be broken."""

_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`=~<.+")
_WORDS_WITH_MEANING = frozenset(
    {"true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf"}
)
_NUMBER = re.compile(r"[\d_]+([.:eExXoO][\w.:+-]*)?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d(-\d\d)?[~?%]?(/\S*)?|\d{4}[~?%]?(/\S*)?|\.\.\S+|XXXX\S*", re.ASCII)
_INTEGER = re.compile(r"0|[1-9]\d{0,8}", re.ASCII)
_UNSAFE = re.compile("[\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def scalar(text: str, *, is_flow: bool = False, may_be_number: bool = False) -> str:
    """Write a text on one line: bare if nobody can mistake it, else in double quotes.

    Parameters
    ----------
    text : str
        Any text.
    is_flow : bool
        Whether it stands between brackets, where commas and brackets have a meaning.
    may_be_number : bool
        Whether the field also takes whole numbers, so that ``4`` needs no quotes.
    """
    if may_be_number and _INTEGER.fullmatch(text):
        return text
    return text if _is_plain(text, is_flow=is_flow) else quoted(text)


def quoted(text: str) -> str:
    """Write a text in double quotes."""
    return _UNSAFE.sub(
        lambda found: f"\\u{ord(found.group()):04x}", json.dumps(text, ensure_ascii=False)
    )


def date(edtf: str, *, is_flow: bool = False) -> str:
    """Write an uncertain date, bare where it can be."""
    if _DATE.fullmatch(edtf) and not (is_flow and re.search(r"[,\[\]{}]", edtf)):
        return edtf
    return quoted(edtf)


def number(value: float) -> str:
    """Write a number, whole numbers without a decimal point."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def block(text: str, indent: int) -> str | None:
    """Write a long text as a block that a person can edit, or say that it cannot be one.

    Parameters
    ----------
    text : str
        Any text.
    indent : int
        Columns before each line of the block.

    Returns
    -------
    str or None
        ``>-`` or ``|`` and the lines below; None for a short text, or one whose spaces and
        control characters a block would not keep.
    """
    margin = " " * indent
    if "\n" in text:
        return _literal(text, margin)
    words = text.split(" ")
    if indent + len(text) < WIDTH - 16 or "" in words or not text.isprintable():
        return None
    lines = textwrap.wrap(
        text, max(WIDTH - indent, 40), break_long_words=False, break_on_hyphens=False
    )
    return ">-\n" + "\n".join(margin + line for line in lines)


def _literal(text: str, margin: str) -> str | None:
    body = text.removesuffix("\n")
    lines = body.split("\n")
    if not lines[0] or lines[0][0] == " " or not lines[-1]:
        return None
    if not all(line.isprintable() and (not line or line.strip()) for line in lines):
        return None
    head = "|" if text.endswith("\n") else "|-"
    return head + "\n" + "\n".join(margin + line if line else "" for line in lines)


def _is_plain(text: str, *, is_flow: bool) -> bool:
    if not text or text != text.strip() or not text.isprintable() or text[0] in _INDICATORS:
        return False
    if ": " in text or " #" in text or text.endswith(":") or text.lower() in _WORDS_WITH_MEANING:
        return False
    if is_flow and re.search(r"[,\[\]{}:]", text):
        return False
    return not (_NUMBER.fullmatch(text) or _DATE.fullmatch(text)) and not _UNSAFE.search(text)
