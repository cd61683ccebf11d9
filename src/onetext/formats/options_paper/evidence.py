"""Where each thing stands written: sources in the order they are first used, and their origin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onetext.formats.options_paper.words import date_words
from onetext.model import Case, ReadState, Source
from onetext.record.origins import independent_origins

_READ_WORDS = {
    ReadState.FULL: "read in full",
    ReadState.EXCERPT: "read in part",
    ReadState.LINK_ONLY: "link only, not read",
    ReadState.RECALLED: "recalled, not read",
}


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source as the list at the end prints it."""

    number: int
    title: str
    address: str
    """A web address that may be followed, or empty."""
    printed_address: str
    date: str
    language: str
    read: str
    grade: str
    is_suggested: bool
    origins: tuple[str, ...]
    """Titles of the sources it rewrites or relays; empty if it is an origin itself."""
    note: str


class Citations:
    """Numbers sources as they are cited, so that the list holds what the paper used and no more."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._sources = {source.id: source for source in case.sources}
        self._numbers: dict[str, int] = {}

    def cite(self, source_ids: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of some sources, ascending; unknown ids are left out."""
        known = [source_id for source_id in source_ids if source_id in self._sources]
        for source_id in known:
            self._numbers.setdefault(source_id, len(self._numbers) + 1)
        return tuple(sorted({self._numbers[source_id] for source_id in known}))

    def listed(self) -> tuple[CitedSource, ...]:
        """List the sources cited so far."""
        return tuple(
            self._cited(number, self._sources[source_id])
            for source_id, number in self._numbers.items()
        )

    def n_origins(self) -> int:
        """Count the independent origins behind the sources cited so far."""
        return len(independent_origins(self._case.sources, self._numbers))

    def _cited(self, number: int, source: Source) -> CitedSource:
        roots = independent_origins(self._case.sources, (source.id,))
        can_follow = source.url.startswith(("https://", "http://"))
        return CitedSource(
            number=number,
            title=source.title,
            address=source.url if can_follow else "",
            printed_address=source.url.removeprefix("https://").removeprefix("http://"),
            date=date_words(source.published),
            language=source.language,
            read=_READ_WORDS[source.read],
            grade=source.grade,
            is_suggested=not source.grade_confirmed,
            origins=tuple(
                self._sources[root].title if root in self._sources else root
                for root in roots
                if root != source.id
            ),
            note=source.note,
        )
