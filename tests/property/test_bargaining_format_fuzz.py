"""Whatever is in a scenario file: a scenario, or one of our errors. Never anything else."""

from __future__ import annotations

import io
import json
import zipfile
from itertools import product

import numpy as np
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bargaining_scenarios import QUICK, scenarios
from onetext.bargaining import Scenario
from onetext.bargaining.reference import brute_force
from onetext.errors import OnetextError
from onetext.formats.genius_xml_written import genius_profile_text
from onetext.formats.negmas_yaml import negmas_domain_text, negmas_profile_text
from onetext.formats.plain_yaml import plain_yaml
from onetext.formats.scenario_files import read_scenario
from onetext.formats.scenario_yaml import parse_scenario_yaml, scenario_yaml_text
from onetext.formats.score_sheet_xlsx import score_workbook

SUFFIXES = [".xml", ".json", ".yaml", ".csv", ".txt", ".xlsx"]

numbers = st.one_of(st.integers(), st.floats(), st.booleans(), st.none(), st.text(max_size=5))
trees = st.recursive(
    numbers,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "parties",
                    "points",
                    "rules",
                    "kind",
                    "when",
                    "then",
                    "issues",
                    "values",
                    "weights",
                    "name",
                    "type",
                    "mapping",
                    "ufun",
                    "issueWeights",
                    "issueUtilities",
                    "LinearAdditiveUtilitySpace",
                    "discreteutils",
                    "valueUtilities",
                    "issuesValues",
                    "domain",
                    "range",
                    "low",
                    "high",
                    "step",
                    "numberutils",
                    "a",
                    "b",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


def check_read_or_refused(tmp_path, suffix, data):
    file = tmp_path / f"f{suffix}"
    file.write_bytes(data)
    try:
        read_scenario([file])
    except OnetextError as error:
        refused = error.problems
    else:
        refused = ()
    assert all(p.what and p.because and p.hint for p in refused)


@pytest.mark.parametrize("suffix", SUFFIXES)
@QUICK
@given(data=st.binary(max_size=80) | st.text(max_size=120).map(str.encode))
def test_any_bytes(tmp_path_factory, suffix, data):
    check_read_or_refused(tmp_path_factory.mktemp("fuzz"), suffix, data)


@pytest.mark.parametrize("suffix", [".json", ".yaml"])
@QUICK
@given(tree=trees)
def test_any_tree(tmp_path_factory, suffix, tree):
    data = json.dumps(tree).encode()
    check_read_or_refused(tmp_path_factory.mktemp("fuzz"), suffix, data)


@QUICK
@given(scenario=scenarios(has_rules=False, numbers=st.integers(0, 9)), data=st.data())
def test_damaged_files(tmp_path_factory, scenario, data):
    folder = tmp_path_factory.mktemp("fuzz")
    texts = {
        ".xml": genius_profile_text(scenario, 0) if not scenario.space.forbidden else "<x/>",
        ".yaml": scenario_yaml_text(scenario),
        ".yml": negmas_domain_text(scenario) if not scenario.space.forbidden else "issues: []",
    }
    suffix = data.draw(st.sampled_from(sorted(texts)))
    text = texts[suffix]
    at = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 12))
    damaged = (
        text[:at] + data.draw(st.sampled_from(["", "<", "- ", ": ", "nan", '"'])) + text[at + cut :]
    )
    check_read_or_refused(folder, suffix, damaged.encode())


cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")),
    st.sampled_from(["point", "option", "a", "p", "x", "no agreement", "=1/0", "#DIV/0!"]),
)


@QUICK
@given(rows=st.lists(st.lists(cells, max_size=5), max_size=5), has_header=st.booleans())
def test_workbooks_of_anything(tmp_path_factory, rows, has_header):
    book = openpyxl.Workbook()
    for row in [["point", "option", "a"], *rows] if has_header else rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    check_read_or_refused(tmp_path_factory.mktemp("fuzz"), ".xlsx", stream.getvalue())


@QUICK
@given(data=st.data())
def test_damaged_workbooks(tmp_path_factory, data):
    """A byte of the archive, or a piece of the text of one of its parts, is something else."""
    whole = score_workbook(Scenario.of([[[1, 0], [0, 1]], [[2, 3]]]))
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(stream, "w") as new:
        hurt = data.draw(st.sampled_from(sorted(old.namelist())))
        for name in old.namelist():
            part = old.read(name)
            if name == hurt:
                at = data.draw(st.integers(0, len(part)))
                piece = data.draw(st.sampled_from([b"", b"<", b"&a;", b'"', b"\xff", b"999999999"]))
                part = part[:at] + piece + part[at + data.draw(st.integers(0, 30)) :]
            new.writestr(name, part)
    packed = bytearray(stream.getvalue())
    if data.draw(st.booleans()):
        packed[data.draw(st.integers(0, len(packed) - 1))] = data.draw(st.integers(0, 255))
    check_read_or_refused(tmp_path_factory.mktemp("fuzz"), ".xlsx", bytes(packed))


