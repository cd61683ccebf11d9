"""Read a text as a careful colleague would: what is left unsaid, dangling, or at odds with itself.

::

    for finding in lint(case, text):
        print(finding.kind, finding.point, finding.words)

Rules on word lists (``english.toml``), no judgement: a finding is a question to the drafters, never
a fault of the text. Languages without word lists are passed over, and `unread` names them.
"""

from __future__ import annotations

from onetext.model import Case, ClauseState, Text
from onetext.workflows.lint.contradictions import broken_rules, opposed_terms
from onetext.workflows.lint.finding import LintFinding, LintKind, Passage
from onetext.workflows.lint.obligations import unfinished_obligations
from onetext.workflows.lint.references import dangling_references
from onetext.workflows.lint.words import knows, passages

__all__ = ["LintFinding", "LintKind", "Passage", "lint", "unread"]


def lint(case: Case, text: Text) -> tuple[LintFinding, ...]:
    """Return what a careful reader would ask about a text, in the order of its clauses.

    Parameters
    ----------
    case : Case
        Gives the rules between options.
    text : Text

    Returns
    -------
    tuple of LintFinding
        Clauses struck out are not read; of a clause in brackets every alternative is.
    """
    read = passages(text)
    found = [
        *unfinished_obligations(read),
        *dangling_references(text, read),
        *opposed_terms(read),
        *broken_rules(case, text),
    ]
    order = {clause.point: place for place, clause in reversed(list(enumerate(text.clauses)))}
    return tuple(sorted(found, key=lambda one: order.get(one.point, len(order))))


def unread(text: Text) -> tuple[str, ...]:
    """Return the languages of a text that there are no word lists for."""
    tags = {
        tag
        for clause in text.clauses
        if clause.state is not ClauseState.DROPPED
        for wording in (clause.wording, *(other.wording for other in clause.alternatives))
        for tag in wording
    }
    return tuple(sorted(tag for tag in tags if not knows(tag)))
