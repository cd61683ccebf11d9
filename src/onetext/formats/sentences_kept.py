"""How the sentences of a finding were put together, as JSON, and put back into it.

A finding is kept with its sentences in English; beside it, by its English words, stands of each
sentence how it was made (see `onetext.model.sentences`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar, cast

from onetext.model import UncertainDate
from onetext.model.sentences import Sentence, Slot

Finding = TypeVar("Finding")
Form = dict[str, Any]


def sentence_forms(finding: object) -> dict[str, Form]:
    """Return the English of every sentence in a finding, with how it is made."""
    return {str(one): _form(one) for one in _sentences(finding)}


def with_sentences(finding: Finding, forms: Mapping[str, Form]) -> Finding:
    """Return a finding whose words are sentences again, where it is known how they are made.

    Raises
    ------
    KeyError, ValueError, TypeError
        If what is said of one is no form of a sentence.
    """
    known = {english: _sentence(form) for english, form in forms.items()}
    return cast(Finding, _changed(finding, known))


def _sentences(value: object) -> Iterator[Sentence]:
    if isinstance(value, Sentence):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _sentences(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _sentences(one)
    elif is_dataclass(value) and not isinstance(value, UncertainDate):
        for each in fields(value):
            yield from _sentences(getattr(value, each.name))


def _changed(value: Any, known: Mapping[str, Sentence]) -> Any:
    if isinstance(value, str):
        return value if isinstance(value, Enum) else known.get(value, value)
    if isinstance(value, Mapping):
        return {key: _changed(one, known) for key, one in value.items()}
    if isinstance(value, tuple):
        return tuple(_changed(one, known) for one in value)
    if is_dataclass(value) and not isinstance(value, type | UncertainDate):
        old = {each.name: getattr(value, each.name) for each in fields(value) if each.init}
        new = {name: _changed(one, known) for name, one in old.items()}
        return replace(value, **{name: one for name, one in new.items() if one is not old[name]})
    return value


def _form(said: Sentence) -> Form:
    form: Form = {"said": said.pattern, "with": {n: _slot(s) for n, s in said.slots.items()}}
    if said.plural:
        form |= {"many": said.plural, "n": said.number}
    if said.is_capital:
        form["capital"] = True
    return form


def _slot(slot: Slot) -> object:
    if isinstance(slot, Sentence):
        return _form(slot)
    if isinstance(slot, Decimal):
        return {"decimal": str(slot)}
    if isinstance(slot, datetime.date):
        return {"day": slot.isoformat()}
    if isinstance(slot, UncertainDate):
        return {"date": str(slot)}
    return slot


def _sentence(form: Form) -> Sentence:
    return Sentence(
        form["said"],
        {name: _read(slot) for name, slot in form["with"].items()},
        form.get("many", ""),
        form.get("n", 1),
        is_capital=form.get("capital", False),
    )


def _read(slot: Any) -> Slot:
    if not isinstance(slot, dict):
        return cast(Slot, slot)
    if "said" in slot:
        return _sentence(slot)
    if "decimal" in slot:
        return Decimal(slot["decimal"])
    if "day" in slot:
        return datetime.date.fromisoformat(slot["day"])
    return UncertainDate(slot["date"])
