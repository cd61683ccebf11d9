"""What becomes of clauses, and what linting asks, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onetext.model import ClauseState
from onetext.workflows.lint import LintFinding, LintKind
from onetext.workflows.side_by_side import Operation
from onetext.workflows.text_layout import AGREED_BETWEEN_SOME

CLAUSE_STATES: dict[str, object] = {
    ClauseState.AGREED: gettext_lazy("agreed"),
    AGREED_BETWEEN_SOME: gettext_lazy("agreed between some"),
    ClauseState.BRACKETED: gettext_lazy("in brackets"),
    ClauseState.OPEN: gettext_lazy("open"),
    ClauseState.DROPPED: gettext_lazy("struck out"),
    ClauseState.MOVED: gettext_lazy("moved"),
}
OPERATIONS = {
    Operation.KEEP: gettext_lazy("kept"),
    Operation.REWORD: gettext_lazy("reworded"),
    Operation.RENUMBER: gettext_lazy("renumbered"),
    Operation.SPLIT: gettext_lazy("split"),
    Operation.MERGE: gettext_lazy("merged"),
    Operation.ADD: gettext_lazy("added"),
    Operation.DROP: gettext_lazy("dropped"),
    Operation.BRACKET: gettext_lazy("put in brackets"),
    Operation.UNBRACKET: gettext_lazy("freed of brackets"),
    Operation.MOVE: gettext_lazy("moved elsewhere"),
    Operation.AGREE: gettext_lazy("became agreed"),
    Operation.AGREE_IN_PART: gettext_lazy("now agreed between some"),
    Operation.REOPEN: gettext_lazy("no longer agreed"),
    Operation.UNKNOWN: gettext_lazy("not known"),
}


def lint_words(finding: LintFinding, titles: Mapping[str, str]) -> str:
    """Say what a careful reader would ask; the passage itself is shown beside it."""
    other = titles.get(finding.other_point, finding.other_point)
    said = {"words": finding.other_words, "point": other}
    sentences = {
        LintKind.NO_ACTOR: _("Who does it is not said."),
        LintKind.NO_DEADLINE: _("By when is not said."),
        LintKind.NO_VERIFIER: _("Who sees that it is done is not said."),
        LintKind.DROPPED_POINT: _("No. %(words)s is struck out in this text."),
        LintKind.NO_SUCH_POINT: _("There is no no. %(words)s in this text."),
        LintKind.OPPOSED_TERMS: _("It excludes “%(words)s”, which stands under %(point)s."),
        LintKind.BROKEN_RULE: _("It does not go with what is said under %(point)s: %(words)s"),
    }
    return sentences[finding.kind] % said
