"""Which reports are one source: independent accounts of one event, and our own retold scoops."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import chain
from pathlib import Path

from onetext.model import Report
from onetext.reading.readings import reading
from reading_evaluation.scores import Figure, figure

ANSWERS = (
    ("derived", "retold scoops found", 0.90),
    ("independent", "independent accounts merged", 0.01),
)
"""The answer of a pair, what is counted of it, the goal."""


def independent(folder: Path) -> list[Figure]:
    """Measure false merges on BASIL: one event, three outlets, each with its own reporters."""
    events: dict[str, list[Report]] = defaultdict(list)
    for path in sorted(folder.glob("articles/*/*.json")):
        article = json.loads(path.read_text(encoding="utf-8"))
        body = "\n".join(" ".join(paragraph) for paragraph in article["body-paragraphs"])
        events[path.stem.rsplit("_", 1)[0]].append(_report(path.stem, body))
    counts = []
    for reports in events.values():
        n_pairs = len(reports) * (len(reports) - 1) // 2
        counts.append((len(reading(reports).links), n_pairs))
    return [figure("links between independent reports (false merges)", counts, "", 0.01)]


def pairs(path: Path) -> list[tuple[str, str, str]]:
    """Read our own story pairs: kind, first and second report.

    The file has blocks parted by a line of dashes; the first line of a block is ``derived`` or
    ``independent``, the two reports are parted by a line with a single slash.
    """
    found = []
    for block in path.read_text(encoding="utf-8").split("\n----\n"):
        kind, _, texts = block.strip().partition("\n")
        first, _, second = texts.partition("\n/\n")
        found.append((kind.strip(), first.strip(), second.strip()))
    return found


def own(path: Path) -> list[Figure]:
    """Measure on our own pairs: all, and those whose errors nobody has read.

    Of the later three files, written before any rule was tried on them, every second one was read.
    """
    first = pairs(path)
    blind = [pairs(path.with_stem(f"story_pairs_{name}")) for name in ("unseen", "fresh", "later")]
    return [
        *_linked([*first, *chain(*blind)], "all"),
        *_linked([*chain(*(some[::2] for some in blind))], "never looked at"),
        *_linked(blind[-1], "the last 26"),
        *_linked(blind[-1][::2], "the last 26, never looked at"),
    ]


def by_kind(path: Path) -> list[Figure]:
    """Measure on longer pairs of our own, written blind: in all, then kind by kind.

    The heading of a block is the answer, the kind and a label, parted by upright strokes; a block
    whose heading starts with a hash says where the pairs come from.
    """
    linked = []
    for heading, first, second in pairs(path):
        if not heading.startswith("#"):
            answer, kind, _ = heading.split(" | ")
            linked.append((answer, kind, _is_linked(first, second)))
    found = []
    for answer, what, goal in ANSWERS:
        told = [(kind, yes) for given, kind, yes in linked if given == answer]
        found.append(figure(f"links: {what}", [(yes, 1) for _, yes in told], "", goal))
        found += [
            figure(f"  {kind}", [(yes, 1) for k, yes in told if k == kind])
            for kind in dict.fromkeys(kind for kind, _ in told)
        ]
    return found


def _linked(chosen: list[tuple[str, str, str]], which: str) -> list[Figure]:
    linked = [(kind, _is_linked(first, second)) for kind, first, second in chosen]
    return [
        figure(f"links: {what}, {which}", [(yes, 1) for k, yes in linked if k == kind],
               "our own pairs", goal)
        for kind, what, goal in ANSWERS
    ]  # fmt: skip


def _is_linked(first: str, second: str) -> bool:
    return bool(reading([_report("a", first), _report("b", second)]).links)


def _report(name: str, text: str) -> Report:
    return Report(id=name, file="", text=text, sha256="")
