"""No outbound request, ever: the whole workbench in a network namespace with nothing but itself."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hanging import HANGING

SCRIPT = Path(__file__).resolve().parent.parent / "closed_network.py"
INSIDE = ["unshare", "-rn", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]


def is_permitted():
    if not (shutil.which("unshare") and shutil.which("ip")):
        return False
    return subprocess.run([*INSIDE, "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(
    not is_permitted(), reason="no network namespace may be made here (unshare -rn)"
)
def test_the_workbench_works_with_no_network_and_asks_for_nobody(tmp_path):
    run = subprocess.run(
        [*INSIDE, sys.executable, str(SCRIPT), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=2 * HANGING,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    walked = json.loads(run.stdout.splitlines()[-1])
    assert (walked["kept"], walked["added"]) == (302, 302)
    assert len(walked["pages"]) > 40
    assert {path: status for path, status in walked["pages"].items() if status >= 400} == {}
    asked = (tmp_path / "asked").read_text().splitlines()
    ours = ["socket.getaddrinfo '192.0.2.1'", "socket.connect ('192.0.2.1', 9)"]
    assert asked == ours  # from the script itself, to see that the hook is awake
