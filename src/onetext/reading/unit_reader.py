"""Reading one unit: for each cue its subject, and for each subject its words.

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
``noun of speech``     Moroz's claim that the map was old
``object``             Moscow rejects the plan; a plan Moscow opposes
``floating``           a quotation alone goes on from the words before it
``signed``             “...” — Anna Lindqvist
``introduced``         the envoy was sceptical: “...”
``no verb``            a quotation in a sentence with no cue belongs to its subject
=====================  ===============================================================
"""

from __future__ import annotations

from onetext.reading.attribution import Attribution, Place
from onetext.reading.cues import Cue, verb_cues
from onetext.reading.language import Language
from onetext.reading.noun_cues import noun_cues
from onetext.reading.noun_phrases import Range
from onetext.reading.object_reader import ObjectReader
from onetext.reading.phrases import (
    name_before,
    possible_speaker,
    subject_after,
    subject_before,
)
from onetext.reading.settings import after_setting
from onetext.reading.tokens import MARK, QUOTATION, WORD
from onetext.reading.units import Unit, after_dateline, last_mark, n_words

_SHORTEST_CONTENT = 3
_DASHES = ("—", "–", "―", "-", "--")
_LONGEST_SIGNATURE = 6
_LONGEST_CLAIM = 5
_CLAUSES = ("clause after", "clause before", "comment between", "with a quotation")
_OWNERLESS_WORDS = 4


