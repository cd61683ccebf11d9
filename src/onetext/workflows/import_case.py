"""Bring a case from outside into a journal, without taking its gaps for withdrawals."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from itertools import groupby

from onetext.errors import ImpossibleRequest, Problem
from onetext.model import Case
from onetext.record.changes import Changes
from onetext.record.entries import Entry, Journal
from onetext.record.folding import folded
from onetext.record.kinds import CASE, ORDER
from onetext.workflows.journal import Scribe, keep_case
from onetext.workflows.journal_store import JournalStore


def import_case(
    store: JournalStore,
    case: Case,
    scribe: Scribe,
    *,
    made_from: int | None = None,
    withdraws_most: bool = False,
    writes_erased: bool = False,
    tell: Callable[[Changes], None] = lambda _: None,
) -> Changes:
    """Write down what a case from outside says that the record does not say yet.

    A copy made for a reader may begin a record, which is then the whole of what is known there.

    Parameters
    ----------
    store, case, scribe, made_from, tell
        As for `keep_case`.
    withdraws_most : bool
        Whether more than half of the records kept may be withdrawn, or all of those written last.
    writes_erased : bool
        Whether records that were erased here may be written down again, from a file made before.

    Raises
    ------
    ImpossibleRequest
        If the case is a copy made for a reader and the store keeps the case already, or if most
        of the records would be withdrawn, or all those written last, or an erased one be written
        again, and may not; nothing was written.
    RecordMovedOn
        As `keep_case` does.
    """

    def guarded(changes: Changes) -> None:
        if not withdraws_most:
            _demand_most_stays(changes, _n_records(store, case.id), case.id)
        if made_from is None and not withdraws_most:
            _demand_newest_stay(changes, store.journal(case.id), case.id)
        if not writes_erased:
            _demand_erased_stays(changes, folded(store.journal(case.id)).erased, case.id)
        tell(changes)

    wanted = case
    if case.made_for:
        if store.journal(case.id):
            raise ImpossibleRequest(_has_gaps(case))
        # From entry 0: whoever else begins the record meanwhile is not overwritten.
        wanted, made_from = dataclasses.replace(case, made_for=""), 0
    return keep_case(store, wanted, scribe, made_from=made_from, tell=guarded)


def _n_records(store: JournalStore, case_id: str) -> int:
    live = folded(store.journal(case_id)).live()
    return sum(kept.entry.kind not in (CASE, ORDER) for kept in live)


def _demand_most_stays(changes: Changes, n_records: int, case_id: str) -> None:
    """Refuse what looks like another case under the same id."""
    n_withdrawn = len(changes.withdrawn)
    if 2 * n_withdrawn <= n_records:
        return
    raise ImpossibleRequest(
        Problem(
            what=f"{n_withdrawn} of the {n_records} records of {case_id} would be withdrawn; "
            "nothing was written",
            because="the file has none of them: it may be another case under the same id",
            hint="give it another id; `--dry-run --yes` lists them, and `--yes` withdraws them",
        )
    )


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
            "a file that has it; --yes withdraws it",
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
