"""Draw the weights of tests/golden/data/hopsy_weights.json with hopsy, another such sampler.

    python -m venv build/hopsy-venv && build/hopsy-venv/bin/pip install hopsy
    build/hopsy-venv/bin/python tools/hopsy_reference.py [--draws N]

An environment of its own, because hopsy is large and one of its parts has another licence than
ours: nothing of onetext is loaded beside it, and nothing of it ships. Writes means, standard
deviations, the number of draws and hopsy's own R-hat into the file.
"""

from __future__ import annotations

import argparse
import json
from importlib.metadata import version
from pathlib import Path

import hopsy
import numpy as np

FILE = Path(__file__).parent.parent / "tests" / "golden" / "data" / "hopsy_weights.json"


def polytope(n_points: int, rows: list[dict]) -> tuple[np.ndarray, np.ndarray]:
    """Inequalities ``A w <= b`` of all weights but the last, which is what is left of 1."""
    n = n_points - 1
    above, right = [-np.eye(n), np.ones((1, n))], [np.zeros(n), np.ones(1)]
    for row in rows:
        least = np.zeros((1, n))
        least[0, row["smaller"]], least[0, row["larger"]] = row["least"], -1.0
        above.append(least)
        right.append(np.zeros(1))
        if row["most"] is not None:
            most = np.zeros((1, n))
            most[0, row["larger"]], most[0, row["smaller"]] = 1.0, -row["most"]
            above.append(most)
            right.append(np.zeros(1))
    return np.concatenate(above), np.concatenate(right)


def main() -> None:
    """Sample, and write what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=5000, help="of each of four chains")
    asked = parser.parse_args()
    data = json.loads(FILE.read_text(encoding="utf-8"))
    problem = hopsy.round(hopsy.Problem(*polytope(data["n_points"], data["rows"])))
    chains = [hopsy.MarkovChain(problem) for _ in range(4)]
    rngs = [hopsy.RandomNumberGenerator(seed=seed) for seed in range(4)]
    _, drawn = hopsy.sample(chains, rngs, n_samples=asked.draws, thinning=100)
    r_hat = float(np.max(hopsy.rhat(drawn)))
    drawn = drawn.reshape(-1, drawn.shape[2])
    weights = np.column_stack([drawn, 1.0 - drawn.sum(axis=1)])
    data |= {
        "hopsy": version("hopsy"),
        "draws": len(weights),
        "r_hat": round(r_hat, 4),
        "mean": [round(float(mean), 6) for mean in weights.mean(axis=0)],
        "sd": [round(float(sd), 6) for sd in weights.std(axis=0)],
    }
    rows = data.pop("rows")
    body = json.dumps(data, indent=2)[:-2]
    lines = ",\n".join(f"    {json.dumps(row)}" for row in rows)
    FILE.write_text(f'{body},\n  "rows": [\n{lines}\n  ]\n}}\n', encoding="utf-8")
    print(f"{len(weights)} draws, R-hat {r_hat:.3f}")


if __name__ == "__main__":
    main()
