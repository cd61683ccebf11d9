"""Read thousands of reports: each by itself, kept as it comes, then linked and compared.

What is kept is found again by the text's checksum and the version of the rules, so a run that was
stopped goes on where it stood, and a changed rule reads everything anew. Nothing but the checksums
and a number per run of words stays in memory for every report.
"""

from __future__ import annotations

import datetime
import hashlib
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from onetext.errors import Problem, UnreadableFile
from onetext.execution import Crew
from onetext.model import Alignment, Reading, Report, ReportLink, Sentence, Statement
from onetext.reading.corpus import ReadReport, compared, read_report
from onetext.reading.corpus_links import candidate_pairs
from onetext.reading.grading import suggested_grade
from onetext.reading.link_profiles import LinkProfile
from onetext.reading.links import Linked, independent_sources, links_among
from onetext.reading.standing import with_others
from onetext.workflows.read_reports import (
    ReportIntake,
    check_languages,
    dated,
    in_language,
    report_ids,
)

_AT_HAND = 512
"""Profiles, and reports with their text, that stay in memory at once."""


class ReadingShelf(Protocol):
    """Keeps what was read of reports, by key."""

    def has(self, key: str) -> bool:
        """Whether something is kept under a key."""

    def keep(self, key: str, found: ReadReport) -> None:
        """Keep what was read of a report."""

    def read(self, key: str) -> ReadReport:
        """Return what was kept of a report."""

    def profile(self, key: str) -> LinkProfile:
        """Return what links need of it."""

    def runs(self, key: str) -> Sequence[int]:
        """Return its runs."""

    def keep_alignments(self, key: str, found: tuple[Alignment, ...]) -> None:
        """Keep the alignments of two reports."""

    def alignments(self, key: str) -> tuple[Alignment, ...] | None:
        """Return the alignments kept under a key, or None."""


@dataclass(frozen=True)
class Corpus:
    """Many reports, read and linked; what they say is taken from the shelf report by report.

    Parameters
    ----------
    reports : tuple of Report
        Without their texts.
    links : tuple of ReportLink
    independent_sources : int
        Reports counted by origin.
    confirmed : frozenset of str
        Ids of the statements that reports of different origin quote alike.
    shelf : ReadingShelf
    keys : dict
        Id of a report to its key on the shelf.
    """

    reports: tuple[Report, ...]
    links: tuple[ReportLink, ...]
    independent_sources: int
    confirmed: frozenset[str]
    shelf: ReadingShelf
    keys: dict[str, str]

    def read(self) -> Iterator[tuple[Report, ReadReport]]:
        """Yield each report with what was read of it."""
        for report in self.reports:
            yield report, self.shelf.read(self.keys[report.id])

    def statements(self) -> Iterator[Statement]:
        """Yield all statements with their suggested grades."""
        dependent = {name for one in self.links for name in one.reports}
        for _, found in self.read():
            for one in found.statements:
                yield replace(one, suggested=suggested_grade(one, dependent, self.confirmed))

    def alignments(self) -> Iterator[Alignment]:
        """Yield the alignments of all linked reports."""
        for one in self.links:
            yield from self.shelf.alignments(_pair_key(one, self.keys)) or ()

    def sentences(self) -> Iterator[Sentence]:
        """Yield how all sentences stand."""
        aligned: dict[str, list[Alignment]] = {}
        for one in self.alignments():
            for name in {one.a.report, one.b.report}:
                aligned.setdefault(name, []).append(one)
        for report, found in self.read():
            yield from with_others(found.sentences, aligned.get(report.id, ()))

    def reading(self, texts: Callable[[Report], Report]) -> Reading:
        """Return everything at once, for reports few enough; `texts` gives a report its text."""
        return Reading(
            reports=tuple(texts(report) for report in self.reports),
            statements=tuple(self.statements()),
            meetings=tuple(one for _, found in self.read() for one in found.meetings),
            links=self.links,
            alignments=tuple(self.alignments()),
            sentences=tuple(self.sentences()),
            independent_sources=self.independent_sources,
        )


Progress = Callable[[str, int, int], None]
"""Told what is being done, how many of how many."""


