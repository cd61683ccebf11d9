"""A scenario from whatever is given: one file, several, or a folder, in any format we read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from onetext.errors import InvalidCase, NotFound, Place, Problem
from onetext.formats.case_file import load_case
from onetext.formats.files import read_text
from onetext.formats.genius_xml import DEFAULT_STEPS, read_genius_files
from onetext.formats.geniusweb_json import (
    is_json_domain,
    json_domain,
    json_profile,
    read_json,
)
from onetext.formats.negmas_yaml import (
    is_negmas_domain,
    parse_negmas_domain,
    parse_negmas_profile,
)
from onetext.formats.plain_yaml import plain_yaml
from onetext.formats.profiles import ReadScenario, scenario_of
from onetext.formats.scenario_case import case_scenario
from onetext.formats.scenario_yaml import is_scenario_file, parse_scenario_yaml
from onetext.formats.scorable_game import read_scorable_game
from onetext.formats.score_sheet import read_score_sheet
from onetext.formats.score_sheet_xlsx import read_score_workbook

_KINDS = {
    ".xml": "Genius XML",
    ".json": "JSON profiles",
    ".yaml": "YAML",
    ".yml": "YAML",
    ".csv": "a score sheet",
    ".xlsx": "a workbook",
    ".xlsm": "a workbook",
    ".txt": "a scorable game",
}

_NO_PROFILES = frozenset({"specs", "specials", "config", "initial_deal", "pareto"})
"""Stems of files that other tools put beside profiles, as they do those that begin with `_`."""


_USUAL_PARTIES = 3
"""Folders of other tools keep more profiles than this as alternatives to choose from."""


def read_scenario(
    paths: str | Path | Sequence[str | Path], steps: int = DEFAULT_STEPS
) -> ReadScenario:
    """Read a scenario from files or folders of one format.

    Parameters
    ----------
    paths : path, or sequence of paths
        A domain and its profiles in any order; or a folder that holds them; or one file that
        holds everything.
    steps : int
        Into how many values real-valued issues are cut, both ends included.

    Raises
    ------
    NotFound, UnreadableFile, InvalidCase
        With every problem of the file in hand.
    """
    given = [paths] if isinstance(paths, str | Path) else paths
    places = [Path(path) for path in given]
    files = [file for path in places for file in _files(path)]
    read = _read(places, files, steps)
    notes = [*_left_out(places)]
    n_parties = read.scenario.n_parties
    if n_parties > _USUAL_PARTIES and any(path.is_dir() for path in places) and len(files) > 1:
        notes.append(
            f"each of the {n_parties} profiles in the folder is taken as a party; "
            "name the domain and the profiles to take fewer"
        )
    return replace(read, notes=(*notes, *read.notes))


def _left_out(paths: Sequence[Path]) -> list[str]:
    """Name what stands in a folder and is taken for results or settings, not for a profile."""
    beside = [f.name for p in paths if p.is_dir() for f in _candidates(p) if _is_beside(f)]
    return [f"not read, as no profile: {', '.join(sorted(beside))}"] if beside else []


def _read(paths: Sequence[Path], files: Sequence[Path], steps: int) -> ReadScenario:
    title = paths[0].stem if paths else ""
    kinds = {_KINDS.get(file.suffix.lower(), "") for file in files}
    if len(kinds) != 1 or "" in kinds:
        raise InvalidCase(_mixed(title, files))
    kind = kinds.pop()
    if kind == "Genius XML":
        return _genius(files, title, steps)
    if kind == "YAML":
        return _yaml(files, title)
    if kind == "JSON profiles":
        return _json(files, title)
    if kind == "a score sheet" and len(files) == 1:
        return scenario_of(read_score_sheet(files[0]), title=title)
    if kind == "a workbook" and len(files) == 1:
        profiles, notes = read_score_workbook(files[0])
        return scenario_of(profiles, title=title, notes=notes)
    if kind == "a scorable game":
        return scenario_of([read_scorable_game(file) for file in files], title=title)
    raise InvalidCase(_mixed(title, files))


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise NotFound(
            Problem(
                "there is no such file or folder",
                "nothing stands at this path",
                "check the spelling",
                Place(file=str(path)),
            )
        )
    if not path.is_dir():
        return [path]
    return sorted(file for file in _candidates(path) if not _is_beside(file))


def _candidates(folder: Path) -> list[Path]:
    """Return the files of a folder that could hold a part of a scenario."""
    return [
        file
        for file in folder.iterdir()
        if file.suffix.lower() in _KINDS
        and not (file.suffix.lower() == ".txt" and _holds_others(folder))
    ]


def _is_beside(file: Path) -> bool:
    return file.stem.lower() in _NO_PROFILES or file.stem.startswith("_")


def _holds_others(folder: Path) -> bool:
    others = set(_KINDS) - {".txt"}
    return any(file.suffix.lower() in others for file in folder.iterdir())


def _genius(files: Sequence[Path], title: str, steps: int) -> ReadScenario:
    read = read_genius_files(files, steps)
    domains = list({file.issues: None for file in read if file.profile is None})
    if len(domains) > 1:
        raise InvalidCase(_not_one_domain(title, len(domains)))
    profiles = [file.profile for file in read if file.profile is not None]
    notes = list(dict.fromkeys(note for file in read for note in file.notes))
    return scenario_of(profiles, title=title, domain=domains[0] if domains else None, notes=notes)


def _json(files: Sequence[Path], title: str) -> ReadScenario:
    contents = {file: read_json(file) for file in files}
    if any(is_negmas_domain(content) for content in contents.values()):
        return _negmas(contents, title)
    domains = [file for file, content in contents.items() if is_json_domain(content)]
    if len(domains) > 1:
        raise InvalidCase(_not_one_domain(title, len(domains)))
    domain = json_domain(contents[domains[0]], str(domains[0])) if domains else None
    profiles = [
        json_profile(content, str(file), file.stem)
        for file, content in contents.items()
        if file not in domains
    ]
    return scenario_of(profiles, title=title, domain=domain)


def _yaml(files: Sequence[Path], title: str) -> ReadScenario:
    contents = {file: plain_yaml(read_text(file), str(file)) for file in files}
    if len(files) == 1 and is_case_file(contents[files[0]]):
        return case_scenario(load_case(files[0]), str(files[0]))
    if len(files) == 1 and is_scenario_file(contents[files[0]]):
        return parse_scenario_yaml(contents[files[0]], str(files[0]))
    return _negmas(contents, title)


def _negmas(contents: dict[Path, Any], title: str) -> ReadScenario:
    domains = [file for file, content in contents.items() if is_negmas_domain(content)]
    if len(domains) != 1:
        raise InvalidCase(_not_one_domain(title, len(domains)))
    issues = parse_negmas_domain(contents[domains[0]], str(domains[0]))
    profiles = [
        parse_negmas_profile(content, issues, str(file), file.stem)
        for file, content in contents.items()
        if file != domains[0]
    ]
    return scenario_of(profiles, title=title, domain=issues)


def is_case_file(content: Any) -> bool:
    """Whether this YAML content is a case: it has an id and a title, and no table of points."""
    return (
        isinstance(content, dict)
        and {"id", "title"} <= content.keys()
        and not isinstance(content.get("points"), dict)
    )


def _mixed(title: str, files: Sequence[Path]) -> Problem:
    return Problem(
        "no scenario can be made of these files" if files else "there are no scenario files",
        "a scenario is a folder or list of files of one format",
        "give Genius XML, GeniusWeb or NegoLog JSON, NegMAS YAML, a onetext scenario or case in "
        "YAML, a score sheet as CSV or XLSX, or the text sheets of a scorable game",
        Place(file=title),
    )


def _not_one_domain(title: str, n: int) -> Problem:
    return Problem(
        f"there are {n} files with issues",
        "profiles belong to one domain",
        "give one domain with its profiles, or one onetext scenario file",
        Place(file=title),
    )
