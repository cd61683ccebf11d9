"""``onetext ask`` and ``onetext propose`` on the bundled case."""

from __future__ import annotations

import json

import pytest

from onetext.cli import _run


@pytest.fixture
def onetext(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments):
        code = _run(list(arguments))
        return code, *capsys.readouterr()

    return run


def test_a_proposal_fills_what_is_open_and_keeps_what_is_agreed(onetext):
    code, data, _ = onetext("propose", "ukraine-2025", "--draws", "600", "--json")
    found = json.loads(data)
    assert code == 0
    assert found["revises"] == "ua-20"
    assert {fill["point"] for fill in found["fills"]} == {"p19", "p21"}
    assert found["after"]["all"]["share"] > found["before"]["all"]["share"]
    territory = next(c for c in found["text"]["clauses"] if c["point"] == "p21")
    assert "economic-zone" in (territory["option"], *territory["alternatives"])
    clauses = found["text"]["clauses"]
    agreed = [c["point"] for c in clauses if c["state"] == "agreed" and not c["agreed_by"]]
    assert agreed == found["kept"]
    assert all(change["because"] for change in found["changes"])


def test_what_a_text_leaves_open_stays_in_brackets_with_all_that_is_asked_for(onetext):
    """Whatever the counting favours: of the plant every side has asked for something else."""
    _, data, _ = onetext("propose", "ukraine-2025", "--draws", "300", "--json")
    plant = next(c for c in json.loads(data)["text"]["clauses"] if c["point"] == "p19")
    assert plant["state"] == "bracketed"
    asked = {"russian-plant", "us-ukraine-venture", "three-way-venture"}
    assert asked <= set(plant["alternatives"])
    _, page, _ = onetext("propose", "ukraine-2025", "--draws", "300")
    assert "Stays in brackets with what else is asked for" in " ".join(page.split())


def test_at_most_so_many_changes(onetext):
    _, data, _ = onetext("propose", "ukraine-2025", "--draws", "300", "--changes", "1", "--json")
    assert len(json.loads(data)["changes"]) <= 1


def test_the_page_of_a_proposal_says_what_it_is(onetext):
    code, page, _ = onetext("propose", "ukraine-2025", "--draws", "300")
    assert code == 0
    assert max(map(len, page.splitlines())) <= 80
    assert "not a forecast" in page


def test_what_to_ask_one_party(onetext):
    code, data, _ = onetext("ask", "ukraine-2025", "--party", "russia", "--draws", "600", "--json")
    assert code == 0
    assert {question["party"] for question in json.loads(data)} <= {"russia"}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["propose", "ukraine-2025", "--changes", "-1"], 8, "-1 changes"),
        (["propose", "ukraine-2025", "--as-of", "2024-01-01"], 8, "no text to revise"),
        (["ask", "ukraine-2025", "--party", "mars"], 5, "no party 'mars'"),
    ],
)
def test_what_goes_wrong_is_said_in_three_parts(onetext, arguments, code, said):
    found, page, talk = onetext(*arguments)
    assert (found, page) == (code, "")
    assert said in talk
    assert "hint: " in talk
