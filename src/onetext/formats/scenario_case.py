"""A scored scenario out of a case, where the record says what every option is worth to everybody.

A case records scores seldom: most parties only propose, accept and refuse, and what that leaves
open is for `onetext study`. Some cases do carry numbers. A party's worth of an option is its
weight of the point times the option's score there, out of 100; where no scores are recorded and a
point has two options of which the party proposes one, that one has the whole weight and the other
nothing. Nothing else is inferred.
"""

from __future__ import annotations

from collections.abc import Sequence

from onetext.bargaining import Excludes, Requires, Rule
from onetext.errors import ImpossibleRequest, Place, Problem
from onetext.formats.profiles import Issue, Profile, ReadScenario, scenario_of
from onetext.model import Case, Point, RuleKind, Stance, Weights

_MOST_NAMED = 3


def case_scenario(case: Case, reference: str = "") -> ReadScenario:
    """Return the scenario of a case's parties that sign, on the points that have options.

    Parameters
    ----------
    case : Case
    reference : str
        What a person types to name the case, for the hint; its id by default.

    Raises
    ------
    ImpossibleRequest
        If the record leaves open what an option is worth to a party.
    """
    points = [point for point in case.points if point.options]
    parties = [party for party in case.parties if party.signs]
    missing: list[str] = []
    if not points or not parties:
        missing.append("a point with options and a party that signs")
    profiles = [_profile(case, party.id, points, missing) for party in parties]
    if missing:
        raise ImpossibleRequest(_open_problem(reference or case.id, missing))
    notes = _notes(case, len(case.points) - len(points))
    rules = tuple(_rules(case, points))
    return scenario_of(profiles, title=case.title, rules=rules, notes=notes)


def _profile(case: Case, party: str, points: Sequence[Point], missing: list[str]) -> Profile:
    weights = _weights(case, party, points, missing)
    scores = []
    for point in points:
        share = _shares(case, party, point)
        if share is None:
            missing.append(f"what the options of {point.id} are worth to {party}")
            share = (0.0,) * len(point.options)
        weight = 0.0 if weights is None else float(weights.points.get(point.id, 0.0))
        scores.append(tuple(_plain(weight * value) for value in share))
    issues = tuple(Issue(p.id, tuple(option.id for option in p.options)) for p in points)
    return Profile(party, case.id, issues, tuple(scores))


def _weights(case: Case, party: str, points: Sequence[Point], missing: list[str]) -> Weights | None:
    declared = [weights for weights in case.weights if weights.party == party]
    if len(declared) != 1:
        count = "which of its sets of weights holds for" if declared else "the weights of"
        missing.append(f"{count} {party}")
        return None
    unweighted = [point.id for point in points if point.id not in declared[0].points]
    if unweighted:
        missing.append(f"how much {unweighted[0]} matters to {party}")
    return declared[0]


def _shares(case: Case, party: str, point: Point) -> tuple[float, ...] | None:
    """Return each option's share of the point's weight; None if the record leaves it open."""
    options = [option.id for option in point.options]
    scored = [s for s in case.scores if (s.party, s.point) == (party, point.id)]
    if len(scored) == 1 and set(options) <= scored[0].options.keys() and not scored[0].up_to:
        return tuple(scored[0].options[option] / 100 for option in options)
    if scored or len(options) != 2:
        return None
    proposed = {
        option
        for position in case.positions
        if (position.party, position.point) == (party, point.id)
        and position.stance is Stance.PROPOSES
        for option in position.options
    }
    return tuple(float(option in proposed) for option in options) if len(proposed) == 1 else None


def _plain(value: float) -> float:
    """Keep whole numbers whole, so that sums stay exact."""
    return int(value) if float(value).is_integer() else value


def _rules(case: Case, points: Sequence[Point]) -> list[Rule]:
    places = {
        (point.id, option.id): (p, o)
        for p, point in enumerate(points)
        for o, option in enumerate(point.options)
    }
    rules: list[Rule] = []
    for rule in case.rules:
        when = [places.get(choice) for choice in rule.when.items()]
        then = [places.get(choice) for choice in rule.then.items()]
        first = tuple(choice for choice in when if choice is not None)
        second = tuple(choice for choice in then if choice is not None)
        if len(first) < len(when) or len(second) < len(then):
            continue  # it speaks of points without options, which no package decides
        if rule.kind is RuleKind.REQUIRES:
            rules.append(Requires(first, second, id=rule.id, because=rule.because))
        else:
            rules.append(Excludes((*first, *second), id=rule.id, because=rule.because))
    return rules


def _notes(case: Case, n_without: int) -> list[str]:
    notes = ["no-agreement values are not recorded: 0 for everybody"]
    if n_without:
        notes.append(f"{n_without} points without options are in no package")
    recalled = [weights.id for weights in case.weights if weights.unverified]
    if recalled:
        notes.append(f"unverified in the record: {', '.join(recalled)}")
    return notes


def _open_problem(reference: str, missing: Sequence[str]) -> Problem:
    named = "; ".join(missing[:_MOST_NAMED])
    more = f"; and {len(missing) - _MOST_NAMED} more" if len(missing) > _MOST_NAMED else ""
    return Problem(
        "the case does not say what every option is worth",
        f"not recorded: {named}{more}",
        f"`onetext study {reference}` works with what the record leaves open; to solve the case, "
        "record weights of every point, and scores of its options",
        Place(file=reference),
    )
