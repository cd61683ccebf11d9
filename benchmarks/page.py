"""The page with the table of all measurements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

HEAD = """# Benchmarks

CPU seconds of one process, medians; peak memory of a process that does nothing else; written by
`make bench`. Peers run on the same machine in the same run, on the same numbers. Machines differ
and are shared: compare ratios, not seconds. How cost grows: of the
[frontier](bargaining/growth.md), of a [study](preferences/growth.md), of
[reading](reading/corpora.md).

The workbench (pages, fifty people at once, weight, first paint, starting, faults) has
[a page of its own](web/figures.md), and so have [what the reader finds](reading/index.md)
(`make evaluate`) and [how far the mediator's method gets](mediation/measured.md)
(`make evaluate-mediation`).
"""

COLUMNS = "| work | CPU s | peak MB | peer CPU s | peer MB | times faster | goal |"


def page(rows: Iterable[Mapping[str, Any]]) -> str:
    """The page in Markdown: a table per module, a line per row."""
    lines = [HEAD]
    heading = None
    for row in rows:
        if row["module"] != heading:
            heading = row["module"]
            lines += [f"\n## {heading.capitalize()}\n", COLUMNS, "|---|---|---|---|---|---|---|"]
        lines.append(_line(row))
    return "\n".join(lines) + "\n"


def _line(row: Mapping[str, Any]) -> str:
    work = row["work"] + (f": {row['found']}" if row["found"] else "")
    peer = "| | |"
    if "peer" in row:
        peer = f"{row['peer_seconds']:.3g} ({row['peer']}) | {row['peer_megabytes']:.0f} | "
        peer += f"{row['ratio']:,.0f} |"
    elif row["has_peer"]:
        peer = "not run | | |"
    return f"| {work} | {row['seconds']:.3g} | {row['megabytes']:.0f} | {peer} {row['goal']} |"
