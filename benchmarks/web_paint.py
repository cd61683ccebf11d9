"""Measure every page in a real browser: its weight over the wire, gzipped, and its first paint.

    python benchmarks/web_paint.py [--times 3]

`onetext serve` with the bundled cases, on the loopback, in Debian's chromium with an empty cache
for each page: everything a page loads is counted, fonts and scripts included. Milliseconds are
what the browser itself reports (first-contentful-paint), medians.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "journey"))

from web_fixtures import CHROMIUM, FLAGS, serving

PAINT = """() => new Promise(done => {
    const look = () => {
        const found = performance.getEntriesByName('first-contentful-paint')[0];
        found ? done(found.startTime) : setTimeout(look, 20);
    };
    look();
})"""


def main() -> None:
    """Print a line per page, the heaviest and the slowest at the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3)
    given = parser.parse_args()
    from playwright.sync_api import sync_playwright
    from test_web_pages_browser import PAGES

    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else [*FLAGS]
    rows = []
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder) / "workspace.sqlite3") as served,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=f"/usr/bin/{CHROMIUM}", args=flags)
        inside = entered(browser, served.address)
        for name, path in PAGES.items():
            looks = [look(browser, served.root + path, inside) for _ in range(given.times + 1)][1:]
            weight = max(weight for weight, _ in looks)
            rows.append((name, weight / 1000, statistics.median(paint for _, paint in looks)))
        browser.close()
    load = ", ".join(f"{one:.2f}" for one in os.getloadavg())
    print(f"first paint and weight of {len(rows)} pages; load average {load}\n")
    print("| page | kB over the wire | first paint, ms |\n|---|---:|---:|")
    for name, weight, paint in rows:
        print(f"| {name} | {weight:.0f} | {paint:.0f} |")
    print(f"\nheaviest {max(r[1] for r in rows):.0f} kB, slowest {max(r[2] for r in rows):.0f} ms")


def entered(browser, address: str):  # type: ignore[no-untyped-def]
    """Open the address that opens once; return the cookie."""
    context = browser.new_context()
    context.new_page().goto(address)
    state = context.storage_state()
    context.close()
    return state


def look(browser, address: str, inside) -> tuple[int, float]:  # type: ignore[no-untyped-def]
    """Return the bytes a page takes over the wire, and when it was first painted."""
    context = browser.new_context(storage_state=inside, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    client = context.new_cdp_session(page)
    client.send("Network.enable")
    sizes: list[int] = []
    client.on("Network.loadingFinished", lambda found: sizes.append(found["encodedDataLength"]))
    page.goto(address, wait_until="load")
    paint = page.evaluate(PAINT)
    page.wait_for_timeout(100)
    context.close()
    return int(sum(sizes)), float(paint)


if __name__ == "__main__":
    main()
