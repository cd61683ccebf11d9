"""Sentences of two reports that tell the same thing: SuperPAL's pairs and our own two reports."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path

from onetext.model import Report
from onetext.reading.alignments import ALL_PAIRED, alignments, best_pairs
from onetext.reading.annotated import AnnotatedReport, annotated_report
from onetext.reading.language import language
from onetext.reading.similarity import content_words
from onetext.reading.tokens import Token, tokens
from reading_evaluation.scores import Figure, figure


def superpal(folder: Path) -> list[Figure]:
    """Measure on the sentences that have a partner (the published "closed pool"), told so."""
    topics: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    with (folder / "dev_MN_only.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = (row["topic"], row["documentFile"])
            topics[key].add((row["scuSentence"], row["docSentText"]))
    counts = []
    for pairs in topics.values():
        left, right = sorted({a for a, _ in pairs}), sorted({b for _, b in pairs})
        found = {
            (left[i], right[j])
            for i, j, _ in best_pairs(
                [_words(x) for x in left],
                [_words(x) for x in right],
                left,
                right,
                language("en"),
                ALL_PAIRED,
            )
        }
        counts.append((len(found & pairs), len(found), len(pairs)))
    return [
        figure("alignment: SuperPAL dev, F", counts, "closed pool", 0.75, "prototype .675 on test"),
        figure("alignment: SuperPAL dev, precision", [(h, f) for h, f, _ in counts]),
        figure("alignment: SuperPAL dev, recall", [(h, n) for h, _, n in counts]),
    ]


def _words(sentence: str) -> list[str]:
    known = language("en")
    found: list[Token] = tokens(sentence, [(0, len(sentence))], known)
    return content_words(found, known)


def two_reports(shared: Path) -> list[Figure]:
    """Measure on the two reports (looked at while writing the rules)."""
    gold = json.loads((shared / "gold" / "reports_gold.json").read_text(encoding="utf-8"))
    a, b = (_annotated(shared / "reports" / gold["docs"][doc]["file"], doc) for doc in "AB")
    wanted = {(pair["A"], pair["B"]) for pair in gold["alignments"]}
    dropped = {
        (pair["A"], pair["B"])
        for pair in gold["alignments"]
        if any(word in pair.get("divergence", "") for word in _DROPPED)
    }
    found, found_dropped = set(), set()
    for one in alignments(a, b):
        pair = (_sentence(gold, "A", one.a.start), _sentence(gold, "B", one.b.start))
        found.add(pair)
        if any(d.kind.value == "attribution dropped" for d in one.differences):
            found_dropped.add(pair)
    return [
        figure("alignment: the two reports, F", [(len(found & wanted), len(found), len(wanted))],
               "looked at", 0.90, "prototype .772"),
        figure("attribution dropped: recall of nine", [(len(found_dropped & dropped),
               len(dropped))], "looked at"),
        figure("attribution dropped: on aligned pairs", [(len(found_dropped & wanted),
               len(found_dropped))], "looked at", 0.95),
    ]  # fmt: skip


_DROPPED = ("A unattributed", "attribution dropped", "A states as fact")


def _annotated(path: Path, name: str) -> AnnotatedReport:
    text = path.read_bytes().decode()
    return annotated_report(Report(id=name, file=path.name, text=text, sha256=""))


def _sentence(gold: dict[str, dict[str, list[dict[str, int]]]], doc: str, start: int) -> int:
    return max((s["i"] for s in gold["sentences"][doc] if s["start"] <= start), default=-1)
