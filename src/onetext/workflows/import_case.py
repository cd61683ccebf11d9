"""Bring a case from outside into a journal, without taking its gaps for withdrawals.

Up to three records may be missing from a file, said aloud: people take out what they no longer
want. More than that, a whole section, a marking, or an end that looks cut off needs consent.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from onetext.errors import ImpossibleRequest, Problem
from onetext.model import Case
from onetext.record.changes import Changes
from onetext.record.entries import Entry, Journal
from onetext.record.folding import State, folded
from onetext.record.kinds import CASE, ORDER
from onetext.record.losses import Losses, losses
from onetext.workflows.journal import Scribe, keep_case
from onetext.workflows.journal_store import JournalStore

MOST_UNASKED = 3
"""How much may go missing from a file and be taken out of the record without being asked for."""


def import_case(
    store: JournalStore,
    case: Case,
    scribe: Scribe,
    *,
    made_from: int | None = None,
    withdraws: bool = False,
    is_cut_off: bool = False,
    writes_erased: bool = False,
    tell: Callable[[Changes], None] = lambda _: None,
) -> Changes:
    """Write down what a case from outside says that the record does not say yet.

    A copy made for a reader may begin a record, which is then the whole of what is known there.

    Parameters
    ----------
    store, case, scribe, made_from, tell
        As for `keep_case`.
    withdraws : bool
        Whether the record may lose whatever the file does not have, however much it is.
    is_cut_off : bool
        Whether the file ends as if somebody had cut it off: nothing is lost without consent then.
    writes_erased : bool
        Whether records that were erased here may be written down again, from a file made before.

    Raises
    ------
    ImpossibleRequest
        If the case is a copy made for a reader and the store keeps the case already, or if more
        would be lost than `MOST_UNASKED`, or all that was written last, or an erased record be
        written again, and may not; nothing was written.
    RecordMovedOn
        As `keep_case` does.
    """

    def guarded(changes: Changes) -> None:
        journal = store.journal(case.id)
        state = folded(journal)
        if not withdraws:
            if made_from is None:
                _demand_newest_stay(changes, journal, case.id)
            _demand_consent(losses(state, changes), state, case.id, is_cut_off=is_cut_off)
        if not writes_erased:
            _demand_erased_stays(changes, state.erased, case.id)
        tell(changes)

    wanted = case
    if case.made_for:
        if store.journal(case.id):
            raise ImpossibleRequest(_has_gaps(case))
        # From entry 0: whoever else begins the record meanwhile is not overwritten.
        wanted, made_from = dataclasses.replace(case, made_for=""), 0
    return keep_case(store, wanted, scribe, made_from=made_from, tell=guarded)


def _demand_consent(lost: Losses, state: State, case_id: str, *, is_cut_off: bool) -> None:
    """Refuse what looks like half of a file, or like another case under the same id."""
    n_records = sum(kept.entry.kind not in (CASE, ORDER) for kept in state.live())
    signs = _signs(lost, n_records, is_cut_off=is_cut_off)
    if not signs:
        return
    raise ImpossibleRequest(
        Problem(
            what=f"{_said(lost, n_records, case_id)}; nothing was written",
            because=", and ".join(signs),
            hint="put back what is missing, or give another case another id; --withdraw takes it "
            "out of the record, and `onetext undo` brings it back",
        )
    )


def _signs(lost: Losses, n_records: int, *, is_cut_off: bool) -> list[str]:
    """Say what makes it look as if nobody had meant to take all of this out of the file."""
    signs = []
    if lost.records and len(lost.records) == n_records:
        signs.append("the file has none of its records: it may be another case under the same id")
    elif lost.n_gone > MOST_UNASKED:
        signs.append(
            f"more than {MOST_UNASKED} records or parts of them would go at once "
            f"({lost.n_gone}): this may be half of a file"
        )
    if lost.emptied:
        signs.append(f"the file has nothing left under {', '.join(lost.emptied)}")
    if lost.markings:
        signs.append("a record without a marking of its own is for all who may see the case")
    if is_cut_off and lost.n_gone:
        signs.append("the file ends in the middle of a line, as one does that was cut off")
    return signs


def _said(lost: Losses, n_records: int, case_id: str) -> str:
    """List what would be lost, all of it."""
    said = []
    if lost.records:
        count = f"{len(lost.records)} of the {n_records} records of {case_id}"
        said.append(f"{count} would be withdrawn: {_names(lost.records)}")
    for key, field, number in lost.parts:
        said.append(f"{_names([key])} would have {number} fewer {field}")
    if lost.markings:
        said.append(f"without the marking of their own they had: {_names(lost.markings)}")
    return "; ".join(said)


def _names(keys: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{kind}.{record_id}" for kind, record_id in keys)


def _demand_newest_stay(changes: Changes, journal: Journal, case_id: str) -> None:
    """Refuse what looks like a file from before: it has none of the records written last.

    What was written at once is judged together: the file has some of it, and then it knew of the
    rest, or none.
    """
    gone, first = set(changes.withdrawn), dict[tuple[str, str], Entry]()
    for written in journal:
        first.setdefault((written.entry.kind, written.entry.id), written.entry)
    live = [(one.entry.kind, one.entry.id) for one in folded(journal).live()]
    begun = sorted((first[key].seq, key) for key in live if key[0] not in (CASE, ORDER))
    newest: list[tuple[int, tuple[str, str]]] = []
    for _, batch in groupby(reversed(begun), lambda one: (first[one[1]].at, first[one[1]].by)):
        together = list(batch)
        if not all(key in gone for _, key in together):
            break
        newest += together
    if not newest or len(newest) == len(begun):
        return
    made_from = min(seq for seq, _ in newest) - 1
    names = ", ".join(f"{kind}.{name}" for _, (kind, name) in sorted(newest))
    raise ImpossibleRequest(
        Problem(
            what=f"{names}: written since this file was made, and would be withdrawn; "
            "nothing was written",
            because="the file has nothing of what was written last, though it has what stood "
            "before",
            hint=f"--made-from {made_from} leaves it; `onetext export {case_id} --out FILE` gives "
            "a file that has it; --withdraw takes it out of the record",
        )
    )


def _demand_erased_stays(changes: Changes, erased: Sequence[tuple[str, str]], case_id: str) -> None:
    """Refuse what would undo an erasure without anybody having wanted it."""
    again = [f"{kind}.{name}" for kind, name in changes.added if (kind, name) in set(erased)]
    if not again:
        return
    raise ImpossibleRequest(
        Problem(
            what=f"records of {case_id} that were erased would be written down again: "
            f"{', '.join(again)}; nothing was written",
            because="the file was made before they were erased, and still has them",
            hint="take them out of the file and destroy older copies; if they are to come back, "
            "--yes",
        )
    )


def _has_gaps(case: Case) -> Problem:
    return Problem(
        what=f"this copy of {case.id} cannot be brought back; nothing was written",
        because=f"it was made for {case.made_for} (made_for), and what was left out of it "
        "would be withdrawn",
        hint="use `onetext export --keep-attribution`, without --for, for a copy to edit",
    )