PARTS = {
    "constraint": [
        '<constraint type="zeroConstraint" index="{i}"><valueassignment index="{j}" value="{v}"/>'
        "</constraint>",
        '<constraint type="sumZeroConstraint" index="{i}" value="{v}" min="{n}" max="{n}">'
        '<item index="{j}"/></constraint>',
        '<constraint type="conditionalZeroOutcomeConstraint"><checkassignment index="{i}" '
        'condition="numeric=negative"/><checkassignment index="{j}" condition="{v}"/></constraint>',
        '<constraint type="inclusiveZeroOutcomeConstraint"><checkassignment index="{i}" '
        'condition="numeric=positive"/></constraint>',
    ],
    "rectangle": [
        '<hyperRectangle utility="{n}"><INCLUDES index="{i}" max="{n}"/></hyperRectangle>',
        '<hyperRectangle utility="{n}"><EXCLUDES index="{i}" min="{n}"/></hyperRectangle>',
        '<hyperRectangle utility="{n}" weight="{n}"/>',
    ],
}
indices = st.sampled_from(["1", "2", "3", ""])
values = st.sampled_from(["-1", "0", "5", "a", "", "nan"])


def filled(template):
    return st.builds(
        lambda i, j, v, n: template.format(i=i, j=j, v=v, n=n), indices, indices, values, values
    )


@QUICK
@given(
    constraints=st.lists(st.sampled_from(PARTS["constraint"]).flatmap(filled), max_size=3),
    rectangles=st.lists(st.sampled_from(PARTS["rectangle"]).flatmap(filled), max_size=3),
    ranks=st.lists(st.tuples(indices, values, values), max_size=6),
    kind=st.sampled_from(["ranks", "rectangles", "price"]),
    number=values,
)
def test_genius_profiles_that_are_not_additive(
    tmp_path_factory, constraints, rectangles, ranks, kind, number
):
    first = '<item index="1" value="-1" cost="3"/><item index="2" value="5" cost="{n}"/>'
    issues = f'<issue index="1" name="x">{first.format(n=number)}</issue>'
    if kind == "price":
        issues += (
            f'<issue index="2" name="y" type="price"><range lowerbound="2" upperbound="{number}"/>'
        )
        issues += '</issue><weight index="1" value="0.5"/><weight index="2" value="0.5"/>'
    else:
        issues += '<issue index="2" name="y" type="integer" lowerbound="-1" upperbound="5"/>'
    listed = "".join(
        f'<issue index="{i}"><item value="{v}" rank="{r}"/></issue>' for i, v, r in ranks
    )
    rules = (
        f"<rules><ranks>{listed}</ranks><constraints>{''.join(constraints)}</constraints></rules>"
    )
    ufun = f'<utility maxutility="{number}"><ufun>{"".join(rectangles)}</ufun></utility>'
    body = {"ranks": rules, "rectangles": ufun, "price": ""}[kind]
    text = f'<utility_space><objective name="d">{issues}{body}</objective></utility_space>'
    check_read_or_refused(tmp_path_factory.mktemp("fuzz"), ".xml", text.encode())


@QUICK
@given(scenario=scenarios())
def test_our_own_file_is_a_round_trip(scenario):
    text = scenario_yaml_text(scenario)
    read = parse_scenario_yaml(plain_yaml(text, ""), "").scenario
    assert read.space.options == scenario.space.options
    assert read.space.forbidden == scenario.space.forbidden
    assert read.reservation.tolist() == scenario.reservation.tolist()
    for ours, theirs in zip(scenario.scores, read.scores, strict=True):
        assert ours.tolist() == theirs.tolist()
    assert [p for p, _ in brute_force.packages(read)] == [
        p for p, _ in brute_force.packages(scenario)
    ]  # the rules allow the same
    everything = np.array(list(product(*map(range, scenario.space.n_options))))
    assert read.utilities(everything).tolist() == scenario.utilities(everything).tolist()
    assert [(r.id, r.because) for r in read.space.rules] == [
        (r.id, r.because) for r in scenario.space.rules
    ]


@QUICK
@given(scenario=scenarios(has_rules=False, numbers=st.floats(0, 1, width=32)))
def test_negmas_profiles_keep_every_number(tmp_path_factory, scenario):
    if scenario.space.forbidden:
        return
    folder = tmp_path_factory.mktemp("negmas")
    (folder / "domain.yml").write_text(negmas_domain_text(scenario))
    for party in range(scenario.n_parties):
        (folder / f"{party}.yml").write_text(negmas_profile_text(scenario, party))
    assert read_scenario([folder]).scenario.scores[0].tolist() == scenario.scores[0].tolist()
