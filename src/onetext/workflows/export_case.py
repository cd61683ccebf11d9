"""Take a case out of its journal: for the drafting team, or for one reader's eyes.

A copy that leaves something out says so in itself (`Case.made_for`), so that no later import can
take its gaps for withdrawals. A reader's copy says so whether anything was left out or not:
otherwise it would tell that reader.
"""

from __future__ import annotations

import dataclasses
import datetime

from onetext.errors import ImpossibleRequest, Problem
from onetext.model import DRAFTING_TEAM, PUBLIC, RESERVED, TEAM_EYE, Eye, party_eye
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
    ImpossibleRequest where a party of an old record goes by a name that stands for others.
    """
    if reader is None:
        return TEAM_EYE
    case = kept_case(store, case_id).case
    named = {party.id for party in case.parties} & RESERVED.keys()
    if reader in (DRAFTING_TEAM, PUBLIC) and reader not in named:
        return Eye(reader=reader)
    party = find_party(case, reader).id
    if party in named:
        raise ImpossibleRequest(_stands_for_others(party))
    return party_eye(party)


def _stands_for_others(party: str) -> Problem:
    return Problem(
        what=f"nobody can tell who {party!r} is here",
        because=f"a party of the case has the id, and it stands for {RESERVED[party]}",
        hint="give the party another id in the case file, and import that",
    )


def end_of_day(day: datetime.date | None) -> datetime.datetime | None:
    """Return the last moment of a day, UTC, the journal's own time; None for None."""
    if day is None:
        return None
    return datetime.datetime.combine(day, datetime.time.max, tzinfo=datetime.UTC)
