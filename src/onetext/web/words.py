"""Stances, states, dates and shares in the reader's language."""

from __future__ import annotations

import datetime
from functools import lru_cache

from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language_bidi, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from onetext.mediation.standings import PointState
from onetext.model import Stance, UncertainDate
from onetext.model.date_spans import Unit, coarsest_unit
from onetext.preferences.shares import Share

NBSP = "\N{NO-BREAK SPACE}"

STANCES = {
    Stance.PROPOSES: gettext_lazy("proposes"),
    Stance.ACCEPTS: gettext_lazy("accepts"),
    Stance.ACCEPTS_IF: gettext_lazy("accepts, with a condition"),
    Stance.OPEN: gettext_lazy("open"),
    Stance.RESERVES: gettext_lazy("has reservations"),
    Stance.OPPOSES: gettext_lazy("opposes"),
    Stance.RED_LINE: gettext_lazy("red line"),
    Stance.SILENT: gettext_lazy("silent"),
    Stance.UNKNOWN: gettext_lazy("nothing on record"),
}
STATES = {
    PointState.AGREED: gettext_lazy("agreed"),
    PointState.TRADABLE: gettext_lazy("tradable"),
    PointState.CONTESTED: gettext_lazy("contested"),
    PointState.DEADLOCKED: gettext_lazy("deadlocked"),
    PointState.UNKNOWN: gettext_lazy("too little said"),
}
STATUSES = {
    "held": gettext_lazy("held"),
    "ongoing": gettext_lazy("under way"),
    "scheduled": gettext_lazy("scheduled"),
    "expected": gettext_lazy("expected"),
    "postponed": gettext_lazy("postponed"),
    "cancelled": gettext_lazy("cancelled"),
    "on-hold": gettext_lazy("on hold"),
    "denied": gettext_lazy("denied"),
    "unknown": gettext_lazy("not known"),
}
KINDS = {
    "case": gettext_lazy("the case"),
    "order": gettext_lazy("an order"),
    "themes": gettext_lazy("theme"),
    "parties": gettext_lazy("party"),
    "persons": gettext_lazy("person"),
    "key_holders": gettext_lazy("key-holder"),
    "points": gettext_lazy("point"),
    "rules": gettext_lazy("rule"),
    "sources": gettext_lazy("source"),
    "texts": gettext_lazy("text"),
    "positions": gettext_lazy("position"),
    "weights": gettext_lazy("weights"),
    "comparisons": gettext_lazy("comparison"),
    "scores": gettext_lazy("scores"),
    "precedents": gettext_lazy("precedent"),
    "tracks": gettext_lazy("track"),
    "meetings": gettext_lazy("meeting"),
    "events": gettext_lazy("event"),
    "milestones": gettext_lazy("milestone"),
    "briefings": gettext_lazy("briefing"),
    "comments": gettext_lazy("comment"),
    "reports": gettext_lazy("report"),
    "statements": gettext_lazy("statement"),
}
"""Kind of record to what one of them is called."""


def percent(share: float) -> str:
    """Write a share as whole per cent: never 0 or 100, since other draws might have differed."""
    if share < 0.005:
        return _figure(f"<1{NBSP}%")
    if share >= 0.995:
        return _figure(f">99{NBSP}%")
    return _figure(f"{100 * share:.0f}{NBSP}%")


def share_words(share: Share) -> str:
    """Write a share with its Monte-Carlo error, as in ``62 % ± 2``."""
    if not 0.005 <= share.share < 0.995:
        return percent(share.share)
    error = max(1, round(100 * share.error))
    return _figure(f"{100 * share.share:.0f}{NBSP}%{NBSP}±{NBSP}{error}")


def _figure(words: str) -> str:
    """Keep a figure from left to right: turned round, "more than" would look like "less than"."""
    if not get_language_bidi():
        return words
    return f"\N{LEFT-TO-RIGHT ISOLATE}{words}\N{POP DIRECTIONAL ISOLATE}"


def day_words(day: datetime.date) -> str:
    """Write a day as ``5 March 2026``."""
    return _written(day, pgettext("date format", "j F Y"), translation.get_language())


@lru_cache(maxsize=4096)  # a page may write the same few hundred days a thousand times
def _written(day: datetime.date, form: str, _language: str | None) -> str:
    return date_format(day, form).replace(" ", NBSP)


def date_words(date: UncertainDate) -> str:
    """Write an uncertain date so that what is not known of it can be read."""
    first, last = date.earliest, date.latest
    if first is None and last is None:
        return _("date unknown")
    if first is None and last is not None:
        words = _("by %(day)s") % {"day": _short(last)}
    elif last is None and first is not None:
        words = _("from %(day)s") % {"day": _short(first)}
    else:
        assert first is not None
        assert last is not None
        words = _span(first, last)
    return _("about %(date)s") % {"date": words} if date.is_approximate else words


def time_words(at: datetime.datetime) -> str:
    """Write a moment with its zone, which is UTC."""
    return f"{_short(at.date())}, {date_format(at, 'H:i')}{NBSP}UTC"


def age_words(since: UncertainDate, as_of: datetime.date | None) -> str:
    """Write how old something was on a day, as in ``12 days``; a range where that is all known."""
    if as_of is None or since.earliest is None or since.latest is None:
        return ""
    fewest, most = max(0, (as_of - since.latest).days), max(0, (as_of - since.earliest).days)
    days = ngettext("%(n)s day", "%(n)s days", most) % {"n": count_words(most)}
    return days if fewest == most else f"{count_words(fewest)}–{days}"


def count_words(count: int) -> str:
    """Write a whole number with its thousands apart, as the reader's language does."""
    return number_format(count, force_grouping=True)


def _short(day: datetime.date) -> str:
    return _written(day, pgettext("date format", "j M Y"), translation.get_language())


def _span(first: datetime.date, last: datetime.date) -> str:
    """Write a range in the coarsest unit that says the same."""
    match coarsest_unit(first, last):
        case Unit.DAY:
            return _short(first)
        case Unit.YEAR:
            return str(first.year)
        case Unit.MONTH:
            return _written(first, pgettext("date format", "M Y"), translation.get_language())
        case Unit.DAYS:
            return f"{first.day}–{_short(last)}"
    return f"{_short(first)} – {_short(last)}"
