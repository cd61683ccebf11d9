"""What linting finds, and what it reads."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LintKind(StrEnum):
    """What a careful reader would ask."""

    NO_ACTOR = "no actor"
    NO_DEADLINE = "no deadline"
    NO_VERIFIER = "no verifier"
    DROPPED_POINT = "dropped point"
    NO_SUCH_POINT = "no such point"
    OPPOSED_TERMS = "opposed terms"
    BROKEN_RULE = "broken rule"


@dataclass(frozen=True, slots=True)
class LintFinding:
    """On `point`, the words `words` raise the question `kind`.

    Parameters
    ----------
    kind : LintKind
    point : str
    words : str
        The passage, as it stands in the text.
    other_point : str
        Of terms or rules at odds: the other point; may be the same.
    other_words : str
        What stands there; of a reference: the number referred to; of a broken rule: its reason.
    """

    kind: LintKind
    point: str
    words: str
    other_point: str = ""
    other_words: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """One wording of a point in one language: of a clause, or of an alternative in brackets."""

    point: str
    language: str
    words: str
    is_alternative: bool
