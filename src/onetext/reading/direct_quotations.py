"""Direct quotations in a language that has data for these alone, and no rules for clauses.

=====================  ===============================================================
``quotation before``   « … », a déclaré la ministre; « … », dit-elle; « … », … « … »
``quotation after``    le ministre a déclaré : « … »; … a assuré que « … »
``according to``       selon un diplomate, « … »; « … », selon un diplomate
``floating``           a quotation alone goes on from the words before it
=====================  ===============================================================

Which words do what is data (``direct.toml``). A quotation with no reporting verb beside it is
nobody's: a title, a slogan, an expression.
"""

from __future__ import annotations

from typing import Any

from onetext.reading.attribution import Attribution
from onetext.reading.language import Language
from onetext.reading.noun_phrases import Range
from onetext.reading.tokens import MARK, QUOTATION, WORD
from onetext.reading.units import Unit, n_words

_GROUP = 6
"""Words of a verb with its auxiliary, pronouns and adverbs, at most."""
_FAR = 14
"""Words between a verb and the quotation after it, at most."""
_LONGEST = 10
_FLOATING = 300
"""Characters between a quotation alone and the one it goes on from, at most."""


def direct_attributions(units: list[Unit], language: Language) -> list[Attribution]:
    """Return whose the direct quotations of a text are, in the order of its units."""
    found: list[Attribution] = []
    last: int | None = None
    for number, unit in enumerate(units):
        own = _UnitReader(unit, number, language).attributions()
        if own:
            found += own
            last = len(found) - 1
            continue
        floating = _floating(unit, number, found, last, units)
        if floating is not None:
            found.append(floating)
            last = len(found) - 1
        elif number and units[number - 1].paragraph != unit.paragraph:
            last = None
    return found


def _floating(
    unit: Unit, number: int, found: list[Attribution], last: int | None, units: list[Unit]
) -> Attribution | None:
    """A unit that is a quotation and no more, just after words that were somebody's."""
    words = [item for item in unit.items if item.kind != MARK]
    if last is None or len(words) != 1 or words[0].kind != QUOTATION:
        return None
    before = found[last]
    if number - before.unit > 1 or unit.start - units[before.unit].end > _FLOATING:
        return None
    place = (words[0].start, words[0].end)
    return Attribution((place,), None, None, "", frozenset(), "floating", number, last)


