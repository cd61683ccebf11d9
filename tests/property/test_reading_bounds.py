"""Bad input gives a reading or one of our errors, in bounded time and memory."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

SECONDS, MEGABYTES = 20, 1_500
WHOLE_SECONDS = 600
"""By the clock, for all files: other work may share the machine."""

RUN = """
import json, resource, sys, time
from pathlib import Path
from onetext.errors import OnetextError
from onetext.formats.intake import FileIntake
from onetext.workflows.read_reports import read_reports
for name in sys.argv[1:]:
    before = time.process_time()
    try:
        said = f"read {len(read_reports([Path(name)], FileIntake()).statements)}"
    except OnetextError as error:
        said = f"refused {error.problems[0].what}"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps([said, time.process_time() - before, peak]), flush=True)
"""

Content = bytes | Callable[[Path], None]
Outcome = tuple[str, float, int]
"""What was said (``read n`` or ``refused what``), CPU seconds, peak of memory in MB so far."""


def outcomes(*paths: Path) -> list[Outcome]:
    """Read files one after the other in a process of its own, which a hang cannot take along."""
    ended = subprocess.run(
        [sys.executable, "-c", RUN, *map(str, paths)],
        capture_output=True,
        text=True,
        timeout=WHOLE_SECONDS,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-600:]
    return [tuple(json.loads(line)) for line in ended.stdout.splitlines()]


def large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(200_000_000)


def locked_docx() -> bytes:
    """A Word file with a password is no archive but a compound file of the old kind."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"EncryptedPackage".ljust(4_096, b"\0")


def docx_bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", bytes(150_000_000))
    return buffer.getvalue()


QUOTED = "“We wait,” said Anna Lindqvist. "

BAD: dict[str, tuple[str, Content, str]] = {
    "empty": ("a.txt", b"", "refused"),
    "binary": ("a.txt", random.Random(1).randbytes(50_000), "refused"),
    "200 MB": ("a.txt", large, "refused"),
    "one line of 200 kB": ("a.txt", (QUOTED * 6_000).encode(), "read"),
    "no sentence ends": ("a.txt", b"the envoy said that " * 6_000, "read"),
    "10,000 pairs of marks": ("a.txt", ("“a b” " * 10_000).encode(), "read"),
    "10,000 single marks": ("a.txt", ("‘a b’ c " * 10_000).encode(), "read"),
    "10,000 open marks": ("a.txt", ("“ " * 10_000 + "he said").encode(), "read"),
    "broken PDF": ("a.pdf", b"%PDF-1.7\n1 0 obj <</Type/Catalog" + b"\0" * 9_000, "refused"),
    "encrypted DOCX": ("a.docx", locked_docx(), "refused"),
    "DOCX bomb": ("a.docx", docx_bomb(), "refused"),
    "HTML bomb": ("a.html", b"<html>" + b"<div>" * 900_000 + b"said", "refused"),
    "deep HTML": ("a.html", b"<html><body>" + b"<div>" * 40_000 + b"He said no.", ""),
    "wrong encoding": ("a.txt", "He said “cafés”.".encode("latin-1", "ignore"), "refused"),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    paths = []
    for file, content, _ in BAD.values():
        path = tmp_path_factory.mktemp("bad") / file
        if callable(content):
            content(path)
        else:
            path.write_bytes(content)
        paths.append(path)
    return dict(zip(BAD, outcomes(*paths), strict=True))


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_read_or_refused_in_bounds(name: str, found: dict[str, Outcome]) -> None:
    said, seconds, megabytes = found[name]
    assert said.startswith(BAD[name][2])
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


@pytest.mark.slow
def test_one_line_of_ten_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(QUOTED * 310_000, encoding="utf-8")
    assert path.stat().st_size > 10_000_000
    ((said, seconds, megabytes),) = outcomes(path)
    assert said.startswith("read")
    assert seconds < 120
    assert megabytes < 4_000
