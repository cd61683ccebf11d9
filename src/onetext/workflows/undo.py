"""Take a step back: what was written at once stands again as it stood before.

An undo is new entries; nothing leaves the journal. What somebody wrote since is never overwritten:
it is named, and stays if that is asked for. What was erased stays erased. Taking the undo back, as
any other step, brings the step itself back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from onetext.errors import ImpossibleRequest, NotFound, Place, Problem, RecordMovedOn
from onetext.model import Case
from onetext.record.chain import Draft, appended
from onetext.record.changes import withdrawal
from onetext.record.entries import Journal, Verb, head_after, timestamp
from onetext.record.eyes import leaves_somebody_out
from onetext.record.folding import Kept, Standing, State, folded
from onetext.record.kinds import CASE, ORDER, record_from, record_types
from onetext.record.steps import Step, steps
from onetext.workflows.journal import Scribe, demand_whole, kept_journal, write_made
from onetext.workflows.journal_store import JournalPen, JournalStore

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Undo:
    """What taking a step back comes to.

    Parameters
    ----------
    step : Step
    drafts : tuple of Draft
        Empty where the record stands already as it stood before the step.
    withdrawn, restored : tuple of (kind, id)
        Records that did not stand before it, and those that do again as they did.
    later : tuple of (kind, id)
        Written again since: they stay as they are.
    erased : tuple of (kind, id)
        Erased since, or before: there is nothing to bring back.
    """

    step: Step
    drafts: tuple[Draft, ...]
    withdrawn: tuple[Key, ...]
    restored: tuple[Key, ...]
    later: tuple[Key, ...]
    erased: tuple[Key, ...]


def undo_step(
    store: JournalStore,
    case_id: str,
    scribe: Scribe,
    *,
    entry: int | None = None,
    keeps_later: bool = False,
    problems: Callable[[Case], Iterable[Problem]] = lambda _: (),
    tell: Callable[[Undo], None] = lambda _: None,
) -> Undo:
    """Write down, in one step, that a step is taken back.

    Parameters
    ----------
    store, case_id, scribe
    entry : int or None
        Number of an entry of the step; None: the last step, if the scribe wrote it.
    keeps_later : bool
        Whether records that were written again since may stay, and the rest be taken back.
    problems : callable
        Says what is wrong with a case: what taking the step back would break is refused.
    tell : callable
        Is told what will be written before it is. What it raises stops the writing.

    Raises
    ------
    RecordMovedOn
        If records of the step were written again since, or would be missed by what was.
    ImpossibleRequest
        If the step began the case, or another person's step came last and none was named.
    NotFound
        If there is no such case or entry.
    """
    kept_journal(store, case_id)
    found: list[Undo] = []

    def made(pen: JournalPen) -> Iterable[Draft]:
        journal = pen.journal()
        demand_whole(journal, case_id)
        undo = undone(journal, _step(journal, entry, scribe))
        if undo.later and not keeps_later:
            raise RecordMovedOn(*(_moved_on(journal, undo.step, key) for key in undo.later))
        _demand_sound(journal, undo, scribe, case_id, problems)
        tell(undo)
        found.append(undo)
        return undo.drafts

    write_made(store, case_id, made, scribe)
    return found[0]


def undone(journal: Journal, step: Step) -> Undo:
    """Return what taking a step of a journal back comes to."""
    before, after, now = (folded(journal[:n]) for n in (step.first - 1, step.last, len(journal)))
    drafts: list[Draft] = []
    told: dict[str, list[Key]] = {"withdrawn": [], "restored": [], "later": [], "erased": []}
    about = ((one.entry.kind, one.entry.id) for one in journal[step.first - 1 : step.last])
    for key in dict.fromkeys(about):
        old, kept = before.kept.get(key), now.kept[key]
        if _stands_alike(old, kept):
            continue
        if kept.entry.seq > after.kept[key].entry.seq and kept.standing is not Standing.ERASED:
            if key[0] != ORDER:  # in which order records are listed is a matter of looks
                told["later"].append(key)
            continue
        new = _back(old, kept)
        drafts += new
        if not new:
            told["erased"].append(key)
        elif key[0] != ORDER:
            told["restored" if new[-1].verb is Verb.PUT else "withdrawn"].append(key)
    return Undo(step, tuple(drafts), **{name: tuple(keys) for name, keys in told.items()})


def _back(old: Kept | None, kept: Kept) -> tuple[Draft, ...]:
    """Return the drafts that make a record stand as it stood; none where it was erased."""
    if kept.standing is Standing.ERASED:
        return ()
    is_live = kept.standing is Standing.LIVE
    if old is None or old.standing is not Standing.LIVE:
        erased_before = old is not None and old.standing is Standing.ERASED and not is_live
        return () if erased_before else (withdrawal(kept, TAKEN_BACK),)
    again = Draft(
        verb=Verb.PUT,
        kind=old.entry.kind,
        id=old.entry.id,
        marking=old.marking,
        body=old.body,
        replaces=kept.entry.seq,
    )
    if is_live and leaves_somebody_out(old.marking, kept.marking):
        return withdrawal(kept, TAKEN_BACK), again
    return (again,)


TAKEN_BACK = "what was written together with this was taken back"
"""Why a record was withdrawn: says nothing of what else was, to readers who may not see it."""


def _stands_alike(old: Kept | None, kept: Kept) -> bool:
    """Whether a record stands as it did: the same words for the same eyes, or not at all."""
    if old is None or old.standing is not Standing.LIVE:
        return kept.standing is Standing.WITHDRAWN
    return (kept.standing, kept.body, kept.marking) == (old.standing, old.body, old.marking)


def _step(journal: Journal, entry: int | None, scribe: Scribe) -> Step:
    """Return the step an entry is of; without one, the last, if whoever asks wrote it."""
    found = tuple(steps(journal))
    last = found[-1]
    if entry is None and last.by != scribe.by:
        raise ImpossibleRequest(
            Problem(
                what=f"the last step was not {scribe.by}'s; nothing was taken back",
                because=f"{last.by} wrote {_entries(last)} at {timestamp(last.at)}",
                hint=f"--entry {last.first} takes that back all the same; `onetext log` has yours",
            )
        )
    wanted = next((one for one in found if entry and one.first <= entry <= one.last), None)
    if entry is None:
        wanted = last
    if wanted is None:
        raise NotFound(
            Problem(
                what=f"there is no entry {entry} to take back",
                because=f"the journal has {last.last} entries",
                hint="`onetext log` lists them with their numbers",
            )
        )
    if wanted.first == 1 or not _stood(journal, wanted):
        raise ImpossibleRequest(
            Problem(
                what=f"{_entries(wanted)} cannot be taken back",
                because="the case began with them, and there is nothing to go back to",
                hint="correct the case file and import it again",
            )
        )
    return wanted


def _stood(journal: Journal, step: Step) -> bool:
    """Whether there was a case before a step."""
    return any(one.entry.kind == CASE for one in folded(journal[: step.first - 1]).live())


def _entries(step: Step) -> str:
    return f"entry {step.first}" if step.first == step.last else f"entries {step.first}–{step.last}"


def _moved_on(journal: Journal, step: Step, key: Key) -> Problem:
    latest = folded(journal).kept[key].entry
    return Problem(
        what=f"the record {key[0]}.{key[1]} moved on; nothing was taken back",
        because=f"{_entries(step)} wrote it, and {latest.by} wrote it again in entry {latest.seq}",
        hint=f"--keep-later leaves it as it is; or take entry {latest.seq} back first",
        place=Place(path=f"{key[0]}.{key[1]}"),
    )


def _demand_sound(
    journal: Journal,
    undo: Undo,
    scribe: Scribe,
    case_id: str,
    problems: Callable[[Case], Iterable[Problem]],
) -> None:
    """Refuse to take away what something written since, that stays, cannot do without."""
    now, end = folded(journal), head_after(journal[-1].entry)
    new = appended(end, undo.drafts, by=scribe.by, now=scribe.now, new_salt=scribe.new_salt)
    known = {(one.what, one.place.path) for one in problems(_as_written(now, case_id))}
    found = problems(_as_written(folded(new, now), case_id))
    missed = [one for one in found if (one.what, one.place.path) not in known]
    if missed:
        raise RecordMovedOn(
            *(
                Problem(
                    what=f"{one.what}; nothing was taken back",
                    because=f"{_entries(undo.step)} would be missed by what was written since: "
                    f"{one.because}",
                    hint="take back first what was written since and needs it",
                    place=one.place,
                )
                for one in missed
            )
        )


def _as_written(state: State, case_id: str) -> Case:
    """Return what a record says, with references that lead nowhere, where there are any."""
    kinds: dict[str, list[Any]] = {kind: [] for kind in (*record_types(), CASE)}
    for kept in state.live():
        try:
            kinds.get(kept.entry.kind, []).append(record_from(kept.entry.kind, kept.body))
        except ValueError:  # of another version: nobody can say what it refers to
            continue
    itself = kinds.pop(CASE) or [Case(id=case_id, title=case_id)]
    records: dict[str, Any] = {kind: tuple(found) for kind, found in kinds.items()}
    case: Case = replace(itself[0], **records)
    return case
