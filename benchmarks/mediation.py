"""Rows for `run.py`: rounds of the mediator, 28 points with 4 options each.

    python benchmarks/mediation.py [--rounds N]

prints the same by itself, for 2, 4 and 5 parties. A round is a draft, its questions if there are
any, and what is learned from the answers; the mean over the rounds of one negotiation of 16 drafts,
because a round grows with the drafts that were shown before.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np
from threadpoolctl import threadpool_limits
from work import Work

from onetext.mediation.beliefs_questions import answers_of
from onetext.mediation.simulated_parties import answers_to, ranking_of, sample_hidden_parties
from onetext.mediation.strategies_one_text import OneText

WRONG = 0.1
ROUNDS = 16


def rounds(n_parties: int, n_questions: int) -> Callable[[], list[float]]:
    """Play one negotiation; returns the CPU seconds of every round."""
    rng = np.random.default_rng(1)
    hidden = sample_hidden_parties(
        28, 4, n_parties, reservation=0.45, known_directions=0.7, rng=rng
    )

    def play(n_rounds: int = ROUNDS) -> list[float]:
        mediator = OneText(hidden, WRONG, rng, n_questions=n_questions)
        with threadpool_limits(limits=1, user_api="blas"):  # as simulations are played
            return [a_round(mediator) for _ in range(n_rounds)]

    def a_round(mediator: OneText) -> float:
        start = time.process_time()
        draft, questions = mediator.draft(), mediator.questions()
        rankings = mediator.rankings()
        took = time.process_time() - start
        answers = answers_to(hidden, draft, mediator.standing, wrong=WRONG, rng=rng)
        told = [(q, int(answers_of(q, hidden.gains[q.party]))) for q in questions]
        ranked = [
            (q, ranking_of(hidden, q.party, np.array(q.options), wrong=WRONG, rng=rng))
            for q in rankings
        ]
        start = time.process_time()
        mediator.hear(draft, answers, told, ranked)
        return took + time.process_time() - start

    return play


def mean_round(took: list[float]) -> str:
    return f"{np.mean(took) * 1000:.0f} ms a round, longest {max(took) * 1000:.0f} ms"


def row(n_parties: int, n_questions: int) -> Work:
    """A row of the table; the play itself is what is measured, all rounds together."""
    asks = f", {n_questions} questions to each" if n_questions else ""
    goal = "≤ 150 ms a round" if n_parties == 5 and not n_questions else ""
    name = f"{ROUNDS} rounds of the mediator, 28 × 4, {n_parties} parties{asks}"
    return Work(name, goal, lambda: rounds(n_parties, n_questions), mean_round)


WORKS = tuple(row(n_parties, n) for n in (0, 2) for n_parties in (2, 4, 5))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args()
    print("| parties | questions | ms a round | longest |\n|---|---|---|---|")
    for n_parties in (2, 4, 5):
        for n_questions in (0, 2):
            took = rounds(n_parties, n_questions)(asked.rounds)
            mean, longest = np.mean(took) * 1000, max(took) * 1000
            print(f"| {n_parties} | {n_questions} | {mean:.0f} | {longest:.0f} |")


if __name__ == "__main__":
    main()
