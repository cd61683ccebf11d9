"""Bad input gives a reading or one of our errors, in bounded memory, and never hangs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from hanging import HANGING
from reading_bad_input import BAD, QUOTED, written

MEGABYTES = 1_500

RUN = """
import json, resource, sys
from pathlib import Path
from onetext.errors import OnetextError
from onetext.formats.intake import FileIntake
from onetext.workflows.read_reports import read_reports
for name in sys.argv[1:]:
    try:
        said = f"read {len(read_reports([Path(name)], FileIntake()).statements)}"
    except OnetextError as error:
        said = f"refused {error.problems[0].what}"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps([said, peak]), flush=True)
"""

Outcome = tuple[str, int]
"""What was said (``read n`` or ``refused what``), peak of memory in MB so far."""


def outcomes(*paths: Path) -> list[Outcome]:
    """Read files one after the other in a process of its own, which a hang cannot take along."""
    ended = subprocess.run(
        [sys.executable, "-c", RUN, *map(str, paths)],
        capture_output=True,
        text=True,
        timeout=4 * HANGING,  # ten megabytes take minutes
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-600:]
    return [tuple(json.loads(line)) for line in ended.stdout.splitlines()]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    paths = written(tmp_path_factory.mktemp("bad"))
    return dict(zip(paths, outcomes(*paths.values()), strict=True))


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_read_or_refused_in_bounds(name: str, found: dict[str, Outcome]) -> None:
    said, megabytes = found[name]
    assert said.startswith(BAD[name][2])
    assert megabytes < MEGABYTES


@pytest.mark.slow
def test_one_line_of_ten_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(QUOTED * 310_000, encoding="utf-8")
    assert path.stat().st_size > 10_000_000
    ((said, megabytes),) = outcomes(path)
    assert said.startswith("read")
    assert megabytes < 4_000
