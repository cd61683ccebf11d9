r"""Which questions to put beside the next draft: those that raise the best draft most.

Rankings come first: which points would hurt a party most in a text made for it, plausible or
random, the one whose answer tells most of how rival drafts compare, as the drafts that teach are
chosen (`next_draft_teaching`), but for one party at a time. A ranking tells as much as several of
the other questions, and no text has to serve all parties at once.

The value of a question is the knowledge gradient over a set of drafts [frazier2009]_:
:math:`\sum_a P(a) \max_x F(x \mid a) - \max_x F(x)`, where :math:`F` is the logarithm of expected
Nash, and :math:`P(a)` and :math:`F(x \mid a)` come from weighing the chains by how likely each
would give the answer. The drafts are the best one, all single changes of it, and Nash points of
means over a few chains, so that a question is worth something only if its answer would change
what is written.

.. [frazier2009] P. Frazier, W. Powell, S. Dayanik, "The knowledge-gradient policy for correlated
   normal beliefs", INFORMS Journal on Computing 21(4), 2009.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onetext.mediation.beliefs_lists import Ranking
from onetext.mediation.beliefs_questions import (
    Favourite,
    Intensity,
    Question,
    Trade,
    answers_of,
    fifths,
    n_answers,
    points_of,
)
from onetext.mediation.next_draft import N_JUDGED as N_TOLD
from onetext.mediation.next_draft import (
    N_RIVALS,
    best_draft,
    candidate_drafts,
    gains_to_the_power,
)
from onetext.mediation.next_draft_blocks import (
    Blocks,
    blocks_of,
    random_packages,
    single_changes,
)
from onetext.mediation.next_draft_teaching import explained_variance, rivalry

Floats = NDArray[np.float32]

N_VARIED = 16
N_TRADES = 60
N_TEXTS = 10
"""Texts of every kind that a ranking may be asked about; twice as many random ones."""
N_JUDGED = 128
"""Chains of each party that judge what a question is worth."""


def next_questions(
    gains: Floats,
    reservation: Floats,
    rng: np.random.Generator,
    *,
    wrong: float,
    n_questions: int | Sequence[int] = 2,
    blocks: Blocks | None = None,
    unordered: NDArray[np.bool_] | None = None,
) -> tuple[Question, ...]:
    """Return the questions most worth asking.

    Parameters
    ----------
    gains : ndarray, shape (n_parties, n_chains, n_points, n_options)
    reservation : ndarray, shape (n_parties, n_chains)
    rng : Generator
    wrong : float
        Chance that an answer is another than the true one.
    n_questions : int or sequence of int
        To every party, or to each of them; never two about the same point.
    blocks : tuple of Block, optional
        Points settled together; every point on its own by default.
    unordered : ndarray of bool, shape (n_parties, n_points), optional
        Where a party may be asked which option is best for it, too.
    """
    blocks = blocks or blocks_of(*gains.shape[2:])
    best = best_draft(gains, reservation, rng, blocks)
    varied = candidate_drafts(gains, reservation, rng, N_VARIED, 5, blocks)
    drafts = np.concatenate([single_changes(blocks, best), varied])
    gains, reservation = gains[:, :N_JUDGED], reservation[:, :N_JUDGED]
    gain = gains_to_the_power(gains, reservation, drafts)
    expected = np.log(gain.mean(axis=1, dtype=np.float64) + 1e-9)
    chosen: list[Question] = []
    n_each = np.broadcast_to(n_questions, len(gains))
    for party in range(len(gains)):
        candidates = _candidates(party, gains[party], best, rng)
        if unordered is not None:
            points = np.flatnonzero(unordered[party]).tolist()
            candidates += [Favourite(party, point, gains.shape[3]) for point in points]
        rest = expected.sum(axis=0) - expected[party]
        worth = _worth(candidates, gains[party], gain[party], rest, wrong)
        best_first = [candidates[i] for i in np.argsort(-worth, kind="stable")]
        chosen += _apart(best_first, int(n_each[party]))
    return tuple(chosen)


def next_rankings(
    gains: Floats,
    reservation: Floats,
    rng: np.random.Generator,
    *,
    blocks: Blocks | None = None,
    heeded: NDArray[np.bool_] | None = None,
) -> tuple[Ranking, ...]:
    """Return a ranking to ask each party for, if its lists are believed.

    Parameters
    ----------
    gains, reservation, rng, blocks
        As in `next_questions`.
    heeded : ndarray of bool, shape (n_parties,), optional
        All by default.
    """
    blocks = blocks or blocks_of(*gains.shape[2:])
    texts = [candidate_drafts(gains, reservation, rng, N_TEXTS, n, blocks) for n in (1, 3)]
    about = np.concatenate([*texts, random_packages(blocks, 2 * N_TEXTS, rng)])
    rivals = candidate_drafts(gains, reservation, rng, N_RIVALS, 3, blocks)
    apart = rivalry(gains[:, :N_TOLD], reservation[:, :N_TOLD], rivals)
    found = []
    for party in range(len(gains)) if heeded is None else np.flatnonzero(heeded).tolist():
        own = slice(party, party + 1)
        told = explained_variance(gains[own, :N_TOLD], apart[own], about)
        found.append(Ranking(party, tuple(about[int(told.argmax())].tolist())))
    return tuple(found)


def _candidates(
    party: int, gains: Floats, best: NDArray[np.int64], rng: np.random.Generator
) -> list[Question]:
    """Intensities of all options, and trades away from the best draft on heavy points."""
    n_points, n_options = gains.shape[1:]
    questions: list[Question] = [
        Intensity(party, point, option) for point in range(n_points) for option in range(n_options)
    ]
    heavy = np.argsort(-gains.max(axis=2).mean(axis=0), kind="stable")[: max(2, n_points // 2)]
    for _ in range(N_TRADES):
        points = rng.choice(heavy, 2, replace=False)
        afters = (best[points] + rng.integers(1, n_options, size=2)) % n_options
        steps = tuple(
            (int(p), int(best[p]), int(after)) for p, after in zip(points, afters, strict=True)
        )
        questions.append(Trade(party, steps))
    return questions


def _worth(
    questions: list[Question],
    gains: Floats,
    gain: Floats,
    rest: NDArray[np.float64],
    wrong: float,
) -> NDArray[np.float64]:
    """Expected Nash, in logarithms, of the best draft after each question's answer.

    Parameters
    ----------
    questions : list of Question
    gains : ndarray, shape (n_chains, n_points, n_options)
    gain : ndarray, shape (n_chains, n_drafts)
        Of the party asked, as in `gains_to_the_power`.
    rest : ndarray, shape (n_drafts,)
        The other parties' part.
    wrong : float
    """
    counts = [n_answers(question) for question in questions]
    first = np.concatenate([[0], np.cumsum(counts)])
    others = (wrong / (np.repeat(counts, counts) - 1)).astype(np.float32)
    likely = np.repeat(others[:, None], len(gains), axis=1)
    chains, fifth = np.arange(len(gains)), fifths(gains)
    for row, question in zip(first, questions, strict=False):
        if isinstance(question, Intensity):
            answers = fifth[:, question.point, question.option]
        else:
            answers = answers_of(question, gains)
        likely[row + answers, chains] = 1.0 - wrong
    chance = likely.mean(axis=1, dtype=np.float64)
    then = (likely @ gain) / np.maximum(likely.sum(axis=1, keepdims=True), np.float32(1e-9))
    best = (np.log(then + np.float32(1e-9)) + rest).max(axis=1)
    worth: NDArray[np.float64] = np.add.reduceat(chance * best, first[:-1])
    return worth


def _apart(questions: list[Question], n_questions: int) -> list[Question]:
    """The first questions of which no two are about the same point."""
    chosen: list[Question] = []
    seen: set[int] = set()
    for question in questions:
        points = points_of(question)
        if len(chosen) < n_questions and not points & seen:
            chosen.append(question)
            seen |= points
    return chosen
