"""Who speaks: from the words that mention a speaker to one name per speaker in a report.

A surname becomes the full name the report gives; "the official" is the unnamed official who spoke
last; a pronoun is the person who spoke or was named last and whom it can mean. Where nobody fits,
the speaker is not determinable, which is a value.
"""

from __future__ import annotations

from typing import NamedTuple

from onetext.model import Anonymity, Resolved
from onetext.reading.language import Language
from onetext.reading.names import NameTable, bare, fits, is_person
from onetext.reading.tokens import NUMBER, WORD, Token


class Speaker(NamedTuple):
    """A speaker as one report knows them."""

    name: str | None
    how: Resolved
    anonymity: Anonymity
    party: str | None


class SpeakerMemory:
    """What the report has said of its speakers so far; statements are shown to it in order."""

    def __init__(self, names: NameTable, language: Language) -> None:
        self._names, self._language = names, language
        self._last: Speaker | None = None
        self._person: Speaker | None = None
        self._unnamed: list[Speaker] = []
        self._genders: dict[str, str] = {}
        """What pronouns have told of persons whose first name tells nothing."""

    def speaker(self, phrase: list[Token], before: int, is_reported: bool = False) -> Speaker:
        """Resolve a mention; `before` is the place up to which earlier names count.

        One who only speaks inside what another says (`is_reported`) is nobody a later "he" means.
        """
        found = self._resolved(phrase, before)
        if is_reported:
            return found
        self._last = found
        if found.anonymity is Anonymity.NAMED and found.name:
            self._person = found
        if found.anonymity in (Anonymity.UNNAMED, Anonymity.GROUP_UNNAMED):
            self._unnamed.append(found)
        return found

    def same_again(self, how: Resolved) -> Speaker:
        """The speaker of words that only go on."""
        if self._last is None:
            return Speaker(None, Resolved.NOT_DETERMINABLE, Anonymity.NAMED, None)
        return self._last._replace(how=how)

    def _resolved(self, phrase: list[Token], before: int) -> Speaker:
        words = self._language.words
        if len(phrase) == 1 and phrase[0].low in words["pronouns"]:
            return self._of_pronoun(phrase[0], before)
        core = _without_kind_of_outlet(_core(phrase, self._language), self._language)
        one = self._one_of_them(phrase)
        if one is not None:
            return one
        definite = phrase[0].low in words["definite_articles"]
        kind = _anonymity(core, phrase, self._language)
        party = _party(core, self._language)
        if kind is Anonymity.NAMED:
            return Speaker(_full(core, self._names), Resolved.EXPLICIT, kind, party)
        if kind is Anonymity.OUTLET:
            return Speaker(_joined(core), Resolved.EXPLICIT, kind, None)
        if kind in (Anonymity.UNNAMED, Anonymity.GROUP_UNNAMED) and definite:
            earlier = self._earlier(core)
            if earlier is not None:
                return earlier._replace(how=Resolved.DEFINITE)
        name = _described(core, phrase, kind, self._language)
        return Speaker(name, Resolved.EXPLICIT, kind, party)

    def _of_pronoun(self, pronoun: Token, before: int) -> Speaker:
        sort, gender, number = self._language.words["pronouns"][pronoun.low].split()
        unknown = Speaker(None, Resolved.NOT_DETERMINABLE, Anonymity.NAMED, None)
        if sort == "thing":
            things = (Anonymity.INSTITUTION, Anonymity.OUTLET, Anonymity.DOCUMENT)
            if self._last and self._last.anonymity in things:
                return self._last._replace(how=Resolved.PRONOUN)
            return unknown
        if number == "many":
            groups = (Anonymity.GROUP_UNNAMED, Anonymity.INSTITUTION)
            if self._last and self._last.anonymity in groups:
                return self._last._replace(how=Resolved.PRONOUN)
            return unknown
        if self._last and self._last.anonymity is Anonymity.UNNAMED:
            return self._last._replace(how=Resolved.PRONOUN)
        barred = [name for name, known in self._genders.items() if gender not in ("any", known)]
        person = self._person
        if (
            person
            and person.name
            and person.name not in barred
            and fits(person.name, gender, self._language)
        ):
            return self._learnt(person._replace(how=Resolved.PRONOUN), gender)
        name = self._names.last_before(before, gender, self._language, barred)
        if name is None:
            return unknown
        return self._learnt(Speaker(name, Resolved.PRONOUN, Anonymity.NAMED, None), gender)

    def _learnt(self, speaker: Speaker, gender: str) -> Speaker:
        if speaker.name and gender != "any":
            self._genders.setdefault(speaker.name, gender)
        return speaker

    def _one_of_them(self, phrase: list[Token]) -> Speaker | None:
        """As in "one", "another of them", "one of the aides": of the group that spoke last."""
        words, people = self._language.words, self._language.people
        if phrase[0].low not in words["one_of_several"]:
            return None
        rest = [token.low for token in phrase[1:]]
        named = [low for low in rest if low in people["roles_many"]]
        bare = all(low in words["of_them"] for low in rest)
        if not bare and not named:
            return None
        for speaker in reversed(self._unnamed):
            head = (speaker.name or "").split()[-1:]
            if speaker.name and (not named or head == named[:1]):
                if speaker.anonymity is Anonymity.UNNAMED:
                    return speaker._replace(how=Resolved.DEFINITE)
                return speaker._replace(
                    name=_singular(speaker.name, self._language),
                    how=Resolved.DEFINITE,
                    anonymity=Anonymity.UNNAMED,
                )
        if rest and bare:
            name = " ".join(token.low for token in phrase)
            return Speaker(name, Resolved.EXPLICIT, Anonymity.UNNAMED, None)
        return None

    def _earlier(self, core: list[Token]) -> Speaker | None:
        """The unnamed speaker a bare "the official" takes up."""
        if len(core) != 1:
            return None
        for speaker in reversed(self._unnamed):
            if speaker.name and core[0].low in speaker.name.lower().split():
                return speaker
        return None


