"""Figures, dates and stances as a reader of papers expects them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from onetext.model import Stance, UncertainDate
from onetext.model.date_spans import Unit, coarsest_unit
from onetext.preferences.shares import Share

NBSP = "\N{NO-BREAK SPACE}"

STANCE_WORDS = {
    Stance.PROPOSES: "proposes",
    Stance.ACCEPTS: "accepts",
    Stance.ACCEPTS_IF: "accepts, with a condition",
    Stance.OPEN: "open",
    Stance.RESERVES: "has reservations",
    Stance.OPPOSES: "opposes",
    Stance.RED_LINE: "red line against",
    Stance.SILENT: "silent",
    Stance.UNKNOWN: "nothing on record",
}
STANCE_MEANINGS = {
    Stance.PROPOSES: "put it forward",
    Stance.ACCEPTS: "said it could sign it",
    Stance.ACCEPTS_IF: "could sign it if something else holds",
    Stance.OPEN: "neither for nor against",
    Stance.RESERVES: "voiced doubts",
    Stance.OPPOSES: "spoke against it",
    Stance.RED_LINE: "said it will not sign it",
    Stance.SILENT: "looked for; no public statement found",
    Stance.UNKNOWN: "nobody has looked yet",
}


def percent(share: float) -> str:
    """Write a share between 0 and 1 as whole per cent.

    A share of draws is never quite nothing nor quite all: other draws might have differed.
    """
    if share < 0.005:
        return f"<1{NBSP}%"
    if share >= 0.995:
        return f">99{NBSP}%"
    return f"{100 * share:.0f}{NBSP}%"


def share_words(share: Share) -> str:
    """Write a share with its Monte-Carlo standard error, both in per cent."""
    if share.share < 0.005 or share.share >= 0.995 or share.error <= 0:
        return percent(share.share)
    points = 100 * share.error
    error = f"{points:.0f}" if points >= 0.95 else f"{max(points, 0.1):.1f}"
    return f"{percent(share.share)} ±{NBSP}{error}"


def count(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun, as in ``1 point`` and ``1,200 points``."""
    return f"{number:,}{NBSP}{one if number == 1 else many or f'{one}s'}"


def listed(items: Iterable[str], last: str = "and") -> str:
    """Join words as a sentence does: ``a``, ``a and b``, ``a, b and c``."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def day_words(day: datetime.date) -> str:
    """Write a day as ``5 March 2026``."""
    return f"{day.day}{NBSP}{day:%B}{NBSP}{day.year}"


def date_words(date: UncertainDate) -> str:
    """Write an uncertain date so that what is not known of it can be read.

    Examples
    --------
    >>> date_words(UncertainDate("2025-11-16/2025-11-18")).replace(NBSP, " ")
    '16–18 Nov 2025'
    >>> date_words(UncertainDate("../2025-11-19~")).replace(NBSP, " ")
    'about, by 19 Nov 2025'
    """
    first, last = date.earliest, date.latest
    about = "about, " if date.is_approximate else ""
    if first is None and last is None:
        return "date unknown"
    if first is None:
        return f"{about}by {_short(last)}"
    if last is None:
        return f"{about}from {_short(first)}"
    return f"{about.replace(',', '')}{_span(first, last)}"


def _short(day: datetime.date | None) -> str:
    return f"{day.day}{NBSP}{day:%b}{NBSP}{day.year}" if day else ""


def _span(first: datetime.date, last: datetime.date) -> str:
    """Write a range in the coarsest unit that says the same."""
    match coarsest_unit(first, last):
        case Unit.DAY:
            return _short(first)
        case Unit.YEAR:
            return str(first.year)
        case Unit.MONTH:
            return f"{first:%b}{NBSP}{first.year}"
        case Unit.DAYS:
            return f"{first.day}–{_short(last)}"
    return f"{_short(first)} – {_short(last)}"
