"""Who was shown which version of what, who was not, and what came back."""

from __future__ import annotations

from enum import StrEnum

from onetext.model._noun import noun
from onetext.model.dates import UNKNOWN_DATE, UncertainDate
from onetext.model.markings import Marking


class Form(StrEnum):
    """In what form a text reached somebody."""

    ORAL = "oral"
    SHOWN = "shown"
    LEFT = "left"
    SENT = "sent"
    PUBLISHED = "published"
    UNKNOWN = "unknown"


@noun
class Briefing:
    """On `date`, `by` told or gave `to` this version in this `form`; or, negatively, did not."""

    id: str
    by: str
    """Who briefed, as the record names them. For a negative record: who says so."""
    to: tuple[str, ...]
    """Who was briefed, as the record names them, or party ids."""
    date: UncertainDate = UNKNOWN_DATE
    received: bool = True
    """False: a negative record, "says it has not received it"."""
    what: str = ""
    text: str | None = None
    points: tuple[str, ...] = ()
    form: Form = Form.UNKNOWN
    terms: str = ""
    """Conditions: embargo, no copies, not for onward use."""
    sources: tuple[str, ...] = ()
    unverified: bool = False
    marking: Marking | None = None


class Disposition(StrEnum):
    """What has become of a comment."""

    NEW = "new"
    ACCEPTED = "accepted"
    PARTLY = "partly"
    PARKED = "parked"
    REFUSED = "refused"


@noun
class Comment:
    """`party` said this of `text`, or of `briefing`, on `points`; it was dealt with in this way."""

    id: str
    party: str
    text: str | None = None
    briefing: str | None = None
    """The briefing it answers, where that named no text."""
    points: tuple[str, ...] = ()
    remark: str = ""
    date: UncertainDate = UNKNOWN_DATE
    disposition: Disposition = Disposition.NEW
    disposed_in: str | None = None
    """Id of the text in which it was taken up."""
    reply: str = ""
    sources: tuple[str, ...] = ()
    marking: Marking | None = None


@noun
class Precedent:
    """An earlier agreement or set of principles that points or wording are borrowed from."""

    id: str
    title: str
    points: tuple[str, ...] = ()
    note: str = ""
    sources: tuple[str, ...] = ()
    unverified: bool = False
