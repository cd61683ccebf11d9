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

_LONGEST_LABEL, _FEWEST_TURNS = 6, 3
_SHORTEST_CONTENT = 3
_LONGEST_TAIL = 12
_LONGEST_REACH = 25
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
    spoken = transcript_turns(units, language)
    for number, unit in enumerate(units):
        if number in spoken:
            found += spoken[number]
            inside = _inside_turn(unit, language)
            found += _UnitReader(inside, number, text, language).attributions() if inside else []
            last = None
            continue
        introduced = _after_colon(units, number, language)
        floating = introduced or _floating(unit, number, found, last, units)
        if floating is not None:
            found.append(floating)
            last = len(found) - 1
            continue
        if unit.is_heading:
            continue
        own = _UnitReader(unit, number, text, language).attributions()
        if own:
            found += own
            last = len(found) - 1
        elif unit.items[0].paragraph != (units[number - 1].paragraph if number else -1):
            last = None
    return found


def transcript_turns(units: list[Unit], language: Language) -> dict[int, list[Attribution]]:
    """Turns of a transcript: "Q: ...", "RUBIO: ...", where labels come back or take turns.

    Returns
    -------
    dict from int to list of Attribution
        Number of each unit that belongs to a turn; the turn itself is with its first unit.
    """
    labels = {
        number: size
        for number, unit in enumerate(units)
        if (number == 0 or units[number - 1].paragraph != unit.paragraph)
        and (size := _label(unit, language))
    }
    names = [
        " ".join(item.low for item in units[number].items[:size]) for number, size in labels.items()
    ]
    if len(names) < _FEWEST_TURNS or len(set(names)) == len(names):
        return {}
    return _turns(units, labels)


def _turns(units: list[Unit], labels: dict[int, int]) -> dict[int, list[Attribution]]:
    turns: dict[int, list[Attribution]] = {}
    for number, size in labels.items():
        items = units[number].items
        last = number
        while last + 1 < len(units) and units[last + 1].paragraph == units[number].paragraph:
            last += 1
        if size + 1 >= len(items):
            continue
        turns[number] = [
            Attribution(
                ((items[size + 1].start, units[last].end),),
                (items[0].start, items[size - 1].end),
                (items[size].start, items[size].end),
                "speak",
                frozenset(),
                "transcript",
                number,
            )
        ]
        turns |= {later: [] for later in range(number + 1, last + 1)}
    return turns


def _after_colon(units: list[Unit], number: int, language: Language) -> Attribution | None:
    """A quotation alone in its unit belongs to the subject of a unit that ends in a colon."""
    unit, before = units[number], units[number - 1] if number else None
    if before is None or before.items[-1].text != ":" or before.is_heading:
        return None
    quoted = [item for item in unit.items if item.kind == QUOTATION]
    if not quoted or any(item.kind in (WORD, NUMBER) for item in unit.items):
        return None
    cues = verb_cues(before.items, language)
    end = cues[-1].first if cues else len(before.items) - 1
    subject = subject_before(before.items, end, 0, language) if cues else None
    subject = subject or name_before(before.items, end, language)
    if subject is None or not possible_speaker(before.items, subject, language):
        return None
    cue = (before.items[end].start, before.items[cues[-1].last - 1].end) if cues else None
    return Attribution(
        ((quoted[0].start, quoted[-1].end),),
        (before.items[subject[0]].start, before.items[subject[1] - 1].end),
        cue,
        cues[-1].form.lemma if cues else "",
        frozenset(),
        "after a colon",
        number,
    )


def _inside_turn(unit: Unit, language: Language) -> Unit | None:
    """The unit without the label of its turn: people quote others in answers."""
    size = _label(unit, language)
    items = unit.items[size + 1 :] if size else unit.items
    return unit._replace(items=items) if items else None


