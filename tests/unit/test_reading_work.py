"""Reading looks at no word of a sentence again for each of its meetings or statements."""

from __future__ import annotations

import pytest

from onetext.model import Report
from onetext.reading.annotated import annotated_report
from onetext.reading.clause_ends import ClauseEnds
from onetext.reading.meeting_people import MeetingPeople
from onetext.reading.tokens import Token


def n_looked_at(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many words are asked whether they could be the name of a place."""
    asked: list[Token] = []
    is_one = MeetingPeople._can_be_place

    def counted(self: MeetingPeople, item: Token) -> bool:
        asked.append(item)
        return is_one(self, item)

    monkeypatch.setattr(MeetingPeople, "_can_be_place", counted)
    annotated_report(Report(id="r", file="", text=text, sha256=""))
    return len(asked)


def test_many_mentions_in_one_sentence_are_looked_at_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    n_words = 600
    assert 0 < n_looked_at("met in " * (n_words // 2), monkeypatch) <= 2 * n_words


def test_each_comma_of_a_sentence_is_judged_once_however_many_statements_it_holds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []
    is_one = ClauseEnds._opens_other

    def counted(self: ClauseEnds, place: int) -> bool:
        asked.append(place)
        return is_one(self, place)

    monkeypatch.setattr(ClauseEnds, "_opens_other", counted)
    n_commas = 300
    annotated_report(Report(id="r", file="", text="he said, " * n_commas, sha256=""))
    assert 0 < len(asked) <= n_commas
