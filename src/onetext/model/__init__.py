"""The nouns: frozen, comparable, no arrays, no I/O, nothing imported but the standard library.

Every record type says its sentence in its docstring. Ids are strings; references between nouns
are ids, so that a case can be read record by record.
"""

from onetext.model.briefings import Briefing, Comment, Disposition, Form, Precedent
from onetext.model.cases import Case
from onetext.model.comparisons import Comparison, Intensity, Scores
from onetext.model.dates import UNKNOWN_DATE, UncertainDate
from onetext.model.kept_reports import KeptReport
from onetext.model.markings import (
    DRAFTING_TEAM,
    DRAFTING_TEAM_ONLY,
    EVERYBODY,
    PUBLIC,
    RESERVED,
    TEAM_EYE,
    Attribution,
    Eye,
    Marking,
    Tlp,
    party_eye,
)
from onetext.model.meetings import Event, Hours, Meeting, MeetingStatus, Milestone, Track
from onetext.model.parties import KeyHolder, Party, Person
from onetext.model.points import Option, Point, Rule, RuleKind, Theme
from onetext.model.positions import Position, Stance, Weights
from onetext.model.reviews import ReviewedStatement
from onetext.model.sources import ReadState, Source, SourceKind
from onetext.model.statements import (
    STATED_AS_FACT,
    Act,
    Alignment,
    Anonymity,
    Cue,
    Difference,
    DifferenceKind,
    LinkKind,
    MeetingMention,
    Mode,
    OutletCredit,
    Reading,
    Report,
    ReportedDate,
    ReportLink,
    Resolved,
    Review,
    Sentence,
    SentenceStanding,
    Span,
    Statement,
    SuggestedGrade,
)
from onetext.model.texts import Alternative, Clause, ClauseState, Text

__all__ = [
    "DRAFTING_TEAM",
    "DRAFTING_TEAM_ONLY",
    "EVERYBODY",
    "PUBLIC",
    "RESERVED",
    "STATED_AS_FACT",
    "TEAM_EYE",
    "UNKNOWN_DATE",
    "Act",
    "Alignment",
    "Alternative",
    "Anonymity",
    "Attribution",
    "Briefing",
    "Case",
    "Clause",
    "ClauseState",
    "Comment",
    "Comparison",
    "Cue",
    "Difference",
    "DifferenceKind",
    "Disposition",
    "Event",
    "Eye",
    "Form",
    "Hours",
    "Intensity",
    "KeptReport",
    "KeyHolder",
    "LinkKind",
    "Marking",
    "Meeting",
    "MeetingMention",
    "MeetingStatus",
    "Milestone",
    "Mode",
    "Option",
    "OutletCredit",
    "Party",
    "Person",
    "Point",
    "Position",
    "Precedent",
    "ReadState",
    "Reading",
    "Report",
    "ReportLink",
    "ReportedDate",
    "Resolved",
    "Review",
    "ReviewedStatement",
    "Rule",
    "RuleKind",
    "Scores",
    "Sentence",
    "SentenceStanding",
    "Source",
    "SourceKind",
    "Span",
    "Stance",
    "Statement",
    "SuggestedGrade",
    "Text",
    "Theme",
    "Tlp",
    "Track",
    "UncertainDate",
    "Weights",
    "party_eye",
]
