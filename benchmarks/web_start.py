"""Measure how soon `onetext serve` prints its address, and answers the first page after it.

    python benchmarks/web_start.py [--times 5]

Wall clock and processor seconds of the server, medians; the load average stands beside them.
"""

from __future__ import annotations

import argparse
import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def main() -> None:
    """Print one line per thing measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        runs = [started(Path(folder) / "workspace.sqlite3") for _ in range(given.times)]
    load = ", ".join(f"{one:.2f}" for one in os.getloadavg())
    print(f"onetext serve, median of {given.times}; load average {load}")
    for name in runs[0]:
        print(f"{name}: {statistics.median(run[name] for run in runs):.2f} s")


def started(workspace: Path) -> dict[str, float]:
    """Start it once, and return how long things took."""
    command = [sys.executable, "-m", "onetext", "serve", "--no-browser", "--port", "0"]
    begin = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--workspace", str(workspace)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    found = {"address printed": time.perf_counter() - begin, "of it, processor": busy(process.pid)}
    host, _, path = address.removeprefix("http://").partition("/")
    _, cookie = asked(host, f"/{path}", "")
    _, _ = asked(host, "/", cookie)
    found["first page answered"] = time.perf_counter() - begin
    process.terminate()
    process.wait(10)
    process.stdout.close()
    return found


def asked(host: str, path: str, cookie: str) -> tuple[int, str]:
    """Ask for a page; return its status and the cookie it gives."""
    connection = http.client.HTTPConnection(host, timeout=60)
    connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, (answer.headers.get("Set-Cookie") or "").partition(";")[0]


def busy(pid: int) -> float:
    """Return the processor seconds a process has used, where the system tells."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return float("nan")
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
