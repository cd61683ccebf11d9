"""What a verb governs where no "that" and no quotation tells: a clause, a thing, a feeling."""

from __future__ import annotations

from onetext.reading.attribution import Place
from onetext.reading.cue_subjects import SubjectReader
from onetext.reading.cues import Cue
from onetext.reading.language import Language
from onetext.reading.noun_phrases import Range
from onetext.reading.settings import after_setting
from onetext.reading.tokens import MARK, WORD
from onetext.reading.units import Unit


class ObjectReader(SubjectReader):
    """Knows what the cues of one unit govern."""

    def __init__(self, unit: Unit, text: str, language: Language) -> None:
        super().__init__(unit, text, language)
        self.split: Range | None = None
        """Where the subject is only the end of the phrase before the verb."""

    def _object(
        self, cue: Cue, subject: Range, start: int, heard: bool, first: int
    ) -> tuple[list[Place], str]:
        frames, items, words = cue.form.frames, self.items, self.language.words
        following = items[start] if start < len(items) else None
        if self._is_finite_ing(cue) and "o" not in frames:
            return [], ""
        if following is not None and following.low in words["that"] and not frames & {"t", "c"}:
            return self._demonstrative(start)
        if following is not None and self._quotation_later(start) and frames & {"q", "o", "t"}:
            return self._to_quoted_end(start), "with a quotation"
        if "O" in frames:
            return self._described(start, first)
        if "E" in frames or ("o" in frames and following and following.low in words["feelings"]):
            feeling = following is not None and following.low in words["feelings"]
            return (self._to_clause_end(start), "feeling") if feeling else ([], "")
        if following is None or following.kind == MARK:
            return self._relative_object(cue, subject)
        if cue.has_modal or (cue.is_negated and "c" not in frames):
            return [], ""
        late = after_setting(items, start, self.language)
        if late > start and late < len(items) and items[late].kind != MARK:
            late += items[late].low in words["that"]
            if frames & {"c", "t"} and self._is_clause(late):
                return self._to_clause_end(late), "clause after"
        if (
            frames & {"c"}
            and (heard or "r" not in frames)
            and self._is_clause(start, "s" in frames)
        ):
            return self._to_clause_end(start), "clause after"
        if "t" in frames and (heard or "r" not in frames) and self._opens_with_pronoun(start):
            return self._to_clause_end(start), "clause after"
        if "i" in frames and self._is_infinitive(start) and not self._is_wish(start):
            begin = cue.last if heard and "i" in frames and cue.last < start else start
            return self._to_clause_end(begin), "infinitive"
        participle = cue.form.form == "ing"
        if "o" in frames and not cue.has_modal and not participle and self._opens_object(start):
            return self._to_object_end(start), "object"
        return [], ""

    def _is_wish(self, start: int) -> bool:
        """As in "asked not to be named": that says nothing of anything."""
        wished = self.language.words["unnamed_by_wish"]
        return any(item.low in wished for item in self.items[start : start + 4])

    def _opens_with_pronoun(self, start: int) -> bool:
        """Whether "he will", "they were" starts here: a clause even after "announced"."""
        items, words = self.items, self.language.words
        if start + 1 >= len(items) or items[start].low not in words["clause_pronouns"]:
            return False
        following = items[start + 1]
        return (
            any(following.low in words[sort] for sort in ("be", "modals", "auxiliaries"))
            or following.low in words["negations"]
            or following.low in words["common_verbs"]
            or following.low.endswith(words["past_ending"])
        )

    def _demonstrative(self, start: int) -> tuple[list[Place], str]:
        """As in "called that report a “lie”", "decried that sum"."""
        if start + 1 >= len(self.items) or self.items[start + 1].kind != WORD:
            return [], ""
        if self._quotation_later(start + 1):
            return self._to_clause_end(start), "with a quotation"
        return self._to_object_end(start), "object"

    def _described(self, start: int, first: int) -> tuple[list[Place], str]:
        """As in "described the text as a framework"; "what she described as a ladder"."""
        items = self.items
        for place in range(start, min(start + 25, len(items))):
            if items[place].kind == MARK and items[place].text in (".", ";", ":"):
                break
            if items[place].low in self.language.words["as"]:
                begin = place + 1 if place == start else start
                return self._to_clause_end(begin), "described as"
        if start < len(items) and self._opens_object(start):
            return self._to_object_end(start), "object"
        return [], ""

    def _relative_object(self, cue: Cue, subject: Range) -> tuple[list[Place], str]:
        """As in "a plan Moscow opposes": the noun phrase before the subject is the content."""
        if not {"o", "A"} <= cue.form.frames or not self._opens_with_article(subject):
            return [], ""
        for place in range(subject[0] + 2, subject[1]):
            if self.items[place].is_name_like and not self.items[place - 1].is_name_like:
                self.split = (place, subject[1])
                return [self._place(subject[0], place)], "object"
        return [], ""
