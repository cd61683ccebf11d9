"""The Elmira conflict and two games of two: do the stability definitions match print?

Elmira as in Fang, Hipel and Kilgour (1993) and Kilgour, Hipel, Fang and Peng (2001): a ministry
may modify its control order, a firm delays, accepts or abandons its plant, a local government
insists on the original order.
"""

from __future__ import annotations

import pytest

from onetext.bargaining.stability import GraphModel, joint_improvements, stability_table

S = [f"s{n}" for n in range(1, 10)]


def pairs(text):
    return [tuple(f"s{n}" for n in pair.split(">")) for pair in text.split()]


def order(text):
    return [f"s{n}" for n in text.split(">")]


@pytest.fixture(scope="module", params=["1>4>8>5>9>3>7>2>6", "1>4>8>5>9>2>3>7>6"])
def elmira(request):
    """The firm's order is printed in two ways; both have the same equilibria."""
    return GraphModel.of(
        S,
        {
            "ministry": order("7>3>4>8>5>1>2>6>9"),
            "firm": order(request.param),
            "local government": order("7>3>5>1>8>6>4>2>9"),
        },
        {
            "ministry": pairs("1>2 3>4 5>6 7>8"),
            "firm": pairs("1>3 1>9 2>4 2>9 3>9 4>9 5>7 5>9 6>8 6>9 7>9 8>9"),
        },
        {"local government": pairs("1>5 2>6 3>7 4>8")},
    )


@pytest.mark.parametrize(
    ("concept", "equilibria"),
    [
        ("Nash", ("s5", "s8", "s9")),
        ("SEQ", ("s5", "s8", "s9")),
        ("GMR", ("s1", "s4", "s5", "s8", "s9")),
        ("SMR", ("s1", "s4", "s5", "s8", "s9")),
    ],
)
def test_elmira_equilibria(elmira, concept, equilibria):
    assert stability_table(elmira).equilibria(concept) == equilibria


def test_elmira_ministry_and_firm_together_leave_delay_for_a_modified_order(elmira):
    """The published jump: neither of them can go there alone, both prefer it."""
    together = frozenset({0, 1})
    assert joint_improvements(elmira, together, S.index("s5")) == (S.index("s8"),)
    table = stability_table(elmira, coalition_size=3)
    assert table.equilibria("Nash") == ("s8", "s9")
    assert table.standing("Nash", together, S.index("s5")).escape == S.index("s8")


def game_of_two(of_first, of_second):
    states = ["CC", "CD", "DC", "DD"]
    both_ways = {"first": [("CC", "DC"), ("CD", "DD")], "second": [("CC", "CD"), ("DC", "DD")]}
    return GraphModel.of(states, {"first": of_first, "second": of_second}, {}, both_ways)


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        (
            game_of_two(["DC", "CC", "DD", "CD"], ["CD", "CC", "DD", "DC"]),  # prisoner's dilemma
            {"Nash": ("DD",), **dict.fromkeys(("GMR", "SMR", "SEQ"), ("CC", "DD"))},
        ),
        (
            game_of_two(["DC", "CC", "CD", "DD"], ["CD", "CC", "DC", "DD"]),  # chicken
            {
                **dict.fromkeys(("Nash", "SEQ"), ("CD", "DC")),
                **dict.fromkeys(("GMR", "SMR"), ("CC", "CD", "DC")),
            },
        ),
    ],
    ids=["prisoners-dilemma", "chicken"],
)
def test_games_of_two(model, expected):
    table = stability_table(model)
    assert {concept: table.equilibria(concept) for concept in expected} == expected
