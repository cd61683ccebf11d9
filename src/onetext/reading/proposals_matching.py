"""Which point, option or text of a case some words are about, by the words they share with it.

Every point has a vocabulary: its title counts most, then the titles of its options, then
descriptions and the wordings of its clauses in the texts. Rare words weigh more (inverse document
frequency over the points). What is about no point in particular is about none.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onetext.model import Case, Point, Text
from onetext.reading.language import Language
from onetext.reading.paragraphs import paragraphs
from onetext.reading.similarity import content_words
from onetext.reading.tokens import tokens

_TITLE, _OPTION, _DESCRIPTION, _WORDING = 3.0, 2.0, 1.0, 1.0
_LEAST = 2.6
"""Weight of shared words below which they are about no point: a rare word of a title weighs 3."""
_CLEAR = 1.15
"""A point must be so much better than the next one."""
_LEAST_OPTION = 1.0
_CLEAR_OPTION = 1.35
_IN_TITLE = 0.5
"""How much of its weight a word keeps for an option that is in the point's title already."""

Vocabulary = dict[str, float]
"""Word, as words are compared, to how much it counts."""


@dataclass(frozen=True)
class Match:
    """What some words are about.

    Parameters
    ----------
    id : str
        Of a point or a text.
    words : frozenset of str
        The shared words, as words are compared.
    score : float
        Their weight.
    """

    id: str
    words: frozenset[str]
    score: float


class CaseWords:
    """The vocabularies of a case's points, options and texts."""

    def __init__(self, case: Case, language: Language) -> None:
        self.language = language
        self.points = {point.id: self._of_point(case, point) for point in case.points}
        self.options = {
            point.id: {o.id: self._of_option(case, point, o.id) for o in point.options}
            for point in case.points
        }
        self.titles = {point.id: self.words_of(point.title) for point in case.points}
        self.texts = {text.id: self._of_text(case, text) for text in case.texts}
        self.first_texts = {text.id for text in case.texts if not text.revises}
        self._rarity = _rarity(self.points.values())

    def words_of(self, said: str) -> set[str]:
        """The words of a passage as they are compared."""
        found = tokens(said, paragraphs(said), self.language)
        return set(content_words(found, self.language))

    def point(self, words: set[str]) -> Match | None:
        """Return the point that words are about, if that is clear."""
        ranked = sorted(
            (self._match(name, known, words) for name, known in self.points.items()),
            key=lambda one: (-one.score, one.id),
        )
        if not ranked or ranked[0].score < _LEAST:
            return None
        if not any(self.points[ranked[0].id][word] >= _OPTION for word in ranked[0].words):
            return None  # words of a description alone
        if len(ranked) > 1 and ranked[0].score < _CLEAR * ranked[1].score:
            return None
        return ranked[0]

    def option(self, point: str, words: set[str]) -> tuple[str, ...]:
        """Return the option of a point that words are about; none unless one stands out."""
        known = self.options[point]
        if len(known) == 1:
            return tuple(known)
        ranked = sorted(
            ((self._option_score(point, name, words), name) for name in known),
            key=lambda one: (-one[0], one[1]),
        )
        if not ranked or ranked[0][0] < _LEAST_OPTION:
            return ()
        if ranked[0][0] < _CLEAR_OPTION * ranked[1][0]:
            return ()
        return (ranked[0][1],)

    def _option_score(self, point: str, option: str, words: set[str]) -> float:
        """Weight of the shared words; those that few options of the point have weigh more."""
        known = self.options[point]
        title = self.titles[point]
        score = 0.0
        for word in sorted(words & set(known[option])):
            n_with = sum(word in other for other in known.values())
            weight = math.log((1 + len(known)) / n_with) * (_IN_TITLE if word in title else 1.0)
            score += known[option][word] * weight
        return score

    def text(self, words: set[str]) -> Match | None:
        """Return the text whose title and authors share most words; of equals the first draft."""
        ranked = sorted(
            (self._match(name, known, words) for name, known in self.texts.items()),
            key=lambda one: (-one.score, one.id not in self.first_texts, one.id),
        )
        if not ranked or not ranked[0].score:
            return None
        best = [one for one in ranked if one.score == ranked[0].score]
        first = [one for one in best if one.id in self.first_texts]
        if len(best) > 1 and len(first) != 1:
            return None
        return (first or best)[0]

    def _match(self, name: str, known: Vocabulary, words: set[str]) -> Match:
        shared = frozenset(words & set(known))
        return Match(name, shared, sum(known[word] * self._weight(word) for word in sorted(shared)))

    def _weight(self, word: str) -> float:
        return self._rarity.get(word, 1.0)

    def _of_point(self, case: Case, point: Point) -> Vocabulary:
        found: Vocabulary = {}
        self._add(found, _TITLE, point.title)
        self._add(found, _OPTION, *(option.title for option in point.options))
        self._add(found, _DESCRIPTION, point.description, *(o.description for o in point.options))
        self._add(found, _WORDING, *_wordings(case, point.id))
        return found

    def _of_option(self, case: Case, point: Point, option: str) -> Vocabulary:
        found: Vocabulary = {}
        one = point.option(option)
        self._add(found, _OPTION, one.title)
        self._add(found, _DESCRIPTION, one.description)
        self._add(found, _WORDING / 2, *_wordings(case, point.id, option))
        return found

    def _of_text(self, case: Case, text: Text) -> Vocabulary:
        found: Vocabulary = {}
        names = {party.id: party.name for party in case.parties}
        self._add(found, _TITLE, text.title)
        for party in text.tabled_by:
            self._add(found, _DESCRIPTION, party.replace("-", " "), names.get(party, ""))
        return found

    def _add(self, found: Vocabulary, weight: float, *passages: str) -> None:
        for passage in passages:
            for word in self.words_of(passage):
                found[word] = max(found.get(word, 0.0), weight)


def _wordings(case: Case, point: str, option: str | None = None) -> Iterable[str]:
    for text in case.texts:
        for clause in text.clauses_on(point):
            if option is None or clause.option == option:
                yield from clause.wording.values()


def _rarity(vocabularies: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """How rare each word is among the points: 1 for a word of one point, near 0 for one of all."""
    known: Sequence[Mapping[str, float]] = list(vocabularies)
    counts = Counter(word for one in known for word in one)
    most = math.log(1 + len(known) / 2)
    return {word: math.log(1 + len(known) / (2 * n)) / most for word, n in counts.items()}
