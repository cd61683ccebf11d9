r"""All profiles that fit some statements, as one linear program: what is possible, what necessary.

Variables are the weights :math:`e_i` (they sum to 1), :math:`z_{io} = e_i v_{io}` and
:math:`\rho_i`, the worth of no agreement on point *i*. In a profile :math:`\rho_i = e_i r` with one
*r* for all points; the program leaves the :math:`\rho_i` apart, which only loosens it. So what it
proves impossible is impossible, and what it proves necessary is necessary; the reverse is for a
draw to show. After robust ordinal regression [greco2008]_.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from onetext.bargaining.rules import Choice
from onetext.bargaining.space import Space
from onetext.model import Comparison, Event, Scores, Stance
from onetext.preferences.anchors import ACCEPTED, BEST, OPPOSED, RULED_OUT, TIERS
from onetext.preferences.answers import answer_of
from onetext.preferences.claims import Claim
from onetext.preferences.readings import Readings
from onetext.preferences.rows import RATIOS, STEPS
from onetext.preferences.statements import Statement, Subject, subjects_of

LEAST_SLACK = 1e-7
"""Below this the program counts as having no room: every row must hold with this much to spare."""

Term = tuple[str, int, int]
"""``("e", point, 0)``, ``("z", point, option)`` or ``("rho", point, 0)``."""
Inequality = Mapping[Term, float]
"""Coefficients; their sum is to be at least 0."""


@dataclass(frozen=True)
class Program:
    """Inequalities over the profiles of one party, by the statement they come from.

    Parameters
    ----------
    space : Space
    demands : mapping of str to tuple of Inequality
        By position id or `Claim.key`.
    tiers : mapping of str to tuple of (Subject, int)
        Per statement, the options it speaks of and where it puts them.
    accepted : mapping of str to frozenset of Choice
        Per statement that accepts a whole text, the choices the text settles.
    """

    space: Space
    demands: Mapping[str, tuple[Inequality, ...]]
    tiers: Mapping[str, tuple[tuple[Subject, int], ...]]
    accepted: Mapping[str, frozenset[Choice]] = field(default_factory=dict)

    def has_room(self, names: Iterable[str], also: Sequence[Inequality] = ()) -> bool:
        """Whether the program does not prove that no profile fits these statements.

        Parameters
        ----------
        names : iterable of str
            Statements to keep.
        also : sequence of Inequality
            What has to hold besides.
        """
        kept = list(names)
        rows = [row for name in kept for row in self.demands.get(name, ())]
        held = [held for name in kept for held in self.tiers.get(name, ())]
        ruled_out = self.ruled_out(kept)
        if any(self.accepted.get(name, frozenset()) & ruled_out for name in kept):
            return False
        return _slack(self.space, [*rows, *_ordered(self.space, held), *also]) > LEAST_SLACK

    def ruled_out(self, names: Iterable[str]) -> frozenset[Choice]:
        """Return the choices on which a red line among these statements lies."""
        held = [held for name in names for held in self.tiers.get(name, ())]
        return frozenset(self.space.choice(*s) for s, tier in held if tier == RULED_OUT)

    def better(self, better: Readings, worse: Readings) -> Inequality:
        """Say that one text is worth at least as much as another."""
        return _better_text(better, worse, 0.0)


def program_of(
    statements: Sequence[Statement],
    claims: Sequence[Claim],
    space: Space,
    texts: Mapping[str, Readings],
) -> Program:
    """Return the program of what one party is on record with."""
    demands: dict[str, tuple[Inequality, ...]] = {}
    tiers: dict[str, tuple[tuple[Subject, int], ...]] = {}
    accepted: dict[str, frozenset[Choice]] = {}
    moved = [claim.day.sort_key for claim in claims if isinstance(claim.said, Event)]
    for statement in statements:
        name, text = statement.position.id, statement.position.text
        if text is not None and text in texts and answer_of(statement.position.stance) > 0:
            settled = enumerate(texts[text].allowed)
            accepted[name] = frozenset((i, only[0]) for i, only in settled if len(only) == 1)
        if text is not None and any(statement.position.since.sort_key < day for day in moved):
            continue  # said when no agreement was worth something else
        demands[name] = tuple(_stance_rows(statement, space, texts))
        tiers[name] = tuple(
            (subject, TIERS[statement.position.stance])
            for subject in subjects_of(statement.position)
            if subject[0] in space.points
        )
    for claim in claims:
        demands[claim.key] = tuple(_claim_rows(claim, space, texts))
    return Program(space, demands, tiers, accepted)


def worth_over_no_agreement(reading: Readings, *, yes: bool) -> Inequality:
    """Return what a text is worth over no agreement, or (not `yes`) how far it falls short.

    A point the text leaves open may come to anything.
    """
    sign = 1.0 if yes else -1.0
    row: dict[Term, float] = {}
    for point, allowed in enumerate(reading.allowed):
        if len(allowed) == 1:
            row["z", point, allowed[0]] = sign
            row["rho", point, 0] = -sign
        elif yes:  # at best the whole of the point, at no cost
            row["e", point, 0] = 1.0
            row["rho", point, 0] = -1.0
        else:
            row["rho", point, 0] = 1.0
    return row


def _stance_rows(
    statement: Statement, space: Space, texts: Mapping[str, Readings]
) -> Iterable[Inequality]:
    position = statement.position
    for point, name in subjects_of(position):
        if not point:
            answer = answer_of(position.stance)
            if answer and name in texts:
                yield worth_over_no_agreement(texts[name], yes=answer > 0)
        elif point in space.points:
            index, option = space.choice(point, name)
            tier = TIERS[position.stance]
            worth, best = ("z", index, option), ("e", index, 0)
            if tier == BEST:
                yield {worth: 1.0, best: -1.0}
            elif tier == RULED_OUT:
                yield {worth: -1.0}
            elif tier == ACCEPTED:
                yield {worth: 1.0, ("rho", index, 0): -1.0}
            elif tier == OPPOSED:
                yield {worth: -1.0, ("rho", index, 0): 1.0}
            if position.stance is Stance.ACCEPTS_IF and position.provided:
                yield from _provided(space, {**position.provided, point: name})


def _provided(space: Space, choices: Mapping[str, str]) -> Iterable[Inequality]:
    row: dict[Term, float] = {}
    for point, option in choices.items():
        if point not in space.points:
            return
        index, number = space.choice(point, option)
        row["z", index, number] = 1.0
        row["rho", index, 0] = -1.0
    yield row


def _claim_rows(claim: Claim, space: Space, texts: Mapping[str, Readings]) -> Iterable[Inequality]:
    said = claim.said
    if isinstance(said, Scores) and said.point in space.points:
        point = space.points.index(said.point)
        for name, low in said.options.items():
            if name in space.options[point]:
                worth = ("z", point, space.options[point].index(name))
                yield {worth: 1.0, ("e", point, 0): -low / 100.0}
                yield {worth: -1.0, ("e", point, 0): said.up_to.get(name, low) / 100.0}
    elif isinstance(said, Comparison):
        known = [space.points.index(p) for p in said.points if p in space.points]
        least, most = RATIOS[said.by]
        for more, less in pairwise(known):
            yield {("e", more, 0): 1.0, ("e", less, 0): -least}
            if most is not None:
                yield {("e", more, 0): -1.0, ("e", less, 0): most}
        if said.better and all(point in space.points for point in said.better):
            yield from _better(said, space)
        for better, worse in pairwise(said.texts):
            if better in texts and worse in texts:
                yield _better_text(texts[better], texts[worse], STEPS[said.by][0] / 2.0)


def _better(said: Comparison, space: Space) -> Iterable[Inequality]:
    least, most = STEPS[said.by]
    rise: dict[Term, float] = {}
    for choices, sign in ((said.better, 1.0), (said.worse, -1.0)):
        for point, option in choices.items():
            index, number = space.choice(point, option)
            rise["z", index, number] = rise.get(("z", index, number), 0.0) + sign
    scale: dict[Term, float] = {("e", space.points.index(point), 0): 1.0 for point in said.better}
    yield {**rise, **dict.fromkeys(scale, -least)}
    if most is not None:
        yield {**{term: -value for term, value in rise.items()}, **dict.fromkeys(scale, most)}


def _better_text(better: Readings, worse: Readings, least: float) -> Inequality:
    row: dict[Term, float] = {}
    for point, (up, down) in enumerate(zip(better.allowed, worse.allowed, strict=True)):
        row["e", point, 0] = -least
        if up == down and len(up) == 1:
            continue
        if len(up) == 1:
            row["z", point, up[0]] = 1.0
        else:
            row["e", point, 0] += 1.0
        if len(down) == 1:
            row["z", point, down[0]] = -1.0
    return row


def _ordered(space: Space, held: Sequence[tuple[Subject, int]]) -> Iterable[Inequality]:
    """What stances demand of each other on one point: a higher tier is worth at least as much."""
    for (point, name), tier in held:
        for (other_point, other), higher in held:
            if point == other_point and higher > tier:
                up, down = space.choice(point, other), space.choice(point, name)
                yield {("z", *up): 1.0, ("z", *down): -1.0}


def _slack(space: Space, rows: Sequence[Inequality]) -> float:
    """Return by how much all rows can hold at once, at most 1; below 0: not all of them can."""
    from ortools.linear_solver import pywraplp

    solver = pywraplp.Solver.CreateSolver("GLOP")
    weights = [solver.NumVar(0.0, 1.0, "") for _ in space.points]
    variables: dict[Term, Any] = {("e", i, 0): e for i, e in enumerate(weights)}
    solver.Add(solver.Sum(weights) == 1)
    slack = solver.NumVar(-1.0, 1.0, "slack")

    def variable(term: Term) -> Any:
        if term not in variables:
            variables[term] = solver.NumVar(0.0, 1.0, "")
            solver.Add(variables[term] <= variables["e", term[1], 0])
        return variables[term]

    for row in rows:
        # a row that pins a value to an end of its scale cannot have anything to spare
        spare = 0.0 if _is_pin(row) else slack
        solver.Add(solver.Sum([c * variable(term) for term, c in row.items()]) >= spare)
    solver.Maximize(slack)
    return float(slack.solution_value()) if solver.Solve() == solver.OPTIMAL else -1.0


def _is_pin(row: Inequality) -> bool:
    """Whether a row says that a value is at the end of its scale, or equals a score."""
    kinds = sorted(term[0] for term in row)
    return kinds in (["z"], ["e", "z"])
