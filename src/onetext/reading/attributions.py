"""Attributions: which words of a unit are whose, found beside the cues.

The ways a report attributes, each a rule with a name:

=====================  ===============================================================
``quotation before``   “...,” she said / said the envoy; “...,” she said, “...”
``quotation after``    she said: “...” / added that “...” / told reporters, “...”
``clause before``      the plan is ready, officials said
``clause after``       officials said (that) the plan is ready
``according to``       according to officials, ...; ..., according to officials
``aware that``         officials are aware that ...
``as somebody put it`` as the envoy put it, “...”
``described as``       he described it as ...
``feeling``            the envoy signalled confidence about ...
``object``             Moscow rejects the plan; a plan Moscow opposes
``floating``           a quotation alone goes on from the words before it
``no verb``            a quotation in a sentence with no cue belongs to its subject
=====================  ===============================================================
"""

from __future__ import annotations

from typing import NamedTuple

from onetext.reading.cues import Cue, verb_cues
from onetext.reading.language import Language
from onetext.reading.phrases import (
    Range,
    name_before,
    possible_speaker,
    subject_after,
    subject_before,
)
from onetext.reading.tokens import MARK, NUMBER, QUOTATION, WORD, Token
from onetext.reading.units import Unit, last_mark, n_words

Place = tuple[int, int]
"""Characters `start` to `end` of the text."""

_SHORTEST_CONTENT = 3
_LONGEST_TAIL = 12
_OWNERLESS_WORDS = 4
_FAR = 300


class Attribution(NamedTuple):
    """These characters are the words of that mention, because of this cue."""

    content: tuple[Place, ...]
    speaker: Place | None
    cue: Place | None
    lemma: str
    frames: frozenset[str]
    rule: str
    unit: int
    continues: int | None = None
    """Index of the attribution these words go on from."""


def attributions(units: list[Unit], text: str, language: Language) -> list[Attribution]:
    """Return the attributions of a text in the order of its units."""
    found: list[Attribution] = []
    last: int | None = None
    for number, unit in enumerate(units):
        floating = _floating(unit, number, found, last, units)
        if floating is not None:
            found.append(floating)
            last = len(found) - 1
            continue
        own = _UnitReader(unit, number, text, language).attributions()
        if own:
            found += own
            last = len(found) - 1
        elif unit.items[0].paragraph != (units[number - 1].paragraph if number else -1):
            last = None
    return found


def _floating(
    unit: Unit, number: int, found: list[Attribution], last: int | None, units: list[Unit]
) -> Attribution | None:
    """A unit that is nothing but a quotation goes on from the attribution just before it."""
    if any(item.kind in (WORD, NUMBER) for item in unit.items):
        return None
    quoted = [item for item in unit.items if item.kind == QUOTATION]
    if not quoted or last is None:
        return None
    before = found[last]
    if unit.start - max(end for _, end in before.content) > _FAR or number - before.unit > 2:
        return None
    place = (quoted[0].start, quoted[-1].end)
    return Attribution(
        (place,), before.speaker, None, before.lemma, frozenset(), "floating", number, last
    )


