"""Who does what a cue says: the subject before it, after it, or of the cue before."""

from __future__ import annotations

from onetext.reading.cues import Cue
from onetext.reading.language import Language
from onetext.reading.noun_phrases import Range
from onetext.reading.phrases import (
    name_before,
    possible_speaker,
    subject_after,
    subject_before,
)
from onetext.reading.quotation_reader import QuotationReader
from onetext.reading.tokens import NUMBER, QUOTATION, WORD, Token
from onetext.reading.units import Unit

_FAR_BACK = 20


class SubjectReader(QuotationReader):
    """Knows the subjects of the cues in one unit."""

    def __init__(self, unit: Unit, text: str, language: Language) -> None:
        super().__init__(unit, text, language)
        self.subject: Range | None = None
        """The last subject: that of the cue that follows with no subject of its own."""

    def _subject(self, cue: Cue) -> tuple[Range | None, bool]:
        """Who does it, and whether they stand after the verb."""
        items, language = self.items, self.language
        if cue.form.form == "ing" and not self._is_finite_ing(cue):
            return self._owner_of_participle(cue), False
        before = items[cue.first - 1] if cue.first else None
        if before is not None and (before.kind == QUOTATION or before.text in (",", "—", "–")):
            after = subject_after(items, cue.last, len(items), language)
            plain = cue.first == cue.verb and bool(cue.form.frames & {"c", "q"})
            direct = before.kind == QUOTATION or self._quotation_ends_at(cue.first - 1)
            hears = "r" in cue.form.frames
            if after and (direct or (plain and not hears and self._ends_inversion(after[1]))):
                return after, True
        if before is not None and before.low in language.words["coordinators"]:
            return self._shared_subject(cue), False
        found = subject_before(items, cue.first, self.lowest, language)
        if found is None and before is not None and before.text == ",":
            return self.subject or name_before(items, cue.first - 1, language), False
        if found and self._is_inside_setting(found, cue):
            found = self._before_participle(found[0] - 1)
        if found and not self._agrees(found, cue):
            return None, False
        if found is None or (found[1] - found[0] == 1 and not self._can_say(items[found[0]], cue)):
            return None, False
        return found, False

    def _is_inside_setting(self, found: Range, cue: Cue) -> bool:
        """As in "in a statement released on Friday, ...": the statement does nothing."""
        words = self.language.words
        if found[1] != cue.first or not found[0]:
            return False
        before = found[0] - 1
        if (
            self.items[found[0]].low in words["approximations"]  # "at least half of them say"
            or self.items[before].low not in words["setting_prepositions"]
        ):
            return False
        opens = before == 0 or self.items[before - 1].kind != WORD
        return opens or self._before_participle(before) is not None

    def _before_participle(self, preposition: int) -> Range | None:
        """As in "a report published in the weekly said": the report, before "published"."""
        at = preposition - 1
        if at < 1 or not self.items[at].low.endswith(self.language.words["past_ending"]):
            return None
        found = subject_before(self.items, at, self.lowest, self.language)
        return found if found and found[1] == at else None

    def _shared_subject(self, cue: Cue) -> Range | None:
        """As in "she laughed and admitted that ...": who did the first thing did the second."""
        words = self.language.words
        lowest = self.subject[1] if self.subject else self.lowest
        for place in range(cue.first - 2, max(lowest, cue.first - _FAR_BACK) - 1, -1):
            item = self.items[place]
            if item.kind == QUOTATION or item.text in (";", ":"):
                break
            if item.low in words["subject_pronouns"]:
                return (place, place + 1)
            if item.low in words["who"] and place and self.items[place - 1].text == ",":
                return subject_before(self.items, place + 1, 0, self.language)
        return self.subject or name_before(self.items, cue.first - 1, self.language)

    def _can_say(self, pronoun: Token, cue: Cue) -> bool:
        """Whether one word can be who speaks: "it" only where it says or adds something."""
        words = self.language.words
        if pronoun.low in words["unsaid_subjects"]:
            return False
        kind = words["pronouns"].get(pronoun.low, "person")
        return kind.startswith("person") or "q" in cue.form.frames

    def _ends_inversion(self, end: int) -> bool:
        """Whether an inverted subject ends here: the sentence does, or an apposition follows."""
        items, words = self.items, self.language.words
        if end >= len(items) or items[end].text in (".", "!", "?", ";"):
            return True
        if items[end].low in words["who"]:
            return True
        if items[end].text == "," and end + 1 < len(items):
            following = items[end + 1]
            return (
                following.low in words["determiners"]
                or following.low in words["relatives"]
                or following.low in words["prepositions"]
                or following.low in words["fronting"]
                or following.kind == NUMBER
                or following.low in words["contrast"]
                or following.is_name_like
                or following.low.endswith(self.language.words["participle_ending"])
                or following.low in self.language.people["roles_one"]
                or following.low in self.language.people["speaking_nouns"]
            )
        return self._is_tail(end)

    def _is_finite_ing(self, cue: Cue) -> bool:
        return any(
            item.low in self.language.words["be"] for item in self.items[cue.first : cue.verb]
        )

    def _owner_of_participle(self, cue: Cue) -> Range | None:
        before = self.items[cue.first - 1] if cue.first else None
        if (
            before is not None
            and before.kind != QUOTATION
            and before.text not in (",", "—", "–", ";")
            and before.low not in self.language.words["before_participles"]
        ):
            return self._speaking_participle(cue)
        if self.subject:
            return self.subject
        return name_before(self.items, cue.first, self.language)

    def _speaking_participle(self, cue: Cue) -> Range | None:
        """As in "quoted an aide calling it a start": the aide, right before the participle."""
        if "q" not in cue.form.frames:
            return None
        words = self.language.words
        relays = cue.first > 1 and self.items[cue.first - 1].low in words["as"]
        if relays:  # "quoted an aide as saying"
            found = subject_before(self.items, cue.first - 1, 0, self.language)
            if found and found[0] and self.items[found[0] - 1].low in words["by"]:
                return self.subject or name_before(self.items, cue.first, self.language)
            return found if found and possible_speaker(self.items, found, self.language) else None
        found = subject_before(self.items, cue.first, self.lowest, self.language)
        if found is None or found[1] != cue.first:
            return self._owner_of_clear_participle(cue)
        head = self.items[found[1] - 1]
        people = self.language.people
        speaks = head.low in people["roles_one"] or head.low in people["roles_many"]
        accompanies = found[0] and self.items[found[0] - 1].low in words["accompanying"]
        if speaks or head.low in words["clause_pronouns"]:
            return found
        if accompanies and possible_speaker(self.items, found, self.language):
            return found  # "with the envoy telling reporters that ..."
        return self._owner_of_clear_participle(cue)

    def _owner_of_clear_participle(self, cue: Cue) -> Range | None:
        """As in "opened the debate saying that": no comma, but hardly anything else it can be."""
        before = self.items[cue.first - 1]
        words = self.language.words
        if "s" not in cue.form.frames or before.kind != WORD or before.low in words["prepositions"]:
            return None
        return self.subject or name_before(self.items, cue.first, self.language)

    def _agrees(self, phrase: Range, cue: Cue) -> bool:
        """Whether the phrase can be the subject: "they say", but no "the state"."""
        head = self.items[phrase[1] - 1]
        opens = self.items[phrase[0]].low in self.language.words["indefinite_articles"]
        if cue.is_bare and opens and phrase[1] - phrase[0] < 3:
            return False  # "a news report said"
        if not cue.is_bare or "s" in cue.form.frames:
            return True
        return (
            head.low.endswith(self.language.words["plural_ending"])
            or head.low in self.language.words["plural_subjects"]
        )
