"""Our chains and another sampler of polytopes draw the same weights: 28 points, 12 comparisons."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from onetext.bargaining.space import Space
from onetext.model import Comparison, Intensity
from onetext.preferences.claims import Claim
from onetext.preferences.profiles import PartyRecord, sample_profiles

REFERENCE = json.loads(
    (Path(__file__).parent / "data" / "hopsy_weights.json").read_text(encoding="utf-8")
)
DEGREES = {(1, None): Intensity.MORE, (3, None): Intensity.FAR, (1, 2): Intensity.SLIGHTLY}
N = 1500


@pytest.fixture(scope="module")
def weights():
    n_points = REFERENCE["n_points"]
    space = Space(points=tuple(f"p{n}" for n in range(n_points)), options=(("a", "b"),) * n_points)
    claims = tuple(
        Claim(
            Comparison(
                id=f"c{n}",
                party="p",
                points=(f"p{row['larger']}", f"p{row['smaller']}"),
                by=DEGREES[row["least"], row["most"]],
            ),
            1.0,
            (),
        )
        for n, row in enumerate(REFERENCE["rows"])
    )
    rng = np.random.default_rng(1)
    return sample_profiles(PartyRecord("p", (), (), claims), space, {}, N, rng).weights


def test_every_comparison_holds_in_every_draw(weights):
    for row in REFERENCE["rows"]:
        larger, smaller = weights[:, row["larger"]], weights[:, row["smaller"]]
        assert (larger >= row["least"] * smaller - 1e-6).all()
        if row["most"] is not None:
            assert (larger <= row["most"] * smaller + 1e-6).all()


def test_means_and_spreads_are_those_of_hopsy(weights):
    """Within four and a half standard errors of both samplers together, for all 28 points."""
    assert REFERENCE["r_hat"] < 1.01
    mean, sd = np.asarray(REFERENCE["mean"]), np.asarray(REFERENCE["sd"])
    error = sd * np.sqrt(1 / N + 10 / REFERENCE["draws"])  # a tenth of its draws count as effective
    assert (np.abs(weights.mean(axis=0) - mean) < 4.5 * error).all()
    assert weights.std(axis=0) == pytest.approx(sd, rel=0.1)
