"""A hand-made case and the study of it: small, with one of everything a paper can show."""

from __future__ import annotations

import datetime
from types import MappingProxyType

import pytest

from onetext.model import (
    EVERYBODY,
    Alternative,
    Case,
    Clause,
    ClauseState,
    KeyHolder,
    Option,
    Party,
    Point,
    Position,
    Source,
    Stance,
    Text,
    UncertainDate,
)
from onetext.preferences.shares import Share
from onetext.workflows.study_result import (
    Change,
    Conflict,
    OpenPoint,
    OptionFinding,
    PackageFinding,
    PointFinding,
    PointState,
    Question,
    Sensitivity,
    StanceInForce,
    Study,
    TextFinding,
    Trade,
)

PARTIES = ("north", "south", "guarantor")


def _points() -> tuple[Point, ...]:
    return (
        Point(
            id="border",
            title="The border",
            options=(
                Option(id="river", title="along the river"),
                Option(id="ridge", title="along the ridge"),
            ),
        ),
        Point(
            id="forces",
            title="Size of the forces",
            options=(
                Option(id="six", title="60,000"),
                Option(id="eight", title="80,000", unverified=True),
            ),
        ),
        Point(id="water", title="Water", options=(Option(id="share", title="shared by halves"),)),
    )


def _positions() -> tuple[Position, ...]:
    def held(
        identity: str, party: str, stance: Stance, point: str, option: str, **more: object
    ) -> Position:
        fields = {"since": UncertainDate("2025-11-20"), "sources": ("wire",), **more}
        return Position(
            id=identity,
            party=party,
            stance=stance,
            point=point,
            options=(option,),
            **fields,  # type: ignore[arg-type]
        )

    return (
        held("n1", "north", Stance.RED_LINE, "border", "ridge", said_by="the foreign minister"),
        held("s1", "south", Stance.RED_LINE, "border", "river"),
        held("n2", "north", Stance.PROPOSES, "forces", "eight"),
        held("s2", "south", Stance.ACCEPTS_IF, "forces", "six", condition="heavy arms leave"),
        held("g2", "guarantor", Stance.OPEN, "forces", "eight", unverified=True, sources=()),
        held("n3", "north", Stance.PROPOSES, "water", "share"),
        held("s3", "south", Stance.ACCEPTS, "water", "share", sources=("echo",)),
        Position(
            id="st",
            party="south",
            stance=Stance.RESERVES,
            text="first",
            note="Not yet.",
            sources=("wire",),
        ),
        Position(
            id="g3", party="guarantor", stance=Stance.SILENT, point="water", sources=("wire",)
        ),
    )


def _texts() -> tuple[Text, ...]:
    def said(point: str, number: str, words: str, option: str | None = None) -> Clause:
        cited = ("leak",) if number == "1" else ()
        return Clause(
            point=point, number=number, wording={"en": words}, option=option, sources=cited
        )

    first = Text(
        id="first",
        title="First draft",
        date=UncertainDate("2025-11-20"),
        clauses=(
            said("border", "1", "The border follows the river.", "river"),
            said("forces", "2", "The forces of either side are limited to 60,000 men.", "six"),
        ),
    )
    second = Text(
        id="second",
        title="Second draft",
        date=UncertainDate("2025-12-24"),
        revises=("first",),
        clauses=(
            said("forces", "1", "The forces of either side are limited to 80,000 men.", "eight"),
            Clause(
                point="water",
                number="2",
                wording={"en": "Water is shared."},
                state=ClauseState.BRACKETED,
                alternatives=(
                    Alternative(wording={"en": "by halves"}, asked_by=("north",)),
                    Alternative(wording={"en": "by need"}),
                ),
                unverified=True,
            ),
        ),
    )
    return (first, second)


