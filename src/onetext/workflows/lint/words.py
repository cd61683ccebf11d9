"""The words of a language by which texts are linted, and the passages to read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onetext.model import ClauseState, Text
from onetext.workflows.lint.finding import Passage

_FILES = {"en": "english.toml"}
"""Language tag to the file with its words."""
_SENTENCE = re.compile(r"[^.;!?]+(?:\.(?=\S)[^.;!?]+)*[.;!?]?")


@dataclass(frozen=True, eq=False)
class LintWords:
    """What linting knows of one language; patterns are without case, on whole words."""

    obligation: re.Pattern[str]
    abstention: re.Pattern[str]
    passive: re.Pattern[str]
    agent: re.Pattern[str]
    deadline: re.Pattern[str]
    verifier: re.Pattern[str]
    whole: re.Pattern[str]
    reference: re.Pattern[str]
    elsewhere: re.Pattern[str]
    opposed: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]


def knows(tag: str) -> bool:
    """Whether there are words for a language, whatever its region."""
    return _folded(tag) in _FILES


@cache
def lint_words(tag: str) -> LintWords:
    """Return the words of a language; KeyError where there are none."""
    name = _FILES[_folded(tag)]
    table = tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))
    pairs = table.pop("opposed")
    return LintWords(
        **{kind: _either(patterns) for kind, patterns in table.items()},
        opposed=tuple((_either([one]), _either([other])) for one, other in pairs),
    )


def passages(text: Text) -> tuple[Passage, ...]:
    """Return the wordings of a text that stand, in languages there are words for."""
    return tuple(
        Passage(clause.point, tag, words, is_alternative)
        for clause in text.clauses
        if clause.state is not ClauseState.DROPPED
        for is_alternative, wording in (
            (False, clause.wording),
            *((True, other.wording) for other in clause.alternatives),
        )
        for tag, words in _known(wording)
    )


def sentences(words: str) -> Iterator[str]:
    """Yield the sentences of a wording, and the parts between its semicolons."""
    for match in _SENTENCE.finditer(words):
        sentence = match.group().strip()
        if sentence:
            yield sentence


def _known(wording: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return ((tag, words) for tag, words in wording.items() if knows(tag))


def _folded(tag: str) -> str:
    return tag.split("-")[0].lower()


def _either(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(patterns) + r")(?!\w)", re.IGNORECASE)
