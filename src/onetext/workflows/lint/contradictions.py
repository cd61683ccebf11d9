"""Terms that exclude each other, and options that the case's own rules keep apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from onetext.model import Case, ClauseState, RuleKind, Text
from onetext.workflows.lint.finding import LintFinding, LintKind, Passage
from onetext.workflows.lint.words import lint_words


def opposed_terms(read: Sequence[Passage]) -> Iterator[LintFinding]:
    """Yield each pair of opposed terms in one wording, or in two that stand on one point.

    Alternatives in brackets compete: they may well be opposed to each other.
    """
    for passage in read:
        yield from _within(passage)
    for first, second in combinations(read, 2):
        competing = first.is_alternative and second.is_alternative
        if first.point == second.point and first.language == second.language and not competing:
            yield from _between(first, second)


def _within(passage: Passage) -> Iterator[LintFinding]:
    for one, other in lint_words(passage.language).opposed:
        a, b = one.search(passage.words), other.search(passage.words)
        if a and b and not (a.start() < b.end() and b.start() < a.end()):
            yield _finding(passage, a.group(), passage, b.group())


def _between(first: Passage, second: Passage) -> Iterator[LintFinding]:
    for one, other in lint_words(first.language).opposed:
        for a, b in ((first, second), (second, first)):
            here, there = one.search(a.words), other.search(b.words)
            if here and there and not other.search(a.words) and not one.search(b.words):
                yield _finding(a, here.group(), b, there.group())


def _finding(passage: Passage, words: str, other: Passage, other_words: str) -> LintFinding:
    return LintFinding(
        LintKind.OPPOSED_TERMS, passage.point, words, other_point=other.point,
        other_words=other_words,
    )  # fmt: skip


def broken_rules(case: Case, text: Text) -> Iterator[LintFinding]:
    """Yield each rule of the case that the options the text has settled on break."""
    chosen = _chosen(text)
    titles = {
        (point.id, option.id): option.title for point in case.points for option in point.options
    }
    for rule in case.rules:
        if not all(option in chosen.get(point, ()) for point, option in rule.when.items()):
            continue
        met = [option in chosen.get(point, ()) for point, option in rule.then.items()]
        settled = all(point in chosen for point in rule.then)
        is_broken = all(met) if rule.kind is RuleKind.EXCLUDES else settled and not all(met)
        if is_broken:
            (point, option), (other, wanted) = (
                next(iter(rule.when.items())),
                next(iter(rule.then.items())),
            )
            yield LintFinding(
                LintKind.BROKEN_RULE,
                point,
                titles.get((point, option), option),
                other_point=other,
                other_words=rule.because or titles.get((other, wanted), wanted),
            )


def _chosen(text: Text) -> Mapping[str, set[str]]:
    """Point to the options that stand outside brackets."""
    chosen: dict[str, set[str]] = {}
    for clause in text.clauses:
        stands = clause.state in (ClauseState.AGREED, ClauseState.OPEN)
        if clause.option is not None and stands and not clause.alternatives:
            chosen.setdefault(clause.point, set()).add(clause.option)
    return chosen
