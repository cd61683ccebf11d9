"""A case as its record stood at a time, for a reader's eyes.

The order is the law of the house: first the entries the reader may see, then those written by
the time asked for, then the fold, and only then the nouns.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Any

from onetext.errors import InvalidCase, Place, Problem
from onetext.model import DRAFTING_TEAM, TEAM_EYE, Attribution, Case, Eye
from onetext.record.attribution import own_voice, unattributed
from onetext.record.closing import Closing
from onetext.record.entries import Journal
from onetext.record.eyes import narrowed
from onetext.record.folding import EMPTY, Kept, State, folded, known_by, seen_by
from onetext.record.kinds import CASE, ORDER, record_from, record_types


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case for a reader, and what is not in it though the reader may see that it was.

    Parameters
    ----------
    case : Case
    erased : tuple of (kind, id)
        Records whose bodies were erased; they are not in `case`.
    n_unattributed : int
        Records in `case` without their speaker (Chatham House Rule).
    n_left_out : int
        Records not in `case` because nothing is left of them without their speaker.
    n_entries : int
        Entries the view was folded from.
    """

    case: Case
    erased: tuple[tuple[str, str], ...]
    n_unattributed: int
    n_left_out: int
    n_entries: int


def case_view(
    journal: Journal,
    case_id: str,
    eye: Eye = TEAM_EYE,
    time: datetime.datetime | None = None,
    *,
    attribution: bool = True,
) -> CaseView:
    """Fold a journal into a case.

    Parameters
    ----------
    journal : Journal
        The whole journal of the case.
    case_id : str
    eye : Eye
        Whose eyes it is for. What they may not see changes nothing in the result.
    time : datetime or None
        Fold only what had been written down by then (the journal's own time); None: everything.
    attribution : bool
        Whether the drafting team is told who spoke under the Chatham House Rule, and others what
        they said or were told under it themselves. False in every export.
    """
    seen = known_by(time, seen_by(eye, journal))
    state, nothing = folded(seen), Remembered()
    return _view(state, case_id, eye, len(seen), nothing, attribution=attribution)


class GrowingView:
    """A view of a record that grows: reads only the kinds of record written since it last grew.

    Parameters
    ----------
    case_id : str
    eye : Eye
    """

    def __init__(self, case_id: str, eye: Eye = TEAM_EYE) -> None:
        self._case_id = case_id
        self._eye = eye
        self._state = EMPTY
        self._n_entries = 0
        self._remembered = Remembered()

    def view(self, seen: Journal) -> CaseView:
        """Return what `case_view` returns.

        Parameters
        ----------
        seen : Journal
            The entries the reader may see; they begin with those of the last time.
        """
        new = seen[self._n_entries :]
        self._remembered.touched_by(new)
        self._state = folded(new, self._state)
        self._n_entries = len(seen)
        return _view(self._state, self._case_id, self._eye, self._n_entries, self._remembered)


@dataclass(slots=True)
class Remembered:
    """What an earlier view was made of, so that records that stand as they did are not read again.

    Parameters
    ----------
    records : dict
        Kind and id to what was kept, the case's marking, and the record read from both.
    kinds : dict
        Kind to its records, in order: those of the last view, and of kinds not touched since.
    case_marking : Marking or None
        Which the case gave to records without one of their own.
    closing : Closing
    stripped, left_out : dict
        How many records of each kind in `kinds` are without their speaker, or gone with it.
    """

    records: dict[tuple[str, str], tuple[Kept, Any, Any]] = field(default_factory=dict)
    kinds: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    case_marking: Any = None
    closing: Closing = field(default_factory=Closing)
    stripped: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)

    def touched_by(self, new: Journal) -> None:
        """Forget the kinds that entries write, or bring into another order; all, if the case."""
        for written in new:
            about = written.entry
            if about.kind == CASE:
                self.kinds.clear()
            self.kinds.pop(about.id if about.kind == ORDER else about.kind, None)
        for counted in (self.stripped, self.left_out):
            for kind in counted.keys() - self.kinds.keys():
                del counted[kind]

    def record(self, kept: Kept, eye: Eye, case_marking: Any) -> Any:
        """Return a record with its marking as the reader may know it."""
        key = (kept.entry.kind, kept.entry.id)
        known = self.records.get(key)
        if known is None or known[0] is not kept or known[1] != case_marking:
            known = (kept, case_marking, _marked(_record(kept), kept, eye, case_marking))
            self.records[key] = known
        return known[2]


