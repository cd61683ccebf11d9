"""What a briefing would carry, held against what its party may not see: sources, names, words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onetext.model import Case, Clause, ClauseState, Marking, Position, party_eye
from onetext.workflows.briefing_findings import Concern, Finding, Plan
from onetext.workflows.confidences import Confidence, Confidences


def carried(case: Case, plan: Plan, kept_from: Confidences) -> Iterator[Finding]:
    """Yield what the text's marking, sources, names and words would carry to the plan's party."""
    if plan.text is not None:
        yield from _of_marking(case, plan)
        yield from _of_sources(case, plan, kept_from)
    record = _Positions(case, plan, kept_from)
    for clause in plan.clauses:
        yield from record.of_clause(clause)
    for point, words in _worded(plan):
        yield from _of_words(plan, kept_from, point, words)
    yield from _of_names(case, plan, kept_from)


def _of_marking(case: Case, plan: Plan) -> Iterator[Finding]:
    """Yield that the text is marked for others; a text for the team alone is the team's to give."""
    assert plan.text is not None
    marking = plan.text.marking or case.marking
    if not party_eye(plan.party).may_see(marking) and marking.audience:
        yield Finding(
            Concern.NOT_FOR_IT,
            record=("texts", plan.text.id),
            says=plan.text.title,
            party=next((p for p in plan.text.tabled_by if p != plan.party), ""),
            marking=marking,
        )


def _of_sources(case: Case, plan: Plan, kept_from: Confidences) -> Iterator[Finding]:
    assert plan.text is not None
    cited = [((), plan.text.sources)] if not plan.points else []
    both = [*cited, *(((clause.point,), clause.sources) for clause in plan.clauses)]
    for points, sources in both:
        for source in sources:
            hidden = kept_from.hidden.get(("sources", source))
            if hidden is not None:
                yield _finding(Concern.IN_CONFIDENCE, hidden, points)


class _Positions:
    """Positions by party, point and option: what a name or an option in a clause rests on."""

    def __init__(self, case: Case, plan: Plan, kept_from: Confidences) -> None:
        self.plan, self.kept_from, self.default = plan, kept_from, case.marking
        self.eye = party_eye(plan.party)
        self.signing = [party.id for party in case.parties if party.signs]
        self.by: dict[tuple[str, str], list[Position]] = {}
        about = set(plan.about)
        for position in case.positions:
            if position.point in about and position.stance.is_favourable:
                for option in position.options:
                    self.by.setdefault((position.point or "", option), []).append(position)
        self.met = {
            (clause.point, option)
            for text in case.texts
            if text != plan.text and self.eye.may_see(text.marking or case.marking)
            for clause in text.clauses
            for option in (clause.option, *(other.option for other in clause.alternatives))
        }

    def of_clause(self, clause: Clause) -> Iterator[Finding]:
        """Yield what a clause says by what it chooses, and by whom it names."""
        named: list[tuple[str | None, Iterable[str]]] = [
            (other.option, other.asked_by) for other in clause.alternatives
        ]
        if clause.state is ClauseState.AGREED:
            named.append((clause.option, clause.agreed_by or self.signing))
        for option in dict.fromkeys((clause.option, *(o.option for o in clause.alternatives))):
            if option is not None and (clause.point, option) not in self.met:
                yield from self._of_option(clause.point, option)
        for option, parties in named:
            if option is not None:
                for party in parties:
                    yield from self._of_name(clause.point, option, party)

    def _of_option(self, point: str, option: str) -> Iterator[Finding]:
        """Yield the hidden statements for an option that the party can know from nowhere else."""
        statements = self.by.get((point, option), [])
        if statements and not any(self._is_open(one) for one in statements):
            yield from self._hidden(Concern.IN_CONFIDENCE, statements, point)

    def _of_name(self, point: str, option: str, party: str) -> Iterator[Finding]:
        """Yield the hidden statements by which alone it is known that a party wants an option."""
        own = [one for one in self.by.get((point, option), []) if one.party == party]
        if party != self.plan.party and own and not any(self._is_open(one) for one in own):
            yield from self._hidden(Concern.NAMES_PARTY, own, point)

    def _hidden(
        self, concern: Concern, statements: Iterable[Position], point: str
    ) -> Iterator[Finding]:
        for one in statements:
            hidden = self.kept_from.hidden.get(("positions", one.id))
            if hidden is not None:
                yield _finding(concern, hidden, (point,))

    def _is_open(self, position: Position) -> bool:
        marking: Marking = position.marking or self.default
        return position.party == self.plan.party or self.eye.may_see(marking)


def _worded(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield the point (empty: none) and every wording a briefing carries."""
    for clause in plan.clauses:
        yield from ((clause.point, words) for words in clause.wording.values())
        for other in clause.alternatives:
            yield from ((clause.point, words) for words in other.wording.values())
    if plan.text is not None and plan.text.reason:
        yield "", plan.text.reason
    if plan.what:
        yield "", plan.what


def _of_words(plan: Plan, kept_from: Confidences, point: str, words: str) -> Iterator[Finding]:
    itself = ("texts", plan.text.id) if plan.text else None
    shared = kept_from.same_words(words)
    for key, run in shared.items():
        if key != itself:
            points = (point,) if point else ()
            yield _finding(Concern.SAME_WORDS, kept_from.hidden[key], points, run)
    for about in (point,) if point else plan.about:
        for key, figure in kept_from.same_figures(about, words).items():
            if key != itself and key not in shared:
                yield _finding(Concern.SAME_FIGURE, kept_from.hidden[key], (about,), figure)


def _of_names(case: Case, plan: Plan, kept_from: Confidences) -> Iterator[Finding]:
    """Yield names in what is said beside the text that only hidden records put to these points."""
    reason = plan.text.reason if plan.text else ""
    words, about = f"{reason}\n{plan.what}", set(plan.about)
    for one in kept_from.unnamed:
        if about & set(one.points) and _names(words, one.said_by):
            yield _finding(Concern.NAMES_SPEAKER, one, _shared(one, about), one.said_by)
    for party in case.parties:
        if party.id == plan.party or not _names(words, party.name):
            continue
        for one in kept_from.hidden.values():
            if one.kind == "positions" and one.party == party.id and about & set(one.points):
                yield _finding(Concern.NAMES_PARTY, one, _shared(one, about), party.name)


def _shared(one: Confidence, about: set[str]) -> tuple[str, ...]:
    return tuple(point for point in one.points if point in about)


def _names(words: str, name: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words, re.IGNORECASE))


def _finding(
    concern: Concern, hidden: Confidence, points: Iterable[str], carried: str = ""
) -> Finding:
    return Finding(
        concern,
        points=tuple(points),
        record=(hidden.kind, hidden.id),
        says=hidden.words,
        carried=carried,
        party=hidden.party,
        marking=hidden.marking,
    )
