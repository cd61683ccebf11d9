"""What a person decided about a statement that rules had proposed."""

from __future__ import annotations

from onetext.model._noun import noun
from onetext.model.markings import Marking
from onetext.model.statements import Review


@noun
class ReviewedStatement:
    """`speaker` is reported in `sources` to have said `words`; a person took it for this, or not.

    A rejected one is kept so that it is not proposed again.
    """

    id: str
    """Made of the report, the place of the words and what they are about: the same words are the
    same statement whenever they are read."""
    words: str
    """As printed; pieces joined by an ellipsis."""
    review: Review = Review.PROPOSED
    speaker: str = ""
    """As the report names it; empty: not determinable."""
    about: str = ""
    """What it was proposed as: party, stance, point or text, options."""
    position: str | None = None
    """Id of the position that came of it; none of a rejected one."""
    places: tuple[str, ...] = ()
    """Where the words stand in the text with this checksum: ``120-164``, code points, the end
    exclusive."""
    sha256: str = ""
    """Of the report's extracted text in UTF-8."""
    reader: str = ""
    """What extracted the text, with its version."""
    rule: str = ""
    """What proposed it."""
    because: str = ""
    """The person's reason, where one was given."""
    sources: tuple[str, ...] = ()
    marking: Marking | None = None
