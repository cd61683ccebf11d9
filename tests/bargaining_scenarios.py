"""What hypothesis draws for bargaining: small scenarios with everything awkward in them."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from onetext.bargaining import (
    AtMost,
    Excludes,
    IfThen,
    Interaction,
    Linear,
    Requires,
    Scenario,
    egalitarian_solution,
    kalai_smorodinsky_solution,
    nash_solution,
    utilitarian_solution,
)
from onetext.bargaining.reference import brute_force

QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])

METHODS = [
    (nash_solution, brute_force.nash),
    (egalitarian_solution, brute_force.egalitarian),
    (kalai_smorodinsky_solution, brute_force.kalai_smorodinsky),
    (utilitarian_solution, brute_force.utilitarian),
]


@st.composite
def scenarios(draw, max_points=4, max_options=4, numbers=None, has_rules=True):
    n_parties = draw(st.integers(2, 5))
    n_points = draw(st.integers(1, max_points))
    n_options = [draw(st.integers(1, max_options)) for _ in range(n_points)]
    if numbers is None:
        numbers = draw(st.sampled_from([st.integers(0, 3), st.integers(-20, 60)]))
    row = st.lists(numbers, min_size=n_parties, max_size=n_parties)
    scores = [[draw(row) for _ in range(n)] for n in n_options]
    choice = st.integers(0, n_points - 1).flatmap(
        lambda p: st.tuples(st.just(p), st.integers(0, n_options[p] - 1))
    )
    interaction = st.builds(
        lambda choices, worth: Interaction(
            tuple((p, (o,)) for p, o in dict(choices).items()), tuple(worth)
        ),
        st.lists(choice, min_size=1, max_size=2),
        row,
    )
    forbidden = draw(st.lists(choice, max_size=1))
    if not has_rules:
        return Scenario.of(scores, draw(row), forbidden=forbidden)
    return Scenario.of(
        scores,
        draw(row),
        rules=draw(st.lists(rules(choice), max_size=3)),
        forbidden=forbidden,
        interactions=draw(st.lists(interaction, max_size=1)),
    )


def rules(choice):
    few = st.lists(choice, min_size=1, max_size=3).map(tuple)
    terms = st.lists(st.tuples(choice, st.integers(-3, 3)), min_size=1, max_size=4).map(tuple)
    return st.one_of(
        st.builds(Requires, few, few),
        st.builds(Excludes, few),
        st.builds(AtMost, st.integers(0, 2), few),
        st.builds(IfThen, few, few),
        st.builds(Linear, terms, st.integers(-2, 3)),
    )
