"""What is wrong with a translation: missing, other placeholders, markup the source has not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from translation.extraction import Message
from translation.po import Catalogue

_PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%|%")
_MARKUP = re.compile(r"</?[a-zA-Z][^>]*>|&\w+;")


def faults(kept: Catalogue, messages: Iterable[Message]) -> Iterator[str]:
    """Yield one line per fault, each with the English words."""
    for message in messages:
        forms = kept.translated.get(message.key, ())
        wanted = kept.n_plurals if message.plural else 1
        if len(forms) != wanted or not all(one.strip() for one in forms):
            yield f"not translated: {message.words!r}"
            continue
        for form in forms:
            yield from _faults_of(message, form)


def _faults_of(message: Message, form: str) -> Iterator[str]:
    last = message.plural or message.words
    may_leave_out = {"n", "agreed", "saying", "count"} if message.plural else set()
    given = set(_PLACEHOLDER.findall(form)) - {""}
    wanted = set(_PLACEHOLDER.findall(last)) - {""}
    if given - wanted or wanted - given - may_leave_out:
        yield f"placeholders {sorted(given)}, not {sorted(wanted)}: {message.words!r}"
    bare = "%" in re.sub(r"%\(\w+\)s|%%", "", form)
    if bare and wanted:
        yield f"a bare per cent sign: {message.words!r}"
    if Counter(_MARKUP.findall(form)) != Counter(_MARKUP.findall(last)):
        yield f"other markup than the source: {message.words!r}"
    if form != form.strip() and message.words == message.words.strip():
        yield f"blanks at its edge: {message.words!r}"
