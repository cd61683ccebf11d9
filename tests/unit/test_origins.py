"""Rewrites of one report are one voice."""

from onetext.model import Source
from onetext.record.origins import independent_origins


def source(source_id, *derived_from):
    return Source(id=source_id, title=source_id, derived_from=derived_from)


SOURCES = (
    source("scoop"),
    source("rewrite-a", "scoop"),
    source("rewrite-b", "rewrite-a"),
    source("other"),
    source("both", "rewrite-b", "other"),
    source("egg", "hen"),
    source("hen", "egg"),
)


def test_rewrites_count_once():
    assert independent_origins(SOURCES, ["rewrite-a", "rewrite-b", "scoop"]) == ("scoop",)


def test_independent_reports_count_each():
    assert independent_origins(SOURCES, ["rewrite-a", "other"]) == ("scoop", "other")


def test_a_report_with_two_parents_has_two_origins():
    assert set(independent_origins(SOURCES, ["both"])) == {"scoop", "other"}


def test_a_circle_ends():
    assert independent_origins(SOURCES, ["egg"]) == ("egg",)


def test_an_unknown_source_is_its_own_origin():
    assert independent_origins(SOURCES, ["nowhere"]) == ("nowhere",)
