"""Statements: attributions with their speakers resolved and their outlets named."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import replace

from onetext.model import (
    Act,
    Anonymity,
    Cue,
    Mode,
    OutletCredit,
    Resolved,
    Span,
    Statement,
)
from onetext.reading.attribution import Attribution, Place
from onetext.reading.hearers import LONGEST, hearer
from onetext.reading.language import Language
from onetext.reading.names import NameTable, bare, is_person
from onetext.reading.outlets import Credit, only_outlet
from onetext.reading.quotations import Quotation
from onetext.reading.speakers import Speaker, SpeakerMemory
from onetext.reading.tokens import WORD, Token

_ACTS = {"A": Act.ATTITUDE, "K": Act.KNOWLEDGE, "D": Act.DOCUMENT}
_SHORTEST_NAME = 2
_NOT_PASSED_ON = (Anonymity.INSTITUTION, Anonymity.OUTLET, Anonymity.DOCUMENT)


class StatementWriter:
    """Turns the attributions of one report into statements, in order."""

    def __init__(
        self,
        report: str,
        tokens: list[Token],
        quoted: list[Quotation],
        names: NameTable,
        credited: list[Credit],
        language: Language,
    ) -> None:
        self.report, self.tokens, self.language = report, tokens, language
        self.quoted = quoted
        self.inherited = only_outlet(credited)
        self.memory = SpeakerMemory(names, language)
        self._found: list[Attribution] = []
        self._starts = [token.start for token in tokens]
        self._quoted_starts = [quotation.start for quotation in quoted]
        self._credits_of: dict[int, list[Credit]] = {}
        for credit in credited:
            self._credits_of.setdefault(credit.unit, []).append(credit)

    def statements(self, found: list[Attribution]) -> tuple[Statement, ...]:
        """Write every attribution down as a statement."""
        self._found = found
        written = [self._statement(number, attribution) for number, attribution in enumerate(found)]
        return tuple(_nested(written))

    def _statement(self, number: int, attribution: Attribution) -> Statement:
        speaker = self._speaker(attribution, number)
        content = tuple(Span(report=self.report, start=s, end=e) for s, e in attribution.content)
        inside = self._quotations_in(attribution.content)
        mode = _mode(attribution.content, inside, self._n_words)
        act = _act(attribution, speaker)
        heard = self._heard(attribution)
        return Statement(
            id=f"{self.report}.s{number + 1}",
            report=self.report,
            content=content,
            mode=mode,
            act=act,
            cue=Cue(start=attribution.cue[0], end=attribution.cue[1], lemma=attribution.lemma)
            if attribution.cue
            else None,
            speaker=speaker.name,
            speaker_span=self._span(attribution.speaker) if attribution.continues is None else None,
            how=speaker.how,
            anonymity=speaker.anonymity,
            party=speaker.party,
            addressee=" ".join(token.text for token in heard) or None,
            addressee_span=self._span((heard[0].start, heard[-1].end)) if heard else None,
            outlet_chain=self._chain(attribution, speaker, act, is_told=bool(heard)),
            quoted=tuple(Span(report=self.report, start=q.start, end=q.end) for q in inside),
            hedges=self._hedges(attribution.content),
            continuation_of=None
            if attribution.continues is None
            else f"{self.report}.s{attribution.continues + 1}",
            rule=attribution.rule,
            precision=self.language.precision.get(attribution.rule),
        )

    def _speaker(self, attribution: Attribution, number: int) -> Speaker:
        if attribution.continues is not None or attribution.speaker is None:
            return self.memory.same_again(Resolved.FLOATING)
        start, end = attribution.speaker
        phrase = self._tokens_between(start, end)
        if not phrase:
            return self.memory.same_again(Resolved.CONTINUED)
        named = self._named_beside(phrase, end)
        return self.memory.speaker(named or phrase, start, self._is_reported(start, number))

    def _named_beside(self, phrase: list[Token], end: int) -> list[Token] | None:
        """The name of "its foreign minister, Lena Holm, said": two words and more in commas."""
        words = self.language.words
        opening = phrase[0].low
        if opening not in words["definite_articles"] and opening not in words["possessives"]:
            return None
        if phrase[-1].is_name_like:
            return None
        at = bisect_left(self._starts, end)
        if at >= len(self.tokens) or self.tokens[at].text != ",":
            return None
        last = at + 1
        while last < len(self.tokens) and self.tokens[last].is_name_like:
            last += 1
        is_closed = last < len(self.tokens) and self.tokens[last].text in (",", ".")
        if last - at < _SHORTEST_NAME + 1 or not is_closed:
            return None
        named = self.tokens[at + 1 : last]
        return named if is_person([bare(token.text) for token in named], self.language) else None

    def _is_reported(self, place: int, number: int) -> bool:
        """Whether a place lies inside the words of another attribution."""
        near = self._found[max(0, number - _NEAR) : number + _NEAR]
        return any(start <= place < end for other in near for start, end in other.content)

    def _quotations_in(self, content: tuple[Place, ...]) -> list[Quotation]:
        found = []
        for start, end in content:
            at = bisect_left(self._quoted_starts, start)
            while at < len(self.quoted) and self.quoted[at].end <= end:
                found.append(self.quoted[at])
                at += 1
        return found

    def _tokens_between(self, start: int, end: int) -> list[Token]:
        first = bisect_right(self._starts, start - 1)
        last = bisect_right(self._starts, end - 1)
        return [t for t in self.tokens[first:last] if t.end <= end]

    def _n_words(self, start: int, end: int) -> int:
        """How many words stand between two places."""
        return sum(1 for token in self._tokens_between(start, end) if token.kind == WORD)

    def _span(self, place: Place | None) -> Span | None:
        if place is None:
            return None
        return Span(report=self.report, start=place[0], end=place[1])

    def _heard(self, attribution: Attribution) -> tuple[Token, ...]:
        """The words that say to whom it was said."""
        if attribution.cue is None:
            return ()
        start, end = attribution.cue
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        reported = min((s for s, _ in attribution.content if s >= end), default=None)
        stop = len(self.tokens) if reported is None else bisect_left(self._starts, reported)
        return hearer(
            self.tokens[first - 1] if first else None,
            self.tokens[last : min(stop, last + LONGEST + 1)],
            attribution.frames,
            self.language,
        )

    def _chain(
        self, attribution: Attribution, speaker: Speaker, act: Act, *, is_told: bool
    ) -> tuple[OutletCredit, ...]:
        own = self._own_credit(attribution)
        if own is not None:
            return (OutletCredit(name=own.name, start=own.start, end=own.end),)
        if (
            self.inherited is None
            or is_told  # to somebody else than the outlet
            or speaker.anonymity in _NOT_PASSED_ON
            or act is Act.KNOWLEDGE
            or speaker.name == self.inherited.name
        ):
            return ()
        credit = self.inherited
        return (OutletCredit(name=credit.name, start=credit.start, end=credit.end, explicit=False),)

    def _own_credit(self, attribution: Attribution) -> Credit | None:
        """A credit in the statement's sentence, outside its content."""
        for credit in self._credits_of.get(attribution.unit, ()):
            if not any(s <= credit.start and credit.end <= e for s, e in attribution.content):
                if attribution.cue and not self._beside(credit, attribution):
                    continue
                return credit
        return None

    def _beside(self, credit: Credit, attribution: Attribution) -> bool:
        """Whether a credit belongs to this cue and not to another one of the sentence."""
        assert attribution.cue is not None
        places = [attribution.cue]
        if attribution.speaker:
            places.append(attribution.speaker)
        return any(abs(credit.start - e) < 60 or abs(s - credit.end) < 60 for s, e in places)

    def _hedges(self, content: tuple[Place, ...]) -> tuple[Span, ...]:
        return tuple(
            Span(report=self.report, start=token.start, end=token.end)
            for start, end in content
            for token in self._tokens_between(start, end)
            if token.low in self.language.words["hedges"]
        )