def _view(
    state: State,
    case_id: str,
    eye: Eye,
    n_entries: int,
    remembered: Remembered,
    *,
    attribution: bool = True,
) -> CaseView:
    if CASE not in remembered.kinds:
        remembered.case_marking = _case_marking(state, eye)
    _read(state, eye, remembered, attribution=attribution)
    itself = remembered.kinds[CASE]
    about = itself[0] if itself else Case(id=case_id, title=case_id)
    kinds: dict[str, Any] = {kind: remembered.kinds[kind] for kind in record_types()}
    case = remembered.closing.closed(dataclasses.replace(about, **kinds))
    gone = remembered.left_out.total()
    return CaseView(case, state.erased, remembered.stripped.total() - gone, gone, n_entries)


def _read(state: State, eye: Eye, remembered: Remembered, *, attribution: bool) -> None:
    """Read the kinds that are not known, each in its order; count what was stripped, left out."""
    by_kind: dict[str, list[Any]] = {}
    for kept in _in_order(state, remembered.kinds):
        kind, record = kept.entry.kind, remembered.record(kept, eye, remembered.case_marking)
        if kind != CASE and _is_chatham_house(kept) and not (attribution and eye == TEAM_EYE):
            own = own_voice(kind, record, eye.reader) if attribution else None
            if own is None:
                remembered.stripped[kind] += 1
                own = unattributed(kind, record, remembered.stripped[kind])
            record = own
        if record is None:
            remembered.left_out[kind] += 1
        else:
            by_kind.setdefault(kind, []).append(record)
    for kind in (*record_types(), CASE):
        if kind not in remembered.kinds:
            remembered.kinds[kind] = tuple(by_kind.get(kind, ()))


def _is_chatham_house(kept: Kept) -> bool:
    return kept.marking.attribution is Attribution.CHATHAM_HOUSE


def _marked(record: Any, kept: Kept, eye: Eye, default: Any) -> Any:
    """Return a record with the marking it was put under, as far as the reader may know it.

    A record that has none of its own keeps none where the case's own marking says the same.
    """
    if not hasattr(record, "marking"):
        return record
    marking = narrowed(kept.marking, eye)
    if kept.entry.kind != CASE and record.marking is None and marking == default:
        return record
    return dataclasses.replace(record, marking=marking)


def _case_marking(state: State, eye: Eye) -> Any:
    """Return the marking the case gives to records without one of their own, for this reader."""
    for kept in state.live():
        if kept.entry.kind == CASE:
            return narrowed(kept.marking, eye)
    return Case(id="", title="").marking


def _in_order(state: State, known: Container[str] = ()) -> list[Kept]:
    """Sort what stands by the team's order of each kind, else by first appearance.

    Kinds that are `known` are left out; an order that a kind is in is that kind's.
    """
    live = [
        kept
        for kept in state.live()
        if (kept.entry.id if kept.entry.kind == ORDER else kept.entry.kind) not in known
    ]
    ranks = {
        (kept.entry.id, record_id): rank
        for kept in live
        if kept.entry.kind == ORDER
        for rank, record_id in enumerate(json.loads(kept.body))
    }
    kinds = {kind: place for place, kind in enumerate((*record_types(), CASE))}
    records = [kept for kept in live if kept.entry.kind != ORDER]
    return sorted(
        records,
        key=lambda kept: (
            kinds.get(kept.entry.kind, len(kinds)),
            ranks.get((kept.entry.kind, kept.entry.id), len(ranks)),
        ),
    )


def _record(kept: Kept) -> Any:
    try:
        return record_from(kept.entry.kind, kept.body)
    except ValueError as error:
        raise InvalidCase(
            Problem(
                what=f"the record {kept.entry.kind}.{kept.entry.id} cannot be read",
                because="this version of onetext does not know a kind or a field it has",
                hint="open the case with the version that wrote it, or a newer one",
                place=Place(path=f"{kept.entry.kind}.{kept.entry.id}"),
            )
        ) from error


def is_empty_for(journal: Journal, eye: Eye) -> bool:
    """Whether the reader may see no entry at all; never so for the team of a kept case."""
    return eye.reader != DRAFTING_TEAM and not seen_by(eye, journal)
