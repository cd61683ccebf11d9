"""Our own story pairs: retold scoops are one source, independent accounts are two."""

from __future__ import annotations

from pathlib import Path

import pytest

from onetext.model import Report
from onetext.reading.readings import reading

Pair = tuple[str, str, str]


@pytest.fixture(scope="module")
def pairs(project_dir: Path) -> list[Pair]:
    found = []
    for name in ("", "_unseen", "_fresh", "_later"):
        path = project_dir / "tests" / "data" / "reading" / f"story_pairs{name}.txt"
        for block in path.read_text(encoding="utf-8").split("\n----\n"):
            kind, _, texts = block.strip().partition("\n")
            first, _, second = texts.partition("\n/\n")
            found.append((kind, first, second))
    return found


def n_sources(first: str, second: str) -> int:
    reports = [
        Report(id=name, file="", text=text, sha256="")
        for name, text in (("a", first), ("b", second))
    ]
    return reading(reports).independent_sources


def test_retold_scoops_are_one_source(pairs: list[Pair]) -> None:
    derived = [n_sources(a, b) for kind, a, b in pairs if kind == "derived"]
    assert len(derived) == 92
    assert derived.count(1) / len(derived) >= 0.90


def test_independent_accounts_are_two(pairs: list[Pair]) -> None:
    independent = [n_sources(a, b) for kind, a, b in pairs if kind == "independent"]
    assert independent == [2] * 40


def test_a_copy_and_a_cut_copy_are_one_source(pairs: list[Pair]) -> None:
    whole = "\n\n".join(a for _, a, _ in pairs)
    assert n_sources(whole, whole.upper()) == 1
    assert n_sources(whole, whole[: len(whole) // 2]) == 1