def _mode(
    content: tuple[Place, ...],
    inside: list[Quotation],
    n_words_between: Callable[[int, int], int],
) -> Mode:
    if not inside:
        return Mode.INDIRECT
    outside = sum(n_words_between(s, e) for s, e in content) - sum(
        n_words_between(quotation.start, quotation.end) for quotation in inside
    )
    return Mode.DIRECT if outside <= 0 else Mode.MIXED


def _act(attribution: Attribution, speaker: Speaker) -> Act:
    if speaker.anonymity is Anonymity.DOCUMENT:
        return Act.DOCUMENT
    if attribution.rule == "feeling":
        return Act.ATTITUDE
    return next((_ACTS[letter] for letter in "AKD" if letter in attribution.frames), Act.SPEECH)


_NEAR = 12
"""A statement nested in another stands at most so many statements away from it."""


def _nested(written: list[Statement]) -> list[Statement]:
    """Mark each statement that stands inside the content of another."""
    found = []
    ends = [max(span.end for span in statement.content) for statement in written]
    for number, statement in enumerate(written):
        first = statement.content[0]
        near = range(max(0, number - _NEAR), min(len(written), number + _NEAR))
        outer = next(
            (
                written[other]
                for other in near
                if ends[other] >= first.end and _holds(written[other], statement)
            ),
            None,
        )
        found.append(replace(statement, nested_in=outer.id) if outer else statement)
    return found


def _holds(outer: Statement, inner: Statement) -> bool:
    """Whether a statement's words and its cue stand inside a longer content of another."""
    if outer is inner:
        return False
    first = inner.content[0]
    begin = inner.cue.start if inner.cue else first.start
    return any(
        span.start <= min(begin, first.start)
        and first.end <= span.end
        and span.end - span.start > first.end - first.start
        for span in outer.content
    )
