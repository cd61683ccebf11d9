"""Draws against the slow and obvious way: propose profiles from the prior, keep those that fit."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.bargaining.space import Space
from onetext.model import Position, Stance
from onetext.preferences.acceptability import share_of
from onetext.preferences.draws import Draws, Record
from onetext.preferences.profiles import PartyRecord, sample_profiles, utilities
from onetext.preferences.statements import Statement
from onetext.preferences.zone import may_have_zone

SPOKEN = [stance for stance in Stance if not stance.says_nothing]
SPACE = Space(points=("p0", "p1"), options=(("a", "b", "c"), ("a", "b")))
PACKAGES = list(itertools.product(range(3), range(2)))

stances = st.dictionaries(
    st.sampled_from([(0, 0), (0, 1), (0, 2), (1, 0), (1, 1)]), st.sampled_from(SPOKEN), max_size=5
)
answers = st.dictionaries(
    st.sampled_from(PACKAGES), st.sampled_from([Stance.ACCEPTS, Stance.OPPOSES]), max_size=2
)


def said(stances, answers):
    """Statements believed without a doubt."""
    names = [
        Position(
            id=f"{point}{option}",
            party="p",
            stance=stance,
            point=SPACE.points[point],
            options=(SPACE.options[point][option],),
        )
        for (point, option), stance in stances.items()
    ]
    names += [
        Position(id=str(package), party="p", stance=stance, text=str(package))
        for package, stance in answers.items()
    ]
    return tuple(Statement(position, 1.0, ()) for position in names)


LADDER = {"proposes": 6, "accepts": 5, "accepts-if": 4, "open": 3, "reserves": 2, "opposes": 1,
          "red-line": 0}  # fmt: skip
PINNED = {6: 1.0, 0: 0.0}


def proposed_values(stances, floor, rng):
    """Values drawn again and again until they stand in the order of the stances."""
    n = len(floor)
    values = rng.random((n, 2, 3))
    for p in range(2):
        said = {o: LADDER[str(s)] for (q, o), s in stances.items() if q == p}
        line = rng.choice([2, 3, 4, 5], n)  # where the party draws its line, evenly
        waiting = np.arange(n)
        while len(waiting):
            low, high = floor[waiting], line[waiting]
            drawn = rng.random((len(waiting), 3))
            for o, rung in said.items():
                above = low + (1 - low) * drawn[:, o]
                drawn[:, o] = np.where(rung >= high, above, low * drawn[:, o])
                drawn[:, o] = PINNED.get(rung, drawn[:, o])
            ordered = np.ones(len(waiting), dtype=bool)
            for o, rung in said.items():
                for other, higher in said.items():
                    if higher > rung and higher not in PINNED and rung not in PINNED:
                        ordered &= drawn[:, other] > drawn[:, o]
            values[waiting[ordered], p] = drawn[ordered]
            waiting = waiting[~ordered]
    return values


def rejection_shares(stances, answers, n, rng):
    """Share of profiles that fit in which each package is accepted; None if too few fit."""
    weights = rng.dirichlet([1.0, 1.0], n)
    floor = rng.random(n)
    values = proposed_values(stances, floor, rng)
    fits = np.ones(n, dtype=bool)
    red = np.zeros((2, 3), dtype=bool)
    for (p, o), stance in stances.items():
        red[p, o] = stance is Stance.RED_LINE
    accepted = {}
    for x in PACKAGES:
        worth = sum(weights[:, p] * values[:, p, x[p]] for p in range(2))
        # an option worth exactly no agreement is accepted: rounding must not decide it
        accepted[x] = (worth >= floor - 1e-12) & (not any(red[p, x[p]] for p in range(2)))
    for package, stance in answers.items():
        fits &= accepted[package] == (stance is Stance.ACCEPTS)
    if fits.sum() < 400:
        return None
    return {x: (accepted[x][fits].mean(), int(fits.sum())) for x in PACKAGES}


@settings(max_examples=25, deadline=None, derandomize=True)
@given(stances=stances, answers=answers)
def test_draws_agree_with_rejection_sampling(stances, answers):
    rng = np.random.default_rng(7)
    expected = rejection_shares(stances, answers, 60_000, rng)
    if expected is None:
        return
    n = 6000
    readings = {str(x): np.tile(np.asarray(x), (n, 1)) for x in answers}
    drawn = sample_profiles(PartyRecord("p", said(stances, answers)), SPACE, readings, n, rng)
    for package, (share, size) in expected.items():
        worth = utilities(drawn.gains, np.tile(np.asarray(package), (n, 1)))
        found = share_of(worth >= drawn.reservation - 1e-6, drawn.likelihood)
        assert abs(found.share - share) < 5 * (found.error + np.sqrt(0.25 / size)), package


def random_draws(seed, n_parties=3, n_draws=150):
    rng = np.random.default_rng(seed)
    records, profiles = [], {}
    for index in range(n_parties):
        choices = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1)]
        stances = {c: SPOKEN[rng.integers(len(SPOKEN))] for c in choices if rng.random() < 0.6}
        record = PartyRecord(f"p{index}", tuple(
            Statement(s.position, 0.7, ()) for s in said(stances, {})
        ))  # fmt: skip
        records.append(record)
        profiles[record.party] = sample_profiles(record, SPACE, {}, n_draws, rng)
    return Draws(Record(SPACE, tuple(records), (True,) * n_parties, ()), profiles, {})


@pytest.mark.parametrize("seed", range(8))
def test_a_zone_is_called_empty_only_where_no_package_is_accepted_by_all(seed):
    draws = random_draws(seed)
    accepted = np.zeros(draws.n_draws, dtype=bool)
    for package in PACKAGES:
        packages = np.tile(np.asarray(package), (draws.n_draws, 1))
        together = np.ones(draws.n_draws, dtype=bool)
        for profile in draws.profiles.values():
            together &= utilities(profile.gains, packages) >= profile.reservation
        accepted |= together
    possible = may_have_zone(draws)
    assert (possible | ~accepted).all()
    assert not possible.all()  # and it does find some
