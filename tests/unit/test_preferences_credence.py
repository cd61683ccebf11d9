"""Credence follows the grade of the sources, counted by independent origin."""

from __future__ import annotations

import pytest

from onetext.model import Source
from onetext.preferences.credence import credence


def sources(**grades):
    """Sources by id; a value such as "2<a" is credibility 2, derived from source a."""
    made = {}
    for id_, grade in grades.items():
        credibility, _, parents = grade.partition("<")
        made[id_] = Source(
            id=id_,
            title=id_,
            credibility=credibility,
            derived_from=tuple(parents.split("+")) if parents else (),
        )
    return made


@pytest.mark.parametrize(
    ("cited", "believed", "origins"),
    [
        (["a"], 0.9, 1),
        (["b"], 0.7, 1),
        (["c"], 0.5, 1),
        (["d"], 0.3, 1),
        (["e"], 0.1, 1),
        (["f"], 0.5, 1),  # credibility 6: cannot be judged, even odds
        ([], 0.5, 0),  # no source at all: even odds
        (["nowhere"], 0.5, 1),
        (["b", "c"], 1 - 0.3 * 0.5, 2),
        (["c", "c"], 0.5, 1),
        (["b", "copy"], 0.7, 1),  # a rewrite confirms nothing
        (["copy"], 0.7, 1),  # and is no better than what it rewrites
        (["b", "garbled"], 0.7, 1),
        (["garbled"], 0.3, 1),
        (["both"], 1 - 0.3 * 0.5, 2),
    ],
)
def test_credence(cited, believed, origins):
    known = sources(
        a="1", b="2", c="3", d="4", e="5", f="6", copy="1<b", garbled="4<b", both="1<b+c"
    )
    found = credence(cited, known)
    assert found.value == pytest.approx(believed)
    assert len(found.origins) == origins


def test_what_was_not_read_in_a_source_is_never_believed_beyond_even_odds():
    assert credence(["a"], sources(a="1"), unverified=True).value == 0.5
    assert credence(["a"], sources(a="5"), unverified=True).value == pytest.approx(0.1)


def test_an_origin_taken_out_takes_its_rewrites_with_it():
    known = sources(a="2", copy="2<a", b="3")
    assert credence(["copy"], known, without=frozenset({"a"})).value == 0.0
    assert credence(["copy", "b"], known, without=frozenset({"a"})).value == 0.5


def test_a_circle_of_rewrites_is_one_origin():
    known = sources(a="2<b", b="2<a")
    assert credence(["a"], known).value == pytest.approx(0.7)
