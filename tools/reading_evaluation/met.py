"""Our own clauses about meetings: found or not, with which status, place, date and people."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from onetext.model import MeetingMention, Report
from onetext.reading.annotated import annotated_report
from reading_evaluation.scores import Figure, figure


@dataclass(frozen=True)
class Clause:
    """A sentence with what it says of a meeting, and what was found in it."""

    part: str
    status: str
    place: str
    date: str
    participants: frozenset[str]
    sentence: str
    found: tuple[MeetingMention, ...]


def clauses(path: Path, *parts: str) -> list[Clause]:
    """Read the clauses of some parts (as ``tune``, ``unseen``) and search each for meetings."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Clause(
            row["part"],
            row["status"],
            row["place"],
            row["date"],
            frozenset(row["participants"].split(";")) - {"-"},
            row["sentence"],
            annotated_report(Report(id="r", file="", text=row["sentence"], sha256="")).meetings,
        )
        for row in rows
        if row["part"] in parts
    ]


def never_looked_at(path: Path) -> list[Clause]:
    """The clauses whose errors nobody has read: two hundred."""
    return [*clauses(path, "unseen"), *clauses(path, "fresh")[::2], *clauses(path, "later")]


def is_date_right(one: Clause) -> bool:
    """Whether the date found is the one printed, prepositions and "'s" aside."""
    date = one.found[0].date
    if one.date == "-" or date is None:
        return one.date == "-" and date is None
    return date.text.split()[-1].lower().removesuffix("'s") == one.date.split()[-1].lower()


def figures(path: Path, *parts: str) -> list[Figure]:
    """Measure the meetings of some parts, by default of those never looked at.

    Of the part ``fresh`` the errors of every second clause were read.
    """
    read = clauses(path, *parts) if parts else never_looked_at(path)
    meetings = [one for one in read if one.status != "-"]
    hits = [one for one in meetings if one.found]
    claimed = [one for one in read if one.found]
    return [
        figure("meetings: recall", [(bool(m.found), 1) for m in meetings], "", 0.90),
        figure("meetings: precision", [(c.status != "-", 1) for c in claimed], "", 0.85),
        figure("meetings: status right", [(h.found[0].status == h.status, 1) for h in hits],
               "of those found", 0.95),
        figure("meetings: place right", [((h.found[0].place or "-") == h.place, 1) for h in hits],
               "of those found", 0.95),
        figure("meetings: date right", [(is_date_right(h), 1) for h in hits],
               "of those found", 0.95),
        figure("meetings: all participants right",
               [(frozenset(h.found[0].participants) >= h.participants, 1) for h in hits],
               "of those found"),
    ]  # fmt: skip
