"""Points by parties: what each party says on each point, and what state that leaves it in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onetext.formats.options_paper.evidence import Citations
from onetext.formats.options_paper.words import date_words, percent
from onetext.model import Attribution, Case, Stance, Text
from onetext.workflows.positions import positions, silent_cells
from onetext.workflows.study_result import PointFinding, PointState, StanceInForce, Study

STATE_MEANINGS = {
    PointState.DEADLOCKED: (
        "two who sign rule out all that the other proposes, or all that anyone wants is ruled out"
    ),
    PointState.CONTESTED: (
        "what one who signs wants another speaks against, or each wants another thing"
    ),
    PointState.TRADABLE: (
        "one option serves all who have spoken, or wishes differ that nobody opposes"
    ),
    PointState.UNKNOWN: "too few of those who sign have said anything",
    PointState.AGREED: "one option that all who sign propose or accept, some on a condition",
}
"""In the order in which a reader needs them: what blocks comes first."""


@dataclass(frozen=True, slots=True)
class Said:
    """A stance of a party on some options, with what stands behind it."""

    stance: Stance
    options: tuple[str, ...]
    condition: str
    since: str
    citations: tuple[int, ...]
    unverified: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one party says on one point; nothing said is `silent` or `unknown`, never empty."""

    party: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One point across the parties."""

    anchor: str
    number: str
    title: str
    because: str
    blocked: str
    """In which share of profiles no option suits all who have spoken; empty: too few have."""
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The points in one state."""

    state: PointState
    meaning: str
    rows: tuple[Row, ...]


def numbering_text(case: Case) -> Text | None:
    """Return the text whose printed numbers name the points: the earliest that has any."""
    numbered = [text for text in case.texts if any(clause.number for clause in text.clauses)]
    return min(numbered, key=lambda text: text.date.sort_key, default=None)


def point_numbers(case: Case) -> dict[str, str]:
    """Return the number each point carries in the text that names the points.

    A point that text does not have is absent: another draft's number would be a different label
    that looks the same.
    """
    numbers: dict[str, str] = {}
    text = numbering_text(case)
    for clause in text.clauses if text else ():
        if clause.number:
            numbers.setdefault(clause.point, clause.number)
    return numbers


def anchors(case: Case) -> dict[str, str]:
    """Return an HTML id for each point, safe whatever characters its own id has."""
    return {point.id: f"point-{n}" for n, point in enumerate(case.points, start=1)}


def matrix(case: Case, study: Study, citations: Citations) -> tuple[Group, ...]:
    """Return the points in groups of one state, in the order of `STATE_MEANINGS`.

    Parameters
    ----------
    case : Case
        Gives silence, printed numbers and markings.
    study : Study
    citations : Citations
        Numbers the sources of each stance.
    """
    silences = {(p, q): stance for p, q, stance in silent_cells(case, as_of=study.as_of)}
    hidden = unattributable(case)
    numbers, ids = point_numbers(case), anchors(case)
    groups = []
    for state, meaning in STATE_MEANINGS.items():
        rows = tuple(
            Row(
                anchor=ids.get(point.id, ""),
                number=numbers.get(point.id, ""),
                title=point.title,
                because=point.because,
                blocked=_blocked(point),
                cells=tuple(_cells(study, point, silences, citations, hidden)),
            )
            for point in sorted(study.points, key=lambda point: -point.how_blocked)
            if point.state is state
        )
        if rows:
            groups.append(Group(state, meaning, rows))
    return tuple(groups)


def _blocked(point: PointFinding) -> str:
    if point.blocked is None:
        return ""
    return f"No option suits all who have spoken: {percent(point.blocked.share)}"


def said_of_texts(
    case: Case, study: Study, citations: Citations
) -> Mapping[tuple[str, str], tuple[Said, ...]]:
    """Return what parties said of whole texts, by the id of the party and of the text."""
    hidden = unattributable(case)
    found: dict[tuple[str, str], tuple[Said, ...]] = {}
    for evidenced in positions(case, as_of=study.as_of):
        position = evidenced.position
        if position.text is None or position.id in hidden:
            continue
        said = Said(
            stance=position.stance,
            options=(),
            condition=position.condition,
            since=date_words(position.since) if position.since.is_resolved else "",
            citations=citations.cite(position.sources),
            unverified=position.unverified,
            note=position.note,
        )
        key = (position.party, position.text)
        found[key] = (*found.get(key, ()), said)
    return found


def unattributable(case: Case) -> frozenset[str]:
    """Ids of the positions given under the Chatham House Rule."""
    return frozenset(
        position.id
        for position in case.positions
        if (position.marking or case.marking).attribution is Attribution.CHATHAM_HOUSE
    )


def _cells(
    study: Study,
    point: PointFinding,
    silences: Mapping[tuple[str, str], Stance],
    citations: Citations,
    hidden: frozenset[str],
) -> Iterable[Cell]:
    for party in study.parties:
        held = [
            (option.title, stance)
            for option in point.options
            for stance in option.stances
            if stance.party == party and stance.position not in hidden
        ]
        said = tuple(_said(held, citations))
        if not said:
            silence = silences.get((party, point.id), Stance.UNKNOWN)
            said = (Said(silence, (), "", "", (), False),)
        yield Cell(study.party_names[party], said)


def _said(held: list[tuple[str, StanceInForce]], citations: Citations) -> Iterable[Said]:
    """Gather options under the position they come from, strongest yes first."""
    by_position: dict[str, list[tuple[str, StanceInForce]]] = {}
    for title, stance in held:
        by_position.setdefault(stance.position, []).append((title, stance))
    order = list(Stance)
    for group in sorted(by_position.values(), key=lambda group: order.index(group[0][1].stance)):
        stance = group[0][1]
        yield Said(
            stance=stance.stance,
            options=tuple(title for title, _ in group),
            condition=stance.condition,
            since=date_words(stance.since) if stance.since.is_resolved else "",
            citations=citations.cite(stance.sources),
            unverified=stance.unverified,
        )
