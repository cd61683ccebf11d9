"""References to points that the text has struck out, or never had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onetext.model import ClauseState, Text
from onetext.workflows.lint.finding import LintFinding, LintKind, Passage
from onetext.workflows.lint.words import lint_words


def dangling_references(text: Text, read: Sequence[Passage]) -> Iterator[LintFinding]:
    """Yield each reference, by printed number, to what does not stand in the text.

    A text known only in part may have what is not seen, so only what it struck out counts there;
    nothing is said of a text that prints no numbers.
    """
    standing = {c.number for c in text.clauses if c.state is not ClauseState.DROPPED}
    dropped = {c.number for c in text.clauses if c.state is ClauseState.DROPPED} - standing
    is_numbered = bool((standing | dropped) - {None})
    for passage in read if is_numbered else ():
        words = lint_words(passage.language)
        for match in words.reference.finditer(passage.words):
            if words.elsewhere.match(passage.words[match.end() :].lstrip(" ,")):
                continue
            for number in filter(None, match.groups()):
                kind = None
                if number in dropped:
                    kind = LintKind.DROPPED_POINT
                elif number not in standing and text.is_complete:
                    kind = LintKind.NO_SUCH_POINT
                if kind:
                    yield LintFinding(kind, passage.point, match.group(), other_words=number)
