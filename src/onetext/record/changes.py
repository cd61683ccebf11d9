"""What has to be written so that the record says what a case says, and nothing more."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from onetext.model import DRAFTING_TEAM_ONLY, Case, Marking
from onetext.record.chain import Draft, withdrawal_body
from onetext.record.entries import Verb, canonical
from onetext.record.eyes import leaves_somebody_out
from onetext.record.folding import Kept, Standing, State
from onetext.record.kinds import ORDER, body_of, record_from, records_of


@dataclass(frozen=True, slots=True)
class Changes:
    """The entries that bring a record to what a case says; empty where it says so already.

    Parameters
    ----------
    drafts : tuple of Draft
    added, changed, withdrawn : tuple of (kind, id)
        What they come to, for people.
    """

    drafts: tuple[Draft, ...]
    added: tuple[tuple[str, str], ...]
    changed: tuple[tuple[str, str], ...]
    withdrawn: tuple[tuple[str, str], ...]


def changes(state: State, case: Case) -> Changes:
    """Compare a record as it stands with a case, record by record.

    Parameters
    ----------
    state : State
        The whole record, for the drafting team.
    case : Case
        What it should say. A record that is not in it is withdrawn.

    Notes
    -----
    A record whose marking leaves somebody out who could see it is first withdrawn under its old
    marking: otherwise that reader would go on seeing the old version for ever.
    """
    drafts: list[Draft] = []
    added: list[tuple[str, str]] = []
    changed: list[tuple[str, str]] = []
    wanted: dict[tuple[str, str], None] = {}
    for kind, record in records_of(case):
        key = (kind, record.id)
        wanted[key] = None
        kept = state.kept.get(key)
        new = put(kind, record, getattr(record, "marking", None) or case.marking, kept)
        if new:
            (changed if kept and kept.standing is Standing.LIVE else added).append(key)
            drafts.extend(new)
    gone = [kept for kept in state.live() if _is_gone(kept, wanted)]
    drafts.extend(withdrawal(kept, "no longer in the case file") for kept in gone)
    drafts.extend(_orders(state, wanted))
    withdrawn = tuple((kept.entry.kind, kept.entry.id) for kept in gone)
    return Changes(tuple(drafts), tuple(added), tuple(changed), withdrawn)


def changes_since(base: State, state: State, case: Case) -> Changes:
    """Compare a case with the record it was made from, and leave what others did since then.

    Parameters
    ----------
    base : State
        The record as whoever made the case had read it.
    state : State
        The record as it stands. Drafts still say which entry of `base` they replace, so that
        writing them shows which records moved on.
    case : Case
        What the record should say, where it differs from `base`.
    """
    wished = changes(base, case)
    drafts = tuple(
        replace(draft, replaces=None) if draft.kind == ORDER else draft  # a matter of looks
        for draft in wished.drafts
        if not _is_done(draft, state)
    )
    left = {(draft.kind, draft.id) for draft in drafts}
    return Changes(
        drafts,
        *(
            tuple(key for key in keys if key in left)
            for keys in (wished.added, wished.changed, wished.withdrawn)
        ),
    )


def _is_done(draft: Draft, state: State) -> bool:
    """Whether somebody else has done the same already."""
    kept = state.kept.get((draft.kind, draft.id))
    if kept is None or kept.entry.seq == draft.replaces:
        return False
    if draft.verb is Verb.WITHDRAW:
        return kept.standing is not Standing.LIVE
    return kept.body == draft.body and kept.marking == draft.marking


def put(kind: str, record: Any, marking: Marking, kept: Kept | None) -> tuple[Draft, ...]:
    """Return the drafts that make the record say this; none if it does already.

    Parameters
    ----------
    kind : str
    record : noun
    marking : Marking
        Whose eyes it is for.
    kept : Kept or None
        What the record says now.
    """
    body = body_of(kind, record)
    live = kept is not None and kept.standing is Standing.LIVE
    if kept and live and kept.marking == marking and _says_the_same(kept, record, body):
        return ()
    replaces = kept.entry.seq if kept else 0
    new = Draft(
        verb=Verb.PUT, kind=kind, id=record.id, marking=marking, body=body, replaces=replaces
    )
    if kept and live and leaves_somebody_out(marking, kept.marking):
        return withdrawal(kept, "marked for fewer readers"), new
    return (new,)


def _says_the_same(kept: Kept, record: Any, body: bytes) -> bool:
    """Whether a body holds this record: written alike, or by a version that knew fewer fields."""
    if kept.body == body:
        return True
    try:
        return bool(record_from(kept.entry.kind, kept.body) == record)
    except ValueError:
        return False


def withdrawal(kept: Kept, because: str, *, erases: bool = False) -> Draft:
    """Return the draft that takes a record back, seen by all who can see the record."""
    return Draft(
        verb=Verb.WITHDRAW,
        kind=kept.entry.kind,
        id=kept.entry.id,
        marking=kept.marking,
        body=withdrawal_body(because, erases=erases),
        replaces=kept.entry.seq,
    )


def _is_gone(kept: Kept, wanted: Mapping[tuple[str, str], None]) -> bool:
    return kept.entry.kind != ORDER and (kept.entry.kind, kept.entry.id) not in wanted


def _orders(state: State, wanted: Iterable[tuple[str, str]]) -> Iterable[Draft]:
    """Yield the team's order of each kind where it is not the order of first appearance."""
    lists: dict[str, list[str]] = {}
    for kind, record_id in wanted:
        lists.setdefault(kind, []).append(record_id)
    for kind, ids in lists.items():
        kept = state.kept.get((ORDER, kind))
        said = json.loads(kept.body) if kept and kept.standing is Standing.LIVE else None
        if ids == (said if said is not None else _first_seen(state, kind, ids)):
            continue
        yield Draft(
            verb=Verb.PUT,
            kind=ORDER,
            id=kind,
            marking=DRAFTING_TEAM_ONLY,
            body=canonical(ids),
            replaces=kept.entry.seq if kept else 0,
        )


def _first_seen(state: State, kind: str, ids: list[str]) -> list[str]:
    """Return the order in which ids stand by themselves: the known first, as they came."""
    known = [record_id for (its_kind, record_id) in state.kept if its_kind == kind]
    place = {record_id: number for number, record_id in enumerate(known)}
    return sorted(ids, key=lambda record_id: place.get(record_id, len(place)))
