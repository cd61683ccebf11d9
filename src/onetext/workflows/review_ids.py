"""Under which ids a decision is written: over one taken back, never over what was erased.

A decision that was taken back and is made again is about the same words, so its statement, its
position and its source keep their ids. What was erased keeps its id for good, and nothing else
gets it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from onetext.errors import ImpossibleRequest, Problem
from onetext.record.entries import Journal, Verb
from onetext.record.folding import Standing, folded
from onetext.record.given_ids import free_id, given_ids
from onetext.workflows.amend import Put


def source_id(base: str, sha256: str, journal: Journal) -> str:
    """Return the id of a report's source: the one it had until it was taken back, or a new one."""
    kept = folded(journal).kept
    for written in journal:
        key = (written.entry.kind, written.entry.id)
        if key[0] != "sources" or written.entry.verb is not Verb.PUT or written.sealed is None:
            continue
        is_gone = kept[key].standing is Standing.WITHDRAWN
        if is_gone and json.loads(written.sealed.body).get("sha256") == sha256:
            return written.entry.id
    return free_id(base, given_ids(journal))


def position_id(base: str, journal: Journal) -> str:
    """Return the id of a statement's position: a new one where the last was erased."""
    erased = {record_id for kind, record_id in folded(journal).erased if kind == "positions"}
    return free_id(base, given_ids(journal)) if base in erased else base


def over_what_was_taken_back(records: Iterable[Put], journal: Journal) -> tuple[Put, ...]:
    """Say of records that were withdrawn that it is their withdrawal they are written over.

    Raises
    ------
    ImpossibleRequest
        If one of them was erased: deciding again would bring it back.
    """
    kept, found = folded(journal).kept, []
    for one in records:
        earlier = kept.get(one.key)
        if earlier is not None and earlier.standing is Standing.ERASED:
            raise ImpossibleRequest(_erased(one))
        if earlier is not None and earlier.standing is Standing.WITHDRAWN:
            one = replace(one, made_from=earlier.entry.seq)  # noqa: PLW2901
        found.append(one)
    return tuple(found)


def _erased(one: Put) -> Problem:
    return Problem(
        what=f"{one.kind}.{one.key[1]} was erased; nothing was written",
        because="a decision on the same words would write down again what was to be gone",
        hint="leave it undecided; if it has to come back, put it into the case file by hand",
    )
