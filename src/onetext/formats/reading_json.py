"""A reading as JSON: spans without the report's name where the report is given beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onetext.model import (
    Alignment,
    MeetingMention,
    Reading,
    Report,
    ReportedDate,
    ReportLink,
    Sentence,
    Span,
    Statement,
)

if TYPE_CHECKING:
    from onetext.reading.proposals import ProposedPosition


def reading_json(reading: Reading) -> dict[str, Any]:
    """Return a reading as plain values, in the form ``onetext read --json`` promises."""
    return {
        "reports": [report_row(one) for one in reading.reports],
        "statements": [statement_row(one) for one in reading.statements],
        "meetings": [meeting_row(one) for one in reading.meetings],
        "links": [link_row(one) for one in reading.links],
        "alignments": [alignment_row(one) for one in reading.alignments],
        "sentences": [sentence_row(one) for one in reading.sentences],
        "independent_sources": reading.independent_sources,
    }


def sentence_row(one: Sentence) -> dict[str, Any]:
    """Return how a sentence stands as plain values."""
    return {
        "report": one.report,
        "start": one.start,
        "end": one.end,
        "standing": one.standing.value,
    }


def report_row(report: Report) -> dict[str, Any]:
    """Return a report without its text as plain values."""
    return {
        "id": report.id,
        "file": report.file,
        "sha256": report.sha256,
        "published": report.published.isoformat() if report.published else None,
        "published_span": _range(report.published_span),
        "language": report.language,
        "title": report.title,
        "reader": report.reader,
    }


def _range(span: Span | None) -> dict[str, int] | None:
    return {"start": span.start, "end": span.end} if span else None


def _placed(span: Span) -> dict[str, Any]:
    return {"report": span.report, "start": span.start, "end": span.end}


def statement_row(one: Statement) -> dict[str, Any]:
    """Return a statement as plain values."""
    return {
        "id": one.id,
        "report": one.report,
        "content": [_range(span) for span in one.content],
        "mode": one.mode.value,
        "speaker": one.speaker,
        "speaker_span": _range(one.speaker_span),
        "speaker_found_by": one.how.value,
        "party": one.party,
        "anonymity": one.anonymity.value,
        "addressee": one.addressee,
        "addressee_span": _range(one.addressee_span),
        "outlet_chain": [
            {
                "name": credit.name,
                "start": credit.start,
                "end": credit.end,
                "explicit": credit.explicit,
            }
            for credit in one.outlet_chain
        ],
        "cue": {"start": one.cue.start, "end": one.cue.end, "lemma": one.cue.lemma}
        if one.cue
        else None,
        "act": one.act.value,
        "quoted": [_range(span) for span in one.quoted],
        "hedges": [_range(span) for span in one.hedges],
        "nested_in": one.nested_in,
        "continuation_of": one.continuation_of,
        "rule": one.rule,
        "precision": one.precision,
        "review": one.review.value,
        "suggested_grade": {
            "reliability": one.suggested.reliability,
            "credibility": one.suggested.credibility,
            "reasons": list(one.suggested.reasons),
        }
        if one.suggested
        else None,
    }


def meeting_row(one: MeetingMention) -> dict[str, Any]:
    """Return a meeting as plain values."""
    return {
        "id": one.id,
        "report": one.report,
        "start": one.start,
        "end": one.end,
        "kind": one.kind,
        "participants": list(one.participants),
        "place": one.place,
        "date": _date(one.date),
        "status": one.status.value,
        "status_span": _range(one.status_span),
        "carried_by": one.carried_by,
        "rule": one.rule,
    }


def _date(date: ReportedDate | None) -> dict[str, Any] | None:
    """The date; `start` and `end` are days, None where the date cannot be resolved."""
    if date is None:
        return None
    return {
        "text": date.text,
        "start": date.earliest.isoformat() if date.earliest else None,
        "end": date.latest.isoformat() if date.latest else None,
        "resolved": date.resolved,
        "edtf": date.edtf,
        "granularity": date.granularity,
        "span": {"start": date.start, "end": date.end},
    }


def link_row(one: ReportLink) -> dict[str, Any]:
    """Return a link as plain values."""
    return {
        "reports": list(one.reports),
        "kind": one.kind.value,
        "origin": one.origin,
        "because": one.because,
        "evidence": [_placed(span) for span in one.evidence],
    }


def alignment_row(one: Alignment) -> dict[str, Any]:
    """Return an alignment as plain values."""
    return {
        "a": _placed(one.a),
        "b": _placed(one.b),
        "relation": one.relation,
        "score": one.score,
        "differences": [
            {"kind": d.kind.value, "a": d.a, "b": d.b, "stated_as_fact_in": d.in_report}
            for d in one.differences
        ],
    }


def proposal_json(one: ProposedPosition) -> dict[str, Any]:
    """Return a proposed position, in the form ``onetext review --json`` promises."""
    return {
        "id": one.id,
        "report": one.report.id,
        "sha256": one.report.sha256,
        "content": [_range(span) for span in one.statement.content],
        "words": one.words,
        "said_by": one.said_by or None,
        "party": one.party,
        "stance": str(one.stance),
        "direction": one.direction,
        "point": one.point,
        "options": list(one.options),
        "text": one.text,
        "condition": one.condition or None,
        "triggers": [_range(span) for span in one.triggers],
        "rule": one.rule,
        "precision": one.precision,
        "lacks": list(one.lacks),
    }
