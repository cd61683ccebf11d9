"""Odd, empty and stubborn records through the command line: a sane answer, or a way out."""

from __future__ import annotations

import itertools
import json

import pytest

from onetext.cli import _run

STANCES = ("proposes", "accepts", "open", "reserves", "opposes", "red-line")
POINTS = ("p1", "p2", "p3")
OPTIONS = ("a", "b", "c")


def case(positions=(), parties=("north", "south"), n_sources=1, grade="2"):
    """A case file in YAML, as JSON, which YAML reads."""
    return {
        "id": "odd",
        "title": "Odd",
        "as_of": "2025-12-31",
        "parties": [{"id": party, "name": party.title()} for party in parties],
        "points": [
            {"id": point, "title": point.upper(), "options": [
                {"id": option, "title": option.upper()} for option in OPTIONS]}
            for point in POINTS
        ],
        "texts": [{"id": "first", "title": "First draft", "date": "2025-01-01", "clauses": [
            {"point": point, "option": "a"} for point in POINTS]}],
        "sources": [{"id": f"s{n}", "title": f"Report {n}", "credibility": grade}
                    for n in range(n_sources)],
        "positions": list(positions),
    }  # fmt: skip


def said(number, party, stance, point="p1", option="a", n_sources=1, day="2025-02-01"):
    sources = [f"s{n}" for n in range(n_sources)]
    return {"id": f"x{number}", "party": party, "stance": stance, "point": point,
            "options": [option], "since": day, "sources": sources}  # fmt: skip


def contradictions():
    rows = itertools.product(("north", "south"), POINTS, ("accepts", "opposes"))
    return [said(n, party, stance, point) for n, (party, point, stance) in enumerate(rows)]


def walls():
    rows = itertools.product(("north", "south"), POINTS, OPTIONS)
    return [said(n, party, "red-line", *row) for n, (party, *row) in enumerate(rows)]


def crowded():
    return [
        said(n, ("north", "south")[n % 2], STANCES[n % 6], "p1", OPTIONS[n % 3],
             day=f"2025-{1 + n % 12:02d}-{1 + n % 28:02d}")
        for n in range(500)
    ]  # fmt: skip


RECORDS = {
    "no positions at all": case(),
    "only contradictions": case(contradictions()),
    "points nobody spoke about": case([said(0, "north", "opposes")]),
    "500 statements on one point": case(crowded()),
    "a red line on every option": case(walls()),
    "believed for certain": case([said(0, "north", "red-line", n_sources=40)], n_sources=40,
                                 grade="1"),
    "hardly believed": case([said(0, "north", "red-line")], grade="5"),
}  # fmt: skip


@pytest.fixture
def onetext(tmp_path, capsys):
    def run(record, command, *more):
        target = tmp_path / "odd.yaml"
        target.write_text(json.dumps(record), encoding="utf-8")
        code = _run([command, str(target), "--draws", "200", "--json", *more])
        out, talk = capsys.readouterr()
        return code, out, talk

    return run


@pytest.mark.parametrize("name", RECORDS)
def test_every_command_gives_a_sane_answer(onetext, name):
    code, data, talk = onetext(RECORDS[name], "study")
    found = json.loads(data)
    assert (code, "Traceback" in talk) == (0, False)
    shares = [share["share"] for share in found["texts"][0]["acceptability"].values()]
    assert all(0 <= share <= 1 for share in shares)
    code, data, _ = onetext(RECORDS[name], "propose")
    assert code == 0
    assert {clause["point"] for clause in json.loads(data)["text"]["clauses"]} == set(POINTS)
    code, data, _ = onetext(RECORDS[name], "ask")
    assert code == 0
    assert all(question["party"] in ("north", "south") for question in json.loads(data))


def share_of_north(onetext, name):
    _, data, _ = onetext(RECORDS[name], "study", "--seed", "1")
    return json.loads(data)["texts"][0]["acceptability"]["north"]["share"]


def test_what_is_certain_counts_fully_and_what_is_improbable_hardly(onetext):
    assert share_of_north(onetext, "believed for certain") == 0
    assert share_of_north(onetext, "hardly believed") > 0.35


def test_one_party_alone_is_refused_with_a_way_out(onetext):
    code, data, talk = onetext(case(parties=("north",)), "study")
    assert (code, data) == (8, "")
    assert "it has one party alone" in talk
    assert "hint:" in talk
