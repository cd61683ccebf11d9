"""``onetext answer``: an answer becomes an entry, marked, verified, and moves the shares."""

from __future__ import annotations

import json

import pytest

from onetext.cli import _run

CASE = """\
id: ford
title: The ford
as_of: 2025-05-01
parties:
  - {id: north, name: North}
  - {id: south, name: South}
points:
  - id: p1
    title: The ford
    options:
      - {id: shared, title: Shared}
      - {id: closed, title: Closed}
  - id: p2
    title: The toll
    options:
      - {id: none, title: No toll}
      - {id: half, title: Half each}
texts:
  - id: first
    title: First draft
    date: 2025-04-01
    clauses:
      - {point: p1, option: shared}
      - {point: p2, option: none}
sources:
  - {id: report, title: A report, credibility: "2"}
positions:
  - {id: n1, party: north, stance: proposes, point: p1, options: [shared], since: 2025-04-01,
     sources: [report]}
"""


@pytest.fixture
def onetext(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("ONETEXT_WORKSPACE", str(tmp_path / "workspace.sqlite3"))
    (tmp_path / "ford.yaml").write_text(CASE, encoding="utf-8")
    assert _run(["import", str(tmp_path / "ford.yaml"), "--by", "tester"]) == 0
    capsys.readouterr()

    def run(*arguments):
        code = _run(list(arguments))
        return code, *capsys.readouterr()

    return run


ANSWER = ("answer", "ford", "--party", "south", "--on", "2025-06-01", "--by", "tester")


def test_an_answer_is_kept_and_moves_what_could_be_signed(onetext):
    refusal = (*ANSWER, "--point", "p1", "--option", "shared", "--stance", "red-line", "--json")
    code, data, _ = onetext(*refusal)
    found = json.loads(data)
    assert code == 0
    assert found["position"] == "south-answer-1"
    south = next(row for row in found["changed"] if row["party"] == "south")
    assert south["after"] < south["before"] - 0.2
    assert not [row for row in found["changed"] if row["party"] == "north"]
    assert onetext("verify", "ford")[0] == 0
    _, data, _ = onetext("positions", "ford", "--party", "south", "--json")
    assert [row["stance"] for row in json.loads(data)] == ["red-line"]


def test_a_second_answer_takes_the_place_of_the_first(onetext):
    onetext(*ANSWER, "--point", "p1", "--option", "shared", "--stance", "red-line")
    code, page, _ = onetext(
        *ANSWER[:4], "--on", "2025-07-01", "--by", "tester",
        "--point", "p1", "--option", "shared", "--stance", "accepts",
    )  # fmt: skip
    assert code == 0
    assert "south-answer-2" in page
    assert "First draft, South:" in page


def test_the_id_of_an_erased_answer_is_never_given_again(onetext):
    """A receipt of the party's may be for that id: it means one thing for good."""
    said = (*ANSWER, "--point", "p1", "--option", "shared", "--stance", "red-line")
    onetext(*said)
    for record in ("positions.south-answer-1", "sources.south-answer-1-said"):
        assert onetext("erase", "ford", record, "--because", "asked for", "--yes")[0] == 0
    code, data, _ = onetext(*said, "--json")
    assert (code, json.loads(data)["position"]) == (0, "south-answer-2")
    assert onetext("verify", "ford")[0] == 0


def test_an_order_of_points_is_kept_as_a_comparison_and_counts(onetext):
    """The first draft gives the south its ford and denies it the toll: the order decides."""
    for point, option, stance in (("p1", "shared", "accepts"), ("p2", "none", "opposes")):
        onetext(*ANSWER, "--point", point, "--option", option, "--stance", stance)
    code, data, _ = onetext(*ANSWER, "--matters", "p2,p1", "--json")
    found = json.loads(data)
    assert (code, found["position"]) == (0, "south-answer-3")
    south = next(row for row in found["changed"] if row["party"] == "south")
    assert south["after"] < south["before"] - 0.05
    assert onetext("verify", "ford")[0] == 0


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (["--matters", "p1"], 8, "not an order"),
        (["--matters", "p1,p1"], 8, "not an order"),
        (["--matters", "p1,p9"], 5, "no point 'p9'"),
        (["--prefers", "first,second"], 5, "no text 'second'"),
        (["--matters", "p1,p2", "--stance", "accepts"], 8, "not clear what the answer is about"),
        ([], 8, "not clear what the answer is about"),
        (["--stance", "accepts"], 8, "not clear what the answer is about"),
        (["--stance", "accepts", "--point", "p1", "--option", "gone"], 5, "no option 'gone'"),
        (["--stance", "accepts", "--text", "second"], 5, "no text 'second'"),
    ],
)
def test_an_answer_that_makes_no_sense_changes_nothing(onetext, more, code, said):
    found, page, talk = onetext(*ANSWER, *more)
    assert (found, page) == (code, "")
    assert said in talk
    _, data, _ = onetext("positions", "ford", "--party", "south", "--json")
    assert json.loads(data) == []


def test_only_a_case_of_the_workspace_can_be_answered_in(onetext):
    code, _, talk = onetext(
        "answer", "ukraine-2025", "--party", "russia", "--text", "ua-20", "--stance", "accepts"
    )
    assert code == 8
    assert "onetext import" in talk
