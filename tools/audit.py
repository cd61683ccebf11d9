"""Look at what we depend on: pinned, hash-locked, under which licence; and, if asked, is it sound.

``python tools/audit.py`` looks at what is here alone: every line of requirements.lock is one exact
version with hashes, uv.lock says the same, what is installed is what is locked, and every licence
is one we may pass on. ``--ask`` asks api.osv.dev for advisories on exactly these versions.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
import urllib.error
import urllib.request
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SERVICE = "https://api.osv.dev/v1/querybatch"
PATIENCE = 20
UNWANTED = re.compile(r"\bA?GPL\b|GNU (Affero )?General Public", re.IGNORECASE)
LESSER = re.compile(r"\bLGPL|Lesser General", re.IGNORECASE)
AS_TOOLS = {"docutils": "parts under the GPL; builds the pages, is not passed on"}
"""Licences that are ours to use and not to pass on, each with the reason."""
READ_BY_HAND = {"axe-playwright-python": "MIT, by the file in its package; only in tests"}
"""Packages whose metadata names no licence, with the one that was found."""


def locked(text: str) -> tuple[dict[str, set[str]], list[str]]:
    """Return name to versions of a requirements file, and what is wrong with its lines.

    One name has several versions where the interpreter decides between them.
    """
    found: dict[str, set[str]] = {}
    wrong = []
    for line in re.sub(r"\\\n", " ", text).splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = re.match(r"\s*([A-Za-z0-9._-]+)==([^\s;]+)", line)
        if match is None:
            wrong.append(f"not pinned to one version: {line.split()[0]}")
            continue
        name = _name(match.group(1))
        found.setdefault(name, set()).add(match.group(2))
        if "--hash=sha256:" not in line:
            wrong.append(f"without a hash: {name}")
        if re.search(r"@ |git\+|https?://", line):
            wrong.append(f"not from the registry: {name}")
    return found, wrong


def differing(found: dict[str, set[str]], lock: str) -> list[str]:
    """Say where uv.lock and requirements.lock disagree, and what comes from elsewhere."""
    wrong = []
    other: dict[str, set[str]] = {}
    for package in tomllib.loads(lock)["package"]:
        name = _name(package["name"])
        other.setdefault(name, set()).add(package.get("version", ""))
        if not {"registry", "editable", "virtual"} & package["source"].keys():
            wrong.append(f"not from the registry: {name}")
    for name, versions in found.items():
        for version in versions - other.get(name, set()):
            wrong.append(f"{name} {version} is not in uv.lock")
    return wrong


def unfit(found: dict[str, set[str]]) -> list[str]:
    """Say what is installed otherwise than locked, or under a licence we may not pass on."""
    wrong = []
    for name, versions in found.items():
        try:
            there = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # for another system, or not asked for here
        if there.version not in versions:
            wrong.append(f"{name}: {there.version} is installed, {sorted(versions)} are locked")
        words = _licence(there)
        if not words and name not in READ_BY_HAND:
            wrong.append(f"{name} says nothing of its licence")
        elif UNWANTED.search(words) and not LESSER.search(words) and name not in AS_TOOLS:
            wrong.append(f"{name} is under {words[:60]}")
    return wrong


def advisories(found: dict[str, set[str]]) -> list[str]:
    """Ask for advisories on exactly these versions; OSError where nobody answers."""
    packages = sorted((name, one) for name, versions in found.items() for one in versions)
    queries = [
        {"package": {"ecosystem": "PyPI", "name": name}, "version": version}
        for name, version in packages
    ]
    body = json.dumps({"queries": queries}).encode()
    request = urllib.request.Request(SERVICE, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        results = json.load(answer)["results"]
    return [
        f"{name} {version}: {', '.join(one['id'] for one in result['vulns'])}"
        for (name, version), result in zip(packages, results, strict=True)
        if result.get("vulns")
    ]


def main(arguments: list[str] | None = None) -> int:
    """Print what is wrong; 1 if something is, 3 if nobody could be asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ask", action="store_true", help="ask api.osv.dev for advisories")
    asked = parser.parse_args(arguments)
    found, wrong = locked((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    wrong += differing(found, (ROOT / "uv.lock").read_text(encoding="utf-8")) + unfit(found)
    if asked.ask:
        try:
            wrong += advisories(found)
        except (OSError, urllib.error.URLError, ValueError, KeyError) as error:
            print(
                "advisories could not be asked for\n"
                f"because: {SERVICE} did not answer ({type(error).__name__})\n"
                "hint: run `make audit` where it can be reached; nothing else was left out",
                file=sys.stderr,
            )
            return 3
    print("\n".join(wrong) or f"{len(found)} packages: pinned, locked by hash, licences fit")
    return 1 if wrong else 0


def _licence(there: metadata.Distribution) -> str:
    about = there.metadata
    kinds = [k for k in about.get_all("Classifier", []) if k.startswith("License")]
    words = about.get("License-Expression") or (about.get("License") or "").partition("\n")[0]
    return " ".join([words or "", *kinds]).strip()


def _name(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main())
