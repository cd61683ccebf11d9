"""Change, add or withdraw single records: what a form does to the record.

A form is made from one version of a record and says which, by the number of its entry. If the
record moved on meanwhile, nothing is written and both versions are shown, as far as the writer
may see them.

The drafting team may write anything. Anyone else writes only what it says itself: new records of
its own voice, for its own eyes and the team's, never over what stands. The ids of such records
are drawn, not counted: a number would tell how many others spoke.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from onetext.errors import ImpossibleRequest, NotFound, Place, Problem
from onetext.model import DRAFTING_TEAM_ONLY, TEAM_EYE, Eye, Marking, Tlp
from onetext.record.chain import Draft
from onetext.record.changes import put, withdrawal
from onetext.record.entries import Verb, Written
from onetext.record.folding import Kept, Standing, folded
from onetext.record.kinds import CASE, record_from
from onetext.workflows.journal import Scribe, write_made
from onetext.workflows.journal_store import JournalPen, JournalStore

OWN_VOICE = ("comments", "positions", "weights", "comparisons", "scores")
"""Kinds of record in which a party speaks: they have a field `party`."""


@dataclass(frozen=True, slots=True)
class Put:
    """Write this record down, in place of the version it was made from.

    Parameters
    ----------
    kind : str
        As in the case: ``texts``, ``positions``, ...; ``case`` for what a case says of itself.
    record : noun
        Its `marking`, where it has one, says whose eyes it is for; None: the case's own marking.
    made_from : int
        Number of the entry the record was made from; 0: it is new.
    """

    kind: str
    record: Any
    made_from: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """Kind and id."""
        return self.kind, self.record.id


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take a record back, for this reason; whoever could see it sees that it was taken back."""

    kind: str
    id: str
    made_from: int
    because: str

    @property
    def key(self) -> tuple[str, str]:
        """Kind and id."""
        return self.kind, self.id


Amendment = Put | Withdraw


def amend(
    store: JournalStore, case_id: str, amendments: Iterable[Amendment], scribe: Scribe
) -> tuple[Written, ...]:
    """Write single records down, all of them or none.

    Parameters
    ----------
    store, case_id
    amendments : iterable of Put or Withdraw
    scribe : Scribe
        Who writes, when, and with whose eyes.

    Returns
    -------
    tuple of Written
        Empty where the record says all of it already.

    Raises
    ------
    RecordMovedOn
        If somebody changed one of the records since, with both versions; nothing was written.
    ImpossibleRequest
        If the writer may not write this.
    NotFound
        If a record to be withdrawn does not stand.
    """
    wanted = tuple(amendments)
    for amendment in wanted:
        _demand_own_voice(amendment, scribe.eye)

    def drafts(pen: JournalPen) -> Iterable[Draft]:
        for amendment in wanted:
            yield from _drafts(pen, case_id, amendment)

    return write_made(store, case_id, drafts, scribe)


def _drafts(pen: JournalPen, case_id: str, amendment: Amendment) -> tuple[Draft, ...]:
    """Return the entries an amendment comes to, beside the version it was made from."""
    base = _base(pen, amendment)
    if isinstance(amendment, Withdraw):
        if base is None or base.standing is not Standing.LIVE:
            raise NotFound(_not_standing(amendment))
        return (withdrawal(base, amendment.because),)
    return put(amendment.kind, amendment.record, _marking(pen, case_id, amendment), base)


def _base(pen: JournalPen, amendment: Amendment) -> Kept | None:
    """Return the version an amendment was made from."""
    if amendment.made_from == 0:
        return None
    latest = pen.latest(*amendment.key)
    if latest is not None and latest.entry.seq == amendment.made_from:
        return folded((latest,)).kept[amendment.key]
    for written in pen.journal():  # it moved on, which will be told; rare enough to read it all
        about = (written.entry.kind, written.entry.id)
        if written.entry.seq == amendment.made_from and about == amendment.key:
            return folded((written,)).kept[amendment.key]
    raise ImpossibleRequest(_never_written(amendment))


def _marking(pen: JournalPen, case_id: str, amendment: Put) -> Marking:
    """Return the record's own marking, or the case's."""
    own: Marking | None = getattr(amendment.record, "marking", None)
    if own is not None:
        return own
    itself = pen.latest(CASE, case_id)
    if itself is None or itself.sealed is None or itself.entry.verb is not Verb.PUT:
        return DRAFTING_TEAM_ONLY
    marking: Marking = record_from(CASE, itself.sealed.body).marking
    return marking


def _demand_own_voice(amendment: Amendment, eye: Eye) -> None:
    """Refuse what a reader other than the team may not write."""
    if eye == TEAM_EYE:
        return
    record = amendment.record if isinstance(amendment, Put) else None
    marking = getattr(record, "marking", None)
    is_own = (
        record is not None
        and amendment.kind in OWN_VOICE
        and amendment.made_from == 0
        and record.party == eye.reader
        and marking is not None
        and marking.audience == (eye.reader,)
        and marking.tlp in (Tlp.AMBER, Tlp.AMBER_STRICT, Tlp.RED)
    )
    if not is_own:
        raise ImpossibleRequest(
            Problem(
                what="this cannot be written from a party's room",
                because="a party writes what it says itself, for itself and the drafting team",
                hint="say it as a comment of your own",
            )
        )


def _never_written(amendment: Amendment) -> Problem:
    kind, record_id = amendment.key
    return Problem(
        what=f"{kind}.{record_id} cannot have been made from entry {amendment.made_from}",
        because="that entry is not about this record",
        hint="open the record again and make the change there",
        place=Place(path=f"{kind}.{record_id}"),
    )


def _not_standing(amendment: Withdraw) -> Problem:
    return Problem(
        what=f"there is no record {amendment.kind}.{amendment.id} to take back",
        because="it was never written down, or it has been taken back already",
        hint="look at the journal to see what became of it",
        place=Place(path=f"{amendment.kind}.{amendment.id}"),
    )
