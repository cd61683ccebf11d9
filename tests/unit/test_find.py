"""What a person types is found: a party by its name, a point by its number, a day by its month."""

import datetime

import pytest

from onetext.errors import ImpossibleRequest
from onetext.model import Case, Party, Point, Text, UncertainDate
from onetext.workflows.find import day_of, find_party, find_point
from onetext.workflows.text_order import in_order

CASE = Case(
    id="river",
    title="River",
    parties=(Party(id="north", name="Northland"),),
    points=(Point(id="p7", title="Gauges"),),
)


def test_a_party_is_found_by_its_name_however_it_is_written():
    assert find_party(CASE, "NORTHLAND").id == find_party(CASE, "north").id == "north"


def test_a_point_is_found_by_its_number():
    assert find_point(CASE, "7").id == "p7"


def test_a_month_means_its_last_day():
    assert day_of("2025-11", None) == datetime.date(2025, 11, 30)
    assert day_of("2025-11-16/2025-11-18", None) == datetime.date(2025, 11, 18)
    with pytest.raises(ImpossibleRequest):
        day_of("2025-11-19/..", None)


def test_undated_revisions_stand_after_what_they_revise():
    texts = (
        Text(id="third", title="", revises=("second",)),
        Text(id="second", title="", revises=("first",)),
        Text(id="first", title="", date=UncertainDate("2025-11-10")),
        Text(id="later", title="", date=UncertainDate("2025-12-01")),
    )
    assert [text.id for text in in_order(texts)] == ["first", "second", "third", "later"]
