"""Obligations that do not say who, by when, or who looks whether it was done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onetext.workflows.lint.finding import LintFinding, LintKind, Passage
from onetext.workflows.lint.words import LintWords, lint_words, sentences


def unfinished_obligations(read: Sequence[Passage]) -> Iterator[LintFinding]:
    """Yield each obligation that leaves its actor, deadline or verifier unsaid.

    Who looks is asked once per wording, and not at all where one clause has the whole text
    watched. What must not be done has no deadline.
    """
    is_watched = any(map(_watches_everything, read))
    for passage in read:
        words = lint_words(passage.language)
        obligations = [one for one in sentences(passage.words) if words.obligation.search(one)]
        for sentence in obligations:
            yield from _of_sentence(passage, sentence, words)
        if obligations and not is_watched and not words.verifier.search(passage.words):
            yield LintFinding(LintKind.NO_VERIFIER, passage.point, obligations[0])


def _of_sentence(passage: Passage, sentence: str, words: LintWords) -> Iterator[LintFinding]:
    if words.passive.search(sentence) and not words.agent.search(sentence):
        yield LintFinding(LintKind.NO_ACTOR, passage.point, sentence)
    if not words.deadline.search(sentence) and not words.abstention.search(sentence):
        yield LintFinding(LintKind.NO_DEADLINE, passage.point, sentence)


def _watches_everything(passage: Passage) -> bool:
    words = lint_words(passage.language)
    return any(
        words.verifier.search(sentence) and words.whole.search(sentence)
        for sentence in sentences(passage.words)
    )
