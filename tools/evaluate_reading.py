"""Measure the reader and print a table: precision, recall, F, intervals, beside peers and people.

The data stay outside the project: give their folder in ONETEXT_SHARED or put it beside the
checkout as ``shared``. A part whose data are absent is named and left out.

    python tools/evaluate_reading.py [part ...]
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from reading_evaluation import aligned, met, pages, polnear, stories, temporal
from reading_evaluation.scores import Figure

PROJECT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("ONETEXT_SHARED", PROJECT.parent / "shared"))

PARTS: dict[str, tuple[str, Path, Callable[[Path], list[Figure]]]] = {
    "statements": (
        "Statements, PolNeAR dev (not used for tuning; one article of 84 was looked at). "
        "Right: covers more than 0.3 of the marked content; speakers by any overlap",
        SHARED / "gold" / "polnear" / "data" / "dev",
        polnear.figures,
    ),
    "rules": (
        "Precision of each rule, PolNeAR dev (kept in reading/english/precision.toml)",
        SHARED / "gold" / "polnear" / "data" / "dev",
        polnear.rules,
    ),
    "dates": (
        "Dates, TempEval-3 platinum",
        SHARED / "gold" / "te3-platinum",
        temporal.figures,
    ),
    "meetings": (
        "Meetings, 200 clauses of our own whose errors nobody has read, 50 of them newer",
        PROJECT / "tests" / "data" / "reading" / "meetings.tsv",
        met.figures,
    ),
    "meetings-read": (
        "Meetings, 195 clauses of our own whose errors were read after a first blind run",
        PROJECT / "tests" / "data" / "reading" / "meetings.tsv",
        lambda path: met.figures(path, "held", "read"),
    ),
    "meetings-later": (
        "Meetings, 50 clauses of our own written after the rules, measured as they were written",
        PROJECT / "tests" / "data" / "reading" / "meetings.tsv",
        lambda path: met.figures(path, "later"),
    ),
    "meetings-train": (
        "Meetings, our own clauses used for tuning",
        PROJECT / "tests" / "data" / "reading" / "meetings.tsv",
        lambda path: met.figures(path, "tune"),
    ),
    "alignment": (
        "Alignment, SuperPAL dev (used to choose the threshold)",
        SHARED / "gold" / "superpal",
        aligned.superpal,
    ),
    "two-reports": ("The two reports (looked at)", SHARED, aligned.two_reports),
    "independent": (
        "Independent reports of one event, BASIL",
        SHARED / "gold" / "basil",
        stories.independent,
    ),
    "stories": (
        "Story pairs of our own",
        PROJECT / "tests" / "data" / "reading" / "story_pairs.txt",
        stories.own,
    ),
    "stories-blind-second": (
        "Story pairs of our own, longer and freer, written without knowledge of the rules",
        PROJECT / "tests" / "data" / "reading" / "story_pairs_blind_second.txt",
        stories.by_kind,
    ),
    "pages": (
        "Bodies of web pages, article-extraction-benchmark",
        SHARED / "gold" / "article-extraction",
        pages.figures,
    ),
    "statements-train": (
        "Statements, PolNeAR train (used for tuning)",
        SHARED / "gold" / "polnear" / "data" / "train",
        polnear.figures,
    ),
}


def main(wanted: list[str]) -> int:
    """Print the table of the parts asked for, by default of all that are no tuning data."""
    for name in wanted or [part for part in PARTS if not part.endswith("-train")]:
        title, folder, figures = PARTS[name]
        print(f"\n{title}")
        if not folder.exists():
            print(f"  left out: the data are absent ({folder.name})")
            continue
        for figure in figures(folder):
            print(f"  {figure}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
