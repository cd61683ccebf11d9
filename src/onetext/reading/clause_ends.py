"""Where the clauses beside a cue begin and end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from onetext.reading.attribution import Place
from onetext.reading.cues import Cue
from onetext.reading.language import Language
from onetext.reading.phrases import subject_before
from onetext.reading.settings import after_setting
from onetext.reading.tokens import MARK, QUOTATION, WORD
from onetext.reading.unit_places import UnitPlaces
from onetext.reading.units import Unit, n_words

_LONGEST_TAIL = 12
_FEWEST_BEFORE_COMMENT = 1
_FEWEST_BEFORE = 4


_LONGEST_COMMENT = 6


class ClauseEnds(UnitPlaces):
    """Knows the extents of reported clauses and objects in one unit."""

    def __init__(self, unit: Unit, text: str, language: Language) -> None:
        super().__init__(unit, text, language)
        self.used_before: dict[int, int] = {}
        """From where a content ends to how far the unit was used up before it."""
        self._others: dict[int, bool] = {}
        """Item to whether something else begins there: every clause before it asks."""

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
            if item.low in words["coordinators"] and self._is_second_cue(place + 1):
                end = place
                break
            if item.text in (",", "—", "-", "–") and self._is_other(place + 1):
                end = place
                break
        while end > start + 1 and (
            items[end - 1].text in (",", ".", "—") or self._only_closes(start, end - 1)
        ):
            end -= 1
        if start >= end:
            return []
        self.lowest = max(self.lowest, start)
        return [self._place(start, end)]

    def _is_other(self, place: int) -> bool:
        """Whether what begins behind a comma or dash is no more of the clause before it."""
        known = self._others.get(place)
        if known is None:
            known = self._others[place] = self._opens_other(place)
        return known

    def _opens_other(self, place: int) -> bool:
        items, words = self.items, self.language.words
        low = items[place].low
        return (
            low in words["contrast"]
            or (low in self.language.verbs and low.endswith(words["participle_ending"]))
            or low in words["according"]
            or self._is_nested_comment(place)
            or self._is_closing_comment(place)
            or self._goes_back(place)
            or (
                low in words["prepositions"]
                and items[min(place + 1, len(items) - 1)].low in words["questions"]
            )
        )

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

    def _to_quoted_end(self, start: int) -> list[Place]:
        """To the clause's end, or to the quotation after which something else was done.

        As in "called it “a start” and left", "called it “a start” on Monday".
        """
        whole = self._to_clause_end(start)
        if not whole:
            return []
        items, words = self.items, self.language.words
        for place in range(start + 1, len(items)):
            if items[place].start >= whole[-1][1]:
                break
            if items[place - 1].kind != QUOTATION:
                continue
            after = place + (items[place].text == ",")
            links = after < len(items) and items[after].low in words["coordinators"]
            next_done = after + 1
            while next_done < len(items) and items[next_done].low in words["adverbs"]:
                next_done += 1
            if links and self._is_done(next_done):
                return [self._place(start, place)]
            if after_setting(items, place, self.language) > place:
                return [self._place(start, place)]
        return whole

    def _is_done(self, place: int) -> bool:
        """Whether a verb of what somebody did stands here."""
        item = self.items[place] if place < len(self.items) else None
        return (
            item is not None
            and item.kind == WORD
            and (
                item.low.endswith(self.language.words["past_ending"])
                or item.low in self.language.words["common_verbs"]
                or any(form.form == "past" for form in self.language.verbs.get(item.low, ()))
            )
        )

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

    def _goes_back(self, place: int) -> bool:
        """As in "an aide, who knew it was late, said": a verb without a subject after a comma."""
        return any(
            cue.form.form == "past" and "c" in cue.form.frames
            for cue in self._cues_at(place, place)
        )

    def _cues_at(self, first: int, last: int) -> list[Cue]:
        """The cues that start from one item to another, both counted."""
        begin = bisect_left(self.cues, first, key=lambda cue: cue.first)
        end = bisect_right(self.cues, last, key=lambda cue: cue.first)
        return self.cues[begin:end]

    def _only_closes(self, start: int, place: int) -> bool:
        """Whether a bracket at the end was opened before the words: "(He says it is late.)"."""
        inside = [item.text for item in self.items[start : place + 1]]
        return inside[-1] == ")" and inside.count("(") < inside.count(")")

    def _is_closing_comment(self, place: int) -> bool:
        """As in ", she said in an interview" at the end: whose words all before it are."""
        items = self.items
        for cue in self._cues_at(place + 1, place + _LONGEST_COMMENT):
            if not cue.form.frames & {"c", "q"} or cue.form.form == "ing" or cue.has_modal:
                continue
            after = after_setting(items, cue.last, self.language)
            if after < len(items) - (items[-1].text in (".", "!", "?")):
                continue
            subject = subject_before(items, cue.first, place, self.language)
            if subject is not None and subject[0] == place:
                return True
        return False

    def _is_only_setting(self, start: int) -> bool:
        """Whether nothing follows but where it was said: "..., she said in an interview"."""
        after = after_setting(self.items, start, self.language)
        return after > start and (after >= len(self.items) or self.items[after].text in (".", ";"))

    def _parenthesis(self, cue: Cue, first: int, last: int) -> list[Place]:
        """As in "the closures, he said, have involved public courses"."""
        items = self.items
        if last < len(items) and items[last].text != ",":
            after, heard = self._after_hearer(cue)
            last = after if heard and first < cue.verb else last
        if not cue.form.frames & {"c", "q"} or first < 2 or last >= len(items) - 1:
            return []
        if last == len(items) - 2 and items[last + 1].kind != QUOTATION:
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
        if first == cue.first and self._describes(last + 1):
            return []
        begin = self._own_start(first - 2)
        if first - 1 - begin < _FEWEST_BEFORE_COMMENT:
            return []
        rest = self._to_clause_end(last + 1)
        return [self._place(begin, first - 1), *rest] if rest else []

    def _describes(self, place: int) -> bool:
        """Whether an apposition starts here: "said Moroz, executive director of the fund"."""
        people = self.language.people
        return any(
            item.low in people["roles_one"]
            or item.low in people["speaking_nouns"]
            or item.low in people["titles"]
            for item in self.items[place : place + 3]
        )

    def _used_up_to(self, first: int) -> int:
        """Where a clause before a cue may begin: what ends there too is told inside it."""
        if first < 2:
            return self.lowest
        return self.used_before.get(self.items[first - 2].end, self.lowest)

    def _clause_before(
        self, first: int, last: int, is_sure: bool = False
    ) -> tuple[list[Place], str]:
        """As in "the plan is ready, officials said": everything before the comma."""
        if first - 1 <= self._used_up_to(first) or self.items[first - 1].text not in (
            ",",
            "—",
            "–",
        ):
            return [], ""
        if not is_sure and not self._is_tail(last):
            return [], ""
        begin = self._used_up_to(first)
        while begin < first and (
            self.items[begin].kind == MARK
            or self.items[begin].low in self.language.words["coordinators"]
        ):
            begin += 1
        n_inside = sum(
            n_words(item) if item.kind == QUOTATION else 1 for item in self.items[begin : first - 1]
        )
        if n_inside < _FEWEST_BEFORE:
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
