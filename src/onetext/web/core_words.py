"""Sentences of the cores in the reader's language; what has no translation says that it is English.

The cores say what is wrong, and why, in English, and know nothing of a reader. A finding knows how
its sentences were put together (`onetext.model.sentences`); errors are found again by their
pattern: `locale/core.txt` lists them (written by ``tools/messages.py``), and what stands at a
placeholder, an id or words of the record, is kept as it is.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext

from onetext.model.sentences import Sentence
from onetext.web.sentence_words import ISOLATED, sentence_words
from onetext.web.words import KINDS

SINGULAR = {kind.removesuffix("s"): word for kind, word in KINDS.items()}
SENTENCES = Path(__file__).resolve().parent / "locale" / "core.txt"
_TYPED = re.compile("`([^`]+)`")
"""What is typed as it stands."""
_CODE = functools.partial(format_html, '<code dir="ltr">{}</code>')
_PLACEHOLDER = re.compile(r"%\((\w)\)s")


def core_words(said: object) -> SafeString:
    """Return what a core said, line by line, in the reader's language or marked as English."""
    if isinstance(said, Sentence):
        return format_html("{}", sentence_words(said))
    lines = str(said).split("\n")
    return format_html_join("\n", "{}", ((_line(line),) for line in lines))


def _line(sentence: str) -> SafeString:
    if (get_language() or "en").startswith("en") or not re.search("[A-Za-z]", sentence):
        return _typed(sentence)
    found = translated(sentence)
    if found is not None:
        return _typed(found)
    return format_html('<span lang="en" dir="ltr">{}</span>', _typed(sentence))


def _typed(sentence: str) -> SafeString:
    """Show as code what stands in backticks, every second piece."""
    pieces = enumerate(_TYPED.split(sentence))
    return format_html_join("", "{}", ((_CODE(piece) if n % 2 else piece,) for n, piece in pieces))


def translated(sentence: str) -> str | None:
    """Return a sentence of the cores in the reader's language; None where it is not known."""
    for pattern, words in _patterns():
        match = pattern.fullmatch(sentence)
        if match:
            said = pgettext("core", words)
            if said == words:
                return None
            return said % {name: _kept(slot) for name, slot in match.groupdict().items()}
    return sentence if _is_translated(sentence) else None


def _kept(slot: str) -> str:
    """Return what stands at a placeholder as it is; the name of a kind of record translated."""
    if slot in SINGULAR:
        return str(SINGULAR[slot])
    return ISOLATED % slot


def _is_translated(sentence: str) -> bool:
    """Whether a module of the workbench said it, in the reader's language already."""
    return not sentence.isascii() and not re.search(r"[A-Za-z]{3,} [a-z]{2,} ", sentence)


@functools.cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return each sentence as a pattern: those with the most words of their own first."""
    known = [line for line in SENTENCES.read_text(encoding="utf-8").splitlines() if line]
    known.sort(key=lambda words: -len(_PLACEHOLDER.sub("", words)))
    return tuple((_pattern(words), words) for words in known)


def _pattern(words: str) -> re.Pattern[str]:
    parts = _PLACEHOLDER.split(words)
    made = [
        f"(?P<{part}>.*?)" if place % 2 else re.escape(part.replace("%%", "%"))
        for place, part in enumerate(parts)
    ]
    return re.compile("".join(made), re.DOTALL)
