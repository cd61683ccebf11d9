"""What ``onetext read`` promises, on the two bundled reports that retell one scoop."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from onetext.cli import main
from onetext.formats.intake import FileIntake
from onetext.model import DifferenceKind, LinkKind, MeetingStatus, Mode, Reading
from onetext.workflows.read_reports import read_reports

UNNAMED = "a White House official"


@pytest.fixture(scope="module")
def files(project_dir: Path) -> list[Path]:
    folder = project_dir / "src" / "onetext" / "cases" / "quickstart"
    return [folder / "morning-brief.txt", folder / "evening-post.txt"]


@pytest.fixture(scope="module")
def found(files: list[Path]) -> Reading:
    return read_reports(files, FileIntake())


def quoted(found: Reading, report: str) -> list[tuple[str, str | None]]:
    text = {r.id: r.text for r in found.reports}[report]
    return [
        (" ".join(span.of(text) for span in s.content), s.speaker)
        for s in found.statements
        if s.report == report and s.mode is Mode.DIRECT
    ]


@pytest.mark.parametrize("report", ["morning-brief", "evening-post"])
def test_the_quotations_and_who_said_them(found: Reading, report: str) -> None:
    assert quoted(found, report) == [
        ("“This is the first paper in months that both capitals can pick up and read,”", UNNAMED),
        ("“Each side will have to give something it does not want to give.”", UNNAMED),
        (
            "“We were walked through parts of it, and nobody left us a copy,”",
            "a Ukrainian official",
        ),
    ]


def test_one_independent_source_with_its_evidence(found: Reading) -> None:
    assert found.independent_sources == 1
    (link,) = found.links
    assert (link.kind, link.origin) == (LinkKind.DERIVED, "Axios")
    texts = {r.id: r.text for r in found.reports}
    evidence = [(span.report, span.of(texts[span.report])) for span in link.evidence]
    assert ("morning-brief", "told Axios") in evidence
    assert ("evening-post", "Axios reported") in evidence
    assert len([words for _, words in evidence if words.startswith("“")]) == 6


def test_attributions_dropped(found: Reading) -> None:
    dropped = [
        (d.in_report, d.a, d.b)
        for one in found.alignments
        for d in one.differences
        if d.kind is DifferenceKind.ATTRIBUTION_DROPPED
    ]
    assert len(dropped) >= 4
    assert {report for report, _, _ in dropped} == {"evening-post"}
    assert {a for _, a, _ in dropped} >= {"a US official", "Ukrainian officials"}


def test_a_postponed_meeting_whose_day_is_not_resolvable(found: Reading) -> None:
    (meeting,) = [
        m
        for m in found.meetings
        if m.report == "morning-brief" and m.status is MeetingStatus.POSTPONED
    ]
    assert meeting.participants == ("Steve Witkoff", "Volodymyr Zelensky")
    assert meeting.place == "Turkey"
    assert meeting.date is not None
    assert (meeting.date.text, meeting.date.resolved) == ("on Wednesday", False)


def test_the_day_is_resolved_against_a_publication_day(files: list[Path]) -> None:
    day = datetime.date(2025, 11, 20)
    found = read_reports(files, FileIntake(), published=day)
    dates = {m.date.text: m.date for m in found.meetings if m.date}
    assert dates["on Wednesday"].earliest == datetime.date(2025, 11, 19)
    assert dates["earlier this week"].earliest == datetime.date(2025, 11, 17)
    assert dates["earlier this week"].latest == day


def test_the_page_fits_eighty_columns(
    files: list[Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit) as ended:
        main(["read", *map(str, files)])
    page = capsys.readouterr().out
    assert ended.value.code == 0
    assert max(len(line) for line in page.splitlines()) <= 80
    assert "2 reports, 1 independent source" in page
    assert "both credit Axios" in page
    assert "on Wednesday (not" in page
    assert "→ stated as fact" in page
    assert "→ said by a US official" in page
