"""Sources and how far they are trusted: two independent Admiralty letters, never one score."""

from __future__ import annotations

from enum import StrEnum

from onetext.model._noun import noun
from onetext.model.dates import UNKNOWN_DATE, UncertainDate
from onetext.model.markings import Marking


class SourceKind(StrEnum):
    """What kind of paper a source is."""

    REPORT = "report"
    OFFICIAL = "official"
    MIRROR = "mirror"
    READ_OUT = "read-out"
    MEMCON = "record-of-conversation"
    TEXT = "text"
    SCHOLARSHIP = "scholarship"
    OTHER = "other"


class ReadState(StrEnum):
    """How much of a source was read by whoever entered it."""

    FULL = "full"
    EXCERPT = "excerpt"
    LINK_ONLY = "link-only"
    RECALLED = "recalled"


@noun
class Source:
    """Something said or printed, found at `url`, graded as to who says it and what it says."""

    id: str
    title: str
    url: str = ""
    published: UncertainDate = UNKNOWN_DATE
    language: str = "en"
    """BCP 47 tag of the language it was read in."""
    kind: SourceKind = SourceKind.REPORT
    read: ReadState = ReadState.FULL
    reliability: str = "F"
    """Admiralty A (completely reliable) to E (unreliable), F: cannot be judged."""
    credibility: str = "6"
    """Admiralty 1 (confirmed) to 5 (improbable), 6: cannot be judged."""
    grade_confirmed: bool = False
    """Whether a person confirmed the two letters; otherwise they are a suggestion."""
    derived_from: tuple[str, ...] = ()
    """Ids of the sources this one rewrites or relays. Confirmations are counted by origin."""
    sha256: str = ""
    note: str = ""
    marking: Marking | None = None

    @property
    def grade(self) -> str:
        """The two letters together, as in ``B2``."""
        return f"{self.reliability}{self.credibility}"
