"""What follows from some kinds of a reader's records alone, and pieces of its pages.

A comment written down changes nothing that follows from the positions. What is worked out here is
given only the kinds of record it names, so it cannot follow from any other, and is kept while
those stand as they did. A piece of a page is kept while all it shows is what it was. Both belong
to one reader: what it may not see is in neither, and nothing of them reaches anybody else.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

from onetext.model import Case
from onetext.record.kinds import part_of

T = TypeVar("T")

Kinds = tuple[str, ...]
MOST_FINDINGS = 128
"""Findings kept per reader and part of its records; the one used longest ago goes first."""
MOST_CHARACTERS = 16_000_000
"""Characters of pieces of pages kept per reader; so too."""


class Keep:
    """Keeps what was made, while what it was made from is what it was.

    Parameters
    ----------
    most : int
        How much is kept at once; what was used longest ago goes first.
    size : callable
        What something that was made counts; by default 1.
    """

    def __init__(self, most: int, size: Callable[[Any], int] = lambda made: 1) -> None:
        self._most = most
        self._size = size
        self._taken = 0
        self._kept: OrderedDict[object, tuple[object, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def kept(self, name: object, given: object, made: Callable[[], T]) -> T:
        """Return what was made under this name from the same, or make it.

        Parameters
        ----------
        name : hashable
        given : object
            All it is made from that may change; compared as values.
        made : callable
        """
        with self._lock:
            known = self._kept.get(name)
            if known is not None and (known[0] is given or known[0] == given):
                self._kept.move_to_end(name)
                found: T = known[1]
                return found
        new = made()
        with self._lock:
            if name in self._kept:
                self._taken -= self._size(self._kept.pop(name)[1])
            self._kept[name] = (given, new)
            self._taken += self._size(new)
            while self._taken > self._most and len(self._kept) > 1:
                self._taken -= self._size(self._kept.popitem(last=False)[1][1])
        return new


class Part:
    """Some kinds of a reader's records, and what was worked out from them."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._findings = Keep(MOST_FINDINGS)

    def finding(self, name: object, found: Callable[[Case], T]) -> T:
        """Return what follows from these records alone, worked out once."""
        return self._findings.kept(name, None, lambda: found(self.case))


class KeptParts:
    """The parts of one reader's records as they stood when each was last asked for."""

    def __init__(self) -> None:
        self._parts: dict[Kinds, Part] = {}

    def part(self, case: Case, of: Kinds) -> Part:
        """Return the part of a case that these kinds make; the same one while they stand."""
        now, known = part_of(case, of), self._parts.get(of)
        if known is None or known.case != now:
            known = self._parts[of] = Part(now)
        return known
