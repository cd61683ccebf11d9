"""Study a case: what could be signed, what blocks, what to trade, what to ask whom next."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from concurrent.futures import Executor

from onetext.errors import ImpossibleRequest, Problem
from onetext.mediation.bounds import MOST_GROUPS
from onetext.mediation.solutions import red_lines
from onetext.model import Case
from onetext.preferences.diagnostics import effective_size
from onetext.preferences.draws import Draws, record_of, sample_draws
from onetext.workflows import study_words as words
from onetext.workflows.study_basis import Basis, basis_of
from onetext.workflows.study_conflicts import conflicts_of, red_line_positions
from onetext.workflows.study_frontier import frontier_of
from onetext.workflows.study_notes import notes
from onetext.workflows.study_packages import package_findings
from onetext.workflows.study_points import point_findings
from onetext.workflows.study_questions import questions_of
from onetext.workflows.study_result import Study
from onetext.workflows.study_sensitivity import sensitivities_of
from onetext.workflows.study_texts import chosen_text, text_findings
from onetext.workflows.study_trades import trades_of
from onetext.workflows.study_what_if import what_ifs

DEFAULT_DRAWS = 4000
LEAST_DRAWS = 100
DEFAULT_SEED = 1

Progress = Callable[[str, int, int], None]


def study(
    case: Case,
    *,
    as_of: datetime.date | None = None,
    text: str | None = None,
    asked: str | None = None,
    n_draws: int = DEFAULT_DRAWS,
    seed: int = DEFAULT_SEED,
    tighter_bound: bool = False,
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
    tighter_bound : bool
        Spend some seconds more on how large the share of any package could be.
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
    report = progress or (lambda what, done, total: None)
    basis = studied_basis(
        case,
        as_of=as_of,
        text=text,
        n_draws=n_draws,
        seed=seed,
        executor=executor,
        progress=report,
    )
    return study_of(basis, asked=asked, tighter_bound=tighter_bound, progress=report)


def studied_basis(
    case: Case,
    *,
    as_of: datetime.date | None = None,
    text: str | None = None,
    n_draws: int = DEFAULT_DRAWS,
    seed: int = DEFAULT_SEED,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Basis:
    """Return what a `study` with the same arguments rests on: it raises the same."""
    as_of = as_of or case.as_of
    _check_request(case, n_draws)
    chosen = chosen_text(case, text, as_of)
    report = progress or (lambda what, done, total: None)
    record = record_of(case, as_of)
    draws = sample_draws(
        record,
        n_draws,
        seed,
        executor=executor,
        progress=lambda done, total: report("drawing preference profiles", done, total),
    )
    fresh = sample_draws(record, n_draws, seed, fresh=True, executor=executor)
    return basis_of(case, as_of, (draws, fresh), seed, chosen)


def study_of(
    basis: Basis,
    *,
    asked: str | None = None,
    tighter_bound: bool = False,
    progress: Progress | None = None,
) -> Study:
    """Return the study that follows from a basis."""
    report = progress or (lambda what, done, total: None)
    return _study(basis, asked, report, MOST_GROUPS if tighter_bound else 0)


def _study(basis: Basis, asked: str | None, report: Progress, bound_groups: int) -> Study:
    """Find everything in the order in which one finding needs the other."""
    case, draws = basis.case, basis.draws
    report("judging texts", 0, 5)
    texts = text_findings(basis)
    red = red_lines(basis.space, red_line_positions(basis))
    report("looking for packages", 1, 5)
    packages, best = package_findings(basis, red, bound_groups)
    report("looking for trades", 2, 5)
    trades = trades_of(basis, red)
    report("ranking questions", 3, 5)
    points = point_findings(basis, best)
    questions = questions_of(basis, best, points, asked)
    report("leaving out one origin after the other", 4, 5)
    sensitivities = sensitivities_of(basis, texts, packages, best)
    report("done", 5, 5)
    return Study(
        case=case.id,
        title=case.title,
        as_of=basis.as_of,
        seed=basis.seed,
        n_draws=draws.n_draws,
        parties=draws.record.party_ids,
        signing=draws.signing,
        party_names=basis.names,
        headline=words.headline(texts, packages, points, draws.signing, basis.names),
        texts=texts,
        points=points,
        packages=packages,
        frontier=frontier_of(basis, packages, best),
        conflicts=conflicts_of(basis, red),
        trades=trades,
        questions=questions,
        sensitivities=sensitivities,
        what_ifs=what_ifs(basis, best),
        notes=(*notes(case, draws, basis.as_of), *words.cut_short(red)),
        n_effective=_effective(draws),
        r_hat={party: profile.r_hat for party, profile in draws.profiles.items()},
    )


def _check_request(case: Case, n_draws: int) -> None:
    if len(case.parties) < 2:
        raise ImpossibleRequest(
            Problem(
                what=f"there is nothing to study in {case.id}: it has one party alone"
                if case.parties
                else f"there is nothing to study in {case.id}: it has no party",
                because="an agreement is between two parties at least",
                hint="put on record who else would have to agree",
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


def _effective(draws: Draws) -> dict[str, float]:
    """Kish's effective number of draws per party."""
    return {party: effective_size(p.likelihood) for party, p in draws.profiles.items()}
