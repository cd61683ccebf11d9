"""Readers and writers of scored scenarios: round trips, refusals, and nothing lost in silence."""

from __future__ import annotations

import json

import numpy as np
import pytest

from onetext.bargaining import AtMost, Excludes, IfThen, Interaction, Linear, Requires, Scenario
from onetext.errors import InvalidCase, NotFound, OnetextError, UnreadableFile
from onetext.formats.genius_xml import parse_genius
from onetext.formats.genius_xml_written import genius_domain_text, genius_profile_text
from onetext.formats.geniusweb_json import parse_json_profile
from onetext.formats.negmas_yaml import negmas_domain_text, negmas_profile_text
from onetext.formats.plain_yaml import plain_yaml
from onetext.formats.scenario_files import read_scenario
from onetext.formats.scenario_yaml import parse_scenario_yaml, scenario_yaml_text
from onetext.formats.score_sheet import parse_score_sheet

PLAIN = Scenario.of(
    [[[3, 0.5], [0, 2]], [[1, 1], [2, 0], [0.25, 4]]],
    [1, 0.5],
    parties=["north", "south"],
    points=["border", "customs"],
    options=[["open", "closed"], ["joint", "none", "no"]],
)

WITH_RULES = Scenario.of(
    PLAIN.scores,
    PLAIN.reservation,
    parties=PLAIN.parties,
    points=PLAIN.space.points,
    options=PLAIN.space.options,
    rules=[
        Requires(((0, 0),), ((1, 0),), id="r1", because="one border, one office"),
        Excludes(((0, 1), (1, 2))),
        AtMost(1, ((0, 1), (1, 1))),
        IfThen(((0, 0),), ((1, 0), (1, 1))),
        Linear((((0, 0), 2), ((1, 1), -1)), 2),
    ],
    forbidden=[(1, 1)],
    interactions=[Interaction(((0, (0,)), (1, (0, 2))), (1, -0.5))],
)

PROFILE = """<utility_space>
<objective index="0" name="d" type="objective">
  <issue index="1" name="tax" vtype="discrete">
    <item index="1" value="low" evaluation="4"/><item index="2" value="a & b" evaluation="2"/>
  </issue>
  <issue index="2" name="years" vtype="integer" lowerbound="2" upperbound="4">
    <evaluator ftype="linear" offset="1.0" slope="-0.25"/>
  </issue>
  <weight index="1" value="0.75"/><weight index="2" value="0.25"/>
</objective><reservation value="0.5"/><discount_factor value="0.9"/></utility_space>"""


def test_our_own_file_carries_everything_there_and_back():
    text = scenario_yaml_text(WITH_RULES, "both")
    read = parse_scenario_yaml(plain_yaml(text, ""), "both.yaml")
    assert read.scenario == WITH_RULES
    assert read.title == "both"
    assert scenario_yaml_text(read.scenario, "both") == text


def test_negmas_yaml_there_and_back(tmp_path):
    (tmp_path / "domain.yml").write_text(negmas_domain_text(PLAIN))
    for party, name in enumerate(PLAIN.parties):
        (tmp_path / f"{name}.yml").write_text(negmas_profile_text(PLAIN, party))
    read = read_scenario([tmp_path]).scenario
    assert read == PLAIN
    assert read_scenario(str(tmp_path)).scenario == read_scenario(tmp_path).scenario == PLAIN
    assert "no" in read.space.options[1]  # and not False


def test_genius_xml_there_and_back_up_to_its_scale(tmp_path):
    (tmp_path / "domain.xml").write_text(genius_domain_text(PLAIN))
    for party, name in enumerate(PLAIN.parties):
        (tmp_path / f"{name}.xml").write_text(genius_profile_text(PLAIN, party))
    read = read_scenario([tmp_path]).scenario
    assert read.space == PLAIN.space
    for party, total in enumerate((5, 6)):
        assert read.reservation[party] * total == pytest.approx(PLAIN.reservation[party])
        for ours, theirs in zip(PLAIN.scores, read.scores, strict=True):
            assert theirs[:, party] * total == pytest.approx(ours[:, party])


