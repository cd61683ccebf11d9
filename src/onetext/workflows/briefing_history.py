"""What the record says of a text and a party before it is briefed: refusals, terms, versions."""

from __future__ import annotations

from collections.abc import Iterator

from onetext.model import Briefing, Case, Form, Text, party_eye
from onetext.workflows.briefing_findings import Concern, Finding, Plan
from onetext.workflows.briefing_log import (
    Reached,
    known_briefings,
    log_line,
    names_of_parties,
    reached_by,
)
from onetext.workflows.text_order import in_order

IN_WORDS_ALONE = (Form.ORAL, Form.UNKNOWN)
"""Forms in which no paper is known to have been seen."""


def history(case: Case, plan: Plan) -> Iterator[Finding]:
    """Yield what was promised, withheld, given before, and what is new to the party."""
    before = reached_by(case, plan.party, plan.as_of)
    yield from _of_refusals(case, plan, before)
    if plan.text is None:
        return
    yield from _of_terms(case, plan)
    later = _later_texts(case, plan.text, plan)
    if later:
        yield Finding(Concern.NOT_LATEST, texts=later)
    yield from _of_marking(case, plan)
    for one in before:
        if one.briefing.received and one.briefing.text == plan.text.id:
            yield Finding(Concern.SEEN_BEFORE, points=one.briefing.points, briefing=one.briefing)
    new = _never_shown(case, plan, before)
    if new:
        yield Finding(Concern.FIRST_SIGHT, points=new)


def last_given(case: Case, plan: Plan) -> Text | None:
    """Return the text the plan's party was last given in whole, other than the plan's own."""
    texts = {text.id: text for text in case.texts}
    own = plan.text.id if plan.text else None
    for one in reversed(reached_by(case, plan.party, plan.as_of)):
        text = texts.get(one.briefing.text or "")
        is_whole = one.briefing.received and not one.briefing.points
        if text is not None and text.id != own and is_whole:
            return text
    return None


def _of_refusals(case: Case, plan: Plan, before: tuple[Reached, ...]) -> Iterator[Finding]:
    """Yield negative records of the party on this text or these points.

    A name the case has nowhere may yet be of the party ("the Egyptian delegation"): a negative
    record of this very text towards a name that begins like the party's is shown as well.
    """
    whose = names_of_parties(case)
    name = next(party.name for party in case.parties if party.id == plan.party).casefold()
    own = {one.briefing.id for one in before}
    for briefing in known_briefings(case, plan.as_of):
        if briefing.received:
            continue
        is_own = briefing.id in own
        others = log_line(case, briefing, whose).others
        may_be_own = any(name[: max(4, len(name) - 1)] in other.casefold() for other in others)
        same_text = plan.text is not None and briefing.text == plan.text.id
        shared = tuple(point for point in briefing.points if point in plan.about)
        if same_text and briefing.points and not shared:
            continue
        loose = briefing.text is None and bool(shared)
        if (is_own and (same_text or loose)) or (may_be_own and same_text):
            yield _of_briefing(Concern.WITHHELD, briefing, shared, plan.party if is_own else "")


def _of_terms(case: Case, plan: Plan) -> Iterator[Finding]:
    assert plan.text is not None
    for briefing in known_briefings(case, plan.as_of):
        if briefing.text == plan.text.id and briefing.received and briefing.terms:
            yield _of_briefing(Concern.TERMS, briefing, briefing.points, "")


def _of_briefing(
    concern: Concern, briefing: Briefing, points: tuple[str, ...], party: str
) -> Finding:
    says = briefing.terms if concern is Concern.TERMS else briefing.what
    record = ("briefings", briefing.id)
    return Finding(concern, points, record, says, party=party, briefing=briefing)


def _later_texts(case: Case, text: Text, plan: Plan) -> tuple[Text, ...]:
    """Return the texts made from this one by the day, and from those, the latest last."""
    made_from = {text.id}
    found = []
    for other in in_order(case.texts):
        in_time = plan.as_of is None or other.date.is_known_by(plan.as_of)
        if in_time and other.id not in made_from and made_from & set(other.revises):
            made_from.add(other.id)
            found.append(other)
    return tuple(found)


def _of_marking(case: Case, plan: Plan) -> Iterator[Finding]:
    """Yield where the text's marking and the briefing do not go together."""
    assert plan.text is not None
    marking = plan.text.marking or case.marking
    is_open = party_eye(plan.party).may_see(marking)
    record = ("texts", plan.text.id)
    if is_open and (plan.points or plan.form is Form.ORAL):
        yield Finding(Concern.SEES_MORE, record=record, marking=marking)
    if not is_open and plan.form not in IN_WORDS_ALONE:
        yield Finding(Concern.SEES_LESS, record=record, marking=marking)


def _never_shown(case: Case, plan: Plan, before: tuple[Reached, ...]) -> tuple[str, ...]:
    """Return the points of the briefing that no text or briefing ever took to the party."""
    texts = {text.id: text for text in case.texts}
    known: set[str] = set()
    for one in before:
        if one.briefing.received:
            text = texts.get(one.briefing.text or "")
            whole = {clause.point for clause in text.clauses} if text else set()
            known |= set(one.briefing.points) or whole
    for text in case.texts:
        if plan.party in text.tabled_by:
            known |= {clause.point for clause in text.clauses}
    return tuple(point for point in plan.about if point not in known)
