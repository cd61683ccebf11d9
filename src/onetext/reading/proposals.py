"""From statements to positions: what a statement may say of a point, an option or a text of a case.

Everything here is proposed and nothing is a position until a person has confirmed it. A statement
is proposed as a position where some of its words say how somebody stands to something, and others
say to what: a point of the case, or a whole text. What is not said is left open: no option is
guessed, and no stance is read into a silence.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from onetext.model import Case, Report, Span, Stance, Statement
from onetext.reading.language import language
from onetext.reading.paragraphs import paragraphs
from onetext.reading.proposals_holder import Holders
from onetext.reading.proposals_limits import without_alternative
from onetext.reading.proposals_matching import CaseWords, Match
from onetext.reading.proposals_sentence import Sentences, Told
from onetext.reading.proposals_stance import StanceCue, StanceWords, stance_cues, stance_words
from onetext.reading.similarity import content_words
from onetext.reading.tokens import Token, tokens

_NAMED = 4.0
"""Weight of shared words from which a text counts as named by them."""

_MUST_BE = 4.0
"""The same for a point of which it is only said what should be or will not be: a weak sign."""

_NEAR = 12
"""Overlapping statements stand at most so many proposals apart."""


@dataclass(frozen=True)
class ProposedPosition:
    """The words `content` of a report may say that `party` takes `stance` on a point or text.

    Parameters
    ----------
    id : str
        The same whenever the same words are read against the same point or text.
    report : Report
    statement : Statement
    party : str or None
        Id of the party of the case; None: not determinable.
    stance : Stance
    point, text : str or None
        One of them, or neither where only "the plan" is said and several are live.
    options : tuple of str
        Empty where the words do not single one out.
    condition : str
        Of an acceptance: the words that limit it.
    said_by : str
        The speaker, as the report names it; with whoever is said to stand so, if that is another.
    triggers : tuple of Span
        The words that say the stance, then those that say what it is about.
    rule : str
        How it was found: ``says``, ``state``, ``should`` or ``refusal``, then
        ``option``, ``point`` or ``text``.
    precision : float or None
        Share of what the rule proposes that is right, where that was measured.
    """

    id: str
    report: Report
    statement: Statement
    party: str | None
    stance: Stance
    point: str | None = None
    text: str | None = None
    options: tuple[str, ...] = ()
    condition: str = ""
    said_by: str = ""
    triggers: tuple[Span, ...] = ()
    rule: str = ""
    precision: float | None = None

    @property
    def direction(self) -> str:
        """``for``, ``against``, or ``neither``."""
        if self.stance.is_favourable:
            return "for"
        return "against" if self.stance.is_adverse else "neither"

    @property
    def lacks(self) -> tuple[str, ...]:
        """What a person has to add before it can be a position."""
        missing = [] if self.party else ["party"]
        if not self.point and not self.text:
            missing.append("text")
        if self.point and not self.options:
            missing.append("options")
        return tuple(missing)

    @property
    def words(self) -> str:
        """The statement's words as printed, pieces joined by an ellipsis."""
        return " … ".join(span.of(self.report.text) for span in self.statement.content)


def proposed_positions(
    case: Case, reports: Sequence[Report], statements: Iterable[Statement]
) -> list[ProposedPosition]:
    """Return what statements may say of a case's points and texts, in the order of the statements.

    Parameters
    ----------
    case : Case
    reports : sequence of Report
        Those of a language without words for stances give no proposals.
    statements : iterable of Statement
    """
    by_report: dict[str, list[Statement]] = {}
    for one in statements:
        by_report.setdefault(one.report, []).append(one)
    found: list[ProposedPosition] = []
    for report in reports:
        known = stance_words(report.language)
        if known is not None and report.id in by_report:
            reader = _Proposer(case, report, known)
            found += _once(reader.proposed(by_report[report.id]))
    return found


