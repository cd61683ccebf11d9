"""Ids that were ever given in a journal, of what was taken back or renamed as well."""

from __future__ import annotations

import json

from onetext.record.entries import Journal


def used_ids(seen: Journal, kind: str = "") -> frozenset[str]:
    """Return the ids of every record of a kind; of all kinds if none is named."""
    return frozenset(one.entry.id for one in seen if kind in ("", one.entry.kind))


def used_options(seen: Journal, point: str) -> frozenset[str]:
    """Return the ids of every option a point ever had, in any version of it."""
    found: set[str] = set()
    for one in seen:
        if (one.entry.kind, one.entry.id) == ("points", point) and one.sealed is not None:
            said = json.loads(one.sealed.body)
            found.update(option["id"] for option in said.get("options", ()))
    return frozenset(found)
