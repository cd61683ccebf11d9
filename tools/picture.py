"""Take the README's picture of the options paper again: run `make demo`, then this.

Needs Debian's chromium; writes docs/images/options-paper.png.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PAPER = PROJECT / "build" / "demo" / "options-paper.html"
PICTURE = PROJECT / "docs" / "images" / "options-paper.png"
LAST_ROW = ".standing tbody tr:nth-child(1)"
"""The picture ends under the first row of figures."""


def main() -> int:
    """Write the picture, from the top of the paper to the first row of figures."""
    chromium = shutil.which("chromium")
    if chromium is None or not PAPER.is_file():
        print("needs chromium (sudo apt-get install -y chromium) and `make demo`", file=sys.stderr)
        return 1
    from playwright.sync_api import sync_playwright

    flags = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        page = browser.new_page(viewport={"width": 1280, "height": 2000}, color_scheme="light")
        page.goto(PAPER.as_uri())
        page.evaluate("document.fonts.ready")
        end = page.evaluate(f"document.querySelector('{LAST_ROW}').getBoundingClientRect().bottom")
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        clip = {"x": 0, "y": 0, "width": 1280, "height": round(end) + 1}
        page.screenshot(path=str(PICTURE), clip=clip)
        browser.close()
    print(f"{PICTURE.relative_to(PROJECT)}: {PICTURE.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
