"""Word-level differences between two wordings, for showing what was struck and what was added."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum


class Mark(StrEnum):
    """What happened to a run of words."""

    KEPT = "kept"
    STRUCK = "struck"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text with one mark; the runs of a rewording join to either wording."""

    mark: Mark
    text: str


_WORD = re.compile(r"\w+(?:[.,’'-]\w+)*|\s+|[^\w\s]")


def rewording(before: str, after: str) -> tuple[Run, ...]:
    """Align two wordings word by word.

    Joining the kept and struck runs gives `before`; joining the kept and added runs gives `after`.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    runs: list[Run] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(Run(Mark.KEPT, "".join(old[i1:i2])))
            continue
        if i1 != i2:
            runs.append(Run(Mark.STRUCK, "".join(old[i1:i2])))
        if j1 != j2:
            runs.append(Run(Mark.ADDED, "".join(new[j1:j2])))
    return tuple(runs)