class _UnitReader:
    """Reads one unit from left to right, cue by cue."""

    def __init__(self, unit: Unit, number: int, text: str, language: Language) -> None:
        self.unit, self.number, self.text, self.language = unit, number, text, language
        self.items = unit.items
        self.subject: Range | None = None
        self.lowest = 0
        self.found: list[Attribution] = []

    def attributions(self) -> list[Attribution]:
        self._according_to()
        for cue in verb_cues(self.items, self.language):
            self._read(cue)
        self._aware()
        self._ownerless_quotations()
        return sorted(self.found, key=lambda one: one.content[0])

    # ---- one cue -----------------------------------------------------------------------

    def _read(self, cue: Cue) -> None:
        if self._is_inside_speaker(cue):
            return
        subject, inverted = self._subject(cue)
        if subject is None:
            return
        first = min(cue.first, subject[0])
        last = max(cue.last, subject[1]) if inverted else cue.last
        if not inverted and cue.form.form != "ing" and not self._is_inside_content(cue):
            self.subject = subject
        self.split: Range | None = None
        content, rule = self._content(cue, subject, first, last, inverted)
        subject = self.split or subject
        if content:
            self._add(content, subject, cue, rule)

    def _subject(self, cue: Cue) -> tuple[Range | None, bool]:
        """Who does it, and whether they stand after the verb."""
        items, language = self.items, self.language
        if cue.form.form == "ing" and not self._is_finite_ing(cue):
            return self._owner_of_participle(cue), False
        before = items[cue.first - 1] if cue.first else None
        if before is not None and (before.kind == QUOTATION or before.text in (",", "—", "–")):
            after = subject_after(items, cue.last, len(items), language)
            direct = before.kind == QUOTATION or self._quotation_ends_at(cue.first - 1)
            if after and (direct or self._is_tail(after[1])) and "r" not in cue.form.frames:
                return after, True
        if before is not None and before.low in ("and", "but", "or") and self.subject:
            phrase = subject_before(items, cue.first, self.lowest, language)
            if phrase is None or phrase[1] <= cue.first - 1:
                return self.subject, False
        found = subject_before(items, cue.first, self.lowest, language)
        if found is None and before is not None and before.text == "," and self.subject:
            return self.subject, False
        if found and not self._agrees(found, cue):
            return None, False
        if found is None or (
            items[found[0]].low in language.words["unsaid_subjects"] and found[1] - found[0] == 1
        ):
            return None, False
        return found, False

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
            return None
        if self.subject:
            return self.subject
        return name_before(self.items, cue.first, self.language)

    def _agrees(self, phrase: Range, cue: Cue) -> bool:
        """Whether the phrase can be the subject: "they say", but no "the state"."""
        head = self.items[phrase[1] - 1]
        if not cue.is_bare:
            return True
        return head.low.endswith("s") or head.low in (
            "i", "we", "they", "you", "people", "men", "women", "police", "who", "many", "some",
            "others", "and",
        )  # fmt: skip

    def _is_inside_speaker(self, cue: Cue) -> bool:
        start = self.items[cue.verb].start
        return any(one.speaker and one.speaker[0] <= start < one.speaker[1] for one in self.found)

    def _is_inside_content(self, cue: Cue) -> bool:
        start = self.items[cue.verb].start
        return any(begin <= start < end for one in self.found for begin, end in one.content)

    # ---- its content -------------------------------------------------------------------

    def _content(
        self, cue: Cue, subject: Range, first: int, last: int, inverted: bool
    ) -> tuple[list[Place], str]:
        frames = cue.form.frames
        participle = cue.form.form == "ing" and not self._is_finite_ing(cue)
        if not participle:
            quoted = self._quotation_before(first)
            if quoted is not None and not self._introduces(cue, last):
                return self._around(quoted, first, last), "quotation before"
        if cue.form.lemma == "put it" and first and self._quotation_after(last) is not None:
            place = self._quotation_after(last)
            assert place is not None
            return [self._place(place, place + 1)], "as somebody put it"
        if inverted:
            return self._clause_before(first, last)
        start, heard = self._after_hearer(cue)
        quotation = self._quotation_after(start)
        if quotation is not None and (frames & {"q", "c", "t"}):
            return self._quotation_and_more(quotation, start), "quotation after"
        that = self._that(start)
        if that is not None and frames & {"t", "c"}:
            return self._to_clause_end(that + 1), "clause after"
        if not participle and not heard and frames & {"c", "t", "q"}:
            before, rule = self._clause_before(first, last)
            if before and not cue.is_negated:
                return before, rule
        return self._object(cue, subject, start, heard, first)

    def _object(
        self, cue: Cue, subject: Range, start: int, heard: bool, first: int
    ) -> tuple[list[Place], str]:
        frames, items, words = cue.form.frames, self.items, self.language.words
        following = items[start] if start < len(items) else None
        if "O" in frames:
            return self._described(start, first)
        if "E" in frames or ("o" in frames and following and following.low in words["feelings"]):
            feeling = following is not None and following.low in words["feelings"]
            return (self._to_clause_end(start), "feeling") if feeling else ([], "")
        if following is None or following.kind == MARK:
            return self._relative_object(cue, subject)
        if self._is_finite_ing(cue):
            return [], ""
        if cue.has_modal or (cue.is_negated and "c" not in frames):
            return [], ""
        if (
            frames & {"c"}
            and (heard or "r" not in frames)
            and self._is_clause(start, "s" in frames)
        ):
            return self._to_clause_end(start), "clause after"
        return [], ""

    def _described(self, start: int, first: int) -> tuple[list[Place], str]:
        """As in "described the text as a framework"; "what he described as a backdrop"."""
        items = self.items
        for place in range(start, min(start + 25, len(items))):
            if items[place].kind == MARK and items[place].text in (".", ";", ":"):
                break
            if items[place].low == "as":
                begin = place + 1 if place == start else start
                return self._to_clause_end(begin), "described as"
        return [], ""

    def _relative_object(self, cue: Cue, subject: Range) -> tuple[list[Place], str]:
        """As in "a strategy Moscow opposes": the noun phrase before the subject is the content."""
        if not {"o", "A"} <= cue.form.frames or not self._opens_with_article(subject):
            return [], ""
        for place in range(subject[0] + 2, subject[1]):
            if self.items[place].is_name_like and not self.items[place - 1].is_name_like:
                self.split = (place, subject[1])
                return [self._place(subject[0], place)], "object"
        return [], ""

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
        touching = (
            last_mark(item) in ",?!—–-…" or place < first - 1 or n_words(item) > _OWNERLESS_WORDS
        )
        return place if touching else None

    def _quotation_after(self, start: int) -> int | None:
        """The quotation the verb introduces: at once, after a comma, colon or "that"."""
        place = start
        while place < len(self.items) and (
            self.items[place].text in (",", ":") or self.items[place].low in ("that", "as")
        ):
            place += 1
        if place < len(self.items) and self.items[place].kind == QUOTATION:
            return place
        return self._after_setting(start)

    def _after_setting(self, start: int) -> int | None:
        """As in "said in a statement on Friday: “...”": the setting comes first."""
        for place in range(start, min(start + 16, len(self.items))):
            item = self.items[place]
            if item.kind == QUOTATION:
                if place > start and self.items[place - 1].text in (",", ":"):
                    return place
                return None
            if item.text in (".", ";") or item.low in self.language.verbs:
                return None
        return None

    def _introduces(self, cue: Cue, last: int) -> bool:
        """Whether the verb clearly looks forward: “A.” He said that ..."""
        item = self.items[last] if last < len(self.items) else None
        return item is not None and item.low == "that"

    def _around(self, quoted: int, first: int, last: int) -> list[Place]:
        """The quotation before the cue, with what leads into it, and its second half after it."""
        begin = self.lowest
        while begin < quoted and (
            self.items[begin].kind == MARK
            or self.items[begin].low in self.language.words["coordinators"]
        ):
            begin += 1
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
        if n_words(self.items[quotation]) <= _OWNERLESS_WORDS and not self._closes(quotation):
            return self._to_clause_end(begin)
        after = quotation + 1
        while after < len(self.items) and self.items[after].kind == QUOTATION:
            after += 1
        if after < len(self.items) and self.items[after].kind == WORD:
            return self._to_clause_end(begin)
        self.lowest = after
        return [self._place(begin, after)]

    def _closes(self, quotation: int) -> bool:
        return last_mark(self.items[quotation]) in ".!?" or quotation + 1 >= len(self.items)

    def _clause_before(self, first: int, last: int) -> tuple[list[Place], str]:
        """As in "the plan is ready, officials said": everything before the comma."""
        if first - 1 <= self.lowest or self.items[first - 1].text not in (",", "—", "–"):
            return [], ""
        if not self._is_tail(last):
            return [], ""
        begin = self.lowest
        while begin < first and (
            self.items[begin].kind == MARK or self.items[begin].low in ("and", "but")
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
                return following in self.language.words["contrast"] or following in (
                    "and", "adding", "citing", "in", "on", "according", "speaking", "after",
                )  # fmt: skip
            if item.kind == QUOTATION or item.low == "that" or place - last > _LONGEST_TAIL:
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
                    or item.low in ("last", "earlier", "this", "later")
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
            if item.kind == QUOTATION or item.text in (".", ";", ":"):
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
            or item.low in ("last", "earlier", "this", "later", ",", "out", "clear")
            or item.low.endswith("ly")
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
            return start, False
        end = hearer[1]
        for place in range(hearer[0], hearer[1]):
            if items[place].low in self.language.words["clause_pronouns"] and place > hearer[0]:
                end = place
                break
        return end, True

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
        if item.low in words["prepositions"] and item.low not in ("in", "on", "at", "under", "by"):
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
                or (later.kind == WORD and later.low.endswith("ed"))
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
            if item.text not in (",", "—") or following is None:
                continue
            low = following.low
            if (
                low in words["contrast"]
                or (low in self.language.verbs and low.endswith("ing"))
                or (low == "according")
                or self._is_nested_comment(place + 1)
                or (
                    low in words["prepositions"]
                    and items[min(place + 2, len(items) - 1)].low == "what"
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

    def _is_nested_comment(self, place: int) -> bool:
        """As in ", which he argued would fail": a new attribution begins."""
        items = self.items
        return (
            items[place].low == "which"
            and place + 2 < len(items)
            and any(item.low in self.language.verbs for item in items[place + 2 : place + 5])
            and items[place + 1].low in self.language.words["clause_pronouns"]
        )

    # ---- other cues --------------------------------------------------------------------

    def _according_to(self) -> None:
        items = self.items
        for place in range(len(items) - 2):
            if not (items[place].low == "according" and items[place + 1].low == "to"):
                continue
            phrase = subject_after(items, place + 2, len(items), self.language)
            if phrase is None:
                phrase = self._lower_case_phrase(place + 2)
            if phrase is None:
                continue
            content = self._beside(place, phrase[1])
            if content:
                self._append(content, phrase, (place, place + 2), "accord", "according to")

    def _lower_case_phrase(self, place: int) -> Range | None:
        last = place
        while last < len(self.items) and self.items[last].kind in (WORD, NUMBER):
            last += 1
        return (place, last) if last > place else None

    def _beside(self, first: int, last: int) -> list[Place]:
        items = self.items
        if first <= 2:
            begin = last
            while begin < len(items) and items[begin].text != ",":
                begin += 1
            if begin >= len(items):
                return []
            return self._to_clause_end(begin)
        before = first - 1
        while before > 0 and items[before].text in (",", "—", "–"):
            before -= 1
        if items[before].kind == QUOTATION and before == 0:
            return [self._place(0, 1)]
        return [self._place(0, before + 1)]

    def _aware(self) -> None:
        """As in "officials are aware that ...", "he is confident that ..."."""
        items, words = self.items, self.language.words
        for place in range(2, len(items) - 1):
            knows = items[place].low in words["sources_of_knowledge"]
            if not knows and items[place].low not in words["states_of_mind"]:
                continue
            if items[place + 1].low not in words["that"] or items[place - 1].low not in words["be"]:
                continue
            subject = subject_before(items, place - 1, 0, self.language)
            if subject is None or items[subject[0]].low in words["unsaid_subjects"]:
                continue
            if any(
                one.content[0][0] <= items[place].start < one.content[-1][1] for one in self.found
            ):
                continue
            content = self._to_clause_end(place + 2)
            self._append(
                content, subject, (place - 1, place + 1), "be " + items[place].low,
                "aware that", frozenset("K" if knows else "A"),
            )  # fmt: skip

    def _ownerless_quotations(self) -> None:
        for place, item in enumerate(self.items):
            if item.kind != QUOTATION or n_words(item) < _OWNERLESS_WORDS:
                continue
            if any(
                start <= item.start and item.end <= end
                for one in self.found
                for start, end in one.content
            ):
                continue
            owner = self.subject if self.subject and self.subject[1] <= place else None
            owner = owner or name_before(self.items, place, self.language)
            if owner is not None:
                self._append([self._place(place, place + 1)], owner, None, "", "no verb")

    # ---- writing down ------------------------------------------------------------------

    def _place(self, first: int, last: int) -> Place:
        return self.items[first].start, self.items[last - 1].end

    def _add(self, content: list[Place], subject: Range, cue: Cue, rule: str) -> None:
        if (
            cue.form.form == "ing"
            or possible_speaker(self.items, subject, self.language)
            or (cue.form.lemma in ("say", "tell", "add") or rule.startswith("quotation"))
        ):
            self._append(
                content, subject, (cue.first, cue.last), cue.form.lemma, rule, cue.form.frames
            )

    def _append(
        self,
        content: list[Place],
        subject: Range,
        cue: Range | None,
        lemma: str,
        rule: str,
        frames: frozenset[str] = frozenset(),
    ) -> None:
        if not content or any(end - start < _SHORTEST_CONTENT for start, end in content):
            return
        self.found.append(
            Attribution(
                tuple(content),
                self._place(*subject),
                self._place(*cue) if cue else None,
                lemma,
                frames,
                rule,
                self.number,
            )
        )