@pytest.mark.parametrize("write", [genius_domain_text, negmas_domain_text])
def test_a_format_without_rules_refuses_them_instead_of_losing_them(write):
    with pytest.raises(InvalidCase) as refused:
        write(WITH_RULES)
    lost = [problem.what for problem in refused.value.problems]
    assert lost == [
        "the scenario has rules",
        "the scenario has forbidden choices",
        "the scenario has interactions",
    ]


def test_genius_profiles_are_read_as_genius_reads_them():
    profile = parse_genius("junk before it\n" + PROFILE, "p.xml", "p").profile
    assert profile.issues[0].values == ("low", "a & b")
    assert profile.scores == ((0.75, 0.375), (0.25, 0.1875, 0.125))
    assert (profile.reservation, profile.discount) == (0.5, 0.9)


def test_real_issues_are_cut_into_steps_and_say_so():
    real = PROFILE.replace('"integer" lowerbound="2" upperbound="4"', '"real"').replace(
        '<evaluator ftype="linear" offset="1.0" slope="-0.25"/>',
        '<range lowerbound="0" upperbound="1"/>'
        '<evaluator ftype="triangular" parameter0="0" parameter1="1" parameter2="0.5"/>',
    )
    read = parse_genius(real, "p.xml", "p", steps=5)
    assert read.profile.issues[1].values == ("0", "0.25", "0.5", "0.75", "1")
    assert read.profile.scores[1] == (0, 0.125, 0.25, 0.125, 0)
    assert "cut into 5 values" in read.notes[0]


def test_hyper_rectangles_are_interactions():
    text = """<utility_space type="nonlinear" maxutility="10"><objective name="d">
    <issue index="1" name="a" vtype="integer" lowerbound="0" upperbound="3"/>
    <issue index="2" name="b" vtype="integer" lowerbound="0" upperbound="3"/></objective>
    <ufun type="PlainUfun" weight="1"><hyperRectangle utility="5">
    <INCLUDES index="1" min="1" max="2"/><INCLUDES index="2" min="3" max="9"/></hyperRectangle>
    </ufun></utility_space>"""
    profile = parse_genius(text, "n.xml", "n").profile
    assert profile.bonuses == ((((0, (1, 2)), (1, (3,))), 0.5),)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('evaluation="2"', "", "there is no evaluation of"),
        ('value="0.5"/><d', 'value="-1"/><d', "reservation value is -1"),
        ('value="0.5"/><d', 'value="nan"/><d', "reservation is 'nan'"),
        ('evaluation="4"', 'evaluation="inf"', "an evaluation is 'inf'"),
        ('value="0.25"/>', 'value="0.75"/>', "weights add up to 1.5"),
        ('upperbound="4"', 'upperbound="1000000000"', "ranges from 2 to 1000000000"),
        ('ftype="linear"', 'ftype="cubic"', "evaluator is 'cubic'"),
        ("<utility_space>", '<utility_space type="constraint">', "it has no ranks"),
        ("</utility_space>", "", "not XML"),
        ("<utility_space>", "<!DOCTYPE x [<!ENTITY a 'a'>]><utility_space>", "not XML"),
    ],
)
def test_bad_genius_profiles_say_what_is_wrong(old, new, says, tmp_path):
    assert old in PROFILE
    (tmp_path / "p.xml").write_text(PROFILE.replace(old, new, 1))
    with pytest.raises(OnetextError, match=says):
        read_scenario([tmp_path / "p.xml"])