class CorpusReader:
    """Reads the files of a corpus with a crew, keeping on a shelf what it finds.

    Parameters
    ----------
    paths : sequence of Path
    intake : ReportIntake
    shelf : ReadingShelf
    crew : Crew
    version : str
        Of the rules; what was kept under another one is not used.
    prepared : callable
        Dates a report and sets its language, where its file does not say.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        intake: ReportIntake,
        shelf: ReadingShelf,
        crew: Crew,
        *,
        version: str,
        prepared: Callable[[Report], Report] = lambda report: report,
    ) -> None:
        self.shelf, self.crew, self.version = shelf, crew, version
        self.paths = dict(zip(report_ids(paths), paths, strict=True))

        def text_of(name: str) -> Report:
            return prepared(intake.report(self.paths[name], name))

        self.text_of = lru_cache(maxsize=64)(text_of)
        self.n_kept = 0

    def corpus(
        self,
        *,
        may_skip: Collection[Path] = (),
        skipped: Callable[[Problem], None] = lambda problem: None,
        progress: Progress = lambda phase, done, total: None,
    ) -> Corpus:
        """Read, link and compare.

        Raises
        ------
        UnreadableFile
            With every named file that cannot be read; what could be read by then is kept.
        ImpossibleRequest
            If a report is in a language without rules, or workers keep dying.
        """
        reports = self._read(may_skip, skipped, progress)
        keys = {report.id: self._key(report) for report in reports}
        links, confirmed = self._links(reports, keys, progress)
        self._compare(links, keys, progress)
        return Corpus(
            reports=tuple(reports),
            links=links,
            independent_sources=independent_sources([one.id for one in reports], links),
            confirmed=confirmed,
            shelf=self.shelf,
            keys=keys,
        )

    def _read(
        self,
        may_skip: Collection[Path],
        skipped: Callable[[Problem], None],
        progress: Progress,
    ) -> list[Report]:
        """Read every report by itself; each is kept as it comes."""
        reports: list[Report] = []
        problems: list[Problem] = []
        left_out: list[Problem] = []
        waiting: deque[str] = deque()

        def to_read() -> Iterator[Report]:
            for name, path in self.paths.items():
                try:
                    report = self.text_of(name)
                except UnreadableFile as error:
                    (left_out if path in may_skip else problems).extend(error.problems)
                    continue
                check_languages([report])
                reports.append(replace(report, text=""))
                key = self._key(report)
                if self.shelf.has(key):
                    self.n_kept += 1
                    progress("reading", len(reports), len(self.paths))
                    continue
                waiting.append(key)
                yield report

        for found in self.crew.results(read_report, to_read()):
            self.shelf.keep(waiting.popleft(), found)
            progress("reading", len(reports) - len(waiting), len(self.paths))
        for problem in left_out:
            skipped(problem)
        if problems or not reports:
            raise UnreadableFile(*problems, *(left_out if not reports else ()))
        return reports

    def _links(self, reports: Sequence[Report], keys: dict[str, str], progress: Progress) -> Linked:
        """Compare the reports that share runs of words; what links them, what they confirm."""
        pairs = candidate_pairs([self.shelf.runs(keys[report.id]) for report in reports])
        return links_among(
            [report.id for report in reports],
            sorted(pairs, key=_tile),
            lru_cache(maxsize=_AT_HAND)(lambda place: self.shelf.profile(keys[reports[place].id])),
            lambda done, total: progress("linking", done, total),
        )

    def _compare(
        self, links: Sequence[ReportLink], keys: dict[str, str], progress: Progress
    ) -> None:
        """Align the sentences of linked reports; each pair is kept as it comes."""
        wanted = [one for one in links if self.shelf.alignments(_pair_key(one, keys)) is None]
        pairs = ((self.text_of(one.reports[0]), self.text_of(one.reports[1])) for one in wanted)
        for done, found in enumerate(self.crew.results(compared, pairs), start=1):
            self.shelf.keep_alignments(_pair_key(wanted[done - 1], keys), found)
            progress("comparing", done, len(wanted))

    def _key(self, report: Report) -> str:
        """What the result depends on: the text, the rules, and what else a rule is told."""
        said = f"{self.version} {report.sha256} {report.id} {report.published} {report.language}"
        return hashlib.sha256(said.encode()).hexdigest()


def _tile(pair: tuple[int, int]) -> tuple[int, int, int, int]:
    """Order pairs so that the profiles of many in a row are at hand together."""
    side = _AT_HAND // 2
    return pair[0] // side, pair[1] // side, *pair


def preparation(
    published: datetime.date | None, language: str | None
) -> Callable[[Report], Report]:
    """Return what dates a report and sets its language, as `read_reports` does."""
    return lambda report: dated(in_language(report, language), published)


def _pair_key(one: ReportLink, keys: dict[str, str]) -> str:
    return " ".join(keys[name] for name in one.reports)
