"""What a reader's own chain holds: the entries it may see, numbered afresh, for its eyes alone.

The head or the gaps of the whole journal would tell a party that something happened elsewhere;
the full audience of an entry would tell it who else was told. Its own chain says neither.
"""

from __future__ import annotations

import dataclasses

from onetext.model import DRAFTING_TEAM, Eye, Marking, Tlp
from onetext.record.entries import Entry, Head, Journal, head_after, linked, origin


def narrowed(marking: Marking, eye: Eye) -> Marking:
    """Return a marking as this reader may know it: it does not say who else may see."""
    if eye.reader == DRAFTING_TEAM:
        return marking
    own = tuple(reader for reader in marking.audience if reader == eye.reader)
    return dataclasses.replace(marking, audience=own)


def own_chain(
    seen: Journal, case_id: str, eye: Eye, start: Head | None = None
) -> tuple[Entry, ...]:
    """Return a reader's own chain, or what continues it.

    Parameters
    ----------
    seen : Journal
        The entries the reader may see (`seen_by`), in order.
    case_id : str
    eye : Eye
        The drafting team's own chain is the journal itself.
    start : Head or None
        The end of the part that is there already; None: the chain begins with `seen`.

    Returns
    -------
    tuple of Entry
        Numbered from 1 and linked from an origin bound to the case and the reader. Who of the
        drafting team wrote an entry is not in it.
    """
    head = start or origin(case_id, eye.reader)
    chain = []
    for written in seen:
        entry = written.entry
        if eye.reader != DRAFTING_TEAM:
            entry = dataclasses.replace(
                entry, by=DRAFTING_TEAM, marking=narrowed(entry.marking, eye)
            )
        entry = linked(entry, head)
        head = head_after(entry)
        chain.append(entry)
    return tuple(chain)


def own_head(seen: Journal, case_id: str, eye: Eye) -> Head:
    """Return the end of a reader's own chain; its origin where the reader may see nothing."""
    chain = own_chain(seen, case_id, eye)
    return head_after(chain[-1]) if chain else origin(case_id, eye.reader)


def leaves_somebody_out(new: Marking, old: Marking) -> bool:
    """Whether some reader could see content marked `old` and may not see it marked `new`."""
    if new.tlp is Tlp.CLEAR:
        return False
    if old.tlp is Tlp.CLEAR:
        return True
    if new.tlp is Tlp.GREEN:
        return False
    return old.tlp is Tlp.GREEN or not set(old.audience) <= set(new.audience)
