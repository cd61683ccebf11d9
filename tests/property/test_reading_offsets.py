"""Whatever the text, every place found is a place in it, and nothing but our errors is raised."""

from __future__ import annotations

import contextlib
import datetime
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hanging import HANGING, n_calls
from onetext.errors import OnetextError
from onetext.formats.intake import FileIntake
from onetext.formats.reading_json import reading_json
from onetext.model import Report, Span
from onetext.reading.annotated import AnnotatedReport, annotated_report
from onetext.reading.readings import reading
from onetext.workflows.read_reports import read_reports

PIECES = [
    "“", "”", '"', "''", "``", "«", "»", "„", "‘", "’", "'", ",", ".", "?!", "…", ":", ";", "—",
    "(", ")", "\n", "\n\n", "\r\n", " ", "\u00a0", "\u200f", "\u202e", "\u2066", "\x00", "🙂",
    "👩‍👩‍👧", "é", "e\u0301", "İ", "ß", "He", "said", "told Axios", "the official", "A US official",
    "Rubio", "Marco Rubio", "according to", "that", "the plan is ready", "officials are aware that",
    "met", "in Geneva", "on Wednesday", "from Oct. 24 to 26", "last August", "29 February", "2025",
    "9999-99-99", "31", "earlier this week", "who", "adding", "described", "as", "put it", "HomeA",
    "U.S.", "Trump–Putin", "Zelensky’s", "a plan Moscow opposes", "with", "postponed",
    "the outlet", "a statement by", "said:", "“We know,”", "not", "does", "99999999999999999999",
]  # fmt: skip

texts = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join) | st.text(max_size=300)
glued = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
days = st.none() | st.dates(datetime.date(1900, 1, 5), datetime.date(2150, 12, 28))


def report(text: str, published: datetime.date | None = None, name: str = "r") -> Report:
    return Report(id=name, file="x.txt", text=text, sha256="", published=published)


def spans(found: AnnotatedReport) -> list[Span]:
    places = [span for s in found.statements for span in (*s.content, *s.quoted, *s.hedges)]
    places += [s.speaker_span for s in found.statements if s.speaker_span]
    places += [s.addressee_span for s in found.statements if s.addressee_span]
    named = [s.cue for s in found.statements if s.cue]
    named += [credit for s in found.statements for credit in s.outlet_chain]
    named += [*found.meetings, *found.dates]
    return places + [Span(report="r", start=one.start, end=one.end) for one in named]


@given(text=texts | glued, published=days)
@settings(deadline=None)
def test_every_place_is_in_the_text(text: str, published: datetime.date | None) -> None:
    found = annotated_report(report(text, published))
    for span in spans(found):
        assert 0 <= span.start < span.end <= len(text)
        assert span.of(text).strip()
    for date in found.dates:
        assert text[date.start : date.end] == date.text
        assert date.resolved == (date.earliest is not None)
        if date.earliest and date.latest:
            assert date.earliest <= date.latest
    for statement in found.statements:
        assert all(
            quoted.start >= min(c.start for c in statement.content) for quoted in statement.quoted
        )


@given(
    before=st.sampled_from(["", "🙂 ", "\u202eAbc. ", "e\u0301 ", "\x00 "]),
    words=st.lists(
        st.sampled_from(["We", "want", "peace", "now", "é", "🙂", "شلام", "it’s", "U.S.", "28"]),
        min_size=5,
        max_size=12,
    ),
    marks=st.sampled_from(["“”", '""', "«»", "„“", '“"', '"”']),
    frame=st.sampled_from(["{q} Marco Rubio said.", "Marco Rubio said: {q}", "{q} said Rubio."]),
)
def test_a_quotation_is_cut_out_as_printed(
    before: str, words: list[str], marks: str, frame: str
) -> None:
    quotation = f"{marks[0]}{' '.join(words)},{marks[1]}"
    text = before + frame.format(q=quotation)
    quoted = [q.of(text) for s in annotated_report(report(text)).statements for q in s.quoted]
    assert quoted == [quotation]


@given(a=texts, b=texts)
@settings(max_examples=40, deadline=None)
def test_two_reports_always_give_a_reading(a: str, b: str) -> None:
    result = reading([report(a, name="a"), report(b, name="b")])
    assert result.independent_sources in (1, 2)
    assert result.independent_sources == 2 - bool(result.links)
    reading_json(result)


@given(raw=st.binary(max_size=400))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_bytes_give_a_reading_or_one_of_our_errors(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(raw)
    with contextlib.suppress(OnetextError):
        assert read_reports([path], FileIntake()).independent_sources == 1


LONG = [
    ("“", 10_000), ('"', 10_000), ("He said “a” ", 4_000), ("word ", 40_000), ("said ", 20_000),
    ("a, who, ", 10_000), ("told that and, ", 8_000), ("(", 20_000), ("A", 200_000),
    ("X and ", 20_000), ("’", 30_000), ("Oct. 24 to ", 10_000), ("U.S.", 30_000), ("a-", 60_000),
    ("1.", 60_000), ("met in ", 10_000), ("He said it is so.\n", 5_000),
]  # fmt: skip


@pytest.mark.parametrize(("piece", "_times"), LONG, ids=[piece for piece, _ in LONG])
def test_twice_the_text_is_no_more_than_twice_the_work(piece: str, _times: int) -> None:
    n_calls(reading, [report(piece * 10)])  # what is made once is not counted
    half, whole = (n_calls(reading, [report(piece * times)]) for times in (500, 1_000))
    assert whole < 2.2 * half + 1_000


@pytest.mark.parametrize(("piece", "times"), LONG, ids=[piece for piece, _ in LONG])
def test_no_long_text_hangs(piece: str, times: int) -> None:
    before = time.process_time()
    reading([report(piece * times)])
    assert time.process_time() - before < HANGING
