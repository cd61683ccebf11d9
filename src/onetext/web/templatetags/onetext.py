"""Marks and words for templates; built in, so that no template has to load them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from onetext.errors import Problem
from onetext.model import Stance, UncertainDate
from onetext.web import words
from onetext.web.core_words import core_words
from onetext.web.hour_words import shown_hours
from onetext.web.marks import share_bar, stance_mark, state_mark
from onetext.web.open_case import OpenCase
from onetext.workflows.study_result import Study

register = template.Library()

register.filter("percent", words.percent)
register.filter("share_words", words.share_words)
register.filter("day", words.day_words)
register.filter("moment", words.time_words)
register.filter("core", core_words)
register.simple_tag(stance_mark, name="stance")
register.simple_tag(state_mark, name="state")
register.simple_tag(share_bar)
register.filter("hours", shown_hours)


@register.filter
def when(date: UncertainDate) -> str:
    """Write an uncertain date."""
    return words.date_words(date)


@register.filter
def age(since: UncertainDate, as_of: datetime.date | None) -> str:
    """Write how old something was on a day."""
    return words.age_words(since, as_of)


@register.filter
def status_word(status: str) -> str:
    """Name the status of a meeting."""
    return str(words.STATUSES.get(str(status), status))


@register.filter
def kind_word(kind: str) -> str:
    """Name one record of a kind."""
    return str(words.KINDS.get(kind, kind))


@register.filter
def place_words(problem: Problem) -> SafeString:
    """Say where a problem stands: in a file by its field, in the record by what kind it is of."""
    place = problem.place
    if place.file and place.path:
        return format_html('<code dir="ltr">{}</code>', place.path)
    return format_html("{}", words.KINDS.get(place.path.partition(".")[0], ""))


@register.filter
def as_stance(word: str) -> Stance:
    """Return the stance a template names."""
    return Stance(word)


@register.filter
def stance_word(stance: Stance) -> str:
    """Name a stance."""
    return str(words.STANCES[stance])


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """Return what a mapping has under a key; nothing where it has none."""
    return mapping.get(key) if mapping is not None else None


@register.filter
def get_at(sequence: Any, index: int) -> Any:
    """Return what stands at a place of a sequence."""
    return sequence[index]


@register.filter
def party_name(opened: OpenCase, party_id: str) -> str:
    """Name a party as the case prints it."""
    party = opened.parties.get(party_id)
    return party.name if party else party_id


@register.simple_tag
def address(opened: OpenCase, route: str, *ids: str, **query: str) -> str:
    """Return the address of a page of the same case, at the times asked for."""
    return opened.address(route, *ids, **query)


@register.simple_tag
def trial(opened: OpenCase, start: str, changes: Iterable[tuple[str, str]] = ()) -> str:
    """Return the address of a trial: what it begins from, and what is settled otherwise."""
    return opened.address("signed-try", **{"start": start, **dict(changes)})


@register.filter
def title_of_text(study: Study, text_id: str) -> str:
    """Name a text as the study does."""
    return next((text.title for text in study.texts if text.id == text_id), text_id)


@register.filter
def signed_number(number: float, digits: int = 0) -> str:
    """Write a change with its sign, as in ``+3`` and ``−12``; nothing changed is ``0``."""
    rounded = round(number, digits)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return f"{sign}{abs(rounded):.{digits}f}"
