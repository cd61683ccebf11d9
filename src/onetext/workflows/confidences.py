"""What the record holds that one reader may not see, ready to be looked for in other words.

Two things are looked for, both plain enough to be checked by eye: a run of words that stands in a
record the reader may not see and in none that it may, and a figure that such a record gives on the
same point. It knows words, not meaning: a confidence told in other words is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from onetext.model import Attribution, Case, Marking, party_eye

RUN = 5
"""Words in a row, alike but for upper and lower case, that are taken to be the same words."""
_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"(?<![\w.,])\d[\d.,]*\d(?![\w.,]*\d)")

_SAID = {
    "positions": ("note", "condition"),
    "comparisons": ("note",),
    "scores": ("note",),
    "weights": ("note",),
    "statements": ("words",),
    "comments": ("remark",),
    "events": ("title", "note"),
    "meetings": ("outcome", "note"),
    "briefings": ("what", "terms"),
    "sources": ("title", "note"),
}
"""Kind to the fields in which a record says something in words; texts are read clause by clause."""


@dataclass(frozen=True, slots=True)
class Confidence:
    """A record the reader may not see, or whose speaker may not be named to it.

    Parameters
    ----------
    kind, id : str
    words : str
        What it says.
    party : str
        Id of the party it is of; empty: of none.
    said_by : str
        The speaker, where it names one.
    marking : Marking
        Its own, or the case's.
    points : tuple of str
        Ids of the points it is about.
    """

    kind: str
    id: str
    words: str
    party: str
    said_by: str
    marking: Marking
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Confidences:
    """What one reader may not see.

    Parameters
    ----------
    reader : str
    hidden : mapping
        (kind, id) to what may not reach the reader.
    unnamed : tuple of Confidence
        What it may see without being told who said it (Chatham House Rule).
    """

    reader: str
    hidden: Mapping[tuple[str, str], Confidence]
    unnamed: tuple[Confidence, ...]
    _runs: Mapping[tuple[str, ...], list[tuple[str, str]]]
    _figures: Mapping[tuple[str, str], list[tuple[str, str]]]
    _open: Sequence[Confidence]
    _open_runs: set[tuple[str, ...]] = field(default_factory=set)
    """Of the hidden runs, those that the reader may see elsewhere; looked for once one is met."""
    _open_figures: set[tuple[str, str]] = field(default_factory=set)

    def same_words(self, words: str) -> dict[tuple[str, str], str]:
        """Return the hidden records that share a run of words with these: the longest run each."""
        spans = [(match.start(), match.end()) for match in _WORD.finditer(words)]
        found: dict[tuple[str, str], list[int]] = {}
        for place, run in enumerate(_runs(words)):
            for key in self._hidden_with(run):
                found.setdefault(key, []).append(place)
        return {
            key: words[spans[first][0] : spans[last + RUN - 1][1]]
            for key, places in found.items()
            for first, last in [_longest(places)]
        }

    def same_figures(self, point: str, words: str) -> dict[tuple[str, str], str]:
        """Return the hidden records that give a figure of these words on the same point."""
        return {
            key: figure
            for figure in dict.fromkeys(_FIGURE.findall(words))
            for key in self._figures.get((point, figure), ())
            if not self._is_open_figure(point, figure)
        }

    def _hidden_with(self, run: tuple[str, ...]) -> Sequence[tuple[str, str]]:
        """Return the hidden records with a run of words that stands in no open one."""
        keys = self._runs.get(run, ())
        if keys and not self._open_runs:
            every = (run for one in self._open for run in _runs(one.words))
            self._open_runs.update(run for run in every if run in self._runs)
        return () if run in self._open_runs else keys

    def _is_open_figure(self, point: str, figure: str) -> bool:
        if not self._open_figures:
            self._open_figures.update(at for one in self._open for at in _figures_of(one))
        return (point, figure) in self._open_figures


def confidences(case: Case, reader: str) -> Confidences:
    """Return what a reader may not see of a case, with the words by which it would be known.

    Parameters
    ----------
    case : Case
        As the drafting team has it.
    reader : str
        A party's id.
    """
    eye = party_eye(reader)
    hidden: dict[tuple[str, str], Confidence] = {}
    opened, unnamed = [], []
    runs: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    figures: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for one in _all_said(case):
        if eye.may_see(one.marking) or one.party == reader:
            opened.append(one)
            if one.said_by and one.marking.attribution is Attribution.CHATHAM_HOUSE:
                unnamed.append(one)
        elif one.kind != "texts" or one.party:  # a draft of the team's own is no confidence
            key = (one.kind, one.id)
            hidden.setdefault(key, one)
            for run in dict.fromkeys(_runs(one.words)):
                runs.setdefault(run, []).append(key)
            for at in _figures_of(one):
                figures.setdefault(at, []).append(key)
    return Confidences(reader, hidden, tuple(unnamed), runs, figures, opened)


def _all_said(case: Case) -> Iterator[Confidence]:
    of_position = {position.id: position for position in case.positions}
    for kind, names in _SAID.items():
        for record in getattr(case, kind):
            words = "\n".join(filter(None, (getattr(record, name) for name in names)))
            position = of_position.get(getattr(record, "position", None) or "")
            yield Confidence(
                kind=kind,
                id=record.id,
                words=words,
                party=getattr(record, "party", None) or (position.party if position else ""),
                said_by=getattr(record, "said_by", "") or getattr(record, "speaker", ""),
                marking=record.marking or case.marking,
                points=_points(position or record),
            )
    for text in case.texts:
        for clause in text.clauses:
            worded = [*clause.wording.values()]
            worded += [words for other in clause.alternatives for words in other.wording.values()]
            yield Confidence(
                kind="texts",
                id=text.id,
                words="\n".join(worded),
                party=next(iter(text.tabled_by), ""),
                said_by="",
                marking=text.marking or case.marking,
                points=(clause.point,),
            )


def _points(record: Any) -> tuple[str, ...]:
    single = getattr(record, "point", None)
    several: Iterable[str] = getattr(record, "points", ())
    return (single,) if single else tuple(several)


def _runs(words: str) -> list[tuple[str, ...]]:
    found = _words(words)
    return [tuple(found[n : n + RUN]) for n in range(len(found) - RUN + 1)]


def _figures_of(one: Confidence) -> dict[tuple[str, str], None]:
    found = _FIGURE.findall(one.words) if one.points else ()
    return {(point, figure): None for figure in found for point in one.points}


def _words(words: str) -> list[str]:
    # word by word: letters that change in number with their case must not move the others
    return [word.casefold() for word in _WORD.findall(words)]


def _longest(places: list[int]) -> tuple[int, int]:
    """Return the first and last of the longest row of neighbouring places."""
    best = first = last = places[0]
    best_end = best
    for place in places[1:]:
        first = first if place == last + 1 else place
        last = place
        if last - first > best_end - best:
            best, best_end = first, last
    return best, best_end
