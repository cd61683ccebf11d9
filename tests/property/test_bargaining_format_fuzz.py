"""Whatever is in a scenario file: a scenario, or one of our errors. Never anything else."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bargaining_scenarios import QUICK, scenarios
from onetext.errors import OnetextError
from onetext.formats.genius_xml_written import genius_profile_text
from onetext.formats.negmas_yaml import negmas_domain_text, negmas_profile_text
from onetext.formats.plain_yaml import plain_yaml
from onetext.formats.scenario_files import read_scenario
from onetext.formats.scenario_yaml import parse_scenario_yaml, scenario_yaml_text

SUFFIXES = [".xml", ".json", ".yaml", ".csv", ".txt"]

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
    assert len(read.space.rules) == len(scenario.space.rules)


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