def _core(phrase: list[Token], language: Language) -> list[Token]:
    """The phrase without articles, and up to its first preposition where a role is its head."""
    words, people = language.words, language.people
    inside = [
        token
        for token in phrase
        if token.low not in words["articles"] and token.low not in people["anonymous_marks"]
    ]
    while len(inside) > 1 and inside[0].low in words["quantifiers"]:
        inside = inside[1:]
    for place, token in enumerate(inside):
        if place and (token.low in words["prepositions"] or token.low in words["relatives"]):
            return _without_participle(inside[:place], language)
        if place and token.kind not in (WORD, NUMBER):
            continue
    return inside


def _without_participle(core: list[Token], language: Language) -> list[Token]:
    """As in "a survey conducted | by": the survey; but "a person involved | in" says who."""
    last = core[-1]
    is_participle = (
        last.low.endswith(language.words["past_ending"])
        and not last.is_name_like
        and last.low not in language.people["confidential"]
    )
    return core[:-1] if is_participle and len(core) > 1 else core


def _without_kind_of_outlet(core: list[Token], language: Language) -> list[Token]:
    """As in "French daily Le Monde": the outlet without what describes it."""
    people = language.people
    for place in range(1, len(core)):
        if core[place - 1].low in people["outlet_nouns"]:
            rest = core[place:]
            return rest if _joined(rest) in people["outlets"] else core
    return core


def _anonymity(core: list[Token], phrase: list[Token], language: Language) -> Anonymity:
    people = language.people
    if not core:
        return Anonymity.UNNAMED
    lowered = " ".join(bare(token.low) for token in core)
    head = core[-1].low
    if _joined(core) in people["outlets"]:
        return Anonymity.OUTLET
    if lowered.endswith(tuple(people["outlet_nouns"])) and not core[-1].is_name_like:
        return Anonymity.OUTLET
    if lowered in people["institutions"] or lowered in people["metonyms"]:
        return Anonymity.INSTITUTION
    if head in people["roles_many"]:
        return Anonymity.GROUP_UNNAMED
    if head in people["roles_one"]:
        return Anonymity.UNNAMED
    if head in people["documents"] and not core[-1].is_name_like:
        return Anonymity.DOCUMENT
    if core[-1].is_name_like:
        words = [bare(token.text) for token in core]
        return Anonymity.NAMED if is_person(words, language) else Anonymity.INSTITUTION
    if any(noun in people["institutions"] for noun in (head, lowered)):
        return Anonymity.INSTITUTION
    rest = [token for token in core if token.low in people["roles_many"]]
    if rest:
        return Anonymity.GROUP_UNNAMED
    return Anonymity.GROUP_UNNAMED if head.endswith("s") else Anonymity.UNNAMED


def _party(core: list[Token], language: Language) -> str | None:
    """Whose speaker it is: the parties its words name, joined where there are several."""
    parties = language.people["parties"]
    found: list[str] = []
    lowered = [bare(token.low) for token in core]
    for size in (2, 1):
        for place in range(len(lowered) - size + 1):
            name = parties.get(" ".join(lowered[place : place + size]))
            if name and name not in found:
                found.append(name)
    return language.words["joined_by"].join(found) if found else None


def _full(core: list[Token], names: NameTable) -> str:
    return names.full.get(bare(core[-1].text), _joined(core))


def _joined(core: list[Token]) -> str:
    return " ".join(bare(token.text) for token in core)


def _described(core: list[Token], phrase: list[Token], kind: Anonymity, language: Language) -> str:
    """An unnamed speaker as a description that reads the same wherever it is printed."""
    owned = core and core[0].low in language.words["possessives"]
    if not core or owned or language.words.get("speakers_as_printed"):
        return _as_printed(phrase)
    written_as = language.words["written_as"]
    words = [written_as.get(token.text, token.text) for token in core]
    people = language.people
    first = core[0].low
    if first in people["roles_one"] or first in people["roles_many"] or first in people["lowered"]:
        words[0] = words[0].lower()
    name = " ".join(words)
    if kind is Anonymity.UNNAMED:
        return _article(name, language) + name
    return name


def _article(name: str, language: Language) -> str:
    words = language.words
    before_vowel = name[0].lower() in words["vowels"]
    article: str = words["article_before_vowel"] if before_vowel else words["article_else"]
    return article


def _as_printed(phrase: list[Token]) -> str:
    """The words of a mention, the first in lower case unless it is a name."""
    found = " ".join(token.text for token in phrase)
    return found if len(phrase) < 2 else found[0].lower() + found[1:]


def _singular(group: str, language: Language) -> str:
    """One of a group: "officials familiar" gives "an official familiar"."""
    singular = language.people["one_of_many"]
    words = [singular.get(word, word) for word in group.split()]
    return _article(words[0], language) + " ".join(words)
