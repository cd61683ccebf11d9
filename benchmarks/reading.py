"""Reading reports: one by one, by the megabyte, and a thousand with all their links.

The reports are generated, in words of our own; every tenth retells the one before it.
`reading_growth.py` beside draws how the cost grows with their number.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache

from work import Work

from onetext.model import Report
from onetext.reading.annotated import annotated_report
from onetext.reading.readings import reading

_START = ("b", "br", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v")
_MIDDLE = ("a", "e", "i", "o", "u", "ai", "ou")
_END = ("", "n", "r", "st", "l", "m")
SYLLABLES = [a + b + c for a in _START for b in _MIDDLE for c in _END]
SMALL = ("the", "of", "will", "with", "their", "a", "in", "for", "and", "to")
OUTLETS = ("Reuters", "Axios", "Bloomberg", "Politico", "CNN")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
N_CHARACTERS = 4_000
_SHARE_OF_SMALL = 0.4


def generated_reports(n: int, seed: int = 1) -> list[Report]:
    """Return `n` reports of about 4 kB, the same for the same seed."""
    chance = random.Random(seed)
    found: list[Report] = []
    told = ""
    for number in range(n):
        quotation = _sentence(chance, 9)
        retells = number % 10 == 9
        told = told if retells else f"“{quotation},” an official told {chance.choice(OUTLETS)}."
        paragraphs = [told]
        while sum(map(len, paragraphs)) < N_CHARACTERS:
            paragraphs.append(_paragraph(chance))
        text = "\n".join(paragraphs)
        found.append(Report(id=f"r{number}", file="", text=text, sha256=""))
    return found


def _paragraph(chance: random.Random) -> str:
    who, other = (f"{_word(chance).title()} {_word(chance).title()}" for _ in range(2))
    frames = (
        f"{who} met {other} in {_word(chance).title()} on {chance.choice(DAYS)}.",
        f"“{_sentence(chance, 12).capitalize()},” {who} said. “{_sentence(chance, 7)}.”",
        f"{who} said that {_sentence(chance, 11)}, and {other} rejected the plan.",
        f"{_sentence(chance, 13).capitalize()}, according to two diplomats.",
        f"{_sentence(chance, 16).capitalize()}.",
    )
    return " ".join(chance.sample(frames, 3))


def _sentence(chance: random.Random, n_words: int) -> str:
    """Words nobody has heard, with the small words of English between them."""
    words = [
        chance.choice(SMALL) if chance.random() < _SHARE_OF_SMALL else _word(chance)
        for _ in range(n_words)
    ]
    return " ".join(["the", *words])


def _word(chance: random.Random) -> str:
    return chance.choice(SYLLABLES) + chance.choice(SYLLABLES)


@cache
def thousand() -> list[Report]:
    """A thousand generated reports."""
    return generated_reports(1_000)


def _reads_one() -> Callable[[], int]:
    """Read 50 reports of 4 kB one by one: divide by fifty."""
    reports = generated_reports(50)
    annotated_report(reports[0])
    return lambda: sum(len(annotated_report(report).statements) for report in reports)


def _reads_news() -> Callable[[], int]:
    """Read a megabyte of text, report by report: the goal of 0.4 MB/s is 2.5 s."""
    reports = thousand()[: 1_000_000 // N_CHARACTERS]
    annotated_report(reports[0])
    return lambda: sum(len(annotated_report(report).statements) for report in reports)


def _links_thousand() -> Callable[[], int]:
    """Read a thousand reports with all their links, as one reading."""
    reports = thousand()
    return lambda: len(reading(reports).links)


def _statements(found: int) -> str:
    return f"{found:,} statements"


def _links(found: int) -> str:
    return f"{found:,} links"


WORKS = (
    Work("50 reports of 4 kB, each read by itself", "1.25 s (25 ms each)", _reads_one, _statements),
    Work("1 MB of reports read", "2.5 s (0.4 MB/s)", _reads_news, _statements),
    Work("1,000 reports of 4 kB with all links", "60 s", _links_thousand, _links),
)
