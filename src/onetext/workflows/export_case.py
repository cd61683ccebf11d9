"""Take a case out of its journal: for the drafting team, or for one reader's eyes.

A copy that leaves something out says so in itself (`Case.made_for`), so that no later import can
take its gaps for withdrawals. A reader's copy says so whether anything was left out or not:
otherwise it would tell that reader.
"""

from __future__ import annotations

import dataclasses
import datetime

from onetext.errors import ImpossibleRequest, Problem
from onetext.model import DRAFTING_TEAM, PUBLIC, TEAM_EYE, Eye
from onetext.record.views import CaseView
from onetext.workflows.find import find_party
from onetext.workflows.journal import kept_case
from onetext.workflows.journal_store import JournalStore


def exported_case(
    store: JournalStore,
    case_id: str,
    *,
    reader: str | None = None,
    time: datetime.datetime | None = None,
    attribution: bool = False,
) -> CaseView:
    """Return a case as it may leave the house; `made_for` says where it is not the whole of it.

    Parameters
    ----------
    store, case_id
    reader : str or None
        A party of the case (id or name), `public`, or None: the drafting team.
    time : datetime or None
        As it had been written down by then; None: now.
    attribution : bool
        Name also those who spoke under the Chatham House Rule; for the drafting team alone.

    Raises
    ------
    ImpossibleRequest
        If speakers are to be kept for somebody else.
    NotFound
        If there is no such case or party, or nothing in it is for this reader.
    """
    eye = reader_eye(store, case_id, reader)
    if attribution and eye != TEAM_EYE:
        raise ImpossibleRequest(
            Problem(
                what=f"a copy for {eye.reader} cannot name who spoke",
                because="--keep-attribution names those heard under the Chatham House Rule, and "
                "is for the drafting team alone",
                hint="leave out --keep-attribution, or --for",
            )
        )
    view = kept_case(store, case_id, eye, time, attribution=attribution)
    if eye == TEAM_EYE and not (view.n_unattributed or view.n_left_out):
        return view
    return dataclasses.replace(view, case=dataclasses.replace(view.case, made_for=eye.reader))


def reader_eye(store: JournalStore, case_id: str, reader: str | None) -> Eye:
    """Return the eye of a reader that the drafting team names; NotFound if the case has no such.

    The team's own view decides whether a party exists, so only the team may ask.
    """
    if reader in (None, DRAFTING_TEAM):
        return TEAM_EYE
    if reader == PUBLIC:
        return Eye(reader=PUBLIC)
    return Eye(reader=find_party(kept_case(store, case_id).case, str(reader)).id)


def end_of_day(day: datetime.date | None) -> datetime.datetime | None:
    """Return the last moment of a day, UTC, the journal's own time; None for None."""
    if day is None:
        return None
    return datetime.datetime.combine(day, datetime.time.max, tzinfo=datetime.UTC)