class _UnitReader:
    """Reads one unit, quotation by quotation."""

    def __init__(self, unit: Unit, number: int, language: Language) -> None:
        self.items, self.number, self.language = unit.items, number, language
        self.words: Any = language.direct
        self.found: list[Attribution] = []

    def attributions(self) -> list[Attribution]:
        """Return the attributions of the unit's quotations in order."""
        for place, item in enumerate(self.items):
            if item.kind == QUOTATION and n_words(item) and not self._goes_on(place):
                self._read(place)
        return self.found

    def _read(self, place: int) -> None:
        for rule, reading in (
            ("quotation before", self._verb_after),
            ("according to", self._named_by_preposition),
            ("quotation after", self._verb_before),
        ):
            found = reading(place)
            if found is not None:
                subject, cue, lemma = found
                self.found.append(
                    Attribution(
                        ((self.items[place].start, self.items[place].end),),
                        self._span(subject),
                        self._span(cue),
                        lemma,
                        frozenset("q"),
                        rule,
                        self.number,
                    )
                )
                return

    def _goes_on(self, place: int) -> bool:
        """As in « … », a dit Ann, « et … »: the second part belongs to the first."""
        if not self.found or self.found[-1].speaker is None or place == 0:
            return False
        last = self.found[-1]
        between = [
            item
            for item in self.items[:place]
            if last.speaker and item.start >= max(last.speaker[1], last.content[-1][1])
        ]
        if last.rule != "quotation before" or any(item.kind != MARK for item in between):
            return False
        part = (self.items[place].start, self.items[place].end)
        self.found[-1] = last._replace(content=(*last.content, part))
        return True

    # ---- a verb behind the quotation ---------------------------------------------------------

    def _verb_after(self, place: int) -> tuple[Range, Range, str] | None:
        first = place + 1
        while first < len(self.items) and self.items[first].text in (",", "—", "–", "-"):
            first += 1
        group = self._group_from(first)
        if group is None:
            return None
        verb, subject = group
        lemma = self.language.verbs[self.items[verb].low][0].lemma
        if subject is None:
            subject = self._phrase_from(self._after_insertion(verb + 1))
        if subject is None:
            return None
        return subject, (first, verb + 1), lemma

    def _group_from(self, first: int) -> tuple[int, Range | None] | None:
        """The verb of a group that starts here, and a pronoun inside it: "a-t-il ajouté"."""
        subject: Range | None = None
        for place in range(first, min(first + _GROUP, len(self.items))):
            low = self.items[place].low
            if self._is_verb(place, first):
                return place, subject
            if low in self.words["pronouns"] and place > first:
                subject = (place, place + 1)
            elif not self._is_inside_group(low):
                return None
        return None

    def _is_verb(self, place: int, first: int) -> bool:
        """A finite form, or a participle behind an auxiliary."""
        item = self.items[place]
        forms = self.language.verbs.get(item.low, ())
        if item.kind != WORD or not forms:
            return False
        group = self.items[first:place]
        if any(form.form == "base" for form in forms):
            return any(before.low in self.words["before_infinitives"] for before in group)
        if all(form.form == "ing" for form in forms):
            return False
        has_auxiliary = any(before.low in self.words["auxiliaries"] for before in group)
        return has_auxiliary or any(form.form != "participle" for form in forms)

    def _is_inside_group(self, low: str) -> bool:
        sorts = ("auxiliaries", "between", "clitics", "before_infinitives", "infinitive_links")
        ending = self.language.words["adverb_ending"]
        return any(low in self.words[sort] for sort in sorts) or low.endswith(ending)

    def _after_insertion(self, place: int) -> int:
        """Step over "jeudi", "encore" and ", un peu plus tard,"."""
        items = self.items
        while place < len(items) and (
            items[place].low in self.words["between"] or items[place].low in self.words["days"]
        ):
            place += 1
        if place < len(items) and items[place].text == ",":
            end = next((n for n in range(place + 1, len(items)) if items[n].text == ","), None)
            return end + 1 if end is not None and end - place < _GROUP else place
        return place

    def _phrase_from(self, first: int) -> Range | None:
        """The noun phrase that starts here; where a name in commas follows, the name."""
        items, words = self.items, self.words
        if first >= len(items) or items[first].kind != WORD or items[first].low in words["nobody"]:
            return None
        if items[first].low in words["pronouns"]:
            return (first, first + 1)
        last = first
        while last < len(items) and last - first < _LONGEST and items[last].kind == WORD:
            if items[last].low in words["ends"] and last > first:
                break
            last += 1
        while last > first and items[last - 1].low in words["inside"]:
            last -= 1
        if last == first:
            return None
        named = self._name_in_commas(last)
        return named if named and not items[last - 1].is_name_like else (first, last)

    def _name_in_commas(self, comma: int) -> Range | None:
        items = self.items
        if comma + 1 >= len(items) or items[comma].text != ",":
            return None
        last = comma + 1
        while last < len(items) and items[last].is_name_like:
            last += 1
        ends = last >= len(items) or items[last].kind in (MARK, QUOTATION)
        return (comma + 1, last) if ends and last > comma + 1 else None

    # ---- a verb before it --------------------------------------------------------------------

    def _verb_before(self, place: int) -> tuple[Range, Range, str] | None:
        items = self.items
        for verb in range(place - 1, max(-1, place - _FAR), -1):
            if items[verb].kind == QUOTATION or items[verb].text == ";":
                return None
            first = self._group_start(verb)
            if not self._is_verb(verb, first):
                continue
            subject = self._phrase_before(first)
            if subject is None or not self._may_speak(subject):
                return None
            return subject, (first, verb + 1), self.language.verbs[items[verb].low][0].lemma
        return None

    def _group_start(self, verb: int) -> int:
        first = verb
        while (
            first > 0 and verb - first < _GROUP and self._is_inside_group(self.items[first - 1].low)
        ):
            first -= 1
        while first < verb and self.items[first].low in self.language.words["articles"]:
            if self.items[first + 1].low in self.words["auxiliaries"]:
                break  # "l'a dit"
            first += 1
        return first

    def _phrase_before(self, end: int) -> Range | None:
        """The noun phrase that ends here, what stands between commas stepped over."""
        items, words = self.items, self.words
        if end > 0 and items[end - 1].text == ",":
            opening = next((n for n in range(end - 2, 0, -1) if items[n].text == ","), None)
            end = opening if opening is not None else end - 1
        if end <= 0:
            return None
        if items[end - 1].low in words["pronouns"]:
            return (end - 1, end)
        first = end
        while first > 0 and end - first < _LONGEST and items[first - 1].kind == WORD:
            if items[first - 1].low in words["that"] or items[first - 1].low in words["nobody"]:
                break
            first -= 1
        while first < end and items[first].low in words["openers"]:
            first += 1
        if first >= end or items[first].low in words["ends"] or items[first].low in words["nobody"]:
            return None
        return (first, end)

    def _may_speak(self, phrase: Range) -> bool:
        people = self.language.people
        inside = self.items[phrase[0] : phrase[1]]
        if inside[0].low in self.words["pronouns"]:
            return True
        return any(
            token.low in people[kind]
            for token in inside
            for kind in ("roles_one", "roles_many", "institutions", "titles", "metonyms")
        ) or any(token.is_name_like and token.low not in people["not_names"] for token in inside)

    # ---- a preposition -----------------------------------------------------------------------

    def _named_by_preposition(self, place: int) -> tuple[Range, Range, str] | None:
        """As in "selon un diplomate, « … »" and "« … », selon un diplomate"."""
        after = place + 1
        while after < len(self.items) and self.items[after].text == ",":
            after += 1
        size = self._introduces(after)
        if size:
            subject = self._phrase_from(after + size)
            return (subject, (after, after + size), "") if subject else None
        for first in range(place):
            size = self._introduces(first)
            if not size or (first and self.items[first - 1].kind != MARK):
                continue
            subject = self._phrase_from(first + size)
            if subject and self._is_just_before(subject[1], place) and self._may_speak(subject):
                return subject, (first, first + size), ""
        return None

    def _introduces(self, place: int) -> int:
        """How many items here introduce a speaker: "selon" one, "d'après" two."""
        for size in (2, 1):
            said = " ".join(item.low for item in self.items[place : place + size])
            if said in self.words["introducing"]:
                return size
        return 0

    def _is_just_before(self, end: int, place: int) -> bool:
        return place - end <= 2 and all(item.kind != QUOTATION for item in self.items[end:place])

    def _span(self, place: Range) -> tuple[int, int]:
        first, last = self.items[place[0]], self.items[place[1] - 1]
        return first.start, last.end
