"""Whose stance it is: the speaker's party, or the party that the words speak of."""

from __future__ import annotations

from collections.abc import Sequence

from onetext.model import Case, Statement
from onetext.reading.language import Language
from onetext.reading.proposals_stance import StanceCue, StanceWords
from onetext.reading.tokens import MARK, QUOTE, WORD, Token

_NEAR = 5
"""Words before a cue among which its subject stands."""
_LONGEST_NAME = 3


class Holders:
    """Finds the party of a case that a name, an adjective or a capital stands for."""

    def __init__(self, case: Case, language: Language, known: StanceWords) -> None:
        self.own_words = frozenset(known.words["own"])
        self.stops = self.own_words | language.words["relatives"]
        self.countries = {**language.people["parties"], **known.parties}
        self.parties = _parties(case, self.countries)
        self.people = _people(case)

    def holder(
        self, one: Statement, words: Sequence[Token], cue: StanceCue
    ) -> tuple[str | None, str] | None:
        """Return the party whose stance a cue tells, and who says so, as the report names them.

        None where somebody does something and it cannot be told who: "a proposal that seeks".
        """
        own, speaker = self.party_of(one), one.speaker or ""
        if cue.rule not in ("says", "refusal") or self._is_speaker_s(one, words, cue):
            return own, speaker
        subject = self._subject(words, cue)
        if subject is None:
            return None
        party, name = subject
        if party == own:
            return own, speaker
        return party, f"{speaker}, of {name}" if speaker and speaker != name else name

    def _is_speaker_s(self, one: Statement, words: Sequence[Token], cue: StanceCue) -> bool:
        """Whether a cue is what the speaker does: the statement's verb, its first words, "we"."""
        first = words[cue.first]
        if one.cue is not None and one.cue.start <= first.start < one.cue.end:
            return True
        before = words[max(0, cue.first - _NEAR) : cue.first]
        if any(token.low in self.own_words for token in before):
            return True
        return not any(token.kind == WORD for token in words[: cue.first])

    def party_of(self, one: Statement) -> str | None:
        """Return the party a speaker belongs to."""
        for name in (one.speaker, one.party):
            found = self._party_in([word.strip(".,'’").lower() for word in (name or "").split()])
            if found:
                return found
        return None

    def _subject(self, words: Sequence[Token], cue: StanceCue) -> tuple[str, str] | None:
        """The party named just before a cue, in its own clause: "that Russia refuses"."""
        before: list[Token] = []
        for token in reversed(words[max(0, cue.first - _NEAR) : cue.first]):
            if token.kind in (MARK, QUOTE) or token.low in self.stops:
                break
            before.insert(0, token)
        for at in range(len(before)):
            for length in range(min(_LONGEST_NAME, len(before) - at), 0, -1):
                name = before[at : at + length]
                party = self._exact([token.low.removesuffix("'s") for token in name])
                if party and name[0].is_name_like:
                    return party, " ".join(token.text for token in name)
        return None

    def _party_in(self, words: list[str]) -> str | None:
        """The party that a name's words speak of, the last one first: surnames end names."""
        for at in range(len(words) - 1, -1, -1):
            for length in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
                found = self._exact([w.removesuffix("'s") for w in words[at : at + length]])
                if found:
                    return found
        return None

    def _exact(self, words: list[str]) -> str | None:
        name = " ".join(words)
        if name in self.people:
            return self.people[name]
        return self.parties.get(self.countries.get(name, name).lower())


def _parties(case: Case, countries: dict[str, str]) -> dict[str, str]:
    """Name of a country or union, or of a party, to the party's id.

    A party's role may name who it is made of; a name that is another party's own is not taken.
    """
    found: dict[str, str] = {}
    for party in case.parties:
        for name in (party.name.lower(), party.id.replace("-", " ")):
            found[name] = party.id
            found.setdefault(countries.get(name, name).lower(), party.id)
    for party in case.parties:
        words = f"{party.name} {party.role}".lower().replace("/", " ").replace(",", " ")
        for name, country in countries.items():
            if f" {name} " in f" {words.replace(':', ' ')} ":
                found.setdefault(country.lower(), party.id)
    return found


def _people(case: Case) -> dict[str, str]:
    """Full name and surname to the party a person speaks for; a surname two share is nobody's."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for person in case.persons:
        if person.party is None:
            continue
        full = person.name.lower()
        names = {full, full.split()[-1], " ".join(full.split()[1:]) or full}
        for name in names:
            if found.get(name, person.party) != person.party:
                shared.add(name)
            found[name] = person.party
    return {name: party for name, party in found.items() if name not in shared}
