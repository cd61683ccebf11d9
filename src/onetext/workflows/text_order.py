"""The order of texts in time; one without a date stands after the texts it revises."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from onetext.model import Text


def in_order(texts: Iterable[Text]) -> tuple[Text, ...]:
    """Return texts, the earliest first; of one day, a revision after what it revises."""
    by_id = {text.id: text for text in texts}
    keys: dict[str, tuple[datetime.date, int]] = {}

    def key(text: Text, above: frozenset[str]) -> tuple[datetime.date, int]:
        if text.id not in keys:
            inside = above | {text.id}
            earlier = [
                key(by_id[name], inside)
                for name in text.revises
                if name in by_id and name not in inside
            ]
            day, depth = max(earlier, default=(datetime.date.min, -1))
            own = text.date.sort_key[0]
            keys[text.id] = (own, 0) if own > day else (max(day, own), depth + 1)
        return keys[text.id]

    return tuple(sorted(by_id.values(), key=lambda text: key(text, frozenset())))
