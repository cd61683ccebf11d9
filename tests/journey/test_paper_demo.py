"""`make demo` reads, studies, writes one paper and says where it is."""

from __future__ import annotations

import os
import subprocess
import sys


def test_the_demo_says_what_it_found_and_where_the_paper_is(project_dir):
    paper = project_dir / "build" / "demo" / "options-paper.html"
    paper.unlink(missing_ok=True)
    run = subprocess.run(
        [sys.executable, "tools/demo.py"],
        cwd=project_dir,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"},
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "1 independent source" in run.stdout
    assert "Acceptable to, in %" in run.stdout
    assert "open build/demo/options-paper.html" in run.stdout
    assert max(len(line) for line in run.stdout.splitlines()) <= 80
    html = paper.read_text(encoding="utf-8")
    assert "What the reports say" in html
    assert str(project_dir) not in html
