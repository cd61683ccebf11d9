"""A briefing that is planned, and what there is to say of it: warnings, then what to know."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from onetext.model import Briefing, Clause, Form, Marking, Text


class Concern(StrEnum):
    """What a finding is about."""

    IN_CONFIDENCE = "in-confidence"
    """It cites, or can only come from, what the party may not see."""
    SAME_WORDS = "same-words"
    SAME_FIGURE = "same-figure"
    NAMES_PARTY = "names-party"
    """It names a party for something that only hidden records say of it."""
    NAMES_SPEAKER = "names-speaker"
    """It names somebody who spoke under the Chatham House Rule."""
    NOT_FOR_IT = "not-for-it"
    """The text is marked for others, and not for this party."""
    WITHHELD = "withheld"
    """It is on record that the party was not given this."""
    TERMS = "terms"
    """The text went to somebody on conditions."""
    NOT_LATEST = "not-latest"
    SEES_MORE = "sees-more"
    """The text's marking opens more of it than this briefing gives."""
    SEES_LESS = "sees-less"
    """The party's room will not show the text: its marking does not name the party."""
    SEEN_BEFORE = "seen-before"
    FIRST_SIGHT = "first-sight"
    """Points that were never shown to the party."""


WARNINGS = frozenset(
    (
        Concern.IN_CONFIDENCE,
        Concern.SAME_WORDS,
        Concern.SAME_FIGURE,
        Concern.NAMES_PARTY,
        Concern.NAMES_SPEAKER,
        Concern.NOT_FOR_IT,
        Concern.WITHHELD,
        Concern.TERMS,
        Concern.NOT_LATEST,
    )
)


@dataclass(frozen=True, slots=True)
class Plan:
    """`party` is to be given this, in this form.

    Parameters
    ----------
    party : str
        Party id.
    text : Text or None
    points : tuple of str
        Only these points of the text; empty: the whole of it.
    form : Form
    what : str
        What is to be said beside, or instead of, the text.
    as_of : date or None
        The day on which it is given.
    """

    party: str
    text: Text | None = None
    points: tuple[str, ...] = ()
    form: Form = Form.UNKNOWN
    what: str = ""
    as_of: datetime.date | None = None

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses that are given."""
        if self.text is None:
            return ()
        return tuple(c for c in self.text.clauses if not self.points or c.point in self.points)

    @property
    def about(self) -> tuple[str, ...]:
        """Ids of the points that are given or spoken of."""
        return tuple(dict.fromkeys((*self.points, *(clause.point for clause in self.clauses))))


@dataclass(frozen=True, slots=True)
class Finding:
    """What would be carried, or is on record, and the record it rests on.

    Parameters
    ----------
    concern : Concern
    points : tuple of str
        Points of the text it stands under; empty: the text as a whole, or what is said beside it.
    record : (kind, id) or None
    says : str
        What that record says.
    carried : str
        The words of the briefing that carry it.
    party : str
        The party named, or whose record it is; empty: none.
    marking : Marking or None
        Of the record.
    briefing : Briefing or None
        Of `WITHHELD`, `TERMS` and `SEEN_BEFORE`.
    texts : tuple of Text
        Of `NOT_LATEST`: the later ones.
    """

    concern: Concern
    points: tuple[str, ...] = ()
    record: tuple[str, str] | None = None
    says: str = ""
    carried: str = ""
    party: str = ""
    marking: Marking | None = None
    briefing: Briefing | None = None
    texts: tuple[Text, ...] = ()

    @property
    def is_warning(self) -> bool:
        """Whether a person must have read it before the briefing is written down."""
        return self.concern in WARNINGS


@dataclass(frozen=True, slots=True)
class BriefingCheck:
    """What was found before a briefing; warnings first.

    Parameters
    ----------
    findings : tuple of Finding
    last_seen : Text or None
        The text the party was last given in whole, other than this one.
    """

    findings: tuple[Finding, ...]
    last_seen: Text | None

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that a person must have read."""
        return tuple(one for one in self.findings if one.is_warning)

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What is worth knowing."""
        return tuple(one for one in self.findings if not one.is_warning)

    @property
    def mark(self) -> str:
        """A short mark of the warnings: another as soon as one is added or changed."""
        told = [
            [one.concern, one.points, one.record, one.says, one.carried, one.party,
             str(one.marking), one.briefing.id if one.briefing else "",
             [text.id for text in one.texts]]
            for one in self.warnings
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(told).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def merged(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with those on one record, for one reason, brought together."""
    together: dict[tuple[object, ...], Finding] = {}
    for one in findings:
        key = (one.concern, one.record, one.party, one.briefing and one.briefing.id)
        known = together.get(key, one)
        together[key] = dataclasses.replace(
            known,
            points=_both(known.points, one.points),
            carried=" … ".join(_both(_words(known.carried), _words(one.carried))),
        )
    return list(together.values())


def _both(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _words(carried: str) -> tuple[str, ...]:
    return (carried,) if carried else ()
