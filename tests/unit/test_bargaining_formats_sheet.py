"""Score sheets as CSV and as XLSX: the same table in both, and what a workbook may not hold."""

from __future__ import annotations

import builtins
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bargaining_scenarios import QUICK, scenarios
from onetext.bargaining import Excludes, Scenario
from onetext.errors import InvalidCase, MissingExtra, OnetextError, UnreadableFile
from onetext.formats.scenario_files import read_scenario
from onetext.formats.score_sheet import score_sheet_text
from onetext.formats.score_sheet_xlsx import score_workbook

TABLE = [
    ["point", "option", "north", "south"],
    ["border", "open", 3, 0.5],
    ["border", "closed", 0, 2],
    ["quota", 1, 1.25, "2"],
    ["quota", 2, 0, 0],
    ["no agreement", None, 1, 0],
]


def workbook(rows, *more_sheets):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for title in more_sheets:
        book.create_sheet(title).append(["anything"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(data, changed):
    """Return an archive with parts replaced or added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, part in changed.items():
            new.writestr(name, part)
    return stream.getvalue()


def read(tmp_path, data, name="scores.xlsx"):
    (tmp_path / name).write_bytes(data)
    return read_scenario([tmp_path / name])


def test_a_workbook_is_read_as_the_same_table_in_csv_is(tmp_path):
    found = read(tmp_path, workbook(TABLE))
    lines = [",".join("" if cell is None else str(cell) for cell in row) for row in TABLE]
    assert found.scenario == read(tmp_path, "\n".join(lines).encode(), "scores.csv").scenario
    assert found.scenario.space.options == (("open", "closed"), ("1", "2"))
    assert found.scenario.reservation.tolist() == [1, 0]
    assert found.notes == ()


@pytest.mark.parametrize("mark", [",", "."])
def test_a_sheet_with_semicolons_is_the_same_table(tmp_path, mark):
    rows = [["" if cell is None else str(cell).replace(".", mark) for cell in r] for r in TABLE]
    found = read(tmp_path, "\n".join(";".join(row) for row in rows).encode(), "scores.csv")
    assert found.scenario == read(tmp_path, workbook(TABLE)).scenario


def test_a_thousand_and_one_point_something_are_not_mixed_up(tmp_path):
    sheet = "point;option;north\nborder;open;3,5\nborder;closed;1.234\n"
    with pytest.raises(InvalidCase, match=r"'1.234' is not a number"):
        read(tmp_path, sheet.encode(), "scores.csv")


def test_other_sheets_are_left_out_aloud(tmp_path):
    found = read(tmp_path, workbook(TABLE, "old", "notes"))
    assert found.notes == ("only the first sheet was read, not: old, notes",)


def test_empty_rows_and_cells_beyond_the_table_do_not_matter(tmp_path):
    spaced = [TABLE[0], [], *TABLE[1:], [None] * 9]
    assert read(tmp_path, workbook(spaced)).scenario == read(tmp_path, workbook(TABLE)).scenario


def test_every_problem_of_a_workbook_names_its_row(tmp_path):
    rows = [*TABLE, ["x", "1", "much", None], ["x", None, 1, 1], ["border", "open", 1, 1]]
    with pytest.raises(InvalidCase) as refused:
        read(tmp_path, workbook([*rows, ["x", "2", 1, 1, 1]]))
    assert [problem.place.line for problem in refused.value.problems] == [7, 7, 8, 9, 10]


@QUICK
@given(scenario=scenarios(has_rules=False, numbers=st.floats(-9, 9, width=32) | st.integers(-9, 9)))
def test_both_sheets_give_back_the_scenario_they_were_given(tmp_path_factory, scenario):
    folder = tmp_path_factory.mktemp("sheet")
    if scenario.space.forbidden:
        for write in (score_sheet_text, score_workbook):
            with pytest.raises(InvalidCase, match="forbidden choices"):
                write(scenario)
        return
    bottom = scenario.with_reservation(abs(scenario.reservation))
    assert read(folder, score_sheet_text(bottom).encode(), "s.csv").scenario == bottom
    back = read(folder, score_workbook(bottom)).scenario
    assert back.space == bottom.space
    for ours, theirs in zip(
        (*bottom.scores, bottom.reservation), (*back.scores, back.reservation), strict=True
    ):
        assert theirs == pytest.approx(ours, rel=1e-14, abs=0)


def test_names_that_look_like_formulas_stay_names(tmp_path):
    scenario = Scenario.of([[[1], [2]]], parties=["=A1"], points=["=1+1"], options=[["=x", "+y"]])
    assert read(tmp_path, score_workbook(scenario)).scenario == scenario
    assert read(tmp_path, score_sheet_text(scenario).encode(), "s.csv").scenario == scenario


def test_rules_are_refused_not_dropped():
    scenario = Scenario.of([[[1, 0], [0, 1]]], rules=[Excludes(((0, 0),))])
    for write in (score_sheet_text, score_workbook):
        with pytest.raises(InvalidCase, match="a score sheet has no place for them"):
            write(scenario)


GOOD = workbook(TABLE)
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000
BOMB = repacked(GOOD, {"xl/sharedStrings.xml": b"<sst>" + b" " * 70_000_000})
ENTITIES = repacked(
    GOOD,
    {"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><workbook>&b;'},
)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (LOCKED, "locked with a password"),
        (BOMB, "unpacks to too much"),
        (ENTITIES, "declares entities"),
        (repacked(GOOD, {"xl/vbaProject.bin": b"x"}), "has macros"),
        (repacked(GOOD, {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row>"}), "cannot be"),
        (repacked(GOOD, {"xl/workbook.xml": b"<workbook/>"}), "cannot be|first row"),
        (GOOD[:-40], "not a workbook"),
        (GOOD[:60] + b"\0" * 200 + GOOD[260:], "not a workbook|cannot be"),
        (b"PK\x03\x04", "not a workbook"),
        (b"point,option,north\n", "not a workbook"),
        (b"", "not a workbook"),
    ],
)
def test_workbooks_that_are_not_opened(tmp_path, data, says):
    with pytest.raises(OnetextError, match=says) as refused:
        read(tmp_path, data)
    assert all(p.what and p.because and p.hint for p in refused.value.problems)
    assert all(p.place.file.endswith("scores.xlsx") for p in refused.value.problems)


def sheet_of(n_rows):
    """Return the part of a workbook that holds a table of one point with that many options."""
    head = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in TABLE[0][:3])
    rows = "".join(
        f'<row><c t="inlineStr"><is><t>p</t></is></c><c><v>{n}</v></c><c><v>1</v></c></row>'
        for n in range(n_rows)
    )
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData><row>{head}</row>{rows}</sheetData></worksheet>'


@pytest.mark.parametrize(("n_rows", "says"), [(30_000, "20,000 rows"), (500_000, "too much")])
def test_a_workbook_without_end_is_refused_before_it_is_read_whole(tmp_path, n_rows, says):
    with pytest.raises(OnetextError, match=says) as refused:
        read(tmp_path, repacked(GOOD, {"xl/worksheets/sheet1.xml": sheet_of(n_rows).encode()}))
    assert len(refused.value.problems) == 1


def test_a_table_of_something_else_is_not_complained_about_row_by_row(tmp_path):
    with pytest.raises(InvalidCase) as refused:
        read(tmp_path, workbook([TABLE[0], *[["x", "1", "much", "more"]] * 500]))
    assert len(refused.value.problems) < 25


def test_without_openpyxl_it_says_what_to_install(tmp_path, monkeypatch):
    real = builtins.__import__

    def no_openpyxl(name, *args, **kwargs):
        if name.startswith("openpyxl"):
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", no_openpyxl)
    with pytest.raises(MissingExtra, match=r"onetext\[intake\]"):
        read(tmp_path, GOOD)


def test_an_old_excel_file_is_named_as_one(tmp_path):
    with pytest.raises(UnreadableFile, match="an old Excel file"):
        read(tmp_path, LOCKED)
