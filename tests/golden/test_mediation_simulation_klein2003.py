"""Klein, Faratin, Sayama and Bar-Yam (2003): annealing parties and the prisoners' dilemma."""

from __future__ import annotations

import numpy as np
import pytest

from onetext.mediation.simulation_klein import contract_scores

PUBLISHED = {
    ("climbs", "climbs"): (0.73, 0.74, 0.86),
    ("anneals", "climbs"): (0.51, 0.99, 0.86),
    ("anneals", "anneals"): (0.84, 0.84, 0.98),
}
"""Worth to the first party, to the second, social welfare, as printed."""


@pytest.fixture(scope="module")
def found():
    return {kinds: contract_scores(kinds, np.random.default_rng(1)) for kinds in PUBLISHED}


@pytest.mark.parametrize("kinds", PUBLISHED)
def test_the_printed_scores_come_out(found, kinds):
    scores = found[kinds]
    assert (scores.first, scores.second, scores.welfare) == pytest.approx(
        PUBLISHED[kinds], abs=0.05
    )


def test_it_is_a_prisoners_dilemma(found):
    both, neither = found["anneals", "anneals"], found["climbs", "climbs"]
    mixed = found["anneals", "climbs"]
    tempted, exploited = mixed.second, mixed.first
    assert tempted > min(both.first, both.second)
    assert min(both.first, both.second) > max(neither.first, neither.second)
    assert min(neither.first, neither.second) > exploited
