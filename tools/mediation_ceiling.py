"""Estimate what a mediator could reach who knew this or that for certain.

    python tools/mediation_ceiling.py [--instances N] [--seed N]

For every negotiation the best draft by expected Nash under beliefs that are right, and exact where
they are said to be: the most that answers of one kind can lead to, asked without end and answered
without error. The figures are in docs/mediation/ceiling.md.
"""

from __future__ import annotations

import argparse

import numpy as np

from onetext.mediation.next_draft import best_draft
from onetext.mediation.simulated_parties import RESERVATIONS, HiddenParties
from onetext.mediation.simulation_plays import Setting, drawn_negotiation, efficiency

N_DRAWS = 200
FIFTHS = 5


class Known:
    """Draws of what is not known about one negotiation, as pieces to combine."""

    def __init__(self, hidden: HiddenParties, rng: np.random.Generator) -> None:
        self.hidden, self.rng = hidden, rng
        n_parties, n_points, n_options = hidden.gains.shape
        self.shape = (n_parties, N_DRAWS, n_points)
        self.weights = hidden.gains.max(axis=2)[:, None]
        self.values = hidden.gains[:, None] / self.weights[..., None]
        self.n_options = n_options

    def any_weights(self) -> np.ndarray:
        """Weights of which nothing is known."""
        return self.rng.dirichlet(np.ones(self.shape[2]), self.shape[:2])

    def ranked_weights(self, n_ranks: int) -> np.ndarray:
        """Weights of which the order of the `n_ranks` heaviest points is known."""
        order = np.argsort(np.argsort(-self.weights, axis=2), axis=2)
        drawn = -np.sort(-self.any_weights(), axis=2)
        drawn[..., n_ranks:] = self.rng.permuted(drawn[..., n_ranks:], axis=2)
        return np.take_along_axis(drawn, np.broadcast_to(order, self.shape), axis=2)

    def any_values(self, known: np.ndarray | None = None) -> np.ndarray:
        """Values of which only the direction is known, where `known`; by default everywhere."""
        inside = np.sort(self.rng.random((*self.shape, self.n_options - 2)), axis=3)
        ends = np.zeros((*self.shape, 1))
        upward = np.concatenate([ends, inside, ends + 1], axis=3)
        directions = np.broadcast_to(self.hidden.directions[:, None], self.shape)
        if known is not None:
            either = self.rng.choice([-1, 1], self.shape)
            directions = np.where(known[:, None], directions, either)
        return np.where(directions[..., None] > 0, upward, upward[..., ::-1])

    def values_in_fifths(self, n_points: int) -> np.ndarray:
        """Values told in fifths for the heaviest points, only ordered elsewhere."""
        told = np.minimum(np.floor(self.values * FIFTHS), FIFTHS - 1)
        inside = (told + self.rng.random((*self.shape, self.n_options))) / FIFTHS
        inside = np.where((self.values <= 0) | (self.values >= 1), self.values, inside)
        heavy = np.argsort(np.argsort(-self.weights, axis=2), axis=2) < n_points
        return np.where(heavy[..., None], inside, self.any_values())


def cases(known: Known) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Return weights and values by what is known."""
    hidden, n = known.hidden, known.shape[2]
    weights, values = known.weights, known.values
    return {
        "directions": (known.any_weights(), known.any_values()),
        "all weights, 70 % of directions": (weights, known.any_values(hidden.known)),
        "order of the 12 heaviest, directions": (known.ranked_weights(12), known.any_values()),
        "order of all weights, directions": (known.ranked_weights(n), known.any_values()),
        "all weights, directions": (weights, known.any_values()),
        "order of all weights, values of the 8 heaviest in fifths":
            (known.ranked_weights(n), known.values_in_fifths(8)),
        "order of all weights, values of the 16 heaviest in fifths":
            (known.ranked_weights(n), known.values_in_fifths(16)),
        "order of all weights, all values": (known.ranked_weights(n), values),
        "all weights and values": (weights, values),
    }  # fmt: skip


def reached(setting: Setting, seed: int, number: int) -> dict[str, float]:
    """Return the efficiency of the best draft of one negotiation, by what is known."""
    hidden, ideal = drawn_negotiation(setting, seed, number)
    rng = np.random.default_rng([seed, number])
    shape = (setting.n_parties, N_DRAWS)
    found = {}
    for name, (weights, values) in cases(Known(hidden, rng)).items():
        gains = (weights[..., None] * values).astype(np.float32)
        gains = np.broadcast_to(gains, (*shape, *gains.shape[2:]))
        floor = rng.uniform(*RESERVATIONS, shape).astype(np.float32)
        found[name] = efficiency(hidden, best_draft(gains, floor, rng), ideal)
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--instances", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    settings = {
        "2 parties": Setting(n_parties=2),
        "4 parties": Setting(),
        "5 parties": Setting(n_parties=5),
        "4 parties, r = .55": Setting(reservation=0.55),
    }
    columns = [
        [reached(setting, asked.seed, number) for number in range(asked.instances)]
        for setting in settings.values()
    ]
    print(f"| known for certain | {' | '.join(settings)} |\n|---|{'---|' * len(settings)}")
    for name in columns[0][0]:
        figures = [[found[name] for found in column] for column in columns]
        cells = (f"{np.median(f):.2f} / {np.quantile(f, 0.1):.2f}" for f in figures)
        print(f"| {name} | {' | '.join(cells)} |".replace(" 0.", " ."))


if __name__ == "__main__":
    main()