@pytest.mark.parametrize("key", ["discreteutils", "DiscreteValueSetUtilities"])
def test_both_names_of_geniusweb_tables(key):
    table = {key: {"valueUtilities": {"x": 1, "y": 0.5}}}
    content = {
        "LinearAdditiveUtilitySpace": {
            "issueUtilities": {"a": table, "b": table},
            "issueWeights": {"a": 0.75, "b": 0.25},
            "reservationBid": {"issuevalues": {"a": "y", "b": "y"}},
        }
    }
    profile = parse_json_profile(json.dumps(content), "p.json", "p")
    assert profile.scores == ((0.75, 0.375), (0.25, 0.125))
    assert profile.reservation == 0.5
    content["LinearAdditiveUtilitySpace"]["issueUtilities"]["b"] = {"otherutils": {}}
    with pytest.raises(InvalidCase, match="no table of values"):
        parse_json_profile(json.dumps(content), "p.json", "p")


def test_score_sheets():
    text = "point,option,north,south\nborder,open,3,0\nborder,closed,0,2\nno agreement,,1,1\n"
    north, south = parse_score_sheet(text, "s.csv")
    assert north.scores == ((3, 0),)
    assert south.scores == ((0, 2),)
    assert south.reservation == 1
    with pytest.raises(InvalidCase) as refused:
        parse_score_sheet("point,option,a\nx,1,nan\nx,1,2\nx,1,3\ny,,4\n", "s.csv")
    assert [problem.place.line for problem in refused.value.problems] == [2, 3, 4, 5]


def test_a_profile_of_another_domain_is_refused(tmp_path):
    (tmp_path / "a.xml").write_text(PROFILE)
    (tmp_path / "b.xml").write_text(PROFILE.replace('name="tax"', 'name="toll"'))
    with pytest.raises(InvalidCase, match="no scores for the issue 'tax'") as refused:
        read_scenario([tmp_path])
    assert len(refused.value.problems) == 2


def test_files_that_make_no_scenario(tmp_path):
    with pytest.raises(NotFound):
        read_scenario([tmp_path / "absent.xml"])
    with pytest.raises(InvalidCase, match="no scenario files"):
        read_scenario([tmp_path])
    (tmp_path / "a.xml").write_text(PROFILE)
    (tmp_path / "b.csv").write_text("point,option,a\nx,1,2\n")
    with pytest.raises(InvalidCase, match="no scenario can be made"):
        read_scenario([tmp_path])
    (tmp_path / "c.json").write_text("{")
    with pytest.raises(UnreadableFile):
        read_scenario([tmp_path / "c.json"])


GENIUSWEB_DOMAIN = {
    "name": "talks",
    "issuesValues": {
        "tax": {"values": ["low", "high"]},
        "years": {"range": {"low": "0.5", "high": "2", "step": "0.5"}},
    },
}


def geniusweb_profile(top):
    return {
        "LinearAdditiveUtilitySpace": {
            "issueUtilities": {
                "tax": {"discreteutils": {"valueUtilities": {"low": top, "high": 1 - top}}},
                "years": {
                    "numberutils": {
                        "lowValue": "0.5",
                        "highValue": "2",
                        "lowUtility": 0,
                        "highUtility": 0.9,
                    }
                },
            },
            "issueWeights": {"tax": 0.6, "years": 0.4},
            "domain": GENIUSWEB_DOMAIN,
        }
    }


def test_a_geniusweb_folder_with_its_domain_and_numbers(tmp_path):
    (tmp_path / "domain.json").write_text(json.dumps(GENIUSWEB_DOMAIN))
    for name, top in (("a", 1), ("b", 0.25)):
        (tmp_path / f"{name}.json").write_text(json.dumps(geniusweb_profile(top)))
    (tmp_path / "specials.json").write_text("{}")  # results that are kept beside the profiles
    scenario = read_scenario([tmp_path]).scenario
    assert scenario.parties == ("a", "b")
    assert scenario.space.options == (("low", "high"), ("0.5", "1", "1.5", "2"))
    assert scenario.scores[0] == pytest.approx(0.6 * np.array([[1, 0.25], [0, 0.75]]))
    assert scenario.scores[1][:, 0] == pytest.approx([0, 0.12, 0.24, 0.36])


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"step": "0.5"', '"step": "0"', "cannot be listed"),
        ('"step": "0.5"', '"step": "0.0000001"', "cannot be listed"),
        ('"high": "2"', '"high": "many"', "'many' is no bound"),
        ('["low", "high"]', "[]", "cannot be listed"),
        ('"highValue": "2"', '"highValue": "0.5"', "a range runs upwards"),
        ('"highUtility": 0.9', '"highUtility": NaN', "not a number"),
    ],
)
def test_numbers_of_geniusweb_that_cannot_be_used(tmp_path, old, new, says):
    text = json.dumps(geniusweb_profile(1))
    assert old in text
    (tmp_path / "a.json").write_text(text.replace(old, new))
    with pytest.raises(InvalidCase, match=says):
        read_scenario([tmp_path])


