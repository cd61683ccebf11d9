"""Draw how the cost of reading a corpus grows with the number of reports, up to 20,000.

    python benchmarks/reading_growth.py [--most 20000] [--plot FILE.svg]

Runs what ``onetext read DIR`` runs: each report read and kept, then linked, then compared. CPU
seconds of one process, by phase, and its peak memory; a number of reports is a process of its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from reading import generated_reports

from onetext.execution import crew
from onetext.formats.reading_shelf import SqliteShelf
from onetext.model import Report
from onetext.workflows.corpus import CorpusReader

FEWEST = 1_250
PHASES = ("reading", "linking", "comparing")
COLOURS = ("#1f4e79", "#b8860b", "#7a7a7a")


class Generated:
    """Reports out of nothing, in the place of files."""

    def __init__(self, n: int) -> None:
        self.reports = generated_reports(n)

    def report(self, path: Path, name: str) -> Report:
        return replace(self.reports[int(path.stem)], id=name)


def measured(n: int) -> dict[str, Any]:
    """Read a corpus of `n` reports: seconds by phase, megabytes, pairs compared, links."""
    intake = Generated(n)
    ends = dict.fromkeys(PHASES, time.process_time())
    started = time.process_time()
    compared = 0

    def progress(phase: str, done: int, total: int) -> None:
        nonlocal compared
        ends[phase] = time.process_time()
        compared = total if phase == "linking" else compared

    with SqliteShelf() as shelf, crew() as hands:
        paths = [Path(str(number)) for number in range(n)]
        corpus = CorpusReader(paths, intake, shelf, hands, version="bench").corpus(
            progress=progress
        )
    whole = time.process_time() - started
    reading = ends["reading"] - started
    linking = max(ends["linking"] - ends["reading"], 0.0)
    return {
        "n": n,
        "reading": reading,
        "linking": linking,
        "comparing": whole - reading - linking,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "pairs": compared,
        "links": len(corpus.links),
        "sources": corpus.independent_sources,
    }


def growth(most: int) -> list[dict[str, Any]]:
    """Measure numbers of reports, doubling up to `most`, each in a process of its own."""
    numbers = [most]
    while numbers[0] >= 2 * FEWEST:
        numbers.insert(0, numbers[0] // 2)
    rows = []
    for n in numbers:
        command = [sys.executable, __file__, "--one", str(n)]
        run = subprocess.run(command, capture_output=True, text=True, check=True)
        rows.append(json.loads(run.stdout))
        print(_line(rows[-1]), file=sys.stderr, flush=True)
    return rows


def _line(row: dict[str, Any]) -> str:
    seconds = sum(row[phase] for phase in PHASES)
    return (
        f"| {row['n']:,} | {row['reading']:.1f} s | {row['linking']:.1f} s "
        f"| {row['comparing']:.1f} s | {seconds:.1f} s | {1000 * seconds / row['n']:.1f} ms "
        f"| {row['megabytes']:.0f} MB | {row['links']:,} |"
    )


def plot(rows: list[dict[str, Any]]) -> str:
    """Return an SVG: CPU seconds over reports, phases stacked; linear is a straight line."""
    most_n = rows[-1]["n"]
    most_s = max(sum(row[phase] for phase in PHASES) for row in rows)
    drawn = []
    below = [0.0] * len(rows)
    for phase, colour in zip(PHASES, COLOURS, strict=True):
        above = [low + row[phase] for low, row in zip(below, rows, strict=True)]
        edge = _points(rows, above, most_n, most_s)
        back = _points(rows, below, most_n, most_s)[::-1]
        corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in [(60, 330), *edge, *back])
        drawn.append(f'<polygon points="{corners}" fill="{colour}" fill-opacity=".75"/>')
        drawn += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{colour}"/>' for x, y in edge]
        below = above
    legend = "".join(
        f'<rect x="80" y="{40 + 22 * i}" width="12" height="12" fill="{colour}"/>'
        f'<text x="98" y="{51 + 22 * i}">{phase}</text>'
        for i, (phase, colour) in enumerate(zip(PHASES, COLOURS, strict=True))
    )
    ticks = "".join(
        f'<text x="{60 + 520 * row["n"] / most_n:.0f}" y="350" text-anchor="middle">'
        f"{row['n']:,}</text>"
        for row in rows
        if row["n"] * 4 > most_n or row["n"] == most_n
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 380" font-family="sans-serif" '
        'font-size="13" role="img"><title>CPU seconds over number of reports, by phase</title>'
        '<path d="M60 20V330H600" fill="none" stroke="#555"/>'
        f'{"".join(drawn)}<path d="M60 330L{60 + 520:.0f} 30" stroke="#000" '
        f'stroke-dasharray="4 4" fill="none"/>{legend}{ticks}'
        f'<text x="52" y="36" text-anchor="end">{most_s:.0f} s</text>'
        '<text x="52" y="334" text-anchor="end">0</text>'
        '<text x="330" y="372" text-anchor="middle">reports</text></svg>\n'
    )


def _points(
    rows: list[dict[str, Any]], heights: list[float], most_n: int, most_s: float
) -> list[tuple[float, float]]:
    return [
        (60 + 520 * row["n"] / most_n, 330 - 300 * height / most_s)
        for row, height in zip(rows, heights, strict=True)
    ]


def main(arguments: list[str]) -> int:
    """Print the table and, if asked, draw it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--most", type=int, default=20_000)
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.one:
        print(json.dumps(measured(chosen.one)))
        return 0
    rows = growth(chosen.most)
    if chosen.plot:
        chosen.plot.write_text(plot(rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
