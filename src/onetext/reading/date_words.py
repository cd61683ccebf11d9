"""What single tokens are in a date: a month, a day of the month, a year, a word of range."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onetext.reading.tokens import NUMBER, Token

_FIRST_YEAR, _LAST_YEAR = 1800, 2199


class DateWords:
    """Reads tokens by their place; past the end stands nothing."""

    def __init__(self, tokens: list[Token], words: Mapping[str, Any]) -> None:
        self.tokens, self.words = tokens, words
        self._lows = [token.low.rstrip(".").removesuffix("'s") for token in tokens]

    def _low(self, place: int) -> str:
        return self._lows[place] if 0 <= place < len(self._lows) else ""

    def _month(self, place: int) -> int | None:
        if place >= len(self.tokens) or not self.tokens[place].is_name_like:
            return None
        number: int | None = self.words["months"].get(self._low(place))
        return number

    def _day(self, place: int) -> int | None:
        if place >= len(self.tokens) or self.tokens[place].kind != NUMBER:
            return None
        digits = self._low(place)
        for ending in self.words["ordinal_endings"]:
            digits = digits.removesuffix(ending)
        if not digits.isascii() or not digits.isdigit() or len(digits) > 2:
            return None
        return int(digits) if 1 <= int(digits) <= 31 else None

    def _year_number(self, place: int) -> int | None:
        digits = self._low(place)
        if len(digits) == 4 and digits.isascii() and digits.isdigit():
            return int(digits) if _FIRST_YEAR <= int(digits) <= _LAST_YEAR else None
        return None

    def _is_range(self, place: int) -> bool:
        return self._low(place) in self.words["range_words"] or self._low(place) in (
            *self.words["and_words"], "-", "–", "—",
        )  # fmt: skip
