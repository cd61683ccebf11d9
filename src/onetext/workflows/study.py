"""Study a case: what could be signed, what blocks, what to trade, what to ask whom next."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor

import numpy as np
from numpy.typing import NDArray

from onetext.bargaining.rules import Choice
from onetext.errors import ImpossibleRequest, Problem
from onetext.mediation.blocking import blocking_weights
from onetext.mediation.most_signed import MostSigned, most_signed_package
from onetext.mediation.questions import queries
from onetext.mediation.solutions import RedLines, mean_scenario, red_lines, solutions
from onetext.mediation.standings import PointState, only_way_left, point_standing
from onetext.mediation.trades import trades
from onetext.model import Case, Point, Stance, Text
from onetext.preferences.acceptability import (
    acceptability_of_package,
    acceptability_of_text,
    sways,
)
from onetext.preferences.draws import Draws, record_of, sample_draws
from onetext.preferences.sensitivity import shifts_without_origins
from onetext.preferences.statements import (
    Statement,
    Subject,
    contradictions,
    in_force,
    stated_rank,
)
from onetext.workflows import study_words as words
from onetext.workflows.find import find_text
from onetext.workflows.study_result import (
    Change,
    Conflict,
    OpenPoint,
    OptionFinding,
    PackageFinding,
    PointFinding,
    Question,
    Sensitivity,
    StanceInForce,
    Study,
    TextFinding,
    Trade,
)

DEFAULT_DRAWS = 4000
LEAST_DRAWS = 100
DEFAULT_SEED = 1
_SEARCH = 1 << 30
"""Key of the stream of random numbers of the search, away from those of the draws."""
_LEAST_SWAY = 0.1
_ASKED_ABOUT = 8
MOST_SIGNED = "most-signed"

Progress = Callable[[str, int, int], None]


def study(
    case: Case,
    *,
    as_of: datetime.date | None = None,
    text: str | None = None,
    asked: str | None = None,
    n_draws: int = DEFAULT_DRAWS,
    seed: int = DEFAULT_SEED,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Study:
    """Find out what could be signed, as far as the record of a case tells on a day.

    Parameters
    ----------
    case : Case
    as_of : date, optional
        Only what had been said or tabled by this day; by default the day the record was kept to.
    text : str, optional
        Judge this text alone, and look for trades in it.
    asked : str, optional
        Id of the party to rank questions for; by default all who sign.
    n_draws : int
        Preference profiles per party.
    seed : int
        The same seed gives the same study.
    executor : Executor, optional
        Draws elsewhere; the result is the same.
    progress : callable, optional
        Called with (what is being done, steps done, steps in all).

    Raises
    ------
    NotFound
        If the case has no such text.
    ImpossibleRequest
        If nothing can be studied: no options, nobody signs, an unusable number of draws.
    """
    as_of = as_of or case.as_of
    _check_request(case, n_draws)
    chosen = _chosen_text(case, text, as_of)
    report = progress or (lambda what, done, total: None)
    record = record_of(case, as_of)
    draws = sample_draws(
        record,
        n_draws,
        seed,
        executor=executor,
        progress=lambda done, total: report("drawing preference profiles", done, total),
    )
    return _Work(case, as_of, draws, seed, chosen, report).study(asked)


def _check_request(case: Case, n_draws: int) -> None:
    if len(case.parties) < 2:
        n = len(case.parties)
        raise ImpossibleRequest(
            Problem(
                what=f"there is nothing to study in {case.id}: it has {n or 'no'} "
                f"part{'y' if n == 1 else 'ies'}",
                because="an agreement is between two parties at least",
                hint="add the other parties under `parties`",
            )
        )
    if 0 < n_draws < LEAST_DRAWS:
        raise ImpossibleRequest(
            Problem(
                what=f"{n_draws} draws say too little",
                because=f"below {LEAST_DRAWS} draws the error of a share may exceed 5 points",
                hint=f"{DEFAULT_DRAWS:,} draws give an error of at most 0.8 percentage points",
            )
        )


def _chosen_text(case: Case, text: str | None, as_of: datetime.date | None) -> Text | None:
    if text is None:
        return None
    chosen = find_text(case, text)
    if as_of is not None and not chosen.date.is_known_by(as_of):
        raise ImpossibleRequest(
            Problem(
                what=f"the text {text!r} did not exist on {as_of}",
                because=f"it is dated {chosen.date}",
                hint="ask for a later day, or leave --as-of out",
            )
        )
    return chosen


class _Work:
    """One study under way: the draws, and what several of its parts need."""

    def __init__(
        self,
        case: Case,
        as_of: datetime.date | None,
        draws: Draws,
        seed: int,
        chosen: Text | None,
        report: Progress,
    ) -> None:
        self.case, self.as_of, self.draws, self.seed = case, as_of, draws, seed
        self.chosen, self.report = chosen, report
        self.space = draws.record.space
        self.points = {point.id: point for point in case.points}
        self.names = {party.id: party.name for party in case.parties}
        self.in_force: Mapping[str, Mapping[Subject, tuple[Statement, ...]]] = {
            record.party: in_force(record.statements) for record in draws.record.parties
        }
        self.held = stances_held(self.in_force)

    def study(self, asked: str | None) -> Study:
        self.report("judging texts", 0, 5)
        texts = tuple(self._text(text) for text in self._texts())
        red = red_lines(self.space, self._red_line_positions())
        self.report("looking for packages", 1, 5)
        packages, best = self._packages(red)
        self.report("looking for trades", 2, 5)
        found_trades = self._trades(red)
        self.report("ranking questions", 3, 5)
        weights = self._weights(best)
        points = tuple(self._point(point, weights.get(point.id, 0.0)) for point in self.case.points)
        questions = self._questions(best, points, asked)
        self.report("leaving out one origin after the other", 4, 5)
        sensitivities = self._sensitivities(texts, packages, best)
        self.report("done", 5, 5)
        return Study(
            case=self.case.id,
            title=self.case.title,
            as_of=self.as_of,
            seed=self.seed,
            n_draws=self.draws.n_draws,
            parties=self.draws.record.party_ids,
            signing=self.draws.signing,
            party_names=self.names,
            headline=words.headline(texts, packages, points, self.draws.signing, self.names),
            texts=texts,
            points=points,
            packages=packages,
            conflicts=(*self._colliding_red_lines(red), *self._contradictions()),
            trades=found_trades,
            questions=questions,
            sensitivities=sensitivities,
            notes=words.notes(self.case, self.draws, self.as_of),
            n_effective=_effective(self.draws),
        )

    def _texts(self) -> list[Text]:
        if self.chosen is not None:
            return [self.chosen]
        return [text for text in self.case.texts if text.id in self.draws.readings]

    def _text(self, text: Text) -> TextFinding:
        found = acceptability_of_text(self.draws, text.id)
        readings = next(r for r in self.draws.record.texts if r.text == text.id)
        return TextFinding(
            id=text.id,
            title=text.title,
            date=text.date,
            is_complete=text.is_complete,
            acceptability=found.parties,
            all=found.all,
            n_open=sum(readings.is_open),
            left_open_by={
                party: self._open_points(party, text.id) for party in self.draws.record.party_ids
            },
        )

    def _open_points(self, party: str, text: str) -> tuple[OpenPoint, ...]:
        """The points that move a party's acceptance of a text most."""
        sizes = sways(self.draws, party, text)
        order = np.argsort(-sizes, kind="stable")[:3]
        return tuple(
            OpenPoint(point, self.points[point].title, float(sizes[index]))
            for index in order
            if sizes[index] >= _LEAST_SWAY
            for point in [self.space.points[index]]
        )

    def _red_line_positions(self) -> dict[str, tuple[str, list[Choice]]]:
        """Position id -> party and choices, of every red line in force of a signing party.

        Positions of one party that rule out the same are one red line, under the first's id.
        """
        found: dict[str, tuple[str, list[Choice]]] = {}
        for party in self.draws.signing:
            for (point, option), statements in self.in_force[party].items():
                if point not in self.space.points or option not in self._options(point):
                    continue
                for statement in statements:
                    if statement.position.stance is Stance.RED_LINE:
                        choices = found.setdefault(statement.position.id, (party, []))[1]
                        choices.append(self.space.choice(point, option))
        distinct = {
            (party, tuple(choices)): id_ for id_, (party, choices) in reversed(found.items())
        }
        return {id_: found[id_] for id_ in found if id_ in distinct.values()}

    def _options(self, point: str) -> tuple[str, ...]:
        return self.space.options[self.space.points.index(point)]

    def _packages(self, red: RedLines) -> tuple[tuple[PackageFinding, ...], MostSigned | None]:
        scenario = mean_scenario(self.draws, red.kept_choices)
        if not any(self.in_force.values()):  # whatever was found would be found in chance alone
            return (), None
        picked = solutions(scenario)
        rng = np.random.default_rng(np.random.SeedSequence(self.seed, spawn_key=(_SEARCH,)))
        best = most_signed_package(
            self.draws, picked.packages.values(), rng, objections=self._objections()
        )
        bound = best.bound if best else None
        findings = []
        if best is not None:
            note = words.most_signed_note(best.share, best.bound)
            findings.append(self._package(MOST_SIGNED, best.package, bound, note))
        for name, package in picked.packages.items():
            note = words.solution_note(name, picked, red, self._position_words)
            findings.append(self._package(name, package, bound, note))
        return tuple(findings), best

    def _package(
        self, criterion: str, package: Sequence[int], bound: float | None, note: str
    ) -> PackageFinding:
        found = acceptability_of_package(self.draws, package)
        return PackageFinding(
            criterion=criterion,
            title=words.CRITERIA[criterion],
            options=self.space.named(package),
            acceptability=found.parties,
            all=found.all,
            bound=bound,
            note=note,
            against=self._points_where(package, lambda stance: bool(stance and stance.is_adverse)),
            unsaid=self._points_where(package, lambda stance: stance is None),
        )

    def _points_where(
        self, package: Sequence[int], is_so: Callable[[Stance | None], bool]
    ) -> dict[str, tuple[str, ...]]:
        """Signing party to the points on whose option in a package its stance is such."""
        named = self.space.named(package)
        return {
            party: tuple(
                point
                for point, option in named.items()
                if is_so(self.held.get(point, {}).get(option, {}).get(party))
            )
            for party in self.draws.signing
        }

    def _objections(self) -> NDArray[np.int64]:
        """How many signing parties are on record against each option; (n_points, n_options)."""
        counts = np.zeros((self.space.n_points, max(self.space.n_options)), dtype=np.int64)
        for point, option in self._opposed():
            counts[point, option] += 1
        return counts

    def _opposed(self) -> list[Choice]:
        """Every choice a signing party is on record against, once per party."""
        return [
            self.space.choice(point, option)
            for point, options in self.held.items()
            for option, stances in options.items()
            for party, stance in stances.items()
            if party in self.draws.signing
            and stance.is_adverse
            and point in self.space.points
            and option in self._options(point)
        ]

    def _trades(self, red: RedLines) -> tuple[Trade, ...]:
        text = self.chosen or latest_live(self._texts())
        if text is None:
            return ()
        before = self.draws.readings[text.id][0]
        found = []
        given_up = self._given_up(before)
        ruled_out = frozenset(red.kept_choices) | frozenset(self._opposed()) | given_up
        for bundle in trades(self.draws, text.id, ruled_out):
            changes = tuple(
                self._change(point, int(before[point]), option) for point, option in bundle.choices
            )
            gains = dict(zip(self.draws.signing, map(float, bundle.gains), strict=True))
            because = words.trade_because(changes, gains, self.points, self.names)
            found.append(Trade(text.id, changes, gains, bundle.all_after, because))
        return tuple(found)

    def _given_up(self, text: NDArray[np.int64]) -> frozenset[Choice]:
        """Choices that take from a signing party what it is for and give what it is not for.

        On the mean such a change may look harmless, only because nothing is known of the other.
        """
        found = set()
        for index, point in enumerate(self.space.points):
            held = self.held.get(point, {})
            here = held.get(self.space.options[index][int(text[index])], {})
            for party in self.draws.signing:
                if party not in here or not here[party].is_favourable:
                    continue
                found |= {
                    (index, number)
                    for number, option in enumerate(self.space.options[index])
                    if not (stance := held.get(option, {}).get(party)) or not stance.is_favourable
                }
        return frozenset(found)

    def _change(self, point: int, before: int, after: int) -> Change:
        id_, options = self.space.points[point], self.space.options[point]
        return Change(id_, self.points[id_].title, options[before], options[after])

    def _questions(
        self, best: MostSigned | None, points: Sequence[PointFinding], party: str | None
    ) -> tuple[Question, ...]:
        if best is None:
            return ()
        asked = self._gaps(best, party)
        to = None if party is None else (party,)
        unsettled = sorted(
            (p for p in points if p.id in self.space.points and p.state is not PointState.AGREED),
            key=lambda point: -point.weight,
        )
        about = [self.space.points.index(point.id) for point in unsettled[:_ASKED_ABOUT]]
        for query in queries(self.draws, best.package, best.candidates, about=about, to=to):
            chosen = [self.points[self.space.points[index]] for index in query.points]
            option = self.space.options[query.option[0]][query.option[1]] if query.option else None
            asked.append(
                Question(
                    party=query.party,
                    ask=words.ask(chosen, option),
                    because=words.question_because(query, chosen, self.names),
                    gain=query.gain,
                    points=tuple(point.id for point in chosen),
                    kind="option" if option else "points" if chosen else "draft",
                    discloses=self._disclosed(query.party, chosen[0], option) if option else (),
                )
            )
        return tuple(asked)

    def _gaps(self, best: MostSigned, asked: str | None) -> list[Question]:
        """Ask whoever is silent on an option that is the only one nobody rules out."""
        found = []
        for point in self.case.points:
            held = self.held.get(point.id, {})
            option = only_way_left(point, self.case.parties, held)
            if option is None or point.id not in self.space.points:
                continue
            choice = self.space.choice(point.id, option)
            for party in self.draws.signing if asked is None else (asked,):
                if party in held.get(option, {}):
                    continue
                worth = queries(
                    self.draws,
                    best.package,
                    best.candidates,
                    about=[choice[0]],
                    to=(party,),
                    limit=2 * len(point.options) + 2,
                    least_errors=None,
                )
                found.append(
                    Question(
                        party=party,
                        ask=words.ask([point], option),
                        because=words.GAP_BECAUSE.format(party=self.names[party]),
                        gain=max((q.gain for q in worth if q.option == choice), default=0.0),
                        points=(point.id,),
                        kind="gap",
                        discloses=self._disclosed(party, point, option),
                    )
                )
        return found

    def _disclosed(self, party: str, point: Point, option: str) -> tuple[str, ...]:
        """Positions for an option that a party may not see, unless it has seen the option."""
        from onetext.model import Eye

        eye = Eye(reader=party)
        if any(
            eye.may_see(text.marking or self.case.marking)
            and any(clause.option == option for clause in text.clauses_on(point.id))
            for text in self._texts()
        ):
            return ()
        return tuple(
            statement.position.id
            for other in self.draws.record.party_ids
            if other != party
            for statement in self.in_force[other].get((point.id, option), ())
            if not eye.may_see(statement.position.marking or self.case.marking)
        )

    def _weights(self, best: MostSigned | None) -> dict[str, float]:
        """How much each point stands in the way of the best package found."""
        if best is None:
            return {}
        sizes = blocking_weights(self.draws, best.package)
        return dict(zip(self.space.points, map(float, sizes), strict=True))

    def _sensitivities(
        self,
        texts: Sequence[TextFinding],
        packages: Sequence[PackageFinding],
        best: MostSigned | None,
    ) -> tuple[Sensitivity, ...]:
        """What each share of the study would be without one origin of the record."""
        shares = {(text.id, party): s for text in texts for party, s in text.acceptability.items()}
        shares |= {(text.id, ""): text.all for text in texts}
        if best is not None:
            shares |= {(MOST_SIGNED, p): s for p, s in packages[0].acceptability.items()}
            shares[MOST_SIGNED, ""] = packages[0].all
        titles = {source.id: source.title for source in self.case.sources}
        found = []
        package = best.package if best else None
        for shift in shifts_without_origins(self.case, self.as_of, self.draws, self.seed, package):
            share = shares.get((shift.text or MOST_SIGNED, shift.party or ""))
            if share is not None:
                found.append(
                    Sensitivity(
                        text=shift.text or MOST_SIGNED,
                        origin=shift.origin,
                        title=titles.get(shift.origin, shift.origin),
                        n_statements=shift.n_statements,
                        party=shift.party,
                        with_it=share.share,
                        without_it=min(1.0, max(0.0, share.share + shift.change)),
                    )
                )
        return tuple(found)

    def _point(self, point: Point, weight: float) -> PointFinding:
        held = self.held.get(point.id, {})
        standing = point_standing(point, self.case.parties, held)
        return PointFinding(
            id=point.id,
            title=point.title,
            theme=point.theme,
            state=standing.state,
            because=standing.because,
            weight=weight,
            options=tuple(
                OptionFinding(
                    option.id, option.title, self._stances(point, option.id), option.unverified
                )
                for option in point.options
            ),
        )

    def _stances(self, point: Point, option: str) -> tuple[StanceInForce, ...]:
        return tuple(
            StanceInForce(
                party=party,
                stance=statement.position.stance,
                position=statement.position.id,
                since=statement.position.since,
                note=statement.position.note,
                condition=statement.position.condition,
                said_by=statement.position.said_by,
                sources=statement.position.sources,
                n_origins=len(statement.origins),
                credence=statement.credence,
                unverified=statement.position.unverified,
            )
            for party, subjects in self.in_force.items()
            for statement in subjects.get((point.id, option), ())
        )

    def _position_words(self, position_id: str) -> str:
        position = next(p for p in self.case.positions if p.id == position_id)
        point = self.points[position.point or ""]
        titles = [
            point.option(o).title for o in position.options if o in {x.id for x in point.options}
        ]
        return words.position_words(
            self.names[position.party], position.stance, titles, point.title
        )

    def _colliding_red_lines(self, red: RedLines) -> tuple[Conflict, ...]:
        positions = {position.id: position for position in self.case.positions}
        return tuple(
            Conflict(
                positions=members,
                points=tuple(dict.fromkeys(positions[m].point or "" for m in members)),
                because=words.conflict_because([self._position_words(m) for m in members]),
                kind="red-lines",
                how_resolved=words.RED_LINES_RESOLVED,
            )
            for members in red.conflicts
            if members
        )

    def _contradictions(self) -> tuple[Conflict, ...]:
        found: dict[tuple[str, ...], Conflict] = {}
        for record in self.draws.record.parties:
            for clash in contradictions(record.party, record.statements):
                ids = tuple(statement.position.id for statement in clash.statements)
                point, subject = clash.subject
                thing = (
                    self.points[point].title
                    if point in self.points
                    else next((t.title for t in self.case.texts if t.id == subject), subject)
                )
                found.setdefault(
                    ids,
                    Conflict(
                        positions=ids,
                        points=(point,) if point else (),
                        because=words.contradiction_because(
                            self.names[record.party], clash.statements, thing
                        ),
                        kind="statements",
                        how_resolved=words.contradiction_resolved(clash.statements),
                    ),
                )
        return tuple(found.values())


def stances_held(
    in_force: Mapping[str, Mapping[Subject, tuple[Statement, ...]]],
) -> Mapping[str, Mapping[str, Mapping[str, Stance]]]:
    """Return the stances in force: point id -> option id -> party id -> stance.

    Where a party said two things at one date, the less favourable counts here.
    """
    held: dict[str, dict[str, dict[str, Stance]]] = {}
    for party, subjects in in_force.items():
        for (point, option), statements in subjects.items():
            if point:
                stances = [statement.position.stance for statement in statements]
                lowest = min(stances, key=stated_rank)
                held.setdefault(point, {}).setdefault(option, {})[party] = lowest
    return held


def latest_live(texts: Sequence[Text]) -> Text | None:
    """Return the latest text that no other text of these revises; None if there is none."""
    revised = {parent for text in texts for parent in text.revises}
    live = [text for text in texts if text.id not in revised]
    return max(live, key=lambda text: text.date.sort_key, default=None)


def _effective(draws: Draws) -> dict[str, float]:
    """Kish's effective number of draws per party."""
    return {
        party: float(
            profile.likelihood.sum() ** 2 / max(float(np.square(profile.likelihood).sum()), 1e-300)
        )
        for party, profile in draws.profiles.items()
    }
