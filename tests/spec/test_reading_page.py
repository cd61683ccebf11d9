"""The HTML page of a reading: self-contained, everything escaped, every character kept."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.cli import main
from onetext.formats.reading_html import letter, reading_html
from onetext.model import Report
from onetext.reading.readings import reading


def page_of(*texts: str) -> str:
    reports = [
        Report(id=f"r{number}", file=f"<{number}>.txt", text=text, sha256="")
        for number, text in enumerate(texts)
    ]
    return reading_html(reading(reports))


def shown(page: str) -> list[str]:
    """The text of each report as the page shows it, tags taken off."""
    found = re.findall(r'<div class="text">(.*?)</div></article>', page, re.DOTALL)
    return [html.unescape(re.sub(r"<[^>]*>", "", one)) for one in found]


@given(
    texts=st.lists(
        st.text(max_size=80)
        | st.lists(
            st.sampled_from(["“We know,”", "an official said.", "<b>", "&amp;", "\n", "He said"])
        ).map(" ".join),
        min_size=1,
        max_size=3,
    )
)
@settings(max_examples=60, deadline=None)
def test_every_character_is_shown_once(texts: list[str]) -> None:
    assert shown(page_of(*texts)) == texts


def test_what_is_read_cannot_become_markup() -> None:
    page = page_of('“<script>alert(1)</script> we know,” said <img src=x> Rubio "onload".')
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


def test_the_page_needs_no_network_and_runs_no_script(project_dir: Path) -> None:
    folder = project_dir / "src" / "onetext" / "cases" / "quickstart"
    page = page_of(*(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))))
    assert "http:" not in page
    assert "https:" not in page
    assert "default-src &#39;none&#39;" in page
    assert 'style="' not in page
    assert "<h1>2 reports, 1 independent source</h1>" in page
    assert 'class="dropped"' in page
    assert 'title="a White House official, not named, via Axios' in page


def test_letters_do_not_run_out() -> None:
    names = [letter(number) for number in range(60)]
    assert names[:2] == ["A", "B"]
    assert names[26] == "A2"
    assert len(set(names)) == 60


def test_the_command_line_writes_it(
    project_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project_dir / "src" / "onetext" / "cases" / "quickstart"
    target = tmp_path / "page.html"
    with pytest.raises(SystemExit) as ended:
        main(["read", *map(str, sorted(folder.glob("*.txt"))), "--html", str(target)])
    assert ended.value.code == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert str(target) in err
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_what_is_shown_on_pointing_stands_in_a_table_as_well() -> None:
    page = page_of("“We know,” an official told Axios. Otto Lind met Hana Sato on Monday.")
    table = page[page.index("Who said what") :]
    assert "<td>an official</td>" in table
    assert "direct, not named, via Axios" in table
    assert "not resolvable without the day the report appeared" in table
