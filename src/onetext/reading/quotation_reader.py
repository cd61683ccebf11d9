"""Which quotations a cue claims, before it, after it, or around it."""

from __future__ import annotations

from onetext.reading.attribution import Place
from onetext.reading.clause_ends import ClauseEnds
from onetext.reading.cues import Cue
from onetext.reading.noun_phrases import Range
from onetext.reading.phrases import possible_speaker, subject_before
from onetext.reading.tokens import MARK, QUOTATION, WORD
from onetext.reading.units import last_mark, n_words

_LONGEST_TAIL = 12
_LONGEST_DESCRIPTION = 30
"""Items between two halves of a quotation: "said Moroz, who ran it for years, “is no.”"."""
_LONGEST_REACH = 25
_LONGEST_SUBJECT = 8
_CATCHWORDS = 4
"""A quotation of no more words than this may be a catchword inside a sentence."""
_BEFORE_QUOTATION = (":", "-", "—", "–", ";")


class QuotationReader(ClauseEnds):
    """Knows the quotations beside the cues of one unit."""

    def _quotation_later(self, start: int) -> bool:
        """As in "called the report a “lie”": a quotation in what the verb governs."""
        items = self.items
        if items[start].kind != WORD:
            return False
        pronoun = items[start].low in self.language.words["clause_pronouns"]
        if not pronoun and not self._opens_object(start):
            return False
        for item in items[start : start + _LONGEST_REACH]:
            if item.kind == QUOTATION:
                return not self._is_title(item)
            if item.kind == MARK or self._is_verb(start, item):
                return False
        return False

    def _told_after(self, quotation: int) -> tuple[Range, int] | None:
        """As in "“...,” the envoy riffed": a speaker, and a past form that no list of verbs has."""
        items, words = self.items, self.language.words
        if last_mark(items[quotation]) not in ",?!":
            return None
        if quotation and items[quotation - 1].kind != MARK:
            return None  # "after “the long night,” the envoy retired"
        first = quotation + 1
        for place in range(first, min(first + _LONGEST_SUBJECT, len(items))):
            item = items[place]
            if item.kind != WORD:
                return None
            if place == first or item.is_name_like or item.low in self.language.verbs:
                continue
            if item.low.endswith(words["past_ending"]):
                told = subject_before(items, place, first, self.language)
                opens = told is not None and self._opens_with(first, told[0])
                speaks = told is not None and possible_speaker(items, told, self.language)
                return (told, place) if told is not None and opens and speaks else None
        return None

    def _opens_with(self, first: int, start: int) -> bool:
        """Whether nothing but an article stands between a quotation and a phrase."""
        articles = self.language.words["articles"]
        return start == first or (start == first + 1 and self.items[first].low in articles)

    def _quotation_ends_at(self, place: int) -> bool:
        return place > 0 and self.items[place - 1].kind == QUOTATION

    def _quotation_before(self, first: int) -> int | None:
        """The quotation that touches the attribution from the left, if it does."""
        place = first - 1
        if place >= 0 and self.items[place].text in (",", "—", "–", "-"):
            place -= 1
        if place < 0 or self.items[place].kind != QUOTATION:
            return None
        item = self.items[place]
        touching = last_mark(item) in ",?!—–-…" or place < first - 1 or n_words(item) > _CATCHWORDS
        return place if touching else None

    def _quotation_after(self, start: int) -> int | None:
        """The quotation the verb introduces: at once, after a comma, colon or "that"."""
        place = start
        while place < len(self.items) and (
            self.items[place].text in (",", ":")
            or self.items[place].low in self.language.words["before_quotations"]
        ):
            place += 1
        if place < len(self.items) and self.items[place].kind == QUOTATION:
            return place
        return self._after_setting(start)

    def _after_setting(self, start: int) -> int | None:
        """As in "said in a statement on Friday: “...”": the setting comes first."""
        if start >= len(self.items) or not self._may_open_setting(self.items[start]):
            return None
        goes_far = self.items[start].low in self.language.words["setting_prepositions"]
        for place in range(start, min(start + _LONGEST_REACH, len(self.items))):
            item = self.items[place]
            if item.kind == QUOTATION:
                if goes_far and place > start and self._goes_on(item):
                    return None
                if place > start and self.items[place - 1].text in (",", ":"):
                    return place
                return None
            if item.text in (".", ";") or (item.low in self.language.verbs and not goes_far):
                return None
            if item.low in self.language.words["that"]:
                return None
        return None

    def _introduces(self, cue: Cue, last: int) -> bool:
        """Whether the verb clearly looks forward: “A.” He said that ..."""
        item = self.items[last] if last < len(self.items) else None
        return item is not None and item.low in self.language.words["that"]

    def _around(self, quoted: int, first: int, last: int) -> list[Place]:
        """The quotation before the cue, with what leads into it, and its second half after it."""
        begin = self.lowest
        while begin < quoted and (
            self.items[begin].kind == MARK
            or self.items[begin].low in self.language.words["coordinators"]
        ):
            begin += 1
        begin = max(
            [begin]
            + [at + 1 for at in range(begin, quoted) if self.items[at].text in _BEFORE_QUOTATION]
        )
        leads_in = begin < quoted and all(
            item.kind != QUOTATION or last_mark(item) not in ".?!"
            for item in self.items[begin:quoted]
        )
        content = [self._place(begin if leads_in else quoted, quoted + 1)]
        second = self._second_half(last, last_mark(self.items[quoted]) == ",")
        if second is not None:
            content.append(self._place(second, second + 1))
            self.lowest = second + 1
        else:
            self.lowest = last
        return content

    def _second_half(self, last: int, is_unfinished: bool) -> int | None:
        """Where the quotation goes on: further off only where its sentence does."""
        for place in range(last, min(last + _LONGEST_DESCRIPTION, len(self.items))):
            item = self.items[place]
            if place - last >= _LONGEST_TAIL and item.kind == QUOTATION:
                goes_on = is_unfinished and self._goes_on(item)
                return place if goes_on and self.items[place - 1].text == "," else None
            if item.kind == QUOTATION:
                before = self.items[place - 1]
                joined = before.low in self.language.words["coordinators"] and place - 1 > last
                if joined and self.items[place - 2].text == ",":
                    return place
                return (
                    place
                    if before.text in (",", ":", ".", "—", "–", ";") or place == last
                    else None
                )
            if item.low in self.language.verbs and place > last and not item.is_name_like:
                return None
        return None

    def _quotation_and_more(self, quotation: int, start: int) -> list[Place]:
        """A quotation that a verb introduces, and what the sentence adds to it."""
        begin = quotation
        stops = last_mark(self.items[quotation]) == ","
        if (
            n_words(self.items[quotation]) <= _CATCHWORDS
            and not self._closes(quotation)
            and not stops
        ):
            return self._to_clause_end(begin)
        after = quotation + 1
        while after < len(self.items) and self.items[after].kind == QUOTATION:
            after += 1
        stopped = last_mark(self.items[after - 1]) in ",.!?…"
        if after < len(self.items) and self.items[after].kind == WORD and not stopped:
            return self._to_clause_end(begin)
        self.lowest = after
        return [self._place(begin, after)]

    def _beside(self, first: int, last: int) -> list[Place]:
        items = self.items
        if first <= 2 and all(item.kind != QUOTATION for item in items[:first]):
            begin = last
            while begin < len(items) and items[begin].text != ",":
                begin += 1
            if begin >= len(items):
                return []
            if begin + 1 < len(items) and items[begin + 1].kind == QUOTATION:
                return self._quotation_and_more(begin + 1, begin + 1)
            return self._to_clause_end(begin)
        before = first - 1
        while before > 0 and items[before].text in (",", "—", "–"):
            before -= 1
        words = self.language.words
        is_between = before < first - 1 and last + 1 < len(items) and items[last].text == ","
        opens = items[before].low in words["subordinators"] or self._leads_in(before)
        if is_between and items[last + 1].kind == QUOTATION:
            return self._quotation_and_more(last + 1, last + 1)
        if is_between and opens and items[last + 1].kind in (WORD, QUOTATION):
            return self._to_clause_end(last + 1)
        return [self._place(self._own_start(before), before + 1)]

    def _leads_in(self, last: int) -> bool:
        """Whether the clause up to an item is a subordinate one: "While most were low, ..."."""
        opening = self.items[self._own_start(last)]
        return opening.low in self.language.words["clause_subordinators"]
