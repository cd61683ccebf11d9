"""The Chatham House Rule: content may be used, speaker and affiliation may not be given.

What is stripped, kind by kind:

- `comments`: party, sources, the briefing answered (it names whom it was given to) and id (ids
  often name the party);
- `texts`: who tabled it, who asked for which alternative, between whom a clause is agreed (that
  it is agreed only between some stays visible), sources;
- `meetings`: participants, parties, sources; `events`: parties, for whom no agreement is worth
  more or less since, sources;
- `briefings`: who briefed whom, terms, sources and id;
- every other kind: its sources.

What a reader said or was told itself is no secret to it: on screen, its own comments and the
briefings it was given keep that (`own_voice`); its exports go further and lose them.

Positions, weights, comparisons, scores, reports, statements and sources *are* attribution and are
left out whole. Names inside wordings, titles and notes cannot be found by rule: they are for the
person who marks the record.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from onetext.model import Party

NOT_ATTRIBUTED = Party(
    id="not-attributed", name="Not attributed", role="Chatham House Rule", signs=False
)
"""Stands where a party must be named and may not be."""

_LEFT_OUT = {
    "positions", "weights", "comparisons", "scores", "sources", "reports", "statements",
    "persons",
}  # fmt: skip
_RENAMED = {"comments", "briefings"}
_EMPTIED = {
    "sources", "tabled_by", "asked_by", "participants", "parties", "terms", "said_by",
    "better_without", "worse_without",
}  # fmt: skip
_REPLACED = {"party", "by", "to", "agreed_by"}


def unattributed(kind: str, record: Any, number: int) -> Any | None:
    """Return a record without its speaker and affiliation; None if nothing would be left of it.

    Parameters
    ----------
    kind : str
    record : noun
    number : int
        Its place among the records of its kind without attribution, from 1: its new id where the
        old one may give the speaker away.
    """
    if kind in _LEFT_OUT:
        return None
    stripped = _stripped(record)
    if kind in _RENAMED:
        stripped = dataclasses.replace(stripped, id=f"not-attributed-{number}")
    return stripped


def own_voice(kind: str, record: Any, reader: str) -> Any | None:
    """Return a reader's own comment, or a briefing it was given, without what else is known of it.

    None if the record is neither.
    """
    if kind == "comments" and record.party == reader:
        return dataclasses.replace(record, sources=())
    if kind == "briefings" and reader in record.to:
        return dataclasses.replace(record, to=(reader,), sources=())
    return None


def _stripped(record: Any) -> Any:
    changes: dict[str, Any] = {}
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if field.name in _EMPTIED:
            changes[field.name] = type(value)()
        elif field.name == "briefing":
            changes[field.name] = None
        elif field.name in _REPLACED and value:
            one = NOT_ATTRIBUTED.id
            changes[field.name] = (one,) if isinstance(value, tuple) else one
        elif isinstance(value, tuple) and value and dataclasses.is_dataclass(value[0]):
            changes[field.name] = tuple(_stripped(item) for item in value)
    return dataclasses.replace(record, **changes)
