"""A case as one reader may know it, cut out before anything is computed from it.

The same cut as the journal makes (`onetext.record.views`), for a case that stands in memory:
records the reader may not see are gone, speakers under the Chatham House Rule are stripped, and
no reference leads anywhere else. What is computed from the rest cannot depend on what is gone.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import Any

from onetext.errors import NotFound, Problem
from onetext.model import DRAFTING_TEAM, Attribution, Case, Eye, Marking, party_eye
from onetext.record.attribution import unattributed
from onetext.record.closing import closed
from onetext.record.eyes import narrowed
from onetext.record.kinds import record_types
from onetext.workflows.find import find_party


def case_for(case: Case, reader: str) -> Case:
    """Return a case as a party may study it; where the case itself is not for it, only its id.

    Parameters
    ----------
    case : Case
        As the drafting team has it.
    reader : str
        Id or name of a party of the case.

    Raises
    ------
    NotFound
        If the case has no such party, or nothing in it is for its eyes.
    """
    party = find_party(case, reader)
    eye = party_eye(party.id)
    kept: dict[str, Any] = {kind: _seen(case, kind, eye) for kind in record_types()}
    if eye.may_see(case.marking):
        about = dataclasses.replace(case, marking=narrowed(case.marking, eye))
    elif _sees_any(case, eye):
        about = Case(id=case.id, title=case.id)
    else:
        raise NotFound(
            Problem(
                what=f"nothing of {case.id} is for the eyes of {party.name}",
                because=f"the case is marked {case.marking.tlp}, and neither it nor any record of "
                f"it names {party.name}",
                hint="give the case, or records of it, a marking that names the party",
            )
        )
    return closed(dataclasses.replace(about, made_for=party.id, **kept))


def _sees_any(case: Case, eye: Eye) -> bool:
    """Whether a record is for an eye, be it one of which nothing is left without its speaker."""
    records = (record for kind in record_types() for record in getattr(case, kind))
    return any(eye.may_see(getattr(one, "marking", None) or case.marking) for one in records)


def _seen(case: Case, kind: str, eye: Eye) -> tuple[Any, ...]:
    """The records of one kind that an eye may see, without speakers where they may not be named."""
    numbers: Counter[str] = Counter()
    found = []
    for record in getattr(case, kind):
        marking = getattr(record, "marking", None) or case.marking
        if not eye.may_see(marking):
            continue
        seen = _narrowed(record, marking, eye, case.marking)
        if marking.attribution is Attribution.CHATHAM_HOUSE and eye.reader != DRAFTING_TEAM:
            numbers[kind] += 1
            seen = unattributed(kind, seen, numbers[kind])
        if seen is not None:
            found.append(seen)
    return tuple(found)


def _narrowed(record: Any, marking: Marking, eye: Eye, default: Marking) -> Any:
    if not hasattr(record, "marking"):
        return record
    own = narrowed(marking, eye)
    if record.marking is None and own == narrowed(default, eye):
        return record
    return dataclasses.replace(record, marking=own)
