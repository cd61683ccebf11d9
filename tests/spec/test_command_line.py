"""What every verb of the command line promises: exit codes, three-part messages, no traceback."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass

import pytest

from hanging import HANGING
from onetext.cli import _run

VERBS = ("read", "study", "compare", "positions", "new", "import", "export", "verify", "cases")


@dataclass
class Run:
    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def onetext(tmp_path, monkeypatch, capsys):
    """Run the command line in an empty folder, with a workspace of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ONETEXT_WORKSPACE", str(tmp_path / "workspace.sqlite3"))
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments):
        capsys.readouterr()
        code = _run([str(argument) for argument in arguments])
        return Run(code, *capsys.readouterr())

    return run


def assert_three_parts(run, code):
    assert run.returncode == code, run.stderr
    assert "Traceback" not in run.stderr
    lines = run.stderr.splitlines()
    assert any(line.startswith("because: ") for line in lines), run.stderr
    assert any(line.startswith("hint: ") for line in lines), run.stderr
    assert run.stdout == ""


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(onetext, verb):
    run = onetext(verb, "--help")
    assert run.returncode == 0
    assert "Usage: onetext" in run.stdout
    assert "--json" in run.stdout


def test_the_verbs_listed_are_the_verbs_there_are(onetext):
    listed = onetext("--help").stdout
    assert all(f"  {verb} " in listed for verb in VERBS)


def test_a_wrong_verb_is_the_command_lines_own_error(onetext):
    run = onetext("studdy")
    assert run.returncode == 2
    assert "There is no verb 'studdy'; did you mean 'study'?" in run.stderr
    assert "lists the verbs" in onetext("xyzzy").stderr


@pytest.mark.parametrize("verb", ["study", "positions"])
def test_an_unknown_case(onetext, verb):
    run = onetext(verb, "ukraine-2024")
    assert_three_parts(run, 5)
    assert "ukraine-2025" in run.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("compare", "ukraine-2025", "us-28", "ua-21"), 5, "ua-20"),
        (("positions", "ukraine-2025", "--party", "ukrain"), 5, "ukraine"),
        (("positions", "ukraine-2025", "--point", "99"), 5, "p9"),
        (("positions", "ukraine-2025", "--as-of", "soon"), 8, "2025-11-24"),
        (("study", "ukraine-2025", "--as-of", "2025-13-01"), 8, "2025-13-01"),
        (("study", "ukraine-2025", "--text", "us-29"), 5, "us-28"),
        (("study", "ukraine-2025", "--draws", "0"), 8, "draws"),
        (("study", "ukraine-2025", "--draws", "1000000000"), 8, "draws"),
        (("study", "nowhere.yaml"), 3, "nowhere.yaml"),
        (("import", "nowhere.yaml"), 3, "nowhere.yaml"),
        (("read", "nowhere.txt"), 3, "nowhere.txt"),
        (("export", "nothing-here"), 5, "nothing-here"),
        (("verify", "nothing-here"), 5, "nothing-here"),
        (("study", "camp-david-1978", "--paper", "paper.pdf"), 8, "as .pdf"),
        (("study", "camp-david-1978", "--paper", "case.yaml"), 8, "page for the browser"),
        (("read", "report.txt", "--html", "report.txt"), 8, "end the file name in .html"),
        (("solve", "camp-david-1978", "--plot", "plot.pdf"), 8, ".svg or .png"),
        (("propose", "camp-david-1978", "--changes", "-1"), 8, "changes are counted from 0"),
        (("log", "camp-david-1978"), 8, "onetext import camp-david-1978"),
    ],
)
def test_what_cannot_be_done_is_said_in_three_parts(onetext, arguments, code, said):
    run = onetext(*arguments)
    assert_three_parts(run, code)
    assert said in run.stderr


def test_all_bad_files_are_reported_at_once(onetext, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "wrong.txt").write_bytes("café".encode("latin-1") * 40)
    run = onetext("read", "empty.txt", "binary.txt", "wrong.txt", "missing.txt", ".")
    assert_three_parts(run, 3)
    for name in ("empty.txt", "binary.txt", "wrong.txt", "missing.txt"):
        assert name in run.stderr


def test_compare_gives_the_published_mapping(onetext):
    run = onetext("compare", "ukraine-2025", "us-28", "ua-20", "--json")
    assert run.returncode == 0, run.stderr
    rows = json.loads(run.stdout)
    to = {row["number_a"]: row["number_b"] for row in rows if row["number_a"] and row["number_b"]}
    published = {1: 1, 2: 2, 5: 3, 6: 4, 10: 5, 16: 6, 11: 7, 18: 11, 19: 12, 21: 14, 25: 18}
    assert {a: to[a] for a in map(str, published)} == {str(a): str(b) for a, b in published.items()}
    assert to["12"] == "8, 9"
    dropped = {row["number_a"] for row in rows if "drop" in row["operations"]}
    assert dropped == {"3", "4", "7", "8", "9", "13", "15", "17", "26"}
    assert [row["number_b"] for row in rows if "add" in row["operations"]] == ["10"]
    recalled = {row["number_b"] for row in rows if row["unverified"]}
    assert {"13", "15", "16", "17", "19", "20"} <= recalled


def test_study_is_the_same_for_the_same_seed_in_another_process(tmp_path):
    arguments = ("study", "camp-david-1978", "--draws", "400", "--seed", "5", "--json")
    runs = [
        subprocess.run(
            [sys.executable, "-m", "onetext", *arguments],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONWARNINGS": "error"},
            timeout=HANGING,
            check=True,
        )
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout
    assert json.loads(runs[0].stdout)["seed"] == 5


def test_data_goes_to_stdout_and_talk_to_stderr(onetext):
    run = onetext("positions", "camp-david-1978", "--json")
    assert isinstance(json.loads(run.stdout), list)
