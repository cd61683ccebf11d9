"""Our own clauses about meetings: the figures the reader must not fall below."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from onetext.model import Report
from onetext.reading.annotated import annotated_report

Row = dict[str, str]


@pytest.fixture(scope="module")
def rows(project_dir: Path) -> list[Row]:
    path = project_dir / "tests" / "data" / "reading" / "meetings.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize(
    ("part", "recall", "status", "place"),
    [
        ("tune", 1.0, 1.0, 1.0),
        ("held", 0.95, 0.95, 0.95),
        ("read", 0.95, 0.95, 0.95),
        ("fresh", 0.95, 0.94, 0.97),
    ],
)
def test_meetings_are_found_with_status_and_place(
    rows: list[Row], part: str, recall: float, status: float, place: float
) -> None:
    hits = []
    wanted = [row for row in rows if row["part"] == part]
    for row in wanted:
        report = Report(id="r", file="", text=row["sentence"], sha256="")
        found = annotated_report(report).meetings
        assert found == () or row["status"] != "-", f"no meeting here: {row['sentence']}"
        if found:
            assert row["sentence"][found[0].start : found[0].end]
            hits.append((found[0].status == row["status"], (found[0].place or "-") == row["place"]))
    n_meetings = sum(row["status"] != "-" for row in wanted)
    assert len(hits) / n_meetings >= recall
    assert sum(right for right, _ in hits) / len(hits) >= status
    assert sum(right for _, right in hits) / len(hits) >= place
