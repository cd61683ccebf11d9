"""What collides, what could be traded and what to ask: the findings a mediator acts on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onetext.formats.options_paper.evidence import Citations
from onetext.formats.options_paper.matrix import point_numbers
from onetext.formats.options_paper.words import date_words, share_words
from onetext.model import Attribution, Case, Position, Stance
from onetext.workflows.study_result import Conflict, Study


@dataclass(frozen=True, slots=True)
class Colliding:
    """One of the positions that cannot all stand."""

    party: str
    stance: Stance
    about: str
    said_by: str
    since: str
    citations: tuple[int, ...]
    unverified: bool


@dataclass(frozen=True, slots=True)
class Collision:
    """A smallest conflicting set: drop any one position and the rest can stand."""

    title: str
    is_red_lines: bool
    """Whether no package keeps them all; otherwise one party is on record with both."""
    because: str
    how_resolved: str
    positions: tuple[Colliding, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """Changes to a text that, taken together, harm nobody who signs on the mean."""

    text: str
    changes: tuple[tuple[str, str, str], ...]
    """Point, option before, option after."""
    gains: tuple[tuple[str, str], ...]
    all_after: str
    """How far all who sign could accept the text so changed."""


def collisions(case: Case, study: Study, citations: Citations) -> tuple[Collision, ...]:
    """List the smallest conflicting sets, each with its positions and their sources."""
    held = {position.id: position for position in case.positions}
    titles = {point.id: point.title for point in case.points}
    return tuple(
        Collision(
            title=", ".join(titles.get(point, point) for point in conflict.points),
            is_red_lines=conflict.kind == "red-lines",
            because=_because(case, conflict),
            how_resolved=conflict.how_resolved,
            positions=tuple(
                _colliding(case, held[position], study, citations)
                for position in conflict.positions
                if position in held
            ),
        )
        for conflict in study.conflicts
    )


def _because(case: Case, conflict: Conflict) -> str:
    """Say why; without naming anybody where a speaker may not be named."""
    named = {*conflict.positions, *(_id(other) for other in conflict.others)}
    own = [(p.id, p.marking) for p in case.positions]
    own += [(c.id, c.marking) for c in case.comparisons] + [(c.id, c.marking) for c in case.scores]
    markings = [marking or case.marking for id_, marking in own if id_ in named]
    if conflict.kind == "preferences" and any(
        marking.attribution is Attribution.CHATHAM_HOUSE for marking in markings
    ):
        return "No preferences of one party fit all that it is on record with here."
    return conflict.because


def _id(named: str) -> str:
    """Return the id in a name such as "comparison c1"."""
    return named.partition(" ")[2]


def _colliding(case: Case, position: Position, study: Study, citations: Citations) -> Colliding:
    marking = position.marking or case.marking
    is_named = marking.attribution is Attribution.ON_RECORD
    return Colliding(
        party=study.party_names.get(position.party, position.party) if is_named else "a party",
        stance=position.stance,
        about=_about(case, position),
        said_by=position.said_by if is_named else "",
        since=date_words(position.since) if position.since.is_resolved else "",
        citations=citations.cite(position.sources) if is_named else (),
        unverified=position.unverified,
    )


def _about(case: Case, position: Position) -> str:
    """Name the options (or the text) a position is about, with the point's number."""
    if position.text is not None:
        return next((text.title for text in case.texts if text.id == position.text), position.text)
    point = next((point for point in case.points if point.id == position.point), None)
    if point is None:
        return position.point or ""
    titles = {option.id: option.title for option in point.options}
    number = point_numbers(case).get(point.id)
    where = f" (point {number})" if number else f" ({point.title})"
    return " / ".join(titles.get(option, option) for option in position.options) + where


def exchanges(case: Case, study: Study) -> tuple[Exchange, ...]:
    """List the trades with options and texts by their titles."""
    text_titles = {text.id: text.title for text in case.texts}
    options = {
        (point.id, option.id): option.title for point in case.points for option in point.options
    }
    return tuple(
        Exchange(
            text=text_titles.get(trade.text, trade.text),
            changes=tuple(
                (
                    change.title,
                    options.get((change.point, change.before or ""), "left open"),
                    options.get((change.point, change.after), change.after),
                )
                for change in trade.changes
            ),
            gains=tuple(_gains(study, trade.gains.items())),
            all_after=share_words(trade.all_after),
        )
        for trade in study.trades
    )


def _gains(study: Study, gains: Iterable[tuple[str, float]]) -> Iterable[tuple[str, str]]:
    for party, gain in gains:
        sign = "−" if gain < 0 else "+"
        yield study.party_names.get(party, party), f"{sign}{abs(100 * gain):.1f}"
