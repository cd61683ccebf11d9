"""The article-extraction benchmark: the body of 181 news pages, by runs of four words."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from pathlib import Path
from statistics import mean

from onetext.errors import OnetextError
from onetext.formats.intake_html import html_text
from reading_evaluation.scores import Figure, figure

_RUN = 4


def figures(folder: Path) -> list[Figure]:
    """Measure how much of each body, and how little else, is taken out of a page."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    counts = []
    for path in sorted((folder / "html").glob("*.html.gz")):
        key = path.name.removesuffix(".html.gz")
        wanted = _runs(truth[key]["articleBody"])
        try:
            got = _runs(html_text(path, gzip.decompress(path.read_bytes())).text)
        except OnetextError:
            got = Counter()
        shared = sum((wanted & got).values())
        counts.append((shared, sum(got.values()), sum(wanted.values())))
    precision = mean(shared / got if got else 0.0 for shared, got, _ in counts)
    recall = mean(shared / wanted if wanted else 0.0 for shared, _, wanted in counts)
    f = 2 * precision * recall / (precision + recall)
    return [
        Figure("page body: F of mean P and R", f, f, f, len(counts), "the benchmark's own rule",
               0.96, "published best .970"),
        figure("page body: F, all runs", counts, "runs of four words"),
    ]  # fmt: skip


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1)))
