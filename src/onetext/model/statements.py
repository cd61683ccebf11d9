"""What a report says: statements, meetings, dates, and what links two reports.

Everything here is a proposal made by a rule until a person confirms it, and everything keeps its
span on the untouched text of its report. Offsets count code points; `end` is exclusive.
"""

from __future__ import annotations

import datetime
from enum import StrEnum

from onetext.model._noun import noun
from onetext.model.meetings import MeetingStatus


@noun
class Span:
    """The characters `start` to `end` (exclusive) of the report `report`."""

    report: str
    start: int
    end: int

    def of(self, text: str) -> str:
        """The words themselves, cut out of the report's text."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character of the same report."""
        return self.report == other.report and self.start < other.end and other.start < self.end


@noun
class Report:
    """The file `file`, read by `reader`, says `text`; it appeared on `published`, if known."""

    id: str
    file: str
    text: str
    sha256: str
    """Of the text in UTF-8. Every offset is on this text, which is never edited."""
    published: datetime.date | None = None
    """As the page or its reader says; never guessed, never today."""
    language: str = "en"
    """BCP 47 tag."""
    title: str = ""
    reader: str = "plain text"
    """What extracted the text, with its version."""
    doubtful: tuple[Span, ...] = ()
    """Passages on which two readings of the file differ."""
    published_span: Span | None = None
    """The words of `text` that `published` was read from. None: it was given, or the file says."""


class Mode(StrEnum):
    """In whose words."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Act(StrEnum):
    """What the speaker is said to have done: speak, hold a view, know, or (a paper) state."""

    SPEECH = "speech"
    ATTITUDE = "attitude"
    KNOWLEDGE = "knowledge"
    DOCUMENT = "document"


class Anonymity(StrEnum):
    """How far the reader is told who speaks."""

    NAMED = "named"
    UNNAMED = "unnamed"
    GROUP_UNNAMED = "group_unnamed"
    INSTITUTION = "institution"
    OUTLET = "outlet"
    DOCUMENT = "document"


class Resolved(StrEnum):
    """How the speaker was found."""

    EXPLICIT = "explicit"
    PRONOUN = "pronoun"
    DEFINITE = "definite"
    FLOATING = "floating"
    CONTINUED = "continued"
    NOT_DETERMINABLE = "not determinable"


class Review(StrEnum):
    """Whether a person has looked."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    EDITED = "edited"
    REJECTED = "rejected"


@noun
class Cue:
    """The words that say that something was said."""

    start: int
    end: int
    lemma: str


@noun
class OutletCredit:
    """The words reached this report through `name`.

    Explicit where the statement's own sentence credits the outlet; inherited where the report
    credits it elsewhere, and then `start` and `end` are that earlier credit.
    """

    name: str
    start: int
    end: int
    explicit: bool = True


@noun
class SuggestedGrade:
    """A statement might be graded so, for these reasons; it is a suggestion until confirmed."""

    reliability: str
    """Admiralty A to F."""
    credibility: str
    """Admiralty 1 to 6."""
    reasons: tuple[str, ...] = ()


@noun
class Statement:
    """In `report`, `speaker` is said to have said (or thought, or known) `content`."""

    id: str
    report: str
    content: tuple[Span, ...]
    """Discontiguous where the report interrupts the words: “A,” she said. “B.”"""
    mode: Mode
    act: Act = Act.SPEECH
    cue: Cue | None = None
    speaker: str | None = None
    """Canonical name inside this report; None: not determinable."""
    speaker_span: Span | None = None
    """The mention, as printed; None where the words only continue earlier ones."""
    how: Resolved = Resolved.EXPLICIT
    anonymity: Anonymity = Anonymity.NAMED
    party: str | None = None
    addressee: str | None = None
    """To whom it was said, as printed right behind the cue; None: the sentence does not say."""
    addressee_span: Span | None = None
    outlet_chain: tuple[OutletCredit, ...] = ()
    quoted: tuple[Span, ...] = ()
    """The quotations inside the content, marks included."""
    hedges: tuple[Span, ...] = ()
    nested_in: str | None = None
    continuation_of: str | None = None
    rule: str = ""
    """Name of the rule that proposed it."""
    precision: float | None = None
    """Share of what the rule finds that is right, from 0 to 1; None: not measured."""
    review: Review = Review.PROPOSED
    suggested: SuggestedGrade | None = None

    @property
    def is_told_to_outlet(self) -> bool:
        """Whether it was said to an outlet the words are credited to."""
        span = self.addressee_span
        return span is not None and any(
            credit.start < span.end and span.start < credit.end for credit in self.outlet_chain
        )

    @property
    def is_unnamed(self) -> bool:
        """Whether it comes from a person or persons the report does not name."""
        return self.anonymity in (Anonymity.UNNAMED, Anonymity.GROUP_UNNAMED)


