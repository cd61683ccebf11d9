"""An answer kept by an older onetext is left once a study would come out otherwise."""

from __future__ import annotations

import pytest

from onetext.model import (
    Case,
    Clause,
    Option,
    Party,
    Point,
    Position,
    Source,
    Stance,
    Text,
    UncertainDate,
)
from onetext.workflows import study_jobs
from onetext.workflows.study import study
from onetext.workflows.study_jobs import Asked, fingerprint

PINNED = {
    3: {"north": 0.626, "south": 0.175, "all": 0.109, "most-signed": 0.298},
}
"""Per METHOD, what the study of the case below finds. If it finds otherwise, count METHOD up in
`study_jobs`, and pin what it finds now: else people are shown answers of the method before."""


def said(id_, party, stance, option):
    return Position(
        id=id_,
        party=party,
        stance=stance,
        point=option.partition("-")[0],
        options=(option,),
        since=UncertainDate("2025-01-15"),
        sources=("s",),
    )


def point(id_):
    options = (Option(id=f"{id_}-a", title="A"), Option(id=f"{id_}-b", title="B"))
    return Point(id=id_, title=id_, options=options)


CASE = Case(
    id="pinned",
    title="Pinned",
    parties=(Party(id="north", name="North"), Party(id="south", name="South")),
    points=(point("river"), point("dam"), point("mine")),
    sources=(Source(id="s", title="A report", credibility="2"),),
    texts=(
        Text(
            id="t",
            title="Draft",
            date=UncertainDate("2025-02-01"),
            clauses=(
                Clause(point="river", option="river-a"),
                Clause(point="dam", option="dam-b"),
            ),
        ),
    ),
    positions=(
        said("n1", "north", Stance.PROPOSES, "river-a"),
        said("n2", "north", Stance.OPPOSES, "dam-a"),
        said("s1", "south", Stance.RED_LINE, "river-a"),
        said("s2", "south", Stance.ACCEPTS, "dam-b"),
        said("s3", "south", Stance.OPEN, "mine-a"),
    ),
)


def test_what_a_study_finds_is_pinned_to_the_number_of_its_method():
    found = study(CASE, n_draws=4000, seed=1)
    text = found.texts[0]
    figures = {party: share.share for party, share in text.acceptability.items()}
    figures |= {"all": text.all.share, "most-signed": found.packages[0].all.share}
    assert figures == pytest.approx(PINNED[study_jobs.METHOD], abs=0.002)


def test_another_method_has_other_keys(monkeypatch):
    asked = Asked("drafting-team")
    before = fingerprint(CASE, asked)
    monkeypatch.setattr(study_jobs, "METHOD", study_jobs.METHOD + 1)
    assert fingerprint(CASE, asked) != before