@pytest.fixture(scope="session")
def case() -> Case:
    """Three parties, three points, two texts; one source rewrites the other."""
    return Case(
        id="two-banks",
        title="The two banks",
        as_of=datetime.date(2026, 3, 5),
        note="An invented case.",
        marking=EVERYBODY,
        parties=(
            Party(id="north", name="North bank"),
            Party(id="south", name="South bank"),
            Party(id="guarantor", name="Guarantor", signs=False),
        ),
        key_holders=(
            KeyHolder(
                id="assembly",
                name="Assembly of the north",
                consent_needed_for=("border",),
                because="It ratifies borders.",
                unverified=True,
            ),
        ),
        points=_points(),
        sources=(
            Source(id="wire", title="The Wire", url="https://example.org/1", credibility="3"),
            Source(id="echo", title="The Echo", derived_from=("wire",), language="fr"),
            Source(id="leak", title="The leaked draft"),
            Source(id="unused", title="Never cited"),
        ),
        texts=_texts(),
        positions=_positions(),
    )


def share(value: float, error: float = 0.01) -> Share:
    """A share with its error."""
    return Share(value, error, 1000.0)


def _stances(case: Case, point: str, option: str) -> tuple[StanceInForce, ...]:
    return tuple(
        StanceInForce(
            party=position.party,
            stance=position.stance,
            position=position.id,
            since=position.since,
            note=position.note,
            condition=position.condition,
            said_by=position.said_by,
            sources=position.sources,
            n_origins=1,
            credence=0.5,
            unverified=position.unverified,
        )
        for position in case.positions
        if position.point == point and option in position.options
    )


def _findings(case: Case) -> tuple[PointFinding, ...]:
    states = (PointState.DEADLOCKED, PointState.TRADABLE, PointState.AGREED)
    return tuple(
        PointFinding(
            id=point.id,
            title=point.title,
            theme=point.theme,
            state=state,
            because=f"Because of what is said on {point.title.lower()}.",
            options=tuple(
                OptionFinding(
                    option.id, option.title, _stances(case, point.id, option.id), option.unverified
                )
                for option in point.options
            ),
        )
        for point, state in zip(case.points, states, strict=True)
    )


def _packages() -> tuple[PackageFinding, ...]:
    def package(criterion: str, title: str, border: str, all_share: float) -> PackageFinding:
        return PackageFinding(
            criterion=criterion,
            title=title,
            options=MappingProxyType({"border": border, "forces": "eight", "water": "share"}),
            acceptability={"north": share(0.6), "south": share(0.4), "guarantor": share(0.9)},
            all=share(all_share),
            bound=0.5 if criterion == "most-signed" else None,
            note="Leaves out the red line of one bank.",
        )

    return (
        package("most-signed", "Signed under most profiles", "river", 0.41),
        package("egalitarian", "Best for the worst off", "ridge", 0.33),
    )


@pytest.fixture(scope="session")
def study(case: Case) -> Study:
    """A finding of every kind."""
    texts = tuple(
        TextFinding(
            id=text.id,
            title=text.title,
            date=text.date,
            is_complete=text.is_complete,
            acceptability={
                "north": share(0.06),
                "south": share(0.57, 0.03),
                "guarantor": share(0.88),
            },
            all=share(0.031, 0.005),
            left_open_by={"north": (OpenPoint("forces", "Size of the forces", 0.4),)},
        )
        for text in case.texts
    )
    return Study(
        case=case.id,
        title=case.title,
        as_of=case.as_of,
        seed=7,
        n_draws=2000,
        parties=PARTIES,
        signing=PARTIES[:2],
        party_names={party.id: party.name for party in case.parties},
        headline="Of the texts on the table, First draft comes nearest.",
        texts=texts,
        points=_findings(case),
        packages=_packages(),
        conflicts=(
            Conflict(("n1", "s1"), ("border",), "Each bank rules out what the other could sign."),
        ),
        trades=(
            Trade(
                "first",
                (Change("forces", "Size of the forces", "six", "eight"),),
                {"north": 0.08, "south": 0.0},
                share(0.2),
                "North gains, south loses nothing.",
            ),
        ),
        questions=(
            Question(
                "south",
                "could you live with 80,000?",
                "Either answer tells more than any other.",
                0.07,
            ),
            Question("north", "does water matter more than forces?", "It would settle a trade.", 0),
        ),
        sensitivities=(
            Sensitivity(
                text="first",
                origin="wire",
                title="The Wire",
                n_statements=6,
                party="south",
                with_it=0.57,
                without_it=0.71,
            ),
        ),
        notes=("Positions are ordinal; no score was invented.",),
        n_effective={"north": 1400.0, "south": 900.0},
    )
