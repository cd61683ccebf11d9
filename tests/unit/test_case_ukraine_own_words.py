"""The case is written in our own words: no run of eight words is anybody else's."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

LENGTH = 8


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + LENGTH]) for i in range(len(words) - LENGTH + 1)}


def case_text() -> str:
    return (files("onetext.cases") / "ukraine-2025" / "case.yaml").read_text(encoding="utf-8")


def test_the_check_would_notice_a_copied_sentence() -> None:
    sentence = "One two three four five six seven eight nine."
    assert runs(f"before {sentence} after") & runs(sentence)


def test_no_sentence_of_the_press_reports(shared_dir: Path) -> None:
    reports = sorted((shared_dir / "reports").glob("*.txt"))
    assert reports
    case = runs(case_text())
    for report in reports:
        assert case & runs(report.read_text(encoding="utf-8")) == set()


def test_fresh_wording_beside_the_notes_it_was_made_from(shared_dir: Path) -> None:
    notes = json.loads((shared_dir / "cases/ukraine-2025/points.json").read_text(encoding="utf-8"))
    spoken = " . ".join(str(value) for point in notes for value in point.values())
    assert runs(case_text()) & runs(spoken) == set()
