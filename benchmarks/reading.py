"""Measure the reading: CPU per report, throughput, a thousand reports with links, and growth.

    python benchmarks/reading.py [--most 20000] [--plot FILE.svg]

The reports are generated, in words of our own; every tenth retells the one before it. CPU seconds
(process_time) of one core; machines differ and are shared, so compare within one run.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

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


class Row(NamedTuple):
    """One line of the table: what was measured, the figure with its unit, and the goal."""

    what: str
    value: float
    unit: str
    goal: str


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


def cpu_of_reading(reports: Sequence[Report]) -> float:
    """Return the CPU seconds it takes to read reports and link them."""
    before = time.process_time()
    reading(reports)
    return time.process_time() - before


def growth(most: int) -> list[tuple[int, float]]:
    """Return numbers of reports, doubling up to `most`, with the CPU seconds each takes."""
    numbers = [most]
    while numbers[0] >= 1_000:
        numbers.insert(0, numbers[0] // 2)
    reports = generated_reports(most)
    return [(n, cpu_of_reading(reports[:n])) for n in numbers]


def rows() -> list[Row]:
    """Return the table: one report, throughput, and a thousand reports with all their links."""
    reports = generated_reports(200)
    annotated_report(reports[0])
    before = time.process_time()
    for report in reports:
        annotated_report(report)
    seconds = time.process_time() - before
    n_bytes = sum(len(report.text.encode()) for report in reports)
    thousand = cpu_of_reading(generated_reports(1_000))
    return [
        Row("reading: one report of 4 kB", 1000 * seconds / (n_bytes / 4_000), "ms", "≤ 25"),
        Row("reading: text on one core", n_bytes / 1e6 / seconds, "MB/s", "≥ 0.4"),
        Row("reading: 1,000 reports with all links", thousand, "s", "≤ 60"),
    ]


def plot(points: Sequence[tuple[int, float]]) -> str:
    """Return an SVG of CPU seconds over reports, both axes from zero: linear is a straight line."""
    most_n, most_s = points[-1][0], max(seconds for _, seconds in points)
    places = [(60 + 520 * n / most_n, 330 - 300 * s / most_s) for n, s in points]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in places)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 380" font-family="sans-serif" '
        'font-size="13"><title>CPU seconds over number of reports</title>'
        '<path d="M60 20V330H600" fill="none" stroke="#555"/>'
        f'<polyline points="60,330 {line}" fill="none" stroke="#1f4e79" stroke-width="2"/>'
        f'<g fill="#1f4e79">{dots}</g>'
        f'<text x="580" y="350" text-anchor="end">{most_n:,} reports</text>'
        f'<text x="66" y="28">{most_s:.0f} s of CPU</text></svg>\n'
    )


def main(arguments: list[str]) -> int:
    """Print the table and, if asked, draw the growth."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--most", type=int, default=4_000)
    parser.add_argument("--plot", type=Path)
    chosen = parser.parse_args(arguments)
    for row in rows():
        print(f"{row.what:<42} {row.value:8.2f} {row.unit:<5} goal {row.goal}")
    points = growth(chosen.most)
    for n, seconds in points:
        print(f"reading: {n:>6} reports {seconds:24.1f} s     {1000 * seconds / n:.1f} ms each")
    if chosen.plot:
        chosen.plot.write_text(plot(points), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