def _label(unit: Unit, language: Language) -> int:
    """How many items before the colon name who speaks; 0: this is no turn of a transcript."""
    for place, item in enumerate(unit.items[:_LONGEST_LABEL]):
        if item.text == ":":
            return place
        if not (item.is_name_like or item.low in language.people["titles"]):
            return 0
    return 0


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
            plain = cue.first == cue.verb and bool(cue.form.frames & {"c", "q"})
            direct = before.kind == QUOTATION or self._quotation_ends_at(cue.first - 1)
            if (
                after
                and (direct or (plain and self._ends_inversion(after[1])))
                and "r" not in cue.form.frames
            ):
                return after, True
        if before is not None and before.low in language.words["coordinators"]:
            return self.subject or name_before(items, cue.first - 1, language), False
        found = subject_before(items, cue.first, self.lowest, language)
        if found is None and before is not None and before.text == ",":
            return self.subject or name_before(items, cue.first - 1, language), False
        if found and not self._agrees(found, cue):
            return None, False
        if found is None or (found[1] - found[0] == 1 and not self._can_say(items[found[0]], cue)):
            return None, False
        return found, False

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
                or following.low.endswith("ing")
                or following.low in self.language.people["roles_one"]
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
            return None
        if self.subject:
            return self.subject
        return name_before(self.items, cue.first, self.language)

    def _agrees(self, phrase: Range, cue: Cue) -> bool:
        """Whether the phrase can be the subject: "they say", but no "the state"."""
        head = self.items[phrase[1] - 1]
        if not cue.is_bare or "s" in cue.form.frames:
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
            around = self._parenthesis(cue, first, last)
            if around:
                return around, "comment between"
            quoted = self._quotation_before(first)
            if quoted is not None and not self._introduces(cue, last):
                return self._around(quoted, first, last), "quotation before"
        if cue.form.lemma in self.language.words["ways_to_put_it"]:
            for place in range(first - 1, max(-1, first - 4), -1):
                if self.items[place].kind == QUOTATION:
                    return [self._place(place, place + 1)], "as somebody put it"
        if cue.form.lemma == "put it" and first and self._quotation_after(last) is not None:
            place = self._quotation_after(last)
            assert place is not None
            return [self._place(place, place + 1)], "as somebody put it"
        if inverted:
            return self._clause_before(first, last, is_sure=True)
        start, heard = self._after_hearer(cue)
        quotation = self._quotation_after(start)
        if quotation is not None and (frames & {"q", "c", "t"}):
            return self._quotation_and_more(quotation, start), "quotation after"
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

    def _parenthesis(self, cue: Cue, first: int, last: int) -> list[Place]:
        """As in "the closures, he said, have involved public courses"."""
        items = self.items
        if not cue.form.frames & {"c", "q"} or first < 2 or last >= len(items) - 2:
            return []
        if items[first - 1].text != "," or items[last].text != ",":
            return []
        if items[last + 1].kind == QUOTATION or items[first - 2].kind == QUOTATION:
            return []
        following = items[last + 1].low
        words = self.language.words
        if following in words["contrast"] or following in words["relatives"]:
            return []
        if following in words["coordinators"] or following in self.language.verbs:
            return []
        begin = self._own_start(first - 2)
        rest = self._to_clause_end(last + 1)
        return [self._place(begin, first - 1), *rest] if rest else []

    def _object(
        self, cue: Cue, subject: Range, start: int, heard: bool, first: int
    ) -> tuple[list[Place], str]:
        frames, items, words = cue.form.frames, self.items, self.language.words
        following = items[start] if start < len(items) else None
        if self._is_finite_ing(cue):
            return [], ""
        if following is not None and self._quotation_later(start) and frames & {"q", "o", "t"}:
            return self._to_clause_end(start), "with a quotation"
        if "O" in frames:
            return self._described(start, first)
        if "E" in frames or ("o" in frames and following and following.low in words["feelings"]):
            feeling = following is not None and following.low in words["feelings"]
            return (self._to_clause_end(start), "feeling") if feeling else ([], "")
        if following is None or following.kind == MARK:
            return self._relative_object(cue, subject)
        if cue.has_modal or (cue.is_negated and "c" not in frames):
            return [], ""
        if (
            frames & {"c"}
            and (heard or "r" not in frames)
            and self._is_clause(start, "s" in frames)
        ):
            return self._to_clause_end(start), "clause after"
        if "i" in frames and self._is_infinitive(start):
            return self._to_clause_end(start), "infinitive"
        participle = cue.form.form == "ing"
        if "o" in frames and not cue.has_modal and not participle and self._opens_object(start):
            return self._to_clause_end(start), "object"
        return [], ""

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
            if item.kind == MARK or item.low in self.language.verbs:
                return False
        return False

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

    def _described(self, start: int, first: int) -> tuple[list[Place], str]:
        """As in "described the text as a framework"; "what he described as a backdrop"."""
        items = self.items
        for place in range(start, min(start + 25, len(items))):
            if items[place].kind == MARK and items[place].text in (".", ";", ":"):
                break
            if items[place].low == "as":
                begin = place + 1 if place == start else start
                return self._to_clause_end(begin), "described as"
        if start < len(items) and self._opens_object(start):
            return self._to_clause_end(start), "object"
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
            if following is None:
                continue
            low = following.low
            if item.low == "and" and self._is_second_cue(place + 1):
                end = place
                break
            if item.text not in (",", "—"):
                continue
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

    def _is_second_cue(self, place: int) -> bool:
        """Whether the same speaker goes on: "and added that ..."."""
        forms = self.language.verbs.get(self.items[place].low, ())
        after = self.items[place + 1] if place + 1 < len(self.items) else None
        return (
            after is not None
            and any(form.form == "past" for form in forms)
            and (after.kind == QUOTATION or after.low in (",", ":", "that"))
        )

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
            if self._is_title(item):
                continue
            owner = self.subject if self.subject and self.subject[1] <= place else None
            owner = owner or name_before(self.items, place, self.language)
            if owner is not None:
                self._append([self._place(place, place + 1)], owner, None, "", "no verb")

    def _is_title(self, quotation: Token) -> bool:
        """Whether a quotation is the name of something: capitals and no stop."""
        inside = self.text[quotation.start + 1 : quotation.end - 1].split()
        long = [word for word in inside if len(word) > 3]
        return bool(long) and all(not word[0].islower() for word in long)

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
