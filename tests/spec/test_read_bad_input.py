"""``onetext read`` on input that is no report: a reading or one of our errors, in little memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from hanging import HANGING
from reading_bad_input import BAD, written

MEGABYTES = 1_500

RUN = """
import contextlib, io, json, resource, sys
from onetext.cli import _run
for name in sys.argv[1:]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = _run(["read", name, "--json"])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps([code, out.getvalue()[:50], err.getvalue(), peak]), flush=True)
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list]:
    paths = written(tmp_path_factory.mktemp("bad"))
    ended = subprocess.run(
        [sys.executable, "-c", RUN, *map(str, paths.values())],
        capture_output=True,
        text=True,
        timeout=HANGING,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-800:]
    rows = [json.loads(line) for line in ended.stdout.splitlines()]
    return dict(zip(paths, rows, strict=True))


@pytest.mark.parametrize("name", BAD)
def test_the_command_answers_in_bounds(name: str, answers: dict[str, list]) -> None:
    code, said, complaint, megabytes = answers[name]
    expected = BAD[name][2]
    assert "Traceback" not in complaint
    assert megabytes < MEGABYTES
    if code == 0:
        assert expected != "refused"
        assert said.startswith("{")
    else:
        assert expected != "read", complaint
        assert said == ""
        assert "because:" in complaint
        assert "hint:" in complaint
        assert len(complaint) < 1_000, "a complaint is read by a person"


def test_a_bad_file_in_a_folder_is_named_and_the_others_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from onetext.cli import _run

    (tmp_path / "good.txt").write_text("“We wait,” Anna Lindqvist said.", encoding="utf-8")
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7\n" + b"\0" * 500)
    (tmp_path / "empty.txt").write_bytes(b"")
    assert _run(["read", str(tmp_path), "--json"]) == 0
    told = capsys.readouterr()
    assert "bad.pdf" in told.err
    assert "empty.txt" in told.err
    assert json.loads(told.out)["statements"]


@pytest.mark.parametrize(
    ("damage", "speaker"),
    [
        ("Home Sport Read MoreA Danish envoy confirmed that the map was old.", "a Danish envoy"),
        ('Share this) “The map is old," Anna Lindqvist said.', "Anna Lindqvist"),
        ("“The map is old,'' Anna Lindqvist said.", "Anna Lindqvist"),
        ("\u202b“The map is old,”\u202c Anna Lindqvist said.\u200f", "Anna Lindqvist"),
        ("“The map is old,”\u00a0Anna\u00a0Lindqvist said.", "Anna Lindqvist"),
        ("ADVERTISEMENT\n\n“The map is old,” Anna Lindqvist said.\n\nRead more", "Anna Lindqvist"),
    ],
)
def test_scrape_damage_breaks_neither_sentences_nor_places(
    damage: str, speaker: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from onetext.cli import _run

    path = tmp_path / "scraped.txt"
    path.write_text(damage, encoding="utf-8")
    assert _run(["read", str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    (statement,) = found["statements"]
    assert statement["speaker"] == speaker
    for span in statement["content"]:
        assert damage[span["start"] : span["end"]].strip("“”\"'") in damage
        assert "map" in damage[span["start"] : span["end"]]
