"""The record as it stood before a form was sent the first time, for whoever sends it again."""

from __future__ import annotations

from onetext import wiring
from onetext.model import Eye
from onetext.web.followed import FollowedJournals
from onetext.web.sending import Sending


def journals_before(
    sending: Sending, journals: FollowedJournals, case_id: str, eye: Eye
) -> FollowedJournals | None:
    """Return the journals as they were before a sending was written down.

    Only what the reader may see is looked through. None: it wrote nothing, or what it wrote does
    not stand as it left it.
    """
    seen = journals.seen(case_id, eye)
    wrote = sending.wrote(seen)
    if not wrote:
        return None
    for one in wrote:
        last = journals.number(case_id, eye, one.entry.kind, one.entry.id)
        if seen[last - 1].entry.seq != one.entry.seq:
            return None
    whole = journals.store.journal(case_id)
    store = wiring.passing_store()
    with store.writing(case_id) as pen:
        pen.add(whole[: wrote[0].entry.seq - 1])
    return FollowedJournals(store)
