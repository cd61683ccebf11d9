"""The two press reports: what a person marked in them by hand, and what is found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onetext.formats.intake import FileIntake
from onetext.formats.reading_json import reading_json
from onetext.workflows.read_reports import read_reports

LEAST_OVERLAP = 0.3


@pytest.fixture(scope="module")
def gold(shared_dir: Path) -> Any:
    return json.loads((shared_dir / "gold" / "reports_gold.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def found(shared_dir: Path, gold: Any) -> Any:
    files = [shared_dir / "reports" / gold["docs"][doc]["file"] for doc in "AB"]
    result = reading_json(read_reports(files, FileIntake()))
    names = dict(zip((r["id"] for r in result["reports"]), "AB", strict=True))
    for kind in ("statements", "meetings"):
        for one in result[kind]:
            one["report"] = names[one["report"]]
    result["names"] = names
    return result


def characters(spans: list[dict[str, int]]) -> set[int]:
    return {at for span in spans for at in range(span["start"], span["end"])}


def match(gold_one: Any, statements: list[Any]) -> Any:
    """The statement that covers most of a marked one, if it covers enough."""
    wanted = characters(gold_one["content"])
    same = [s for s in statements if s["report"] == gold_one["doc"]]
    best = max(same, key=lambda s: _likeness(wanted, characters(s["content"])))
    covered = len(wanted & characters(best["content"])) / len(wanted)
    return best if covered > LEAST_OVERLAP else None


def _likeness(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b)


def canonical(gold: Any, speaker: str) -> str:
    name = gold["speakers"][speaker]["name"].split(" (")[0]
    return "sources" if name.startswith("sources") else name


def said_by(statement: Any) -> str:
    name = statement["speaker"] or "not determinable"
    return "sources" if name.startswith("sources") else name


def test_the_files_are_the_ones_that_were_marked(gold: Any, found: Any) -> None:
    assert [r["sha256"] for r in found["reports"]] == [gold["docs"][d]["sha256"] for d in "AB"]


def test_every_direct_quotation_is_found_with_its_speaker(gold: Any, found: Any) -> None:
    direct = [one for one in gold["statements"] if one["mode"] == "direct"]
    assert len(direct) == 10
    for one in direct:
        statement = match(one, found["statements"])
        assert statement is not None, one["id"]
        assert statement["mode"] == "direct", one["id"]
        assert characters(statement["content"]) == characters(one["content"]), one["id"]
        assert said_by(statement) == canonical(gold, one["speaker"]), one["id"]


def test_every_statement_is_found_and_none_is_false(gold: Any, found: Any) -> None:
    matched = {one["id"]: match(one, found["statements"]) for one in gold["statements"]}
    assert [name for name, statement in matched.items() if statement is None] == []
    wrong = [
        name
        for one in gold["statements"]
        for name in [one["id"]]
        if said_by(matched[name]) != canonical(gold, one["speaker"])
    ]
    assert wrong == []
    known = {statement["id"] for statement in matched.values()}
    false = [
        s["id"] for s in found["statements"] if s["id"] not in known and s["nested_in"] is None
    ]
    assert false == []


def test_how_far_each_speaker_is_named(gold: Any, found: Any) -> None:
    for one in gold["statements"]:
        marked = gold["speakers"][one["speaker"]]
        wanted = marked["anonymity"] if marked["type"] != "outlet" else "outlet"
        if marked["type"] == "group":
            wanted = "group_unnamed"
        assert match(one, found["statements"])["anonymity"] == wanted, one["id"]


def test_the_outlet_every_statement_came_through(gold: Any, found: Any) -> None:
    for one in gold["statements"]:
        chain = match(one, found["statements"])["outlet_chain"]
        if one["outlet_chain"]:
            assert [(c["name"], c["explicit"]) for c in chain] == [("Axios", True)], one["id"]
        elif one["outlet_implicit"]:
            assert [(c["name"], c["explicit"]) for c in chain] == [("Axios", False)], one["id"]
        else:
            assert chain == [], one["id"]


def test_the_two_reports_are_one_source(gold: Any, found: Any) -> None:
    assert found["independent_sources"] == gold["derivation"]["independent_sources"] == 1
    (link,) = found["links"]
    assert link["kind"] == "derived"
    assert link["origin"] == "Axios"
    spans = {(found["names"][e["report"]], e["start"], e["end"]) for e in link["evidence"]}
    assert {(e["doc"], e["start"], e["end"]) for e in gold["derivation"]["evidence"]} <= spans


def test_meetings_with_their_status_and_place(gold: Any, found: Any) -> None:
    wanted = [
        (mention, event)
        for event in gold["events"]
        if event["type"] != "document_milestone"
        for mention in event["mentions"]
    ]
    hits = []
    for mention, event in wanted:
        inside = [
            m
            for m in found["meetings"]
            if m["report"] == mention["doc"]
            and m["start"] < mention["end"]
            and mention["start"] < m["end"]
        ]
        hits += [
            (m["status"].replace("-", "_") == event["status"], m["place"] == event["place"])
            for m in inside[:1]
        ]
    assert len(hits) / len(wanted) >= 0.85
    assert sum(status for status, _ in hits) / len(hits) >= 0.85
    assert sum(place for _, place in hits) / len(hits) >= 0.85


def test_weekdays_stay_unresolved_without_a_publication_day(found: Any) -> None:
    weekdays = [m["date"] for m in found["meetings"] if m["date"] and "day" in m["date"]["text"]]
    assert weekdays
    assert all(not date["resolved"] and date["start"] is None for date in weekdays)
