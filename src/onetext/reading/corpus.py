"""One report of many, read by itself: what is kept of it, so that thousands fit into little memory.

What needs more than one report (links, alignments) starts from what is kept here; the text is
read again only for the reports that turn out to be linked.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from onetext.model import Alignment, MeetingMention, Report, Sentence, Statement
from onetext.reading.alignments import alignments
from onetext.reading.annotated import annotated_report
from onetext.reading.links import LinkProfile, link_profile
from onetext.reading.similarity import sampled, shingles
from onetext.reading.standing import standings

_QUOTED_WORDS = 4
"""Words of a run inside a quotation by which reports are brought together."""


@dataclass(frozen=True, eq=False)
class ReadReport:
    """What one report says, and what is needed to link it with others.

    Parameters
    ----------
    statements, meetings, sentences
        As in a `Reading`; nothing in them depends on other reports.
    profile : LinkProfile
    runs : tuple of int
        Numbers that stand for runs of words, ascending; reports that share one may be linked.
    """

    statements: tuple[Statement, ...]
    meetings: tuple[MeetingMention, ...]
    sentences: tuple[Sentence, ...]
    profile: LinkProfile
    runs: tuple[int, ...]


def read_report(report: Report) -> ReadReport:
    """Read one report by itself; a pure function of the report, done by any worker."""
    found = annotated_report(report)
    profile = link_profile(found)
    return ReadReport(
        statements=found.statements,
        meetings=found.meetings,
        sentences=tuple(standings(found)),
        profile=profile,
        runs=runs(profile),
    )


def compared(pair: tuple[Report, Report]) -> tuple[Alignment, ...]:
    """Align the sentences of two linked reports; done by any worker."""
    first, second = (annotated_report(report) for report in pair)
    return tuple(alignments(first, second))


def runs(profile: LinkProfile) -> tuple[int, ...]:
    """Return numbers for a sample of a report's runs of words and all those in its quotations.

    Even numbers are of the text, odd ones of quotations.
    """
    of_text = set(sampled(shingles(profile.words)))
    quoted: set[tuple[str, ...]] = set()
    for one in profile.quoted:
        words = one.words
        quoted.update(
            words[at : at + _QUOTED_WORDS] for at in range(len(words) - _QUOTED_WORDS + 1)
        )
    numbers = {2 * _number(run) for run in of_text} | {2 * _number(run) + 1 for run in quoted}
    return tuple(sorted(numbers))


def _number(run: tuple[str, ...]) -> int:
    """62 bits of a hash, the same in every process."""
    digest = hashlib.blake2b(" ".join(run).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 2
