"""Sentences that know how they were put together: English, and to be said anew in any language.

A core says its findings in English. What it says is a `Sentence`: a string as any other, that keeps
the pattern it was made from and what stands at the placeholders. A page can so build it again in
another language, and never has to guess where a name of the record begins and ends.

A pattern is written out where it is used (``said("%(who)s accepts", who=name)``): translators find
it there. Slicing, joining or formatting a sentence makes a plain string of it; use `joined`,
`listed` and `capitalised`, or give it to another sentence.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from onetext.model.dates import UncertainDate

Slot = str | int | Decimal | datetime.date | UncertainDate
"""What stands at a placeholder: words of the record, a number, a date, or another sentence."""


class Sentence(str):
    """English words with the pattern and the slots they were made from.

    Parameters
    ----------
    pattern : str
        With ``%(name)s`` at each slot; where something is counted, for one.
    slots : mapping of str to Slot
    plural : str
        The pattern for many; empty where nothing is counted.
    number : int
        How many there are.
    is_capital : bool
        Whether it begins a sentence, whatever stands first.
    """

    __slots__ = ("is_capital", "number", "pattern", "plural", "slots")
    pattern: str
    slots: Mapping[str, Slot]
    plural: str
    number: int
    is_capital: bool

    def __new__(
        cls,
        pattern: str,
        slots: Mapping[str, Slot],
        plural: str = "",
        number: int = 1,
        *,
        is_capital: bool = False,
    ) -> Sentence:
        """Say it in English."""
        english = (plural if plural and number != 1 else pattern) % {
            name: f"{slot:,}" if isinstance(slot, int) else slot for name, slot in slots.items()
        }
        self = super().__new__(
            cls, f"{english[:1].upper()}{english[1:]}" if is_capital else english
        )
        self.pattern, self.slots, self.plural = pattern, dict(slots), plural
        self.number, self.is_capital = number, is_capital
        return self

    def __reduce__(self) -> tuple[Callable[..., Sentence], tuple[object, ...]]:
        """Let it be copied and sent to another process whole."""
        return _again, (self.pattern, self.slots, self.plural, self.number, self.is_capital)


def _again(
    pattern: str, slots: Mapping[str, Slot], plural: str, number: int, is_capital: bool
) -> Sentence:
    return Sentence(pattern, slots, plural, number, is_capital=is_capital)


def said(pattern: str, /, **slots: Slot) -> Sentence:
    """Return a sentence made from a pattern."""
    return Sentence(pattern, slots)


def counted(one: str, many: str, /, count: int, **slots: Slot) -> Sentence:
    """Return a sentence about `count` things, which stands at ``%(n)s``."""
    return Sentence(one, {"n": count, **slots}, many, count)


def capitalised(words: str) -> Sentence:
    """Return a sentence that begins with a capital letter."""
    if isinstance(words, Sentence):
        return Sentence(words.pattern, words.slots, words.plural, words.number, is_capital=True)
    return Sentence("%(a)s", {"a": words}, is_capital=True)


def listed(words: Sequence[str], joint: str = "and") -> str:
    """Join words as in "a, b and c"; `joint` may also be "or"."""
    if len(words) < 2:
        return words[0] if words else ""
    before = joined_by_comma(words[:-1])
    if joint == "or":
        return said("%(a)s or %(b)s", a=before, b=words[-1])
    return said("%(a)s and %(b)s", a=before, b=words[-1])


def joined_by_comma(words: Sequence[str]) -> str:
    """Join words as in "a, b"."""
    return _folded(words, lambda a, b: said("%(a)s, %(b)s", a=a, b=b))


def joined_by_semicolon(words: Sequence[str]) -> str:
    """Join what could be sentences as in "a; b"."""
    return _folded(words, lambda a, b: said("%(a)s; %(b)s", a=a, b=b))


def _folded(words: Sequence[str], both: Callable[[str, str], str]) -> str:
    found = words[0] if words else ""
    for word in words[1:]:
        found = both(found, word)
    return found


def quoted(words: str) -> Sentence:
    """Return words of the record between quotation marks."""
    return said("“%(a)s”", a=words)
