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
CASE_REFERENCE = PROJECT / "docs/reference/case-file.md"
UNWANTED = ("highspy",)
"""Packages that clash with ortools, which carries its own HiGHS."""
EXPORT = ["export", "--quiet", "--frozen", "--all-extras", "--all-groups"]
EXPORT += ["--no-emit-project", "--no-header", "--format", "requirements-txt"]
"""As in export_lock.sh, but never resolving anew."""


def main(arguments: list[str]) -> int:
    """Check, or with ``--write`` write, every generated file."""
    if arguments == ["--write"]:
        for path, text in _generated().items():
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.relative_to(PROJECT)}")
        return 0
    if arguments:
        print("usage: check_generated.py [--write]", file=sys.stderr)
        return 2
    complaints = [*_stale(), *_lock_complaints()]
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return 1 if complaints else 0


def _generated() -> dict[Path, str]:
    """Every generated file, or file with a generated part, and what it should say."""
    from onetext.formats.case_reference import case_reference
    from onetext.formats.case_schema import case_schema_text

    return {
        CASE_SCHEMA: case_schema_text(),
        CASE_REFERENCE: _with_part(CASE_REFERENCE, case_reference()),
    }


def _with_part(path: Path, part: str) -> str:
    """Put a generated part between the two marks of a page."""
    before, begin, rest = _read(path).partition("<!-- generated: begin -->\n")
    _, end, after = rest.partition("<!-- generated: end -->")
    return f"{before}{begin}\n{part}\n{end}{after}"


def _stale() -> list[str]:
    return [
        f"{path.relative_to(PROJECT)} is stale: the model has changed; "
        "run python tools/check_generated.py --write"
        for path, text in _generated().items()
        if _read(path) != text
    ]


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


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
