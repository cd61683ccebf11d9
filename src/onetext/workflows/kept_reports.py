"""Reports kept word for word: add one, read it, link it with the others, hold two side by side.

What is read of a report follows from its words alone, so it is worked out once.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from onetext.errors import ImpossibleRequest, NotFound, Place, Problem
from onetext.model import (
    UNKNOWN_DATE,
    Alignment,
    Case,
    KeptReport,
    LinkKind,
    Report,
    ReportLink,
    Source,
    Span,
    UncertainDate,
)
from onetext.reading.corpus import ReadReport, compared, read_report
from onetext.reading.language import languages
from onetext.reading.links import link
from onetext.reading.proposals import ProposedPosition, proposed_positions
from onetext.record.given_ids import free_id
from onetext.workflows.read_reports import dated

_READ, _COMPARED, _PROPOSED = 256, 128, 64
"""Results that stay at hand."""


def find_report(case: Case, report_id: str) -> KeptReport:
    """Return the report kept under an id; NotFound if the case has none."""
    for one in case.reports:
        if one.id == report_id:
            return one
    raise NotFound(
        Problem(
            what=f"there is no report {report_id!r} in {case.id}",
            because="no report is kept under this id",
            hint="go back to the record and choose one",
        )
    )


def source_of(case: Case, kept: KeptReport) -> Source | None:
    """Return the source a report is the text of."""
    wanted = set(kept.sources)
    return next((one for one in case.sources if one.id in wanted), None)


def as_report(case: Case, kept: KeptReport) -> Report:
    """Return a kept report as it is read: a day of publication only where it is one day.

    Where none is on record, the day its text prints at its head, marked with the words.
    """
    source = source_of(case, kept)
    published = source.published if source else UNKNOWN_DATE
    is_one_day = published.earliest == published.latest and not published.is_approximate
    spans = [place.split("-") for place in kept.doubtful]
    report = Report(
        id=kept.id,
        file=kept.file,
        text=kept.words,
        sha256=kept.sha256,
        published=published.earliest if is_one_day else None,
        language=source.language if source else "en",
        title=source.title if source else kept.id,
        reader=kept.reader,
        doubtful=tuple(Span(report=kept.id, start=int(a), end=int(b)) for a, b in spans),
    )
    return dated(report, None) if published == UNKNOWN_DATE and is_readable(report) else report


def is_readable(report: Report) -> bool:
    """Whether there are rules for the language of a report."""
    return report.language.split("-")[0].lower() in languages()


@lru_cache(maxsize=_READ)
def read(report: Report) -> ReadReport:
    """Return what a report says: statements, meetings, what each sentence rests on."""
    return read_report(report)


@lru_cache(maxsize=_COMPARED)
def held_against(first: Report, second: Report) -> tuple[Alignment, ...]:
    """Align the sentences of two reports that tell the same thing, with their differences."""
    return compared((first, second))


def links_of(report: Report, others: Iterable[Report]) -> tuple[ReportLink, ...]:
    """Return which of the other reports are one source with a report, and by what evidence."""
    if not is_readable(report):
        return ()
    own = read(report).profile
    found = (link(read(other).profile, own) for other in others if is_readable(other))
    return tuple(one for one in found if one is not None)


@dataclass(frozen=True)
class _Basis:
    """The part of a case that proposals depend on; alike where its digest is."""

    digest: str
    case: Case = field(compare=False, repr=False)


def proposals_of(case: Case, report: Report) -> tuple[ProposedPosition, ...]:
    """Return the positions a report's statements may be, decided on or not."""
    if not is_readable(report):
        return ()
    basis = replace(case, positions=(), statements=(), sources=(), reports=(), briefings=())
    basis = replace(basis, comments=(), comparisons=(), scores=(), weights=(), meetings=())
    return _proposed(_Basis(hashlib.sha256(repr(basis).encode()).hexdigest(), basis), report)


@lru_cache(maxsize=_PROPOSED)
def _proposed(basis: _Basis, report: Report) -> tuple[ProposedPosition, ...]:
    return tuple(proposed_positions(basis.case, [report], read(report).statements))


def waiting(case: Case, report: Report) -> tuple[ProposedPosition, ...]:
    """Return a report's proposals that nobody has decided on."""
    decided = {one.id for one in case.statements}
    return tuple(one for one in proposals_of(case, report) if one.id not in decided)


@dataclass(frozen=True, slots=True)
class AddedReport:
    """What adding a report comes to.

    Parameters
    ----------
    source : Source
    is_new_source : bool
        False where the case has a source of these very words already.
    report : KeptReport
    links : tuple of ReportLink
        To reports of the case it shares its origin with: the source says so.
    """

    source: Source
    is_new_source: bool
    report: KeptReport
    links: tuple[ReportLink, ...]


def added_report(
    case: Case,
    report: Report,
    *,
    title: str = "",
    url: str = "",
    published: UncertainDate,
    used: Collection[str] = (),
) -> AddedReport:
    """Return the source and the text of a report, to be written down together.

    Parameters
    ----------
    case : Case
    report : Report
        As it was extracted; its id is not used.
    title : str
        As the person gave it; empty: as the report says.
    url : str
    published : UncertainDate
        As the person gave it; unknown: as the report says.
    used : collection of str
        Ids of records that were taken back or erased: they are not given again.

    Raises
    ------
    ImpossibleRequest
        If the case keeps these very words already, or they are in a language without rules.
    """
    _demand_new(case, report)
    if published == UNKNOWN_DATE and report.published:
        published = UncertainDate(report.published.isoformat())
    new_id = _new_id(case, title or report.title, used)
    known = next((one for one in case.sources if one.sha256 and one.sha256 == report.sha256), None)
    kept = KeptReport(
        id=new_id,
        words=report.text,
        sha256=report.sha256,
        file=report.file,
        reader=report.reader,
        doubtful=tuple(f"{span.start}-{span.end}" for span in report.doubtful),
        sources=(known.id if known else new_id,),
    )
    links = links_of(replace(report, id=new_id), [as_report(case, other) for other in case.reports])
    if known:
        return AddedReport(known, False, kept, links)
    source = Source(
        id=new_id,
        title=title or report.title or _first_words(report.text),
        url=url,
        published=published,
        language=report.language,
        derived_from=_origin(case, links, new_id),
        sha256=report.sha256,
    )
    return AddedReport(source, True, kept, links)


def _origin(case: Case, links: Sequence[ReportLink], new_id: str) -> tuple[str, ...]:
    """The source a new one is counted together with: that of the first report linked to it."""
    for one in links:
        if one.kind is LinkKind.SAME_TEXT or one.evidence:
            other = next(name for name in one.reports if name != new_id)
            source = source_of(case, find_report(case, other))
            if source:
                return (source.id,)
    return ()


def _demand_new(case: Case, report: Report) -> None:
    same = next((one for one in case.reports if one.sha256 == report.sha256), None)
    if same is not None:
        raise ImpossibleRequest(
            Problem(
                "this report is kept already",
                f"the same words stand under {same.id}, to the letter",
                "open that one",
                Place(path="words"),
            )
        )
    if not is_readable(report):
        raise ImpossibleRequest(
            Problem(
                f"there are no rules for the language {report.language!r}",
                f"reading knows {', '.join(languages())}",
                "add a translation, and name the original as its source",
                Place(path="language"),
            )
        )


def _new_id(case: Case, title: str, used: Collection[str]) -> str:
    base = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:40].strip("-") or "report"
    taken = {*used, *(one.id for one in case.sources), *(one.id for one in case.reports)}
    return free_id(base, taken)


def _first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[:9]) + (" …" if len(words) > 9 else "")
