"""In which of the known languages a text is, by its commonest words; for files that do not say."""

from __future__ import annotations

from collections import Counter

from onetext.reading.language import language, languages

_LOOKED_AT = 4000
"""Characters from the beginning; they tell as well as the whole."""
_LEAST = 0.12
"""Share of a language's commonest words below which a text is not taken to be in it."""
_CLEAR = 1.5
"""It must have so many times the next one's share."""


def likely_language(text: str, otherwise: str = "en") -> str:
    """Return the BCP 47 tag of the language a text is clearly in, or `otherwise`."""
    words = [word for word in _words(text[:_LOOKED_AT]) if word]
    if not words:
        return otherwise
    counts = Counter(words)
    shares = sorted(
        (
            (sum(counts[word] for word in language(tag).words["stop"]) / len(words), tag)
            for tag in languages()
        ),
        reverse=True,
    )
    best, tag = shares[0]
    runner_up = shares[1][0] if len(shares) > 1 else 0.0
    return tag if best >= _LEAST and best >= _CLEAR * runner_up else otherwise


def _words(text: str) -> list[str]:
    plain = "".join(char if char.isalpha() else " " for char in text.lower())
    return plain.split()
