"""What `onetext solve` says of input that cannot be solved: what, because, hint; never a traceback.

Each row is a folder's files by name, and words that the message has to have.
"""

from __future__ import annotations

import json

import pytest

from onetext.cli import main

XML = """<utility_space><objective name="d">
<issue index="1" name="tax" vtype="discrete">
<item index="1" value="low" evaluation="4"/><item index="2" value="high" evaluation="2"/></issue>
<issue index="2" name="years" vtype="integer" lowerbound="2" upperbound="4">
<evaluator ftype="linear" offset="1.0" slope="-0.25"/></issue>
<weight index="1" value="0.75"/><weight index="2" value="0.25"/>
</objective><reservation value="0.5"/></utility_space>"""

GENIUSWEB = {
    "LinearAdditiveUtilitySpace": {
        "issueUtilities": {"a": {"discreteutils": {"valueUtilities": {"x": 1, "y": 0.5}}}},
        "issueWeights": {"a": 1},
    }
}
NEGMAS_DOMAIN = "issues:\n- {name: a, type: CategoricalIssue, values: [x, y]}\n"
NEGMAS = """type: LinearAdditiveUtilityFunction
reserved_value: 0.0
weights: [1]
values:
- {type: TableFun, mapping: {x: 1, y: 0}}
"""
OURS = "parties: {a: 0, b: 0}\npoints:\n  p:\n    x: {a: 1, b: 0}\n    y: {a: 0, b: 1}\n"
SHEET = "point,option,a,b\np,x,1,0\np,y,0,1\nno agreement,,0,0\n"
GAME = "1,0\n3,4\n2\n"


def xml(old, new):
    assert old in XML
    return {"p.xml": XML.replace(old, new)}


def ours(old, new):
    assert old in OURS
    return {"s.yaml": OURS.replace(old, new)}


def sheet(old, new):
    assert old in SHEET
    return {"s.csv": SHEET.replace(old, new)}


def negmas(old, new):
    assert old in NEGMAS
    return {"domain.yml": NEGMAS_DOMAIN, "a.yml": NEGMAS.replace(old, new)}


def json_profile(old, new):
    text = json.dumps(GENIUSWEB)
    assert old in text
    return {"p.json": text.replace(old, new)}


REFUSED = [
    # not a number
    (xml('evaluation="4"', 'evaluation="NaN"'), "an evaluation is 'NaN'"),
    (ours("a: 1,", "a: .nan,"), "'nan' is not a number"),
    (sheet("x,1,0", "x,nan,0"), "'nan' is not a number"),
    (negmas("x: 1", "x: .nan"), "not a number"),
    (json_profile('"x": 1', '"x": NaN'), "not a number"),
    ({"a.txt": GAME.replace("3", "nan")}, "'nan' is not a number"),
    # infinities
    (xml('value="0.75"', 'value="1e999"'), "a weight is '1e999'"),
    (ours("a: 1,", "a: .inf,"), "'inf' is not a number"),
    (sheet("x,1,0", "x,-inf,0"), "'-inf' is not a number"),
    (negmas("[1]", "[.inf]"), "not a number"),
    (json_profile('"x": 1', '"x": Infinity'), "not a number"),
    ({"a.txt": GAME.replace("3", "inf")}, "'inf' is not a number"),
    # negative reservation values
    (xml('value="0.5"', 'value="-0.5"'), "the reservation value is -0.5"),
    (sheet("agreement,,0", "agreement,,-3"), "the reservation value is -3"),
    (negmas("0.0", "-2.0"), "the reservation value is -2"),
    ({"a.txt": GAME.replace("2", "-2")}, "the reservation value is -2"),
    # no options
    (xml(XML[XML.index("<item") : XML.index("</issue>")], ""), "it has no values"),
    (ours("\n    x: {a: 1, b: 0}\n    y: {a: 0, b: 1}", " {}"), "not a table"),
    (sheet("p,x,1,0\np,y,0,1\n", ""), "there are no options"),
    ({"domain.yml": NEGMAS_DOMAIN.replace("[x, y]", "[]"), "a.yml": NEGMAS}, "cannot be listed"),
    (json_profile('{"x": 1, "y": 0.5}', "{}"), "no table of values"),
    ({"a.txt": "\n2\n"}, "the last line is not a single minimum"),
    # weights that do not sum
    (xml('value="0.75"', 'value="0.95"'), "the weights add up to 1.2"),
    (xml('value="0.75"', 'value="-0.75"'), "the weights add up to -0.5"),
    (negmas("[1]", "[1, 2]"), "there are 2 weights for 1 issues"),
    (json_profile('"issueWeights": {"a": 1}', '"issueWeights": {"a": 4}'), "weights add up to 4"),
    (
        json_profile(
            '{"a": {"discreteutils": {"valueUtilities": {"x": 1, "y": 0.5}}}}, '
            '"issueWeights": {"a": 1}',
            '{"a": {"discreteutils": {"valueUtilities": {"x": 1}}},'
            ' "b": {"discreteutils": {"valueUtilities": {"x": 1}}}},'
            ' "issueWeights": {"a": 1.5, "b": -0.5}',
        ),
        "a weight is negative",
    ),
    # a billion options
    (xml('upperbound="4"', 'upperbound="1000000002"'), "ranges from 2 to 1000000002"),
    (
        {"domain.yml": NEGMAS_DOMAIN.replace("[x, y]", "1000000000"), "a.yml": NEGMAS},
        "cannot be listed",
    ),
    # a domain and a profile that do not belong together
    (
        {"a.xml": XML, "b.xml": XML.replace('"tax"', '"toll"')},
        "it scores an issue 'toll' that is not in the domain",
    ),
    (
        {"a.xml": XML, "b.xml": XML.replace('"low"', '"tiny"')},
        "are not the domain's: 'low', 'tiny'",
    ),
    ({**negmas("x: 1", "z: 1")}, "has no worth for 'x'"),
    ({"a.txt": GAME, "b.txt": "1,0\n3,4\n5,6\n2\n"}, "an issue 'C' that is not in the domain"),
    ({"a.json": json.dumps(GENIUSWEB), "b.csv": SHEET}, "no scenario can be made of these files"),
    # a domain alone, an empty file, something else
    ({"domain.yml": NEGMAS_DOMAIN}, "there is no profile"),
    ({"s.csv": ""}, "no rows"),
    ({"s.csv": "hello,world\n"}, "a name per party"),
    ({"s.xml": ""}, "not XML"),
    ({"s.json": ""}, "not JSON"),
    ({"s.yaml": ""}, "0 files with issues"),
    ({"s.json": "[1, 2]"}, "no profile that can be read"),
    ({"s.xlsx": "x"}, "not a workbook"),
    ({"readme.md": "x"}, "there are no scenario files"),
    # rules that name what is not there
    (ours("points:", "rules: [{kind: excludes, together: {p: [q]}}]\npoints:"), "no option 'q'"),
    (ours("points:", "rules: [{kind: never}]\npoints:"), "of kind 'never'"),
]


