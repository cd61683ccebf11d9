"""Words and marks with their places: the first pass over a text, linear in its length."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from onetext.reading.language import Language

WORD, NUMBER, MARK, QUOTE, QUOTATION = "word", "number", "mark", "quote", "quotation"


UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Characters that print nothing: which way a text runs, where a word may be parted."""


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    """Words, numbers with the endings of ordinals, and marks."""
    endings = "|".join([*sorted(language.dates.get("ordinal_endings", ())), "%"])
    return re.compile(_TOKEN.replace("ORDINAL", endings))


_TOKEN = (
    r"(?P<initials>(?:[^\W\d_]\.){2,})"
    r"|(?P<number>\d+(?:[.,:]\d+)*(?:ORDINAL)?(?:-[^\W\d_]+)*)"
    r"|(?P<word>[^\W\d_][^\W_]*(?:[-'’][^\W_]+)*)"
    r"|(?P<quote>[“”„«»\"]|''|``)"
    rf"|(?P<mark>\.{{2,}}|[^\w\s{UNSEEN}]|_)"
)
_GLUED = re.compile(r"[^\W\d_]?[a-zà-ÿ]+([A-Z][a-z]{0,4})")


class Token(NamedTuple):
    """A word, number, mark, quotation mark, or (once found) a whole quotation as one item."""

    start: int
    end: int
    text: str
    low: str
    kind: str
    paragraph: int
    glued: bool = False
    """Whether it was torn off the word before it, which a scrape had glued on."""

    @property
    def is_name_like(self) -> bool:
        """Whether it is a capitalised word."""
        return self.kind == WORD and self.text[0].isupper()


def tokens(text: str, paragraphs: list[tuple[int, int]], language: Language) -> list[Token]:
    """Cut a text into tokens, paragraph by paragraph.

    Parameters
    ----------
    text : str
    paragraphs : list of (start, end)
        In order, not overlapping.
    language : Language
        Gives the abbreviations that keep their stop, and the words that scrapes glue on.
    """
    found: list[Token] = []
    pattern, made = _pattern(language), Token._make
    for number, (start, end) in enumerate(paragraphs):
        for match in pattern.finditer(text, start, end):
            word = match.group()
            if match.lastgroup == WORD and word[1:].islower():  # most are such, and must be quick
                first, last = match.span()
                low = word.lower()
                if "’" in low:
                    low = low.replace("’", "'")
                found.append(made((first, last, word, low, WORD, number, False)))
            else:
                _add(found, match, number, text, language)
    return found


def _add(
    found: list[Token], match: re.Match[str], number: int, text: str, language: Language
) -> None:
    kind = match.lastgroup or MARK
    start, end, word = match.start(), match.end(), match.group()
    if kind == "initials":
        found.append(Token(start, end, word, word.rstrip(".").lower(), WORD, number))
        return
    if kind == WORD:
        torn = _torn_off(word, language)
        if torn:
            middle = end - torn
            found.append(_word(text, start, middle, number))
            found.append(_word(text, middle, end, number)._replace(glued=True))
            return
        found.append(_word(text, start, end, number))
        return
    if word == "." and found and found[-1].end == start and _keeps_stop(found[-1], language):
        last = found[-1]
        found[-1] = last._replace(end=end, text=last.text + ".")
        return
    found.append(Token(start, end, word, word.lower(), kind, number))


def _word(text: str, start: int, end: int, number: int) -> Token:
    """A word, its low form with a straight apostrophe: one list serves both printings."""
    word = text[start:end]
    return Token(start, end, word, word.lower().replace("’", "'"), WORD, number)


def _keeps_stop(token: Token, language: Language) -> bool:
    if token.kind != WORD:
        return False
    one_letter = len(token.text) == 1 and token.text.isupper()
    if one_letter and token.text not in language.words["never_initials"]:
        return True
    return token.low in language.words["abbreviations"]


def _torn_off(word: str, language: Language) -> int:
    """How many characters at the end are another word: "HomeThe" is "Home" and "The"."""
    if word[1:].islower():
        return 0
    match = _GLUED.fullmatch(word)
    if word.lower() in language.words["whole_words"]:
        return 0
    if match and match.group(1) in language.words["sentence_openers"]:
        return len(match.group(1))
    return 0


def is_possessive(token: Token) -> bool:
    """Whether a word carries the mark of possession, as "Zelensky’s" and "officials’" do."""
    return token.low.endswith(("'s", "s'"))
