"""The sources of a case, gathered by origin: rewrites stand below what they rewrite."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields

from onetext.model import Case, KeptReport, ReviewedStatement, Source
from onetext.record.origins import independent_origins


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source in the list.

    Parameters
    ----------
    source : Source
    is_origin : bool
        Whether it rewrites nothing the case has.
    n_citing : int
        Records that rest on it.
    report : KeptReport or None
        Its words, where they are kept.
    n_decided : int
        Statements of it that a person has decided on.
    """

    source: Source
    is_origin: bool
    n_citing: int
    report: KeptReport | None
    n_decided: int


@dataclass(frozen=True, slots=True)
class SourceList:
    """All sources, those of one origin together; `shared` counts origins with several sources."""

    rows: tuple[SourceRow, ...]
    n_origins: int
    n_shared: int
    n_confirmed: int


def source_list(case: Case) -> SourceList:
    """List the sources of a case, those with kept words first, then the latest."""
    citing = _citing(case)
    words = {name: kept for kept in case.reports for name in kept.sources}
    decided = Counter(name for one in case.statements for name in one.sources)
    families: dict[str, list[Source]] = {}
    for source in case.sources:
        root = independent_origins(case.sources, [source.id])[0]
        families.setdefault(root, []).append(source)
    ordered = sorted(families.items(), key=lambda family: _place(family[1], words))
    rows = []
    for root, members in ordered:
        for source in sorted(members, key=lambda one: one.id != root):
            rows.append(
                SourceRow(
                    source,
                    source.id == root,
                    citing[source.id],
                    words.get(source.id),
                    decided[source.id],
                )
            )
    return SourceList(
        tuple(rows),
        len(families),
        sum(len(members) > 1 for members in families.values()),
        sum(source.grade_confirmed for source in case.sources),
    )


def _place(members: list[Source], words: dict[str, KeptReport]) -> tuple[bool, int]:
    latest = max(source.published.sort_key[1].toordinal() for source in members)
    return (not any(source.id in words for source in members), -latest)


def _citing(case: Case) -> Counter[str]:
    """How many records name each source; a reviewed statement or the report itself is none."""
    found: Counter[str] = Counter()
    for one in fields(case):
        records = getattr(case, one.name)
        for record in records if isinstance(records, tuple) else ():
            if not isinstance(record, ReviewedStatement | KeptReport):
                found.update(getattr(record, "sources", ()))
    for text in case.texts:
        for clause in text.clauses:
            found.update(clause.sources)
    return found
