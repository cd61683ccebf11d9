"""Whose words a quotation holds, so far as that tells where two reports have them from.

Identical words of somebody who confided them come from one interview. Words of somebody named, of
"the foreign minister", of a spokesman, or said before everybody, may have been heard by anybody:
alone they are no evidence of one origin.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from enum import Enum

from onetext.model import Anonymity, Resolved, Statement
from onetext.reading.annotated import AnnotatedReport


class Voice(Enum):
    """Whose words a quotation holds."""

    NAMED = "named"
    DOCUMENT = "document"
    """A memo, a draft, an advertisement: it speaks alike to everybody who holds it."""
    PUBLIC = "public"
    """Somebody known by an office, or who spoke before everybody; the report gives no name."""
    UNNAMED = "unnamed"
    CONFIDENTIAL = "confidential"
    """An official, an aide, or anybody who told an outlet, and is not named."""
    NOBODY = "nobody"
    """The report does not say, or not in a way the rules can read."""


def voice(statement: Statement, report: AnnotatedReport, holders: frozenset[str]) -> Voice:
    """Return whose words a statement has.

    A bystander, a heckler or an advertisement is not named either, but anybody may quote them.

    Parameters
    ----------
    statement : Statement
    report : AnnotatedReport
        The report it stands in.
    holders : frozenset of str
        What `office_holders` gives for the report.
    """
    if statement.speaker is None or statement.anonymity is Anonymity.OUTLET:
        return Voice.NOBODY  # an outlet prints what somebody told it
    if statement.anonymity is Anonymity.DOCUMENT:
        return Voice.DOCUMENT
    if not statement.is_unnamed:
        return Voice.NAMED
    if statement.speaker in holders or _is_public(statement, report):
        return Voice.PUBLIC
    is_said = (
        statement.cue is not None
        or statement.continuation_of is not None
        or statement.rule == "introduced"
    )
    roles = report.language.people["confidential"]
    confides = any(word in roles for word in statement.speaker.lower().split())
    if is_said and (confides or any(one.explicit for one in statement.outlet_chain)):
        return Voice.CONFIDENTIAL
    return Voice.UNNAMED


def office_holders(report: AnnotatedReport) -> frozenset[str]:
    """Return the unnamed speakers of a report whom their office makes known, and who speaks openly.

    "The transport minister" is one; "a minister", "one of the ministers" may be any of several,
    and stay unnamed wherever the report goes on to call them "the minister".
    """
    people, words = report.language.people, report.language.words
    undefined: Mapping[str, object] = dict.fromkeys(
        (*words["indefinite_articles"], *words["quantifiers"], *people["anonymous_marks"])
    )
    known: set[str] = set()
    veiled: set[str] = set()
    for one in report.statements:
        if one.speaker is None or one.anonymity is not Anonymity.UNNAMED:
            continue
        head = one.speaker.split()[-1].lower()
        if head in people["open_speakers"]:
            known.add(one.speaker)
        elif head in people["offices"] and one.speaker_span and one.how is Resolved.EXPLICIT:
            first = one.speaker_span.of(report.report.text).split()[0].lower()
            (veiled if first in undefined else known).add(one.speaker)
    return frozenset(known - veiled)


def _is_public(statement: Statement, report: AnnotatedReport) -> bool:
    """Whether the sentence, outside its quotations, says that all could hear or read it."""
    places = statement.content or statement.quoted
    if not places:
        return False
    first, last = places[0].start, places[-1].end
    if statement.cue is not None:
        first, last = min(first, statement.cue.start), max(last, statement.cue.end)
    sentences = report.sentences
    at = max(0, bisect_right(sentences, first, key=lambda one: one[0]) - 1)
    start = sentences[at][0]
    end = sentences[at][1]
    while end < last and at + 1 < len(sentences):
        at += 1
        end = sentences[at][1]
    said = [
        token.low
        for token in report.tokens_between(start, end)
        if not any(place.start <= token.start < place.end for place in statement.quoted)
    ]
    spaced = f" {' '.join(said)} "
    return any(f" {phrase} " in spaced for phrase in report.language.people["public_occasions"])
