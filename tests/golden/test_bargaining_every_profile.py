"""Every scenario file of the shared data either reads or is refused for a reason listed here."""

from __future__ import annotations

from pathlib import Path

import pytest

from onetext.errors import InvalidCase, OnetextError
from onetext.formats.genius_xml import is_profile, read_genius_files, utility_space
from onetext.formats.geniusweb_json import read_json_profile
from onetext.formats.negmas_yaml import read_negmas_domain, read_negmas_profile
from onetext.formats.scenario_files import read_scenario

REFUSED = {
    # an unfinished profile: rates where it should rank, has constraints of unknown types, and
    # names issues that hold other values
    "Railway/Copy of MinisterProfile.xml": "there is no rank for",
    # ranks four of the five values of MoneyFlowToProRail
    "Railway/MinisterProfile.xml": "there is no rank for '500'",
}


def genius_folders(shared: Path) -> list[Path]:
    return sorted(p for p in (shared / "scenarios/genius").iterdir() if p.is_dir())


def test_every_genius_profile_reads_with_its_domain_or_is_refused_as_expected(shared_dir: Path):
    n_read, refused = 0, {}
    for folder in genius_folders(shared_dir):
        files = sorted(folder.glob("*.xml"))
        spaces = {file: utility_space(file.read_text("utf-8"), str(file)) for file in files}
        [domain] = [file for file in files if not is_profile(spaces[file])]
        for file in files:
            if file == domain:
                continue
            try:
                found = read_genius_files([domain, file])[1]
            except InvalidCase as error:
                refused[f"{folder.name}/{file.name}"] = str(error)
                continue
            n_read += 1
            profile = found.profile
            assert profile is not None
            assert any(any(row) for row in profile.scores) or profile.bonuses, file
            assert [len(i.values) for i in profile.issues] == [len(s) for s in profile.scores]
    assert n_read == 81
    assert refused.keys() == REFUSED.keys()
    for name, reason in REFUSED.items():
        assert reason in refused[name]
        assert all(p.what and p.because and p.hint for p in _problems(shared_dir, name))


def _problems(shared: Path, name: str):
    folder = shared / "scenarios/genius/Railway"
    with pytest.raises(OnetextError) as refused:
        read_genius_files([folder / "Railway.xml", shared / "scenarios/genius" / name])
    return refused.value.problems


def test_every_folder_of_genius_but_the_one_with_unfinished_profiles_is_a_scenario(
    shared_dir: Path,
):
    for folder in genius_folders(shared_dir):
        if folder.name != "Railway":
            read = read_scenario([folder])
            assert read.scenario.n_parties == len(list(folder.glob("*.xml"))) - 1


def test_every_negolog_and_negmas_file_reads(shared_dir: Path):
    jsons = sorted((shared_dir / "scenarios/negolog/domains").glob("*/profile*.json"))
    assert len(jsons) == 2 * len(list((shared_dir / "scenarios/negolog/domains").iterdir()))
    for file in jsons:
        profile = read_json_profile(file)
        assert sum(max(row) for row in profile.scores) == pytest.approx(1, abs=0.05), file
    for folder in sorted((shared_dir / "scenarios/negmas").iterdir()):
        [domain] = [f for f in folder.iterdir() if "issues:" in f.read_text("utf-8")]
        issues = read_negmas_domain(domain)
        for file in set(folder.iterdir()) - {domain}:
            assert any(any(row) for row in read_negmas_profile(file, issues).scores), file
