"""``onetext study`` as a person types it: page, JSON, earlier days, and what goes wrong."""

from __future__ import annotations

import json

import pytest

from onetext.cli import _run


@pytest.fixture
def onetext(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments):
        code = _run(["study", *arguments])
        return code, *capsys.readouterr()

    return run


def test_the_page_opens_with_the_finding_and_fits_the_terminal(onetext):
    code, page, talk = onetext("ukraine-2025", "--draws", "400")
    assert (code, talk) == (0, "")
    assert max(map(len, page.splitlines())) <= 80
    finding = page.split("\n\n")[1].replace("\n", " ")
    assert "at least as well as without agreement" in finding
    assert "Territory" in finding
    assert "probability" not in finding


def test_the_record_alone_says_what_blocks(onetext):
    _, data, _ = onetext("ukraine-2025", "--draws", "400", "--json")
    states = {point["id"]: point["state"] for point in json.loads(data)["points"]}
    blocking = {p for p, state in states.items() if state in ("contested", "deadlocked")}
    # territory, the plant, the order of ceasefire and settlement, foreign force, frozen assets
    assert blocking >= {"p21", "p19", "p28", "p8", "p14"}
    assert states["p21"] == "deadlocked"
    assert states["p18"] == "agreed"
    assert states["p24"] in ("agreed", "tradable")


def test_the_same_seed_prints_the_same_bytes(onetext):
    arguments = ("ukraine-2025", "--draws", "300", "--seed", "9", "--json")
    assert onetext(*arguments)[1] == onetext(*arguments)[1]


def test_an_earlier_day_knows_fewer_texts(onetext):
    _, data, _ = onetext("ukraine-2025", "--draws", "200", "--as-of", "2025-11-22", "--json")
    found = json.loads(data)
    assert [text["id"] for text in found["texts"]] == ["us-28"]
    assert found["as_of"] == "2025-11-22"


def test_one_text_alone(onetext):
    _, data, _ = onetext("ukraine-2025", "--draws", "200", "--text", "ua-20", "--json")
    assert [text["id"] for text in json.loads(data)["texts"]] == ["ua-20"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["nowhere"], 5, "no case 'nowhere'"),
        (["ukraine-2025", "--text", "ua-21"], 5, "did you mean 'ua-20'?"),
        (["ukraine-2025", "--as-of", "yesterday"], 8, "cannot tell which day"),
        (["ukraine-2025", "--as-of", "2025-11-22", "--text", "ua-20"], 8, "did not exist"),
        (["ukraine-2025", "--draws", "0"], 8, "0 draws"),
        (["ukraine-2025", "--draws", "1000000000"], 8, "too many"),
        (["ukraine-2025", "--seed", "-1"], 8, "the seed -1"),
    ],
)
def test_what_goes_wrong_is_said_in_three_parts_and_nothing_else(onetext, arguments, code, said):
    found, page, talk = onetext(*arguments)
    assert (found, page) == (code, "")
    assert said in talk
    assert "because: " in talk
    assert "hint: " in talk
    assert "Traceback" not in talk


def test_packages_that_are_one_and_the_same_stand_in_one_row(onetext, tmp_path):
    point = "{id: a, title: A, options: [{id: x, title: X}, {id: y, title: Y}]}"
    parties = "[{id: n, name: N}, {id: s, name: S}]"
    position = "{id: n-x, party: n, point: a, options: [x], stance: proposes}"
    (tmp_path / "one.yaml").write_text(
        f"id: one\ntitle: One\nparties: {parties}\npoints: [{point}]\npositions: [{position}]\n"
    )
    code, page, _ = onetext(str(tmp_path / "one.yaml"), "--draws", "300")
    assert code == 0
    table = page.split("none of them is the answer")[1].split("- most-signed:")[0]
    n_rows = sum("±" in line for line in table.splitlines())
    assert "most-signed, " in table
    assert n_rows <= 2  # one point with two options: there are no more packages