@pytest.mark.parametrize(("files", "says"), REFUSED, ids=[says for _, says in REFUSED])
@pytest.mark.parametrize("as_json", [False, True], ids=["page", "json"])
def test_refused_with_what_because_and_hint(tmp_path, capsys, files, says, as_json):
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(SystemExit) as stopped:
        main(["solve", str(tmp_path), *(["--json"] if as_json else [])])
    said = capsys.readouterr()
    assert said.out == ""
    assert says in said.err
    assert "\nbecause: " in said.err
    assert "\nhint: " in said.err
    assert "Traceback" not in said.err
    assert stopped.value.code in (3, 4)


def test_a_file_and_a_folder_that_are_not_there(tmp_path, capsys):
    for name in ("x.xml", "folder/x.csv"):
        with pytest.raises(SystemExit) as stopped:
            main(["solve", str(tmp_path / name)])
        assert stopped.value.code == 5
        assert "there is no such file or folder" in capsys.readouterr().err


CONTRADICTION = """rules:
- {kind: requires, when: {p: [x]}, then: {p: [y]}}
- {kind: excludes, together: {p: [y]}}
"""


def test_contradictory_rules_are_a_finding(tmp_path, capsys):
    """No package is left: that is an answer, with a certificate, and no mistake of the reader."""
    (tmp_path / "s.yaml").write_text(OURS + CONTRADICTION)
    with pytest.raises(SystemExit) as stopped:
        main(["solve", str(tmp_path / "s.yaml"), "--json"])
    data = json.loads(capsys.readouterr().out)
    assert stopped.value.code == 0
    assert data["status"] == "no package"
    assert data["pareto_frontier"]["packages"] == []
    assert not any(data["solutions"].values())
    with pytest.raises(SystemExit):
        main(["solve", str(tmp_path / "s.yaml")])
    assert "no package" in capsys.readouterr().out


def test_reservation_values_of_our_own_file_may_be_negative(tmp_path, capsys):
    """Scales of our own scenarios are the parties' own: 0 is not the least there can be."""
    (tmp_path / "s.yaml").write_text(OURS.replace("a: 0, b: 0}\np", "a: -2, b: 0}\np"))
    with pytest.raises(SystemExit) as stopped:
        main(["solve", str(tmp_path / "s.yaml"), "--json"])
    assert stopped.value.code == 0
    assert json.loads(capsys.readouterr().out)["reservation"] == [-2, 0]
