"""Names of persons in a report: the sequences of capitalised words, and who they belong to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from onetext.reading.language import Language
from onetext.reading.tokens import Token


@dataclass
class NameTable:
    """The full names of a report by their last word, and where each was mentioned."""

    full: dict[str, str] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    """In the order of the text."""

    def last_before(
        self, place: int, gender: str, language: Language, barred: Collection[str] = ()
    ) -> str | None:
        """Whom a pronoun of this gender at a place can mean.

        The person named first in the latest sentence that names one: its subject, more often
        than not. An owner ("Rubio’s envoy") counts only where nobody else fits.
        """
        fitting: list[Mention] = []
        for mention in reversed(self.mentions):
            if (
                mention.start >= place
                or mention.name in barred
                or not fits(mention.name, gender, language)
            ):
                continue
            if fitting and mention.sentence != fitting[-1].sentence:
                break
            fitting.append(mention)
        owners_last = sorted(fitting, key=lambda mention: (mention.is_owner, mention.start))
        return owners_last[0].name if owners_last else None


class Mention(NamedTuple):
    """A person named at a place, in the sentence of that number."""

    start: int
    name: str
    sentence: int
    is_owner: bool


def name_sequences(tokens: list[Token], language: Language) -> Iterator[list[Token]]:
    """Yield each run of capitalised words that can be a name, titles taken off its front."""
    run: list[Token] = []
    for token in tokens:
        if not run and not token.text[0].isupper():
            continue  # most words
        if run and token.start - run[-1].end > 1:
            yield from _name(run, language)
            run = []
        if _can_be_in_name(token, language) or (run and token.low in language.people["particles"]):
            run.append(token)
            if token.low.endswith("'s"):
                yield from _name(run, language)
                run = []
        elif run:
            yield from _name(run, language)
            run = []
    yield from _name(run, language)


def _can_be_in_name(token: Token, language: Language) -> bool:
    return token.is_name_like and token.low not in language.people["not_names"]


def _name(run: list[Token], language: Language) -> Iterator[list[Token]]:
    people = language.people
    while run and run[-1].low in people["particles"]:
        run = run[:-1]
    if " ".join(token.low for token in run) in people["institutions"]:
        yield run
        return
    while len(run) > 1 and (
        run[0].low.rstrip(".") in people["titles"]
        or run[0].low in people["parties"]
        or run[0].low.rstrip(".") in people["roles_one"]
    ):
        run = run[1:]
    if run:
        yield run


def bare(word: str) -> str:
    """Return a word without its mark of possession."""
    return word[:-2] if word.endswith(("’s", "'s")) else word


def name_table(
    tokens: list[Token], sentences: list[tuple[int, int]], language: Language
) -> NameTable:
    """Collect the persons of a report: those named in full, found again by their surnames."""
    table = NameTable()
    runs = list(name_sequences(tokens, language))
    for run in runs:
        words = [bare(token.text) for token in run]
        if len(words) > 1 and is_person(words, language):
            table.full.setdefault(words[-1], " ".join(words))
    starts = [start for start, _ in sentences]
    for run in runs:
        last = bare(run[-1].text)
        if last in table.full:
            sentence = bisect_right(starts, run[0].start)
            owner = last != run[-1].text
            table.mentions.append(Mention(run[0].start, table.full[last], sentence, owner))
    return table


def is_person(words: list[str], language: Language) -> bool:
    """Whether a run of capitalised words is no outlet, institution, country or office."""
    people = language.people
    name = " ".join(words).lower()
    return not (
        name in people["institutions"]
        or name in people["metonyms"]
        or words[-1].lower() in people["institutions"]
        or words[-1].lower() in people["roles_one"]
        or words[-1].lower() in people["roles_many"]
        or words[-1].lower() in people["titles"]
        or " ".join(words) in people["outlets"]
    )


def gender(name: str, language: Language) -> str:
    """Return ``masculine``, ``feminine`` or ``any``, by the first name or title."""
    words = name.lower().replace(".", "").split()
    if any(word in language.people["feminine"] for word in words[:-1]):
        return "feminine"
    if any(word in language.people["masculine"] for word in words[:-1]):
        return "masculine"
    return "any"


def fits(name: str, wanted: str, language: Language) -> bool:
    """Whether somebody of this name can be meant by a pronoun of a gender."""
    return "any" in (wanted, gender(name, language)) or gender(name, language) == wanted
