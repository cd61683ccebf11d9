"""Words that are several: "l'ambassadeur", "qu'elle", "a-t-il", "dit-elle"; by data alone."""

from __future__ import annotations

from onetext.reading.language import Language
from onetext.reading.tokens import WORD, Token


def with_parts(tokens: list[Token], language: Language) -> list[Token]:
    """Return the tokens of a text, each compound cut into its words; marks between are dropped."""
    found: list[Token] = []
    for token in tokens:
        found += parts(token, language) if token.kind == WORD else [token]
    return found


def parts(token: Token, language: Language) -> list[Token]:
    """Cut a word where it is several: "l'ambassadeur", "qu'elle", "a-t-il", "dit-elle"."""
    elisions, hung = language.words["elisions"], language.words["hung_subjects"]
    head, mark, rest = token.low.partition("'")
    if mark and rest and head in elisions:
        cut = len(head) + 1
        first = token._replace(end=token.start + cut - 1, text=token.text[: cut - 1], low=head)
        second = token._replace(start=token.start + cut, text=token.text[cut:], low=rest)
        return [first, *parts(second, language)]
    stem, dash, last = token.low.rpartition("-")
    if dash and last in hung:
        stem = stem.removesuffix("-t")
        first = token._replace(end=token.start + len(stem), text=token.text[: len(stem)], low=stem)
        second = token._replace(
            start=token.end - len(last), text=token.text[-len(last) :], low=last
        )
        return [first, second]
    return [token]