class _Proposer:
    """Reads the statements of one report against a case."""

    def __init__(self, case: Case, report: Report, known: StanceWords) -> None:
        self.case, self.report, self.known = case, report, known
        self.language = language(report.language)
        self.case_words = CaseWords(case, self.language)
        self.holders = Holders(case, self.language, known)
        self.tokens = tokens(report.text, paragraphs(report.text), self.language)
        self.starts = [token.start for token in self.tokens]
        self.sentences = Sentences(self.tokens, known)
        self.named_text = self._named_text()

    def _named_text(self) -> Match | None:
        """The text a report is about: one that its words single out by number of points."""
        counted = [token for token in self.tokens if _is_count(token, self.known)]
        found = {
            match.id: match
            for token in counted
            if (match := self.case_words.text(set(content_words([token], self.language))))
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def proposed(self, statements: Sequence[Statement]) -> list[ProposedPosition]:
        """Return the proposals of the report's statements, those inside others too."""
        by_id = {one.id: one for one in statements}
        nested: dict[str, list[Statement]] = {}
        for one in statements:
            if one.nested_in is not None:
                nested.setdefault(one.nested_in, []).append(one)
        found = []
        for one in statements:
            inside = [
                (other.cue.start, other.cue.end)
                for other in nested.get(one.id, ())
                if other.cue is not None
            ]
            proposal = self._proposal(one, inside)
            if proposal is not None:
                outer = by_id.get(one.nested_in or "")
                found.append(self._told_by(proposal, outer) if outer else proposal)
        return found

    def _proposal(
        self, one: Statement, told_inside: Sequence[tuple[int, int]]
    ) -> ProposedPosition | None:
        """Read one statement; what is the verb of a statement inside it is left to that one."""
        words = self._words(one)
        told = self.sentences.told(
            one,
            words,
            [
                cue
                for cue in stance_cues(words, self.known)
                if not any(s <= words[cue.first].start < e for s, e in told_inside)
            ],
        )
        if told is None:
            return None
        cue, stance = told.cue, told.stance
        about = self._about(words, told)
        if about is None:
            return None
        match, is_text = about
        held = self.holders.holder(one, words, cue)
        if held is None or (cue.is_weak and (is_text or match.score < _MUST_BE)):
            return None
        party, said_by = held
        options = () if is_text else self._option(match.id, words, told)
        level = "text" if is_text else "option" if options else "point"
        rule = f"{cue.rule} {level}"
        return ProposedPosition(
            id=_proposal_id(self.report, one, match.id),
            report=self.report,
            statement=one,
            party=party,
            stance=stance,
            point=None if is_text else match.id,
            text=(match.id or None) if is_text else None,
            options=options,
            condition=told.condition_of(self.report.text),
            said_by=said_by,
            triggers=self._triggers(words, cue, match),
            rule=rule,
            precision=self.known.precision.get(rule, self.known.precision.get("any")),
        )

    def _words(self, one: Statement) -> list[Token]:
        """The words of a statement, with its cue where that says more than that it was said."""
        places = {(span.start, span.end) for span in one.content}
        if one.cue is not None:
            places.add((self._with_negation(one.cue.start), one.cue.end))
        found = {token.start: token for place in places for token in self._between(*place)}
        return [found[start] for start in sorted(found)]

    def _between(self, start: int, end: int) -> list[Token]:
        first = bisect_left(self.starts, start)
        last = bisect_left(self.starts, end)
        return [token for token in self.tokens[first:last] if token.end <= end]

    def _with_negation(self, start: int) -> int:
        """Where a cue begins with a "not" among the two words before it."""
        at = bisect_left(self.starts, start)
        for token in self.tokens[max(0, at - 2) : at]:
            if token.low in self.known.negations:
                return token.start
        return start

    def _about(self, words: list[Token], told: Told) -> tuple[Match, bool] | None:
        """What a statement is about, and whether that is a whole text.

        The words of its condition speak of something else, and count only where no others do.
        """
        outside = [word for word in words if not told.is_condition(word)]
        found = self._subject(outside, self._content(outside, told.cue_among(outside)))
        if found is None and len(outside) < len(words):
            found = self._subject(words, self._content(words, told.cue))
        return found

    def _subject(self, words: list[Token], content: set[str]) -> tuple[Match, bool] | None:
        point = self.case_words.point(content)
        nouns = set(self.known.words["text_nouns"])
        if point is None or not point.score:
            if any(part in nouns for token in words for part in token.low.split("-")):
                return self._text(content), True
            return None
        text = self.case_words.text(content)
        if text is not None and text.score > point.score:
            return text, True
        return point, False

    def _option(self, point: str, words: list[Token], told: Told) -> tuple[str, ...]:
        """The option a statement is about: not one it names as the worse, nor in a condition."""
        said = words[: without_alternative(words, told.cue, self.known)]
        outside = [word for word in said if not told.is_condition(word)]
        found = self.case_words.option(point, self._content(outside, told.cue_among(outside)))
        if found or not told.condition:
            return found
        return self.case_words.option(point, self._content(said, told.cue))

    def _text(self, content: set[str]) -> Match:
        """The text that words name, else the only one the report names anywhere."""
        named = self.case_words.text(content)
        if named is not None and named.score >= _NAMED:
            return named
        return self.named_text or Match("", frozenset(), 0.0)

    def _content(self, words: Sequence[Token], cue: StanceCue) -> set[str]:
        """The words a statement is about: without those that say the stance."""
        about = [*words[: cue.first], *words[cue.last :]]
        return set(content_words(about, self.language))

    def _triggers(self, words: list[Token], cue: StanceCue, match: Match) -> tuple[Span, ...]:
        says = [(words[cue.first].start, words[cue.last - 1].end)]
        about = [
            (token.start, token.end)
            for token in words
            if match.words & set(content_words([token], self.language))
        ]
        return tuple(Span(report=self.report.id, start=s, end=e) for s, e in [*says, *about])

    def _told_by(self, proposal: ProposedPosition, outer: Statement) -> ProposedPosition:
        """A stance that somebody else tells: both are named."""
        if not outer.speaker or outer.speaker in proposal.said_by:
            return proposal
        own = self.holders.party_of(outer)
        said_by = (
            outer.speaker if own == proposal.party else f"{outer.speaker}, of {proposal.said_by}"
        )
        return replace(proposal, said_by=said_by)


def _is_count(token: Token, known: StanceWords) -> bool:
    """Whether a word counts the points of a text: "28-point"."""
    number, _, noun = token.low.partition("-")
    return number.isdecimal() and noun in known.words["text_nouns"]


def _once(found: list[ProposedPosition]) -> list[ProposedPosition]:
    """Keep of proposals from overlapping words one per point or text: the narrowest statement."""
    kept: dict[tuple[str | None, str | None], list[ProposedPosition]] = {}
    for one in found:
        alike = kept.setdefault((one.point, one.text), [])
        same = next((other for other in alike[-_NEAR:] if _is_same(one, other)), None)
        if same is None:
            alike.append(one)
        elif _length(one) < _length(same) and len(one.lacks) <= len(same.lacks):
            alike[alike.index(same)] = one
    chosen = {one.id: one for alike in kept.values() for one in alike}
    return [one for one in found if chosen.get(one.id) is one]


def _is_same(a: ProposedPosition, b: ProposedPosition) -> bool:
    return any(x.overlaps(y) for x in a.statement.content for y in b.statement.content)


def _length(one: ProposedPosition) -> int:
    return sum(span.end - span.start for span in one.statement.content)


def _proposal_id(report: Report, one: Statement, about: str) -> str:
    places = " ".join(f"{span.start}-{span.end}" for span in one.content)
    digest = hashlib.sha256(f"{report.sha256} {places} {about}".encode()).hexdigest()
    return f"s-{digest[:16]}"
