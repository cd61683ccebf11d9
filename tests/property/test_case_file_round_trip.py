"""Writing a case and reading it back gives the same case; saving over a file keeps its comments."""

from __future__ import annotations

import dataclasses
import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onetext.formats.case_file import case_text, load_case, load_case_text, save_case
from onetext.model import (
    Alternative,
    Attribution,
    Briefing,
    Case,
    Clause,
    ClauseState,
    Form,
    KeyHolder,
    Marking,
    Meeting,
    Milestone,
    Option,
    Party,
    Point,
    Position,
    Rule,
    RuleKind,
    Source,
    Stance,
    Text,
    Theme,
    Tlp,
    UncertainDate,
    Weights,
)

AWKWARD = [
    "",
    " ",
    "null",
    "~",
    "yes",
    "1978",
    "1.10",
    "0x1f",
    "2025-11-20",
    "a: b",
    "a #b",
    "- a",
    "# no comment",
    "[draft]",
    "{a}",
    "*a",
    "&a",
    "!a",
    "%a",
    "@a",
    "`a",
    "|",
    ">-",
    '"quoted"',
    "it's",
    "'",
    "\\",
    "---",
    "...",
    "a\nb",
    "a\n\nb\n",
    "a\n\n",
    "\na",
    " a\nb",
    "a \nb",
    "a\r\nb",
    "tab\there",
    "no\u00a0break",
    "line\u2028end",
    "nel\u0085here",
    "\ufeffbom",
    "\u200bzero",
    "e\u0301",
    "\U0001f54a",
    "Київ: «так»",
    "? a",
    "a?",
    ": a",
    "a:",
    "<<",
    "=",
    "word " * 40,
    "word " * 39 + "word",
    "long  double space " * 9 + "end",
    "x" * 300,
    "first line\n" + "word " * 30 + "end\nlast",
]
PROSE = st.one_of(st.sampled_from(AWKWARD), st.text(max_size=40))
DATES = st.sampled_from(
    [
        "",
        "2025",
        "2025-11",
        "2025-11-20",
        "2025-11-18~",
        "2025-11?",
        "2025-11-16/2025-11-18",
        "../2025-11-19",
        "2025-11-19/..",
        "XXXX-10-24",
        "2025-XX-01",
        "2025-01/",
    ]
).map(UncertainDate)
MARKINGS = st.none() | st.builds(
    Marking,
    tlp=st.sampled_from(Tlp),
    audience=st.sampled_from([(), ("p0",)]),
    attribution=st.sampled_from(Attribution),
)
WORDING = st.dictionaries(st.sampled_from(["en", "uk", "zh-Hant"]), PROSE, max_size=2)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw cases that keep their rules, with prose that YAML finds awkward."""
    parties = tuple(
        Party(id=f"p{i}", name=draw(PROSE), role=draw(PROSE), signs=draw(st.booleans()))
        for i in range(draw(st.integers(1, 3)))
    )
    points = tuple(_point(draw, i) for i in range(draw(st.integers(0, 3))))
    sources = tuple(_source(draw, i) for i in range(draw(st.integers(0, 2))))
    texts = tuple(_text(draw, i, points) for i in range(draw(st.integers(0, 3))))
    return Case(
        id=draw(st.sampled_from(["a", "a-1", "1978", "null", "a.b"])),
        title=draw(PROSE),
        summary=draw(PROSE),
        as_of=draw(st.none() | st.dates(min_value=datetime.date(2026, 1, 1))),
        note=draw(PROSE),
        marking=draw(MARKINGS) or Marking(),
        themes=(Theme(id="t", title=draw(PROSE)),),
        parties=parties,
        key_holders=(KeyHolder(id="k", name=draw(PROSE), because=draw(PROSE)),),
        points=points,
        rules=_rules(draw, points),
        sources=sources,
        texts=texts,
        positions=_positions(draw, points),
        weights=_weights(draw, points),
        meetings=(
            Meeting(id="m", title="x", participants=tuple(draw(st.lists(PROSE, max_size=4)))),
        ),
        milestones=(Milestone(id="due", title=draw(PROSE), date=draw(DATES)),),
        briefings=(
            Briefing(
                id="b",
                by=draw(PROSE),
                to=tuple(draw(st.lists(PROSE, max_size=2))),
                form=draw(st.sampled_from(Form)),
                received=draw(st.booleans()),
                marking=draw(MARKINGS),
            ),
        ),
    )


def _point(draw: st.DrawFn, i: int) -> Point:
    options = tuple(
        Option(id=f"o{j}", title=draw(PROSE), unverified=draw(st.booleans()))
        for j in range(draw(st.integers(0, 3)))
    )
    return Point(
        id=f"pt{i}",
        title=draw(PROSE),
        theme=draw(st.sampled_from([None, "t"])),
        options=options,
        if_absent="o0" if options and draw(st.booleans()) else None,
    )


def _source(draw: st.DrawFn, i: int) -> Source:
    return Source(
        id=f"s{i}",
        title=draw(PROSE),
        published=draw(DATES),
        reliability=draw(st.sampled_from("ABCDEF")),
        credibility=draw(st.sampled_from("123456")),
        derived_from=("s0",) if i else (),
        note=draw(PROSE),
    )


def _text(draw: st.DrawFn, i: int, points: tuple[Point, ...]) -> Text:
    clauses = tuple(
        Clause(
            point=point.id,
            number=draw(st.none() | st.sampled_from(["1", "1.10", "01", "iv", ""])),
            wording=draw(WORDING),
            state=draw(st.sampled_from(ClauseState)),
            alternatives=tuple(
                Alternative(wording=draw(WORDING), asked_by=("p0",))
                for _ in range(draw(st.integers(0, 2)))
            ),
        )
        for point in points
    )
    revises = tuple(f"x{j}" for j in range(i) if draw(st.booleans()))
    return Text(id=f"x{i}", title="T", date=draw(DATES), revises=revises, clauses=clauses)


def _positions(draw: st.DrawFn, points: tuple[Point, ...]) -> tuple[Position, ...]:
    return tuple(
        Position(
            id=f"pos-{point.id}",
            party="p0",
            stance=draw(st.sampled_from([s for s in Stance if not s.says_nothing])),
            point=point.id,
            options=tuple(option.id for option in point.options),
            note=draw(PROSE),
            since=draw(DATES),
            marking=draw(MARKINGS),
        )
        for point in points
        if point.options
    )


def _rules(draw: st.DrawFn, points: tuple[Point, ...]) -> tuple[Rule, ...]:
    able = [point for point in points if point.options]
    if len(able) < 2:
        return ()
    kind = draw(st.sampled_from(RuleKind))
    return (Rule(id="r", kind=kind, when={able[0].id: "o0"}, then={able[1].id: "o0"}),)


def _weights(draw: st.DrawFn, points: tuple[Point, ...]) -> tuple[Weights, ...]:
    numbers = st.integers(0, 100) | st.floats(0, 1e6) | st.sampled_from([1e300, 5e-324])
    return (Weights(id="w", party="p0", points={point.id: draw(numbers) for point in points}),)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_what_is_written_reads_back_as_the_same_case(case: Case) -> None:
    assert load_case_text(case_text(case)) == case


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(before=cases(), after=cases())
def test_saving_over_any_case_file_gives_the_case_that_was_saved(
    before: Case, after: Case, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("case") / "case.yaml"
    save_case(before, path)
    save_case(after, path)
    assert load_case(path) == after


@settings(max_examples=100, deadline=None)
@given(PROSE)
def test_writing_is_stable(prose: str) -> None:
    case = Case(id="a", title=prose, note=prose)
    once = case_text(case)
    assert case_text(load_case_text(once)) == once


COMMENTED = """\
# The head comment.
id: talks      # the id
title: 'Talks'   # single quotes, kept

