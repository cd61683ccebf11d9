"""Check that generated files say what their sources say; with --write, bring them up to date.

Run by ``make check``. Ends with exit code 1 and one line per stale file.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
CASE_SCHEMA = PROJECT / "src/onetext/formats/case.schema.json"
UNWANTED = ("highspy",)
"""Packages that clash with ortools, which carries its own HiGHS."""
EXPORT = ["export", "--quiet", "--frozen", "--all-extras", "--all-groups"]
EXPORT += ["--no-emit-project", "--no-header", "--format", "requirements-txt"]
"""As in export_lock.sh, but never resolving anew."""


def main(arguments: list[str]) -> int:
    """Check, or with ``--write`` write, every generated file."""
    if arguments == ["--write"]:
        CASE_SCHEMA.write_text(_schema_text(), encoding="utf-8")
        print(f"wrote {CASE_SCHEMA.relative_to(PROJECT)}")
        return 0
    if arguments:
        print("usage: check_generated.py [--write]", file=sys.stderr)
        return 2
    complaints = [*_schema_complaints(), *_lock_complaints()]
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return 1 if complaints else 0


def _schema_text() -> str:
    from onetext.formats.case_schema import case_schema_text

    return case_schema_text()


def _schema_complaints() -> list[str]:
    name = CASE_SCHEMA.relative_to(PROJECT)
    written = CASE_SCHEMA.read_text(encoding="utf-8") if CASE_SCHEMA.exists() else ""
    if written == _schema_text():
        return []
    return [f"{name} is stale: the model has changed; run python tools/check_generated.py --write"]


def _lock_complaints() -> list[str]:
    lock = (PROJECT / "uv.lock").read_text(encoding="utf-8")
    found = [
        f"uv.lock contains {name}, which clashes with ortools: remove what brings it in"
        for name in UNWANTED
        if f'name = "{name}"' in lock
    ]
    return found + _export_complaints()


def _export_complaints() -> list[str]:
    """Compare the exported requirements with the lock, where uv is installed."""
    uv = shutil.which("uv")
    if uv is None:
        return []
    written = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
    export = subprocess.run([uv, *EXPORT], cwd=PROJECT, capture_output=True, text=True, check=False)
    if export.returncode != 0:
        return [f"uv could not export uv.lock: {export.stderr.strip()}"]
    if _packages(export.stdout) == _packages(written):
        return []
    return ["requirements.lock does not match uv.lock; run tools/export_lock.sh"]


def _packages(requirements: str) -> list[str]:
    return [
        line for line in requirements.splitlines() if line and not line.lstrip().startswith("#")
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
