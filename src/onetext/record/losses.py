"""What a record would lose if changes were written: records, parts of them, their own markings.

A case file that was cut off still reads: what stood behind the cut is missing, and so may be the
end of the last record that is left, such as its marking.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onetext.record.changes import Changes
from onetext.record.entries import Verb
from onetext.record.folding import State
from onetext.record.kinds import CASE, ORDER, record_from

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Losses:
    """What would no longer be said.

    Parameters
    ----------
    records : tuple of (kind, id)
        Would be withdrawn.
    parts : tuple of ((kind, id), field, number)
        A record that stays would have this many fewer clauses, options ...
    markings : tuple of (kind, id)
        Would lose the marking of their own, and be seen by all who see the case.
    emptied : tuple of str
        Kinds of which two or more records stood and none would.
    """

    records: tuple[Key, ...] = ()
    parts: tuple[tuple[Key, str, int], ...] = ()
    markings: tuple[Key, ...] = ()
    emptied: tuple[str, ...] = ()

    @property
    def n_gone(self) -> int:
        """How many records and parts of records would go."""
        return len(self.records) + sum(number for _, _, number in self.parts)


def losses(state: State, changes: Changes) -> Losses:
    """Return what changes would take from the record.

    Parameters
    ----------
    state : State
        The whole record, for the drafting team, before the changes.
    changes : Changes
    """
    parts: list[tuple[Key, str, int]] = []
    markings: list[Key] = []
    for key, old, new in _rewritten(state, changes):
        parts += ((key, name, number) for name, number in _fewer(old, new))
        if key[0] != CASE and getattr(old, "marking", None) and not new.marking:
            markings.append(key)
    return Losses(changes.withdrawn, tuple(parts), tuple(markings), _emptied(state, changes))


def _rewritten(state: State, changes: Changes) -> Iterator[tuple[Key, Any, Any]]:
    """Yield key, old and new record of all that changes; what cannot be read has no parts."""
    changed = set(changes.changed)
    for draft in changes.drafts:
        key = (draft.kind, draft.id)
        if draft.verb is Verb.PUT and key in changed and key in state.kept:
            try:
                old = record_from(draft.kind, state.kept[key].body)
                yield key, old, record_from(draft.kind, draft.body)
            except ValueError:
                continue


def _fewer(old: Any, new: Any) -> Iterator[tuple[str, int]]:
    """Yield each field that held nouns, and how many fewer it holds now."""
    for field in dataclasses.fields(old):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if isinstance(before, tuple) and before and dataclasses.is_dataclass(before[0]):
            number = len(before) - len(after)
            if number > 0:
                yield field.name, number


def _emptied(state: State, changes: Changes) -> tuple[str, ...]:
    gone = set(changes.withdrawn)
    put = {draft.kind for draft in changes.drafts if draft.verb is Verb.PUT}
    stood: dict[str, list[Key]] = {}
    for kept in state.live():
        stood.setdefault(kept.entry.kind, []).append((kept.entry.kind, kept.entry.id))
    return tuple(
        kind
        for kind, keys in stood.items()
        if kind not in (ORDER, CASE) and kind not in put and len(keys) > 1 and gone.issuperset(keys)
    )