@noun
class ReportedDate:
    """The words `text` stand for some day from `earliest` to `latest`, if that can be told."""

    text: str
    start: int
    end: int
    edtf: str = ""
    """The date in EDTF; ``XXXX-10-24`` where the year is not in the text; empty: nothing is."""
    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    granularity: str = "day"
    resolved: bool = False


@noun
class MeetingMention:
    """These words say that `participants` met, or were to meet."""

    id: str
    report: str
    start: int
    end: int
    kind: str = "meeting"
    participants: tuple[str, ...] = ()
    place: str | None = None
    place_span: Span | None = None
    date: ReportedDate | None = None
    status: MeetingStatus = MeetingStatus.UNKNOWN
    status_span: Span | None = None
    carried_by: str | None = None
    """Id of the statement that says so; None: the report says so itself."""
    rule: str = ""


class LinkKind(StrEnum):
    """How two reports hang together."""

    SAME_TEXT = "same_text"
    NEAR_DUPLICATE = "near_duplicate"
    DERIVED = "derived"


@noun
class ReportLink:
    """These reports are one source, because of this evidence."""

    reports: tuple[str, ...]
    kind: LinkKind
    evidence: tuple[Span, ...]
    origin: str | None = None
    """The outlet they go back to, where they credit one."""
    because: str = ""


class DifferenceKind(StrEnum):
    """In what two accounts of one thing differ."""

    ATTRIBUTION_DROPPED = "attribution dropped"
    ATTRIBUTION_CHANGED = "attribution changed"
    NUMBER = "number"
    DATE = "date"
    STATUS = "status"
    PARTICIPANT = "participant"
    HEDGE = "hedge"
    WORDING = "wording"


STATED_AS_FACT = "stated as fact"
"""What a difference of attribution holds for the report that names nobody."""


@noun
class Difference:
    """Of two aligned sentences, the first has `a` where the second has `b`."""

    kind: DifferenceKind
    a: str = ""
    b: str = ""
    in_report: str | None = None
    """For an attribution dropped or a hedge: the report that states it as plain fact."""


@noun
class Alignment:
    """The sentence `a` of one report and `b` of another tell the same thing."""

    a: Span
    b: Span
    relation: str
    """``same_quote``, ``quote_vs_paraphrase``, ``same`` or ``partial``."""
    score: float
    """From 0 (no word in common) to 1 (the same words)."""
    differences: tuple[Difference, ...] = ()


class SentenceStanding(StrEnum):
    """What a sentence of a report rests on."""

    QUOTED = "quoted"
    ATTRIBUTED = "attributed"
    ELSEWHERE_TOO = "unattributed, told elsewhere too"
    ONLY_HERE = "unattributed, only here"


@noun
class Sentence:
    """The sentence from `start` to `end` of `report` stands so."""

    report: str
    start: int
    end: int
    standing: SentenceStanding


@noun
class Reading:
    """What was read out of some reports."""

    reports: tuple[Report, ...]
    statements: tuple[Statement, ...] = ()
    meetings: tuple[MeetingMention, ...] = ()
    links: tuple[ReportLink, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    independent_sources: int = 0
    """Reports counted by origin: reports that are linked count once."""
