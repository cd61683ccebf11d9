"""Rules the project keeps about itself."""

import re
import subprocess
import sys

import pytest

from onetext import errors


def test_highspy_never_enters_the_lock(project_dir):
    # highspy and ortools define the same symbols; loading both crashes one of them
    for name in ("uv.lock", "requirements.lock"):
        assert "highspy" not in (project_dir / name).read_text().lower()


def test_the_two_locks_hold_the_same_versions(project_dir):
    uv = (project_dir / "uv.lock").read_text()
    exported = (project_dir / "requirements.lock").read_text()
    locked = set(re.findall(r'name = "([^"]+)"\nversion = "([^"]+)"', uv))
    pinned = set(re.findall(r"^([a-z0-9_.-]+)(?:\[[^]]*\])?==(\S+?)(?: ;.*)? \\", exported, re.M))
    assert pinned
    assert pinned <= locked


def test_every_pinned_package_has_a_hash(project_dir):
    exported = (project_dir / "requirements.lock").read_text()
    pins = re.split(r"^(?=[a-z0-9])", exported, flags=re.M)
    assert all("--hash=sha256:" in pin for pin in pins if "==" in pin)


def error_classes(root=errors.OnetextError):
    yield root
    for child in root.__subclasses__():
        yield from error_classes(child)


def test_every_error_class_has_its_own_exit_code():
    codes = [cls.exit_code for cls in error_classes()]
    assert len(codes) == len(set(codes))
    assert 2 not in codes, "2 is the command line's own"


def test_the_tree_drawn_in_the_docstring_is_the_tree():
    drawn = dict(re.findall(r"── (\w+) +(\d+)", errors.__doc__))
    assert {cls.__name__: str(cls.exit_code) for cls in error_classes()} == drawn | {
        "OnetextError": "1"
    }


def test_an_error_without_a_problem_is_misuse():
    with pytest.raises(ValueError, match="at least one problem"):
        errors.InvalidCase()


def test_a_problem_reads_what_because_hint():
    problem = errors.Problem(
        what="two options have the id 'cap'",
        because="an option id is unique inside its point",
        hint="rename one of them",
        place=errors.Place(file="case.yaml", line=14, column=3, path="points.p6.options"),
    )
    assert str(problem).splitlines() == [
        "case.yaml:14:3 points.p6.options: two options have the id 'cap'",
        "because: an option id is unique inside its point",
        "hint: rename one of them",
    ]


def shingles(text, n=7):
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {tuple(words[i : i + n]) for i in range(len(words) - n + 1)}


def test_no_file_of_the_project_repeats_the_press_reports(project_dir, shared_dir):
    reports = [path.read_text() for path in (shared_dir / "reports").glob("*.txt")]
    assert reports
    theirs = set().union(*map(shingles, reports))
    listed = subprocess.run(
        ["git", "ls-files"], cwd=project_dir, capture_output=True, text=True, check=True
    )
    prose = (".py", ".md", ".txt", ".yaml", ".toml", ".tsv", ".csv", ".json", ".j2")
    for name in listed.stdout.splitlines():
        path = project_dir / name
        if path.suffix in prose and path.is_file():
            assert not shingles(path.read_text(encoding="utf-8")) & theirs, name


HEAVY = {"numpy", "ortools", "django", "pydantic", "rich", "ruamel", "pandas", "moocore", "jinja2"}


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from onetext.cli import _run; code = _run(['--help']); "
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr); "
        "sys.exit(code)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not HEAVY & set(run.stderr.split())
