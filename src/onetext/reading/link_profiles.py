"""What is needed of a report to link it with others: its words, its quotations, its credits.

Of each quotation it is kept whose words they are: of somebody named, of somebody who is not, of
somebody who spoke to reporters without being named, or of nobody the report says.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from onetext.model import Span
from onetext.reading.annotated import AnnotatedReport
from onetext.reading.particulars import Particular, particulars
from onetext.reading.similarity import plain_words, sampled, shingles
from onetext.reading.source_credits import SourceCredit, source_credits
from onetext.reading.voices import Voice, office_holders, voice

SHORTEST_QUOTED = 4
"""Words of a quotation, and of the runs by which quotations are brought together."""
NEW_QUOTATION = -1
"""Stands in `runs` before the runs of each quotation."""


class QuotedWords(NamedTuple):
    """A quoted sentence, or a whole quotation of several: its words, its place, whose they are."""

    words: tuple[str, ...]
    span: Span
    voice: Voice
    outlet: str | None = None
    """The outlet the words are credited to."""
    says_outlet: bool = False
    """Whether the sentence itself credits it; else it is the only one the report credits."""
    statement: str = ""
    """Id of the statement it belongs to."""

    @property
    def spaced(self) -> str:
        """The words with a blank around each, to look for one quotation inside another."""
        return f" {' '.join(self.words)} "


@dataclass(frozen=True, eq=False)
class LinkProfile:
    """What is needed of a report to link it with others, and no more.

    Parameters
    ----------
    report : str
        Its id.
    n_characters : int
    words : tuple of str
        All its words, without marks and capitals.
    quoted : tuple of QuotedWords
    credits : tuple of (name, Span)
        The outlets it credits, and where.
    sources : tuple of SourceCredit
        The outlets it credits by the build of the sentence, in any words.
    particulars : tuple of Particular
        Its figures, names and uncommon words; empty where it credits nobody.
    n_sentences : int
    """

    report: str
    n_characters: int
    words: tuple[str, ...]
    quoted: tuple[QuotedWords, ...]
    credits: tuple[tuple[str, Span], ...]
    sources: tuple[SourceCredit, ...] = ()
    particulars: tuple[Particular, ...] = ()
    n_sentences: int = 0

    @property
    def whole(self) -> Span:
        """The report from first to last character."""
        return Span(report=self.report, start=0, end=self.n_characters)


def link_profile(report: AnnotatedReport) -> LinkProfile:
    """Return the part of a report that links are found by."""
    name = report.report.id
    sources = source_credits(report)
    return LinkProfile(
        report=name,
        n_characters=len(report.report.text),
        words=plain_words(report.tokens),
        quoted=tuple(_quoted(report)),
        credits=tuple(
            (credit.name, Span(report=name, start=credit.start, end=credit.end))
            for credit in report.credits
        ),
        sources=sources,
        particulars=particulars(report) if sources else (),
        n_sentences=len(report.sentences),
    )


def runs(profile: LinkProfile) -> tuple[int, ...]:
    """Return numbers for a sample of a report's runs of words and all those in its quotations.

    Returns
    -------
    tuple of int
        Those of the text, ascending, then for each quotation `NEW_QUOTATION` and its own in
        order; an outlet credited in a report and a figure in it are a quotation of one run.
    """
    found = sorted(_number(run) for run in sampled(shingles(profile.words)))
    for one in profile.quoted:
        found.append(NEW_QUOTATION)
        found += [
            _number(one.words[at : at + SHORTEST_QUOTED])
            for at in range(len(one.words) - SHORTEST_QUOTED + 1)
        ]
    for key in _credit_keys(profile):
        found += (NEW_QUOTATION, key)
    return tuple(found)


def _credit_keys(profile: LinkProfile) -> Iterator[int]:
    """A number per outlet credited and figure or name told: two in common may be a link."""
    names = {one.name.split()[-1] for one in profile.sources if one.name}
    if any(one.is_told or not one.name for one in profile.sources):
        names.add("")
    keys = {one.key for one in profile.particulars if one.weight >= 1}
    for name in sorted(names):
        for key in sorted(keys):
            yield _number((name, "credited for", key))


def _number(run: tuple[str, ...]) -> int:
    """62 bits of a hash, the same in every process."""
    digest = hashlib.blake2b(" ".join(run).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 2


def _quoted(report: AnnotatedReport) -> list[QuotedWords]:
    """The quotations of a report by sentence, and whole where they have several.

    Where one statement stands inside another ("the paper quoted an aide calling it “late”"), the
    words are the inner one's.
    """
    found: dict[tuple[int, int], QuotedWords] = {}
    taken: set[int] = set()
    holders = office_holders(report)
    for statement in sorted(report.statements, key=lambda one: one.nested_in is not None):
        whose = voice(statement, report, holders)
        credit = next(iter(statement.outlet_chain), None)
        outlet, says_outlet = (credit.name, credit.explicit) if credit else (None, False)
        for span in statement.quoted:
            taken.add(span.start)
            for start, end in _parts(report, span.start, span.end):
                place = Span(report=report.report.id, start=start, end=end)
                words = _words(report, start, end)
                if len(words) >= SHORTEST_QUOTED:
                    found[start, end] = QuotedWords(
                        words, place, whose, outlet, says_outlet, statement.id
                    )
    for start, end in _ownerless(report, taken):
        place = Span(report=report.report.id, start=start, end=end)
        words = _words(report, start, end)
        if len(words) >= SHORTEST_QUOTED:
            found.setdefault((start, end), QuotedWords(words, place, Voice.NOBODY))
    return [found[place] for place in sorted(found)]


def _words(report: AnnotatedReport, start: int, end: int) -> tuple[str, ...]:
    """The words of a quotation with what is contracted written out: "we've" is "we have"."""
    written_out = report.language.words["contractions"]
    found: list[str] = []
    for word in plain_words(report.tokens_between(start, end)):
        ending = (
            next((one for one in written_out if word.endswith(one)), None) if "'" in word else None
        )
        if ending is None:
            found.append(word)
        else:
            found += [word.removesuffix(ending), written_out[ending]]
    return tuple(found)


def _ownerless(report: AnnotatedReport, taken: set[int]) -> Iterator[tuple[int, int]]:
    """The parts of the quotations that no statement holds."""
    starts = sorted(taken)
    for quotation in report.quotations:
        at = bisect_left(starts, quotation.start)
        if at < len(starts) and starts[at] < quotation.end:
            continue
        yield from _parts(report, quotation.start, quotation.end)


def _parts(report: AnnotatedReport, first: int, last: int) -> list[tuple[int, int]]:
    """The sentences between two places; where they are several, all of them together too."""
    found = [
        (max(start, first), min(end, last)) for start, end in report.sentences_between(first, last)
    ]
    return found if len(found) < 2 else [*found, (first, last)]
