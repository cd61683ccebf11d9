"""Values with a scale of their own: source grades, language tags, weights, checksums."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from onetext.errors import Problem
from onetext.formats.case_checks.reading import Path, Reading
from onetext.model import Alternative, Clause, Source, Weights

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


def value_problems(reading: Reading) -> Iterator[Problem]:
    """Yield grades, tags, weights and checksums that are off their scale."""
    yield from _sources(reading)
    for noun in (Clause, Alternative):
        for record in reading.kind(noun):
            for path, language, _ in record.pairs("wording"):
                yield from _language(reading, path, language)
    for record in reading.kind(Weights):
        for path, point, weight in record.pairs("points"):
            yield from _weight(reading, path, point, weight)


def _sources(reading: Reading) -> Iterator[Problem]:
    for record in reading.kind(Source):
        reliability, credibility = record.text("reliability"), record.text("credibility")
        if reliability is not None and reliability not in tuple("ABCDEF"):
            yield reading.problem(
                (*record.path, "reliability"),
                f'"{reliability}" is not a reliability',
                "Admiralty grades a source from A (completely reliable) to E (unreliable)",
                "take a letter from A to E, or F if it cannot be judged",
            )
        if credibility is not None and credibility not in tuple("123456"):
            yield reading.problem(
                (*record.path, "credibility"),
                f'"{credibility}" is not a credibility',
                "Admiralty grades what is said from 1 (confirmed) to 5 (improbable)",
                "take a figure from 1 to 5, or 6 if it cannot be judged",
            )
        language = record.text("language")
        if language is not None:
            yield from _language(reading, (*record.path, "language"), language)
        checksum = record.text("sha256")
        if checksum and not _SHA256.fullmatch(checksum):
            yield reading.problem(
                (*record.path, "sha256"),
                "this is not a SHA-256 checksum",
                "it has 64 characters from 0-9 and a-f",
                "copy it again, or leave the field out",
            )


def _language(reading: Reading, path: Path, tag: str) -> Iterator[Problem]:
    if not _LANGUAGE.fullmatch(tag):
        yield reading.problem(
            path,
            f'"{tag}" is not a language tag',
            "languages are written as BCP 47 tags",
            "write en, uk, ru, fr, zh-Hant ...",
        )


def _weight(reading: Reading, path: Path, point: str, weight: str | None) -> Iterator[Problem]:
    try:
        value = float(weight or "")
    except ValueError:  # reported with the shape of the field
        return
    if not math.isfinite(value) or value < 0:
        yield reading.problem(
            path,
            f'the weight of "{point}" is {weight}',
            "a weight is a finite number of at least 0: nothing matters less than not at all",
            "write 0 for a point that does not matter to the party",
        )