# About the parties.
parties:
  # Alpha comes first in the alphabet only.
  - id: alpha
    name: Alpha   # its own name
  # Beta is not second.
  - {id: beta, name: Beta}

# About the points.
points:
- id: p1
  title: Border
  # two options so far
  options:
  - id: open
    title: Open
  - id: shut      # as before the war
    title: Shut
# The end.
"""


def test_saving_an_unchanged_case_changes_no_character(tmp_path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(COMMENTED)
    save_case(load_case(path), path)
    assert path.read_text() == COMMENTED


def test_saving_changes_only_the_lines_that_say_something_else(tmp_path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(COMMENTED)
    case = load_case(path)
    p1 = dataclasses.replace(
        case.points[0],
        title="The border",
        options=(case.points[0].options[1], Option(id="patrolled", title="Patrolled")),
    )
    changed = dataclasses.replace(
        case,
        note="Kept by hand.",
        parties=(*case.parties, Party(id="gamma", name="Gamma", signs=False)),
        points=(p1, Point(id="p2", title="Water")),
    )
    save_case(changed, path)
    assert load_case(path) == changed
    assert (
        path.read_text()
        == """\
# The head comment.
id: talks      # the id
title: 'Talks'   # single quotes, kept
note: Kept by hand.

# About the parties.
parties:
  # Alpha comes first in the alphabet only.
  - id: alpha
    name: Alpha   # its own name
  # Beta is not second.
  - {id: beta, name: Beta}
  - id: gamma
    name: Gamma
    signs: false

# About the points.
points:
- id: p1
  title: The border
  # two options so far
  options:
  - id: shut      # as before the war
    title: Shut
  - id: patrolled
    title: Patrolled
- id: p2
  title: Water
# The end.
"""
    )


def test_a_reordered_list_takes_its_comments_along(tmp_path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(COMMENTED)
    case = load_case(path)
    changed = dataclasses.replace(case, parties=case.parties[::-1])
    save_case(changed, path)
    assert load_case(path) == changed
    assert "Beta is not second.\n  - {id: beta, name: Beta}\n  - id: alpha" in path.read_text()
    assert path.read_text().count("#") == COMMENTED.count("#")


def test_windows_line_ends_stay(tmp_path) -> None:
    path = tmp_path / "case.yaml"
    path.write_bytes(COMMENTED.replace("\n", "\r\n").encode())
    case = dataclasses.replace(load_case(path), title="Other")
    save_case(case, path)
    assert load_case(path) == case
    data = path.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") > 20
