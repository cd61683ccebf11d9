"""Files that cannot be read as reports: what / because / hint, and all of them at once."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from onetext.cli import main
from onetext.errors import UnreadableFile
from onetext.formats.intake import LARGEST, FileIntake, extracted
from onetext.workflows.read_reports import read_reports, report_ids


def test_the_text_is_untouched(tmp_path: Path) -> None:
    text = "\ufeffOne.\r\nTwo\u00a0“three”.\u2028 e\u0301\n"
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    report = FileIntake().report(path, "a")
    assert report.text == text
    assert report.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_marked_utf_16_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Kyiv said no.".encode("utf-16"))
    assert extracted(path).text == "Kyiv said no."


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"caf\xe9 said", "is not UTF-8 text"),
        (b"\xff\xfeabc", "is not UTF-16 text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "is not text"),
        (bytes(range(1, 32)) * 40, "is not text"),
    ],
)
def test_what_is_no_report(tmp_path: Path, raw: bytes, what: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(raw)
    with pytest.raises(UnreadableFile) as error:
        extracted(path)
    (problem,) = error.value.problems
    assert what in problem.what
    assert problem.because
    assert problem.hint
    assert problem.place.file == str(path)


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST * 10)
    with pytest.raises(UnreadableFile, match="200 MB"):
        extracted(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_one_may_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Kyiv said no.")
    path.chmod(0)
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        extracted(path)


def test_all_bad_files_are_reported_at_once(tmp_path: Path) -> None:
    good, empty, missing = tmp_path / "good.txt", tmp_path / "empty.txt", tmp_path / "missing.txt"
    good.write_text("Kyiv said no.")
    empty.write_text("")
    with pytest.raises(UnreadableFile) as error:
        read_reports([empty, good, tmp_path, missing, Path("a\0b")], FileIntake())
    assert [problem.place.file for problem in error.value.problems] == [
        str(empty), str(tmp_path), str(missing), "a\0b",
    ]  # fmt: skip


def test_reports_of_one_name_get_ids_of_their_own() -> None:
    paths = [Path("a/story.txt"), Path("b/story.html"), Path("story-2.txt"), Path(".txt")]
    assert report_ids(paths) == ["story", "story-2", "story-2-2", ".txt"]


def test_the_command_line_says_it_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["read", str(tmp_path / "missing.txt"), "--json"])
    out, err = capsys.readouterr()
    assert ended.value.code == UnreadableFile.exit_code
    assert out == ""
    assert "there is no such file\nbecause: " in err
    assert "\nhint: " in err


def test_the_json_keeps_its_promised_form(
    project_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project_dir / "src" / "onetext" / "cases" / "quickstart"
    files = sorted(str(path) for path in folder.glob("*.txt"))
    with pytest.raises(SystemExit) as ended:
        main(["read", *files, "--json", "--published", "2025-11-20"])
    assert ended.value.code == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == [
        "reports", "statements", "meetings", "links", "alignments", "sentences",
        "independent_sources",
    ]  # fmt: skip
    promised = {
        "reports": {"id", "file", "sha256", "published"},
        "statements": {
            "report", "content", "mode", "speaker", "speaker_span", "anonymity", "outlet_chain",
            "cue", "act",
        },
        "meetings": {"report", "start", "end", "participants", "place", "date", "status"},
        "links": {"reports", "kind", "evidence"},
        "alignments": {"a", "b", "differences"},
    }  # fmt: skip
    for key, names in promised.items():
        assert found[key], key
        assert all(names <= set(one) for one in found[key]), key
    assert {r["published"] for r in found["reports"]} == {"2025-11-20"}


def test_a_folder_is_read_and_what_is_broken_in_it_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.txt").write_text("Kyiv said no.")
    (tmp_path / "deep" / "b.txt").write_text("Moscow said no.")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "image.png").write_bytes(b"no report")
    with pytest.raises(SystemExit) as ended:
        main(["read", str(tmp_path), "--json"])
    out, err = capsys.readouterr()
    assert ended.value.code == 0
    assert [report["id"] for report in json.loads(out)["reports"]] == ["a", "b"]
    assert "left out: " in err
    assert "empty.txt" in err


def test_a_folder_without_reports(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["read", str(tmp_path)])
    assert ended.value.code == UnreadableFile.exit_code
