"""Take a decision of a review back: the statement, its position, and a source nobody else cites.

An undo is new entries; the decision and its reason stay in the journal. What was taken back is
proposed again the next time the report is reviewed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from onetext.errors import ImpossibleRequest, NotFound, Problem
from onetext.record.entries import Journal
from onetext.record.folding import Kept, Standing, folded
from onetext.workflows.amend import Withdraw, amend
from onetext.workflows.journal import Scribe, kept_journal
from onetext.workflows.journal_store import JournalStore

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Which decision was taken back, and what went with it."""

    statement: str
    about: str
    position: str | None
    source: str | None


def take_back(
    store: JournalStore, case_id: str, scribe: Scribe, statement: str | None = None
) -> TakenBack:
    """Withdraw a decision and what was written down with it, all of it or nothing.

    Raises
    ------
    NotFound, ImpossibleRequest
        As `taken_back`.
    RecordMovedOn
        If somebody else takes it back at the same moment; nothing was written.
    """
    gone, withdrawals = taken_back(kept_journal(store, case_id), statement)
    amend(store, case_id, withdrawals, scribe)
    return gone


def taken_back(
    journal: Journal, statement: str | None = None
) -> tuple[TakenBack, tuple[Withdraw, ...]]:
    """Return what taking a decision back takes with it, and the withdrawals that do so.

    Parameters
    ----------
    journal : Journal
        What whoever takes it back may see.
    statement : str or None
        Id of the statement decided on; None: the one decided on last.

    Raises
    ------
    NotFound
        If there is no such decision, or none at all.
    ImpossibleRequest
        If the position was changed since: that was somebody's own decision.
    """
    live = {
        key: kept for key, kept in folded(journal).kept.items() if kept.standing is Standing.LIVE
    }
    decision = _decision(live, statement)
    said = json.loads(decision.body)
    position = live.get(("positions", said.get("position") or ""))
    if position is not None and position.entry.seq > decision.entry.seq:
        raise ImpossibleRequest(_changed_since(position.entry.id))
    gone = [one for one in (decision, position) if one is not None]
    source = _source_alone(live, said.get("sources", ()), gone)
    gone += [source] if source else []
    because = f"decision on {decision.entry.id} taken back"
    back = TakenBack(
        statement=decision.entry.id,
        about=said.get("about", ""),
        position=position.entry.id if position else None,
        source=source.entry.id if source else None,
    )
    return back, tuple(Withdraw(o.entry.kind, o.entry.id, o.entry.seq, because) for o in gone)


def _decision(live: dict[Key, Kept], statement: str | None) -> Kept:
    found = [kept for (kind, _), kept in live.items() if kind == "statements"]
    if statement is not None:
        found = [kept for kept in found if kept.entry.id == statement]
    if not found:
        raise NotFound(
            Problem(
                what="there is no decision to take back",
                because="nothing was decided, or it was taken back already",
                hint="`onetext review CASE` lists what was decided",
            )
        )
    return max(found, key=lambda kept: kept.entry.seq)


def _source_alone(live: dict[Key, Kept], cited: Iterable[str], gone: list[Kept]) -> Kept | None:
    """The source written in the same step, if no record that stays names it."""
    going = {(one.entry.kind, one.entry.id) for one in gone}
    for name in cited:
        source = live.get(("sources", name))
        if source is None or (source.entry.at, source.entry.by) != (
            gone[0].entry.at,
            gone[0].entry.by,
        ):
            continue
        named = json.dumps(name, ensure_ascii=False).encode()
        stays = (
            kept for key, kept in live.items() if key not in going and key != ("sources", name)
        )
        if not any(named in kept.body for kept in stays):
            return source
    return None


def _changed_since(position: str) -> Problem:
    return Problem(
        what=f"the position {position} was changed since the decision",
        because="taking the decision back would take that change back as well",
        hint="withdraw the position by itself, or change it again",
    )
