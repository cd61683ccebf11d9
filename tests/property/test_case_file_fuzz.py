"""Whatever a file holds, loading it gives a case or one of our errors: never a traceback."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onetext.errors import InvalidCase, OnetextError, Problem, UnreadableFile
from onetext.formats.case_file import case_text, load_case, load_case_text
from onetext.formats.yaml_reading import MAX_DEPTH
from onetext.model import Case
from onetext.wiring import bundled_cases

RELAXED = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))

SMALL = """\
id: talks
title: Talks
as_of: 2025-11-30
marking: {tlp: GREEN, audience: [a]}
parties: [{id: a, name: A}, {id: b, name: B}]
points:
  - id: p1
    title: P1
    options: [{id: o1, title: O1}, {id: o2, title: O2}]
    if_absent: o1
sources:
  - {id: s1, title: S1, published: 2025, reliability: B, credibility: 2}
texts:
  - id: t1
    title: T1
    date: 2025-11-20
    clauses:
      - {point: p1, number: 1, option: o1, wording: {en: word}, state: bracketed}
  - {id: t2, title: T2, revises: [t1]}
positions:
  - id: x1
    party: a
    stance: accepts-if
    point: p1
    options: [o1]
    since: 2025-11-01/2025-11-03
    note: >-
      A folded
      note.
rules:
  - {id: r1, kind: excludes, when: {p1: o1}, then: {p2: o1}}
weights:
  - {id: w1, party: a, points: {p1: 35}}
briefings:
  - {id: b1, by: A, to: [B], received: false, form: oral}
"""
MARKS = ":-'\"[]{}|>&*!%@`#?,~\n\t\0\r\x85\u2028\ufeff\\é"
PIECES = [
    *MARKS,
    *("\n  ", "---\n", "...\n", "<<: ", "null", "[]", "{}", "- - -", "? ", "1e999", "-1", ".nan"),
    *("2025-13-01", "p9", "id: x\n", "&a ", "*a", "!!python/object:os.system ", "%YAML 1.1\n"),
]


def problems_of(load: Callable[[], Case]) -> tuple[Problem, ...]:
    """Return the problems of a refusal, none if a case came out that can be written again."""
    try:
        case = load()
    except OnetextError as error:
        return error.problems
    assert isinstance(case, Case)
    assert load_case_text(case_text(case)) == case
    return ()


def is_told_or_loaded(text: str) -> bool:
    """Load a text; every problem of a refusal must be complete and lie inside the text."""
    n_lines = len(text.splitlines()) + 2
    for problem in problems_of(lambda: load_case_text(text, "x.yaml")):
        assert problem.what
        assert problem.because
        assert problem.hint
        assert problem.place.file == "x.yaml"
        assert 1 <= (problem.place.line or 1) <= n_lines
        assert (problem.place.column or 1) >= 1
    return True


@st.composite
def mutations(draw: st.DrawFn, source: str) -> str:
    """Cut, repeat, exchange and insert pieces of a good file."""
    text = source
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 30)))
        piece = draw(st.sampled_from(PIECES) | st.just(text[start:end]) | st.text(max_size=3))
        where = draw(st.sampled_from(["replace", "insert", "line"]))
        if where == "replace":
            text = text[:start] + piece + text[end:]
        elif where == "insert":
            text = text[:start] + piece + text[start:]
        else:
            lines = text.split("\n")
            line = draw(st.integers(0, len(lines) - 1))
            other = draw(st.integers(0, len(lines) - 1))
            lines[line] = draw(st.sampled_from([lines[other], "", "  " + lines[line]]))
            text = "\n".join(lines)
    return text


@RELAXED
@given(mutations(SMALL))
def test_a_mutated_small_case(text):
    assert is_told_or_loaded(text)


@settings(RELAXED, max_examples=25)
@given(st.data())
def test_a_mutated_bundled_case(data):
    source = bundled_cases()["camp-david-1978"].read_text(encoding="utf-8")
    assert is_told_or_loaded(data.draw(mutations(source)))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "title", "party", "point", "options", "text", "tlp", "en"]),
            inner,
        )
    ),
    max_leaves=8,
)
FIELDS = st.sampled_from(Case.__slots__)


@RELAXED
@given(st.dictionaries(FIELDS, VALUES, max_size=6))
def test_random_structures_under_the_names_of_the_case(structure):
    assert is_told_or_loaded(json.dumps({"id": "x", "title": "X", **structure}))


@RELAXED
@given(st.text(alphabet=st.sampled_from("ab:-[]{}'\"|>&*!%@#?, \n\t"), max_size=60))
def test_random_punctuation(text):
    assert is_told_or_loaded(text)


@RELAXED
@given(st.binary(max_size=80))
def test_random_bytes(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "fuzz.yaml"
    path.write_bytes(data)
    assert all(problem.hint for problem in problems_of(lambda: load_case(path)))


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{a: " * 20_000,
        "- " * 20_000,
        "\n".join(" " * i + "a:" for i in range(2_000)),
        "a: &a [x]\n" + "".join(f"a{i}: [*a, *a, *a, *a]\n" for i in range(50)),
        "a: &a [*a]",
        '"' + "\\" * 99_999,
        "'" * 99_999,
        "id: " + "x" * 200_000,
        "title: >-\n" + "  x\n" * 50_000,
    ],
    ids=lambda text: text[:12],
)
def test_bombs_are_refused_or_read_and_do_not_explode(text):
    with pytest.raises((InvalidCase, UnreadableFile)) as caught:
        load_case_text(text, "x.yaml")
    assert len(str(caught.value)) < 100_000


def test_nesting_is_bounded():
    with pytest.raises(InvalidCase, match="nested too deeply"):
        load_case_text("id: x\ntitle: " + "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))
