"""Who wrote down what, when: a journal line by line, for a reader, as of a time."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass

from onetext.errors import ImpossibleRequest, Problem
from onetext.model import TEAM_EYE, Attribution, Eye, Marking
from onetext.record.entries import Verb, Written
from onetext.record.eyes import own_chain
from onetext.record.folding import known_by, seen_by
from onetext.record.kinds import CASE, ORDER, record_types
from onetext.workflows.journal import demand_whole, kept_journal
from onetext.workflows.journal_store import JournalStore

NOT_ATTRIBUTED = "not-attributed"


@dataclass(frozen=True, slots=True)
class LogLine:
    """At `at`, `by` put or withdrew the record `kind`.`id`.

    Parameters
    ----------
    number : int
        In the reader's own chain, from 1.
    title : str
        What the record called itself then; empty where it has none, was erased, or is under the
        Chatham House Rule and the reader is not of the team.
    because : str
        Of a withdrawal: why.
    is_erased : bool
        Whether the body is gone.
    """

    number: int
    at: datetime.datetime
    by: str
    verb: Verb
    kind: str
    id: str
    title: str
    because: str
    is_erased: bool


def journal_log(
    store: JournalStore,
    case_id: str,
    eye: Eye = TEAM_EYE,
    *,
    time: datetime.datetime | None = None,
    about: tuple[str, str] | None = None,
) -> tuple[LogLine, ...]:
    """Return a case's journal line by line, oldest first.

    Parameters
    ----------
    store, case_id
    eye : Eye
        Applied first. A reader other than the team has its own numbers, is not told who of the
        team wrote, and of a record under the Chatham House Rule learns neither id nor title.
    time : datetime or None
        What had been written down by then; None: everything.
    about : (kind, id) or None
        Only this record.

    Raises
    ------
    NotFound, BrokenJournal
    """
    journal = kept_journal(store, case_id)
    demand_whole(journal, case_id)
    seen = known_by(time, seen_by(eye, journal))
    lines = [
        _line(entry.seq, entry.by, written, hides=hides_speaker(entry.marking, eye))
        for entry, written in zip(own_chain(seen, case_id, eye), seen, strict=True)
    ]
    return tuple(line for line in lines if about is None or (line.kind, line.id) == about)


def record_key(text: str) -> tuple[str, str]:
    """Read the kind and id of a record as people write them, KIND.ID.

    Raises
    ------
    ImpossibleRequest
        If there is no such kind.
    """
    kind, _, record_id = text.partition(".")
    if record_id and kind in (*record_types(), CASE, ORDER):
        return kind, record_id
    raise ImpossibleRequest(
        Problem(
            what=f"{text!r} names no record",
            because="a record is named by its kind and its id, as in positions.p6-north",
            hint=f"kinds: {', '.join(record_types())}",
        )
    )


def hides_speaker(marking: Marking, eye: Eye) -> bool:
    """Whether neither the id nor the title of a record may be told: either may name who spoke."""
    return marking.attribution is Attribution.CHATHAM_HOUSE and eye != TEAM_EYE


def _line(number: int, by: str, written: Written, *, hides: bool) -> LogLine:
    entry, said = written.entry, said_in(written)
    return LogLine(
        number=number,
        at=entry.at,
        by=by,
        verb=entry.verb,
        kind=entry.kind,
        id=NOT_ATTRIBUTED if hides else entry.id,
        title="" if hides else title_in(said),
        because=str(said.get("because", "")) if entry.verb is Verb.WITHDRAW and not hides else "",
        is_erased=written.sealed is None,
    )


def said_in(written: Written) -> dict[str, object]:
    """Return the fields of an entry's body; none where it was erased."""
    said = json.loads(written.sealed.body) if written.sealed else {}
    return said if isinstance(said, dict) else {}


def title_in(said: dict[str, object]) -> str:
    """Return what a record calls itself; empty where it has no words of its own."""
    titles = (said.get(name) for name in ("title", "name", "what", "remark", "note"))
    return next((title for title in titles if isinstance(title, str) and title), "")
