"""Which reports are one source: what the same words, a credit or an office say about it."""

from __future__ import annotations

import pytest

from onetext.model import Reading, Report
from onetext.reading.readings import reading

WORDS = "“We will open the bridge when the last tent is gone,”"


def read(*texts: str) -> Reading:
    return reading(
        [Report(id=f"r{at}", file="", text=text, sha256="") for at, text in enumerate(texts)]
    )


@pytest.mark.parametrize(
    ("speaker", "other", "sources"),
    [
        ("a senior official said.", "a senior official said.", 1),
        ("a minister said.", "a minister said.", 1),
        ("one of the ministers said.", "a minister said.", 1),
        ("the interior minister said.", "the interior minister said.", 2),
        ("the bishop of Orm said.", "the bishop said.", 2),
        ("a spokesman for the ministry said.", "the ministry's spokesman said.", 2),
        ("an official told a news conference.", "an official said.", 2),
        ("a minister said. “It is late,” the minister said.", "a minister said.", 1),
    ],
)
def test_an_office_or_an_audience_makes_words_public(
    speaker: str, other: str, sources: int
) -> None:
    first = (
        f"{WORDS} {speaker} Snow fell all day, and the ferry stayed in the bay with its lamps lit."
    )
    second = f"Nobody has crossed since May, when a pier gave way under a cart. {WORDS} {other}"
    assert read(first, second).independent_sources == sources
    assert read(second, first).independent_sources == sources
