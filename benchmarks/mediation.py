"""Measure the CPU time of a mediator's round: a draft, its questions, learning from answers.

    python benchmarks/mediation.py [--rounds N]

28 points, 4 options; mean over the rounds of one negotiation, without and with questions.
"""

import argparse
import time

import numpy as np

from onetext.mediation.beliefs_questions import answers_of
from onetext.mediation.simulated_parties import answers_to, sample_hidden_parties
from onetext.mediation.strategies_one_text import OneText

WRONG = 0.1


def seconds(n_parties: int, n_questions: int, n_rounds: int) -> tuple[float, float]:
    """CPU seconds of a round, mean and longest."""
    rng = np.random.default_rng(1)
    hidden = sample_hidden_parties(
        28, 4, n_parties, reservation=0.45, known_directions=0.7, rng=rng
    )
    mediator = OneText(hidden, WRONG, rng, n_questions=n_questions)
    took = []
    for _ in range(n_rounds):
        start = time.process_time()
        draft, questions = mediator.draft(), mediator.questions()
        took.append(time.process_time() - start)
        answers = answers_to(hidden, draft, mediator.standing, wrong=WRONG, rng=rng)
        told = [(q, int(answers_of(q, hidden.gains[q.party]))) for q in questions]
        start = time.process_time()
        mediator.hear(draft, answers, told)
        took[-1] += time.process_time() - start
    return float(np.mean(took)), max(took)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=16)
    asked = parser.parse_args()
    print("| parties | questions | ms a round | longest |\n|---|---|---|---|")
    for n_parties in (2, 4, 5):
        for n_questions in (0, 2):
            mean, longest = seconds(n_parties, n_questions, asked.rounds)
            print(f"| {n_parties} | {n_questions} | {mean * 1000:.0f} | {longest * 1000:.0f} |")


if __name__ == "__main__":
    main()
