"""A corpus as JSON, written piece by piece, in the form ``onetext read --json`` promises."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from onetext.formats.reading_json import (
    alignment_row,
    link_row,
    meeting_row,
    report_row,
    sentence_row,
    statement_row,
)
from onetext.workflows.corpus import Corpus


def corpus_json(corpus: Corpus) -> Iterator[str]:
    """Yield the text of a JSON object, one record per line; nothing is held but one record."""
    yield "{"
    yield from _list("reports", report_row, corpus.reports)
    yield from _list("statements", statement_row, corpus.statements())
    meetings = (one for _, found in corpus.read() for one in found.meetings)
    yield from _list("meetings", meeting_row, meetings)
    yield from _list("links", link_row, corpus.links)
    yield from _list("alignments", alignment_row, corpus.alignments())
    yield from _list("sentences", sentence_row, corpus.sentences())
    yield f'"independent_sources": {corpus.independent_sources}\n}}\n'


def _list(name: str, row: Callable[[Any], dict[str, Any]], items: Iterable[Any]) -> Iterator[str]:
    yield f'"{name}": ['
    between = "\n"
    for item in items:
        yield between + json.dumps(row(item), ensure_ascii=False, allow_nan=False)
        between = ",\n"
    yield "\n],\n"
