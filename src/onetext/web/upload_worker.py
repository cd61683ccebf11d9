"""Extract the text of one uploaded file, in a process of its own with little memory and time.

Run as ``python -m onetext.web.upload_worker FILE``; prints one JSON object. A file made to hurt
whoever reads it takes down this process and nothing else.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

MEMORY = 1024 * 1024 * 1024
"""Bytes of address space."""
SECONDS = 20
"""Of processor time."""
LONGEST = 2_000_000
"""Characters of extracted text; a report is a few thousand."""


def main(path: str) -> None:
    """Print what the file holds, or what is wrong with it."""
    limit()
    from onetext import wiring
    from onetext.errors import OnetextError, Problem

    try:
        report = wiring.report_intake().report(Path(path), "upload")
    except OnetextError as error:
        found: dict[str, object] = {"problems": [_plain(one) for one in error.problems]}
    else:
        found = {"report": asdict(report) | {"published": str(report.published or "")}}
        if len(report.text) > LONGEST:
            problem = Problem(
                f"its text is too long: {len(report.text):,} characters",
                f"a report may have up to {LONGEST:,}",
                "split it into single reports",
            )
            found = {"problems": [_plain(problem)]}
    print(json.dumps(found))


def limit() -> None:
    """Take away the means to do harm: memory, time, files, children."""
    import resource

    wanted = (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, most in wanted:
        resource.setrlimit(kind, (most, most))


def _plain(problem: object) -> list[str]:
    return [str(getattr(problem, part)) for part in ("what", "because", "hint")]


if __name__ == "__main__":
    main(sys.argv[1])