def test_negmas_in_json_is_read_like_its_yaml(tmp_path):
    for party, name in enumerate(PLAIN.parties):
        content = plain_yaml(negmas_profile_text(PLAIN, party), "")
        (tmp_path / f"{name}.json").write_text(json.dumps(content))
    (tmp_path / "d.json").write_text(json.dumps(plain_yaml(negmas_domain_text(PLAIN), "")))
    assert read_scenario([tmp_path]).scenario == PLAIN


def test_two_domains_in_a_folder_are_refused(tmp_path):
    for name, tag in (("d1", "tax"), ("d2", "toll")):
        text = genius_domain_text(Scenario.of([[[1], [2]]], points=[tag]))
        (tmp_path / f"{name}.xml").write_text(text)
    (tmp_path / "p.xml").write_text(PROFILE)
    with pytest.raises(InvalidCase, match="there are 2 files with issues"):
        read_scenario([tmp_path])


def test_a_negmas_profile_that_says_nothing_is_refused_not_passed_over(tmp_path):
    (tmp_path / "domain.yml").write_text(negmas_domain_text(PLAIN))
    (tmp_path / "north.yml").write_text(negmas_profile_text(PLAIN, 0))
    (tmp_path / "south.yml").write_text("name: south\n")
    with pytest.raises(InvalidCase, match="the utility function is a nameless one"):
        read_scenario([tmp_path])


def test_results_kept_beside_profiles_are_left_out_aloud(tmp_path):
    (tmp_path / "domain.xml").write_text(genius_domain_text(PLAIN))
    (tmp_path / "north.xml").write_text(genius_profile_text(PLAIN, 0))
    (tmp_path / "pareto.xml").write_text("\n0.5, 1.0\n")
    (tmp_path / "_stats.xml").write_text("")
    read = read_scenario([tmp_path])
    assert read.notes == ("not read, as no profile: _stats.xml, pareto.xml",)
    with pytest.raises(UnreadableFile):
        read_scenario([tmp_path / "pareto.xml"])


def test_many_profiles_in_a_folder_are_said_to_be_taken_as_parties(tmp_path):
    for name in "abcd":
        (tmp_path / f"{name}.xml").write_text(PROFILE)
    notes = read_scenario([tmp_path]).notes
    assert any("each of the 4 profiles" in note for note in notes)
    named = read_scenario([tmp_path / f"{name}.xml" for name in "abcd"]).notes
    assert not any("profiles" in note for note in named)


def test_an_interaction_that_every_package_meets_is_refused():
    """The frontier and the solver would not agree on whether it is ever completed."""
    with pytest.raises(InvalidCase, match="it names no point"):
        Scenario.of([[[1, 0], [0, 1]]], interactions=[Interaction((), (5, 5))])


def test_prose_in_place_of_a_scorable_game_is_complained_about_briefly(tmp_path):
    (tmp_path / "instructions.txt").write_text("You are, as it were, a party.\n" * 500)
    with pytest.raises(InvalidCase, match="'You are' is not a number") as refused:
        read_scenario([tmp_path])
    assert len(refused.value.problems) == 10