class UnitReader(ObjectReader):
    """Reads one unit from left to right, cue by cue."""

    def __init__(self, unit: Unit, number: int, text: str, language: Language) -> None:
        at = after_dateline(unit.items)
        super().__init__(unit._replace(items=unit.items[at:]), text, language)
        self.number = number
        self.found: list[Attribution] = []

    def attributions(self) -> list[Attribution]:
        """Return the attributions of the unit in the order of their contents."""
        if self._is_signed():
            return self.found
        self._according_to()
        self.cues = verb_cues(self.items, self.language)
        for cue in self.cues:
            self._read(cue)
        self._aware()
        self._nouns()
        self._ownerless_quotations()
        return sorted(self.found, key=lambda one: one.content[0])

    def _read(self, cue: Cue) -> None:
        if self._is_inside_speaker(cue):
            return
        subject, inverted = self._subject(cue)
        if subject is None:
            return
        first = min(cue.first, subject[0])
        last = max(cue.last, subject[1]) if inverted else cue.last
        relayed = None if inverted else self._relayed(cue)
        if relayed is not None and self._quotation_before(first) is not None:
            subject, last = relayed, relayed[1] + 2
        if not inverted and cue.form.form != "ing" and not self._is_inside_content(cue):
            self.subject = subject
        self.split = None
        used = self.lowest
        content, rule = self._content(cue, subject, first, last, inverted)
        if content and not inverted and content[0][0] > self.items[cue.verb].start:
            content = self._with_relative(content, subject)
        subject = self.split or subject
        if content:
            self.used_before[content[-1][1]] = used
            self._add(content, subject, cue, rule)

    def _relayed(self, cue: Cue) -> Range | None:
        """As in "“...,” the paper quoted an aide as saying": the aide."""
        items, words = self.items, self.language.words
        if cue.form.lemma not in words["relaying"]:
            return None
        found = subject_after(items, cue.last, len(items), self.language)
        if found is None or found[1] + 1 >= len(items):
            return None
        says = any(
            form.form == "ing" for form in self.language.verbs.get(items[found[1] + 1].low, ())
        )
        return found if items[found[1]].low in words["as"] and says else None

    def _with_relative(self, content: list[Place], subject: Range) -> list[Place]:
        """As in "..., which she called a trap": "which" stands for what the words are about."""
        before = subject[0] - 1
        if before >= 0 and self.items[before].low in self.language.words["object_relatives"]:
            return [self._place(before, before + 1), *content]
        return content

    def _is_inside_speaker(self, cue: Cue) -> bool:
        start = self.items[cue.verb].start
        return any(one.speaker and one.speaker[0] <= start < one.speaker[1] for one in self.found)

    def _is_inside_content(self, cue: Cue) -> bool:
        start = self.items[cue.verb].start
        return any(begin <= start < end for one in self.found for begin, end in one.content)

    def _content(
        self, cue: Cue, subject: Range, first: int, last: int, inverted: bool
    ) -> tuple[list[Place], str]:
        frames = cue.form.frames
        participle = cue.form.form == "ing" and not self._is_finite_ing(cue)
        if not participle:
            around = self._parenthesis(cue, first, last)
            if around:
                return around, "comment between"
            quoted = self._quotation_before(first)
            if (
                quoted is not None
                and not self._introduces(cue, last)
                and not self._is_led_in(cue, quoted, last)
                and not self._is_named_inside(quoted, last)
            ):
                return self._around(quoted, first, last), "quotation before"
        if cue.form.lemma in self.language.words["ways_to_put_it"]:
            put = self._quotation_put(first, last)
            if put is not None:
                return [self._place(put, put + 1)], "as somebody put it"
        if subject[0] and self.items[subject[0] - 1].low in self.language.words["as"]:
            commented = self._as_comment(subject[0] - 1, last)
            if commented:
                return commented, "comment between"
        if inverted:
            return self._clause_before(first, last, is_sure=True)
        start, heard = self._after_hearer(cue)
        quotation = self._quotation_after(start)
        if quotation is not None and self._is_claimed(quotation):
            quotation = None
        if quotation is not None and (frames & {"q", "c", "t"}):
            return self._quotation_and_more(quotation, start), "quotation after"
        if cue.has_modal:
            return [], ""  # "one could say that ..." says nothing yet
        if self._is_only_setting(start):
            if participle or cue.is_negated:
                return [], ""
            return self._clause_before(first, start if heard else last)
        that = self._that(start)
        if that is not None and frames & {"t", "c"}:
            return self._to_clause_end(that + 1), "clause after"
        if (
            start < len(self.items)
            and frames & {"t", "c", "q"}
            and self.items[start].low in self.language.words["questions"]
            and self._is_more_than(start, 2)
        ):
            return self._to_clause_end(start), "clause after"
        if not participle and not heard and frames & {"c", "t", "q"}:
            before, rule = self._clause_before(first, last)
            if before and not cue.is_negated:
                return before, rule
        if heard and not participle and self._is_tail(start):
            before, rule = self._clause_before(first, start)
            if before and not cue.is_negated:
                return before, rule
        return self._object(cue, subject, start, heard, first)

    def _as_comment(self, comment: int, last: int) -> list[Place]:
        """As in "the talks, as she noted in March, have failed": what stands around it."""
        items = self.items
        after = self._after_place(after_setting(items, last, self.language))
        closes = after >= len(items) or items[after].kind == MARK
        if not closes or items[min(after, len(items) - 1)].text == ":":
            return []
        rest = after + 1 < len(items) and items[after].text in (",", "—", "–", "-")
        links = self.language.words["coordinators"]
        if all(item.low in links for item in items[:comment]):
            return self._to_clause_end(after + 1) if rest else []
        end = comment - 1
        if items[end].kind == QUOTATION and last_mark(items[end]) == ",":
            end = comment  # the comma stands inside the marks
        elif items[end].text not in (",", "—", "–", "-"):
            return []
        begin = self._own_start(end - 1) if end else 0
        before = [self._place(begin, end)] if end > begin else []
        return [*before, *(self._to_clause_end(after + 1) if rest else [])]

    def _is_led_in(self, cue: Cue, quoted: int, last: int) -> bool:
        """As in "Calling it “a start,” she said talks would go on": her words come after."""
        items, words = self.items, self.language.words
        opening = items[self.lowest]
        if quoted == self.lowest or "c" not in cue.form.frames or last >= len(items):
            return False
        leads = opening.low.endswith(words["participle_ending"]) or opening.low in words["fronting"]
        return leads and items[last].kind == WORD and self._is_clause(last)

    def _is_named_inside(self, quoted: int, last: int) -> bool:
        """As in "On the show “Sunday Morning,” she said it was late": a title, no words."""
        items = self.items
        return (
            quoted > self.lowest
            and items[quoted - 1].kind == WORD
            and self._is_title(items[quoted])
            and last < len(items)
            and items[last].kind == WORD
            and self._is_clause(last)
        )

    def _is_claimed(self, quotation: int) -> bool:
        """Whether the words after a quotation say whose it is: ... : “...,” she said."""
        items, words = self.items, self.language.words
        after = quotation + 1
        if last_mark(items[quotation]) not in ",?!" or after >= len(items):
            return False
        if items[after].kind != WORD or items[after].low in words["coordinators"]:
            return False
        for cue in self.cues:
            if after <= cue.first <= after + _LONGEST_CLAIM and "q" in cue.form.frames:
                if cue.first > after:
                    between = items[after : cue.first]
                    return all(item.kind == WORD for item in between) and bool(
                        subject_before(items, cue.first, after, self.language)
                    )
                return subject_after(items, cue.last, len(items), self.language) is not None
        return False

    def _quotation_put(self, first: int, last: int) -> int | None:
        """As in "“...” is how she put it", "as she put it, “...”"."""
        for place in range(first - 1, max(-1, first - 4), -1):
            if self.items[place].kind == QUOTATION:
                return place
        return self._quotation_after(last) if first else None

    def _is_signed(self) -> bool:
        """As in "“...” — Anna Lindqvist": a quotation and, after a dash, a name and no more."""
        items = [item for item in self.items if item.text != "."]
        if len(items) < 3 or items[0].kind != QUOTATION or items[1].text not in _DASHES:
            return False
        name = items[2:]
        if len(name) > _LONGEST_SIGNATURE or not all(item.is_name_like for item in name):
            return False
        self._append(
            [self._place(0, 1)], (2, 2 + len(name)), (1, 2), self._lemma("signed"), "signed"
        )
        return True

    def _according_to(self) -> None:
        items = self.items
        phrases = [phrase.split() for phrase in self.language.words["cue_prepositions"]]
        openings = {phrase[0] for phrase in phrases}
        for place in range(len(items) - 2):
            if items[place].low not in openings:
                continue
            size = next(
                (
                    len(phrase)
                    for phrase in phrases
                    if phrase == [item.low for item in items[place : place + len(phrase)]]
                ),
                0,
            )
            if not size or place + size >= len(items):
                continue
            phrase = subject_after(items, place + size, len(items), self.language)
            if phrase is None:
                phrase = self._lower_case_phrase(place + size)
            if phrase is None:
                continue
            content = self._beside(place, phrase[1])
            if content:
                self._append(
                    content,
                    phrase,
                    (place, place + size),
                    self._lemma("according to"),
                    "according to",
                )

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
            lemma = f"{self._lemma('aware that')} {items[place].low}"
            self._append(
                content, subject, (place - 1, place + 1), lemma,
                "aware that", frozenset("K" if knows else "A"),
            )  # fmt: skip

    def _nouns(self) -> None:
        """As in "Moroz's claim that the map was old"."""
        for cue in noun_cues(self.items, self.language):
            place = self._place(cue.content, cue.content + 1)[0]
            if any(
                one.cue and one.rule != "no verb" and one.content[0][0] == place
                for one in self.found
            ):
                continue
            only = [self._place(cue.content, cue.content + 1)]
            content = only if cue.is_quotation else self._to_clause_end(cue.content)
            self._append(content, cue.owner, (cue.first, cue.last), cue.lemma, "noun of speech")

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
            if self._is_title(item):
                continue
            after = self._told_after(place)
            if after is not None:
                told, verb = after
                said, lemma = [self._place(place, place + 1)], self.items[verb].low
                self._append(said, told, (verb, verb + 1), lemma, "quotation before")
                continue
            owner = self.subject if self.subject and self.subject[1] <= place else None
            owner = owner or name_before(self.items, place, self.language)
            if owner is not None:
                rule = "introduced" if place and self.items[place - 1].text == ":" else "no verb"
                self._append([self._place(place, place + 1)], owner, None, "", rule)

    def _add(self, content: list[Place], subject: Range, cue: Cue, rule: str) -> None:
        if self._is_believable(subject, cue, rule):
            self._append(
                content, subject, (cue.first, cue.last), cue.form.lemma, rule, cue.form.frames
            )

    def _is_believable(self, subject: Range, cue: Cue, rule: str) -> bool:
        """Whether the subject can speak, or the sentence leaves no doubt that it does."""
        if cue.form.form == "ing" or possible_speaker(self.items, subject, self.language):
            return True
        if cue.form.is_ambiguous and rule in ("comment between", "clause before"):
            return False  # "the approach to key disputes, ..., is unclear"
        speaks = not cue.form.frames & {"A", "K", "D"}
        return rule.startswith("quotation") or (
            speaks and (rule in _CLAUSES or "s" in cue.form.frames)
        )

    def _lemma(self, rule: str) -> str:
        """What a rule without a verb of its own is filed under."""
        lemma: str = self.language.words["rule_lemmas"][rule]
        return lemma

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
