"""Where clauses and quotations beside a cue begin and end.

Everything here answers a question about places in one unit; who speaks is not its business.
"""

from __future__ import annotations

from onetext.reading.attribution import Place
from onetext.reading.cues import Cue
from onetext.reading.language import Language
from onetext.reading.phrases import Range, subject_after
from onetext.reading.settings import after_setting
from onetext.reading.tokens import MARK, NUMBER, QUOTATION, WORD, Token
from onetext.reading.units import Unit, last_mark, n_words

_LONGEST_TAIL = 12
_FEWEST_BEFORE_COMMENT = 1
_LONGEST_REACH = 25
_LONGEST_HEARER = 8
_BEFORE_QUOTATION = (":", "-", "—", "–", ";")
_CATCHWORDS = 4
"""A quotation of no more words than this may be a catchword inside a sentence."""


class ClauseReader:
    """Knows the extents of clauses and quotations in one unit.

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
        self.lowest = 0
        """Item up to which the unit is used up by earlier attributions."""

    def _parenthesis(self, cue: Cue, first: int, last: int) -> list[Place]:
        """As in "the closures, he said, have involved public courses"."""
        items = self.items
        if last < len(items) and items[last].text != ",":
            after, heard = self._after_hearer(cue)
            last = after if heard and first < cue.verb else last
        if not cue.form.frames & {"c", "q"} or first < 2 or last >= len(items) - 2:
            return []
        if items[first - 1].text != "," or items[last].text != ",":
            return []
        if items[last + 1].kind == QUOTATION and not self._goes_on(items[last + 1]):
            return []
        if items[first - 2].kind == QUOTATION:
            return []
        following = items[last + 1].low
        words = self.language.words
        if following in words["contrast"] or following in words["relatives"]:
            return []
        if following in words["coordinators"] or following in self.language.verbs:
            return []
        begin = self._own_start(first - 2)
        if first - 1 - begin < _FEWEST_BEFORE_COMMENT:
            return []
        rest = self._to_clause_end(last + 1)
        return [self._place(begin, first - 1), *rest] if rest else []

    def _goes_on(self, quotation: Token) -> bool:
        """Whether a quotation begins in mid-sentence: "the answer, he said, “is no.”"."""
        inside = self.text[quotation.start + 1 : quotation.start + 4].strip("'’‘“\"")
        return inside[:1].islower()

    def _is_more_than(self, start: int, n_items: int) -> bool:
        return len(self.items) - start > n_items

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

    def _is_verb(self, start: int, item: Token) -> bool:
        """Whether a later word is a verb: "that report Friday" holds none."""
        forms = self.language.verbs.get(item.low, ())
        return bool(forms) and not any(form.is_ambiguous for form in forms)

    def _is_infinitive(self, start: int) -> bool:
        return self.items[start].low in self.language.words["infinitive"]

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
        second = self._second_half(last)
        if second is not None:
            content.append(self._place(second, second + 1))
            self.lowest = second + 1
        else:
            self.lowest = last
        return content

    def _second_half(self, last: int) -> int | None:
        for place in range(last, min(last + _LONGEST_TAIL, len(self.items))):
            item = self.items[place]
            if item.kind == QUOTATION:
                before = self.items[place - 1]
                return (
                    place
                    if before.text in (",", ":", ".", "—", "–", ";") or place == last
                    else None
                )
            if item.low in self.language.verbs and place > last:
                return None
        return None

    def _quotation_and_more(self, quotation: int, start: int) -> list[Place]:
        """A quotation that a verb introduces, and what the sentence adds to it."""
        begin = quotation
        if n_words(self.items[quotation]) <= _CATCHWORDS and not self._closes(quotation):
            return self._to_clause_end(begin)
        after = quotation + 1
        while after < len(self.items) and self.items[after].kind == QUOTATION:
            after += 1
        stopped = last_mark(self.items[after - 1]) in ",.!?…"
        if after < len(self.items) and self.items[after].kind == WORD and not stopped:
            return self._to_clause_end(begin)
        self.lowest = after
        return [self._place(begin, after)]

    def _closes(self, quotation: int) -> bool:
        return last_mark(self.items[quotation]) in ".!?" or quotation + 1 >= len(self.items)

    def _clause_before(
        self, first: int, last: int, is_sure: bool = False
    ) -> tuple[list[Place], str]:
        """As in "the plan is ready, officials said": everything before the comma."""
        if first - 1 <= self.lowest or self.items[first - 1].text not in (",", "—", "–"):
            return [], ""
        if not is_sure and not self._is_tail(last):
            return [], ""
        begin = self.lowest
        while begin < first and (
            self.items[begin].kind == MARK
            or self.items[begin].low in self.language.words["coordinators"]
        ):
            begin += 1
        if first - 1 - begin < 4:
            return [], ""
        place = self._place(begin, first - 1)
        self.lowest = last
        return [place], "clause before"

    def _is_tail(self, last: int) -> bool:
        """Whether nothing follows in the sentence, or only when and where it was said."""
        for place in range(last, len(self.items)):
            item = self.items[place]
            if item.text in (".", "!", "?", ";"):
                return True
            if item.text == "," and place - last <= _LONGEST_TAIL:
                following = self.items[place + 1].low if place + 1 < len(self.items) else ""
                return (
                    following in self.language.words["contrast"]
                    or following in self.language.words["tail_openers"]
                )
            if (
                item.kind == QUOTATION
                or item.low in self.language.words["that"]
                or place - last > _LONGEST_TAIL
            ):
                return False
            if item.low in self.language.words["clause_pronouns"]:
                return False
            if (
                place == last
                and item.kind == WORD
                and not (
                    item.low in self.language.words["prepositions"]
                    or item.low in self.language.words["fronting"]
                    or item.low in self.language.words["adverbs"]
                    or item.low in self.language.dates["weekdays"]
                    or item.low in self.language.dates["relative_days"]
                    or item.low in self.language.words["time_shifters"]
                )
            ):
                return False
        return True

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
        return None

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

    def _after_hearer(self, cue: Cue) -> tuple[int, bool]:
        """Where the content can start: after whom it was told to."""
        items, start = self.items, cue.last
        if "r" not in cue.form.frames or start >= len(items):
            return start, False
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

    def _to_clause_end(self, start: int) -> list[Place]:
        """From `start` to where the reported clause ends."""
        items, words = self.items, self.language.words
        while start < len(items) and items[start].text in (",", ":"):
            start += 1
        end = len(items)
        for place in range(start + 1, len(items)):
            item = items[place]
            following = items[place + 1] if place + 1 < len(items) else None
            if item.text == ";" or (item.text == "." and place == len(items) - 1):
                end = place
                break
            if following is None:
                continue
            low = following.low
            if item.low in words["coordinators"] and self._is_second_cue(place + 1):
                end = place
                break
            if item.text not in (",", "—", "-", "–"):
                continue
            if (
                low in words["contrast"]
                or (
                    low in self.language.verbs
                    and low.endswith(self.language.words["participle_ending"])
                )
                or low in words["according"]
                or self._is_nested_comment(place + 1)
                or (
                    low in words["prepositions"]
                    and items[min(place + 2, len(items) - 1)].low in words["questions"]
                )
            ):
                end = place
                break
        while end > start + 1 and items[end - 1].text in (",", ".", "—"):
            end -= 1
        if start >= end:
            return []
        self.lowest = max(self.lowest, start)
        return [self._place(start, end)]

    def _to_object_end(self, start: int) -> list[Place]:
        """From `start` to where the noun phrase with all that describes it ends."""
        items, words = self.items, self.language.words
        whole = self._to_clause_end(start)
        end = start + 1
        while end < len(items) and whole and items[end].start < whole[-1][1]:
            item = items[end]
            if item.low in words["object_ends"]:
                break
            if item.low in words["and"] and self._opens_predicate(end + 1):
                break
            if after_setting(items, end, self.language) > end:
                break
            if item.low in words["that"] or item.kind == QUOTATION:
                return whole
            end += 1
        return [self._place(start, end)] if whole else []

    def _opens_predicate(self, place: int) -> bool:
        """Whether "and" goes on with what else the subject did."""
        items, words = self.items, self.language.words
        if place + 1 >= len(items) or items[place].kind != WORD:
            return False
        item = items[place]
        return (
            item.low in self.language.verbs
            or item.low in words["common_verbs"]
            or item.low.endswith(words["past_ending"])
        )

    def _is_second_cue(self, place: int) -> bool:
        """Whether the same speaker goes on: "and added that ..."."""
        while place + 1 < len(self.items) and (
            self.items[place].low in self.language.words["adverbs"]
        ):
            place += 1
        forms = self.language.verbs.get(self.items[place].low, ())
        after = self.items[place + 1] if place + 1 < len(self.items) else None
        return (
            after is not None
            and any(form.form == "past" for form in forms)
            and (after.kind == QUOTATION or after.low in (",", ":", *self.language.words["that"]))
        )

    def _is_nested_comment(self, place: int) -> bool:
        """As in ", which she argued could not last": a new attribution begins."""
        items = self.items
        return (
            items[place].low in self.language.words["relatives"]
            and place + 2 < len(items)
            and any(item.low in self.language.verbs for item in items[place + 2 : place + 5])
            and items[place + 1].low in self.language.words["clause_pronouns"]
        )

    def _lower_case_phrase(self, place: int) -> Range | None:
        last = place
        while last < len(self.items) and self.items[last].kind in (WORD, NUMBER):
            last += 1
        return (place, last) if last > place else None

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
        return [self._place(self._own_start(before), before + 1)]

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

    def _place(self, first: int, last: int) -> Place:
        return self.items[first].start, self.items[last - 1].end
