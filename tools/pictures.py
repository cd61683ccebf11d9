"""Take the pictures of the README: three pages of the workbench, from the bundled cases.

    python tools/pictures.py [name ...]

Starts `onetext serve` on a workspace of its own, looks through Debian's Chromium, and writes
``docs/images/workbench-*.png``. Run it again when a page has changed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
IMAGES = PROJECT / "docs/images"
MOST_BYTES = 250_000
PAGES = {
    "case": ("/cases/ukraine-2025/", "table.shares", 860),
    "text": ("/cases/camp-david-1978/text/us-16-sep", ".bracket", 860),
    "signed": ("/cases/ukraine-2025/signed", "#standing", 900),
}
"""Name to address, what has to be there and in the picture, and how high it is."""
FLAGS = ("--disable-gpu", "--no-first-run", "--disable-background-networking", "--no-sandbox")


def main(names: list[str]) -> int:
    """Take the pictures named; of no names: all of them."""
    unknown = [name for name in names if name not in PAGES]
    if unknown:
        print(f"no such picture: {', '.join(unknown)}; there are {', '.join(PAGES)}")
        return 2
    program = shutil.which("chromium")
    if program is None:
        print("chromium is missing: sudo apt-get install -y chromium", file=sys.stderr)
        return 1
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, _served(Path(folder)) as address:
        return _taken(program, address, names or list(PAGES))


def _taken(program: str, address: str, names: list[str]) -> int:
    """Take pictures; return 1 if one is too large for a README."""
    from playwright.sync_api import sync_playwright

    root = address[: address.index("/", len("http://"))]
    too_large = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="en")
        page.goto(address)
        for name in names:
            where, wanted, height = PAGES[name]
            page.goto(root + where)
            page.wait_for_selector(wanted, timeout=300_000)
            page.evaluate("document.fonts.ready")
            page.set_viewport_size({"width": 1280, "height": height})
            page.locator(wanted).first.scroll_into_view_if_needed()
            path = IMAGES / f"workbench-{name}.png"
            path.write_bytes(page.screenshot())
            size = path.stat().st_size
            too_large += size > MOST_BYTES
            print(f"{path.relative_to(PROJECT)}: {size / 1000:.0f} kB")
        browser.close()
    return 1 if too_large else 0


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "onetext", "serve", "--no-browser", "--port", "0"]
    command += ["--workspace", str(folder / "workspace.sqlite3")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(10)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
