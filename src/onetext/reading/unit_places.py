"""Small questions about places in one unit: what stands there, where something begins.

Who speaks is not its business.
"""

from __future__ import annotations

from onetext.reading.attribution import Place
from onetext.reading.cues import Cue
from onetext.reading.hearers import joined_hearer
from onetext.reading.language import Language
from onetext.reading.noun_phrases import Range
from onetext.reading.phrases import subject_after
from onetext.reading.tokens import MARK, NUMBER, QUOTATION, WORD, Token
from onetext.reading.units import Unit, last_mark

_LONGEST_HEARER = 8
_LONGEST_PLACE = 10


class UnitPlaces:
    """Knows what stands at each place of one unit.

    Parameters
    ----------
    unit : Unit
    text : str
        The whole text.
    language : Language
    """

    def __init__(self, unit: Unit, text: str, language: Language) -> None:
        self.unit, self.text, self.language = unit, text, language
        self.items = unit.items
        self.cues: list[Cue] = []
        self.lowest = 0
        """Item up to which the unit is used up by earlier attributions."""

    def _place(self, first: int, last: int) -> Place:
        return self.items[first].start, self.items[last - 1].end

    def _own_start(self, place: int) -> int:
        """Where the clause that ends at an item starts, after a coordinated or earlier one."""
        for begin in range(place, 0, -1):
            item, before = self.items[begin], self.items[begin - 1]
            if before.text in (";", ":"):
                return begin
            if before.text == "," and item.low in self.language.words["contrast"]:
                return begin + 1
        return 0

    def _is_title(self, quotation: Token) -> bool:
        """Whether a quotation is the name of something: capitals and no stop."""
        inside = self.text[quotation.start + 1 : quotation.end - 1].split()
        long = [word for word in inside if len(word) > 3]
        return bool(long) and all(not word[0].islower() for word in long)

    def _closes(self, quotation: int) -> bool:
        return last_mark(self.items[quotation]) in ".!?" or quotation + 1 >= len(self.items)

    def _goes_on(self, quotation: Token) -> bool:
        """Whether a quotation begins in mid-sentence: "the answer, he said, “is no.”"."""
        inside = self.text[quotation.start + 1 : quotation.start + 4].strip("'’‘“\"")
        return inside[:1].islower()

    def _is_more_than(self, start: int, n_items: int) -> bool:
        return len(self.items) - start > n_items

    def _is_verb(self, start: int, item: Token) -> bool:
        """Whether a later word is a verb: "that report Friday" holds none."""
        forms = self.language.verbs.get(item.low, ())
        return bool(forms) and not any(form.is_ambiguous for form in forms)

    def _is_infinitive(self, start: int) -> bool:
        words = self.language.words
        negated = self.items[start].low in words["negations"] and start + 1 < len(self.items)
        return self.items[start + negated].low in words["infinitive"]

    def _opens_object(self, start: int) -> bool:
        """Whether a noun phrase starts here that can be what was announced, demanded, denied."""
        item, words = self.items[start], self.language.words
        if item.kind == QUOTATION:
            return True
        if item.kind != WORD or item.low in words["clause_pronouns"]:
            return False
        return not (
            item.low in words["prepositions"]
            or item.low in words["subordinators"]
            or item.low in words["adverbs"]
            or item.low in words["coordinators"]
            or item.low in self.language.dates["weekdays"]
            or item.low in words["negations"]
        )

    def _opens_with_article(self, phrase: Range) -> bool:
        return self.items[phrase[0]].low in self.language.words["articles"]

    def _may_open_setting(self, item: Token) -> bool:
        language = self.language
        return (
            item.low in language.words["prepositions"]
            or item.low in language.words["fronting"]
            or item.low in language.dates["weekdays"]
            or item.low in language.dates["relative_days"]
            or item.low in language.words["adverbs"]
            or item.low in language.words["time_shifters"]
            or item.text == ","
            or item.low.endswith(self.language.words["adverb_ending"])
        )

    def _that(self, start: int) -> int | None:
        """The "that" of the clause, at once or after a setting ("on Friday that")."""
        for place in range(start, min(start + 14, len(self.items))):
            item = self.items[place]
            if item.low in self.language.words["that"]:
                return place
            if item.text in (".", ";", ":") or (
                item.kind == QUOTATION and not self._is_title(item)
            ):
                return None
            if place == start and not self._may_open_setting(item):
                return None
            if item.low in self.language.words["clause_pronouns"]:
                return None
            if item.text == "," and self._opens_participle(place + 1):
                return None
        return None

    def _opens_participle(self, place: int) -> bool:
        """As in ", adding that": another cue begins."""
        if place >= len(self.items):
            return False
        return any(
            form.form == "ing" for form in self.language.verbs.get(self.items[place].low, ())
        )

    def _after_hearer(self, cue: Cue) -> tuple[int, bool]:
        """Where the content can start: after whom it was told to, both where there are two."""
        after, is_told = self._after_first_hearer(cue)
        if is_told:
            after = joined_hearer(self.items, after, self.language) or after
        return after, is_told

    def _after_first_hearer(self, cue: Cue) -> tuple[int, bool]:
        items, start = self.items, cue.last
        if "r" not in cue.form.frames or start >= len(items):
            after = self._after_dative(start)
            return (after, True) if after else (start, False)
        hearer = subject_after(items, start, len(items), self.language)
        if items[start].low in self.language.people["hearers"]:
            return start + 1, True
        if hearer is None:
            after = self._after_plain_hearer(start)
            return (after, True) if after else (start, False)
        end = hearer[1]
        for place in range(hearer[0], hearer[1]):
            if items[place].low in self.language.words["clause_pronouns"] and place > hearer[0]:
                end = place
                break
        return end, True

    def _after_dative(self, start: int) -> int | None:
        """As in "explained to Reuters why": the clause after whom it was said to."""
        items, words = self.items, self.language.words
        if start + 2 >= len(items) or items[start].low not in words["infinitive"]:
            return None
        hearer = subject_after(items, start + 1, len(items), self.language)
        named = items[start + 1].low in self.language.people["hearers"]
        end = start + 2 if named else hearer[1] if hearer else len(items)
        clause = end < len(items) and items[end].low in (*words["that"], *words["questions"])
        return end if clause else None

    def _after_plain_hearer(self, start: int) -> int | None:
        """As in "told friends that", "told wary partners in Vienna that"."""
        words = self.language.words
        for place in range(start, min(start + _LONGEST_HEARER, len(self.items))):
            item = self.items[place]
            if item.low in words["that"]:
                return place if place > start else None
            if item.kind != WORD or item.low in words["clause_pronouns"]:
                return None
        return None

    def _after_place(self, start: int) -> int:
        """Where and before whom something was said, to the next mark: "in a speech to farmers".

        `start` where no preposition stands there, or a verb follows before the mark.
        """
        items, words = self.items, self.language.words
        if start >= len(items) or items[start].low not in words["prepositions"]:
            return start
        of_a_clause = (words["be"], words["modals"], words["auxiliaries"], words["common_verbs"])
        barred = (*of_a_clause, words["that"], words["clause_pronouns"])
        place = start
        while place < len(items) and items[place].kind in (WORD, NUMBER):
            low = items[place].low
            if place - start > _LONGEST_PLACE or any(low in table for table in barred):
                return start
            place += 1
        return place if place == len(items) or items[place].kind == MARK else start

    def _is_clause(self, start: int, is_sure: bool = False) -> bool:
        """Whether a clause may start here: subject first, and some verb to come."""
        items, words = self.items, self.language.words
        if start >= len(items):
            return False
        item = items[start]
        if item.kind == QUOTATION or item.kind == NUMBER:
            return True
        if item.kind != WORD:
            return item.text in (",", ":")
        if item.low in words["clause_pronouns"]:
            return True
        if is_sure:
            return item.low not in words["no_clause"]
        rest = items[start + 1 : start + 30]
        if item.low in words["prepositions"] and (item.low not in words["clause_prepositions"]):
            return False
        if item.low in words["no_clause"]:
            return False
        for later in rest:
            if later.text in (".", ";") or later.low in words["subordinators"]:
                return False
            if (
                later.low in words["be"]
                or later.low in words["modals"]
                or later.low in words["auxiliaries"]
                or later.low in words["common_verbs"]
                or later.low in self.language.verbs
                or (later.kind == WORD and later.low.endswith(self.language.words["past_ending"]))
            ):
                return True
        return False

    def _lower_case_phrase(self, place: int) -> Range | None:
        last = place
        while last < len(self.items) and self.items[last].kind in (WORD, NUMBER):
            last += 1
        return (place, last) if last > place else None
