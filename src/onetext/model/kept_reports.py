"""A report kept word for word, so that what it says can be shown where it stands."""

from __future__ import annotations

from onetext.model._noun import noun
from onetext.model.markings import Marking


@noun
class KeptReport:
    """The source `sources` says `words`, word for word."""

    id: str
    words: str
    """As it was extracted; never edited."""
    sha256: str = ""
    """Of the text in UTF-8; its source carries the same."""
    file: str = ""
    """Name of the file it came in; empty: it was pasted."""
    reader: str = "plain text"
    """What extracted the text, with its version."""
    doubtful: tuple[str, ...] = ()
    """Passages on which two readings of the file differ: ``120-164``, code points, the end
    exclusive."""
    sources: tuple[str, ...] = ()
    """The source this is the text of; it holds the day of publication, the language, the grade."""
    marking: Marking | None = None
