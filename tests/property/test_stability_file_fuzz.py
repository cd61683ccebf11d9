"""Whatever a conflict's file holds: a conflict, or our errors at their places. And back again."""

from __future__ import annotations

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onetext.bargaining.stability import GraphModel
from onetext.errors import InvalidCase, OnetextError
from onetext.formats.graph_model_written import conflict_text
from onetext.formats.graph_model_yaml import Conflict, parse_conflict
from onetext.wiring import bundled_conflicts

RELAXED = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
TEXTS = [path.read_text(encoding="utf-8") for path in bundled_conflicts().values()]
PIECES = [
    *":-'\"[]{}|>&*!%@`#?,~\n\t\0\r\x85\u2028\ufeff\\é",
    *("\n  ", "---\n", "null", "[]", "{}", " > ", " <> ", "s1", "1e999", "- - -", "<<: ", "&a *a"),
    *("moves:", "preferences:", "states: []", "now: [s1]", "decision_makers: 3", "? x"),
]


def faults(text):
    """Read a text; return what its refusal leaves untold or puts outside of the file."""
    try:
        return [] if parse_conflict(text, "x.yaml").model.n_states > 0 else ["it has no state"]
    except OnetextError as error:
        has_columns = isinstance(error, InvalidCase) and text.isascii() and text.isprintable()
        n_lines = len(text.splitlines()) + 2
        return [p for p in error.problems if not is_told(p, n_lines, has_columns=has_columns)]


def is_told(problem, n_lines, *, has_columns):
    place = problem.place
    return (
        all((problem.what, problem.because, problem.hint))
        and place.file == "x.yaml"
        and (place.line is None or 1 <= place.line <= n_lines)
        and bool(place.column or not has_columns)
    )


@RELAXED
@given(st.sampled_from(TEXTS), st.integers(0, 2**32))
def test_a_spoilt_file_is_told_or_read(text, seed):
    rng = random.Random(seed)
    for _ in range(rng.randint(1, 4)):
        at, length = rng.randrange(len(text) + 1), rng.choice((0, 0, 1, 3, 40))
        text = text[:at] + rng.choice(PIECES) * rng.randint(0, 2) + text[at + length :]
    assert faults(text) == []


@RELAXED
@given(st.text(max_size=60))
def test_any_text_is_told_or_read(text):
    assert faults(text) == []
    assert (
        faults(f"states: {text}\nmoves: {text}\npreferences: {text}\ndecision_makers: {text}") == []
    )


ids = st.lists(
    st.text(min_size=1, max_size=8).filter(
        lambda t: t == t.strip() and t.isprintable() and not {"<>", ">"} & set(t.split())
    ),
    min_size=1, max_size=5, unique=True,
)  # fmt: skip


@st.composite
def conflicts(draw):
    makers, states = draw(ids), draw(ids)
    n = len(states)
    pairs = [(a, b) for a in range(n) for b in range(n) if a != b]
    one_s = st.frozensets(st.sampled_from(pairs)) if pairs else st.just(frozenset())
    orders = st.tuples(*[st.integers(0, n)] * n)
    drawn = [draw(orders) for _ in makers]
    model = GraphModel(
        tuple(makers),
        tuple(states),
        tuple(draw(one_s) for _ in makers),
        tuple(tuple(1 + sorted(set(r)).index(rank) for rank in r) for r in drawn),
    )
    words = st.text(max_size=12).map(lambda t: " ".join(t.split())).filter(str.isprintable)
    return Conflict(
        model=model,
        title=draw(words) or "x",
        source=draw(words),
        note=draw(words),
        names={one: draw(words) or one for one in makers},
        words={one: draw(words) or one for one in states},
        now=draw(st.sampled_from([None, *states])),
    )


@RELAXED
@given(conflicts())
def test_a_conflict_that_is_written_and_read_is_the_same(conflict):
    assert parse_conflict(conflict_text(conflict), "x.yaml") == conflict
