"""A scenario written into a new file, in the format that its name ends in."""

from __future__ import annotations

from pathlib import Path

from onetext.bargaining import Scenario
from onetext.errors import ImpossibleRequest, Place, Problem
from onetext.formats.new_files import write_new_bytes
from onetext.formats.scenario_yaml import scenario_yaml_text
from onetext.formats.score_sheet import score_sheet_text
from onetext.formats.score_sheet_xlsx import score_workbook


def write_scenario(scenario: Scenario, title: str, target: Path) -> None:
    """Write a scenario as YAML, or as a score sheet in CSV or XLSX.

    Raises
    ------
    ImpossibleRequest
        If the name ends otherwise, or something stands there already.
    InvalidCase
        If the scenario has what the format cannot carry.
    MissingExtra
        If the format needs a library that is not installed.
    StorageUnavailable
        If the folder does not exist or may not be written.
    """
    suffix = target.suffix.lower()
    if suffix in (".yaml", ".yml"):
        data = scenario_yaml_text(scenario, title).encode()
    elif suffix == ".csv":
        data = score_sheet_text(scenario).encode()
    elif suffix == ".xlsx":
        data = score_workbook(scenario)
    else:
        raise ImpossibleRequest(
            Problem(
                f"a scenario in {suffix or 'no format'}",
                "scenarios are written as YAML, CSV or XLSX",
                "end the file name in .yaml, .csv or .xlsx",
                Place(file=str(target)),
            )
        )
    write_new_bytes(target, data)
