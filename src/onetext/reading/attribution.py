"""One attribution: which characters are whose words, because of which cue."""

from __future__ import annotations

from typing import NamedTuple

Place = tuple[int, int]
"""Characters `start` to `end` of the text."""


class Attribution(NamedTuple):
    """These characters are the words of that mention, because of this cue."""

    content: tuple[Place, ...]
    speaker: Place | None
    cue: Place | None
    lemma: str
    frames: frozenset[str]
    rule: str
    unit: int
    continues: int | None = None
    """Index of the attribution these words go on from."""
