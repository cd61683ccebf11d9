"""Saving a case file: whole or not at all, and never over something that is not a case."""

from __future__ import annotations

import dataclasses
import difflib
import os
from pathlib import Path

import pytest

from onetext.errors import InvalidCase, StorageUnavailable, UnreadableFile
from onetext.formats.case_checks.references import KEYED, TARGETS
from onetext.formats.case_file import case_text, load_case, save_case
from onetext.formats.noun_fields import field_types, is_noun, item_type, without_none
from onetext.model import Case, Party, Point, Position, Scores, Stance
from onetext.wiring import bundled_cases

CASE = Case(id="talks", title="Talks", parties=(Party(id="a", name="A"),))


def test_a_new_file_is_the_text_of_the_case_and_leaves_nothing_beside_it(tmp_path):
    path = tmp_path / "case.yaml"
    save_case(CASE, path)
    assert path.read_text() == case_text(CASE)
    assert [p.name for p in tmp_path.iterdir()] == ["case.yaml"]


def test_the_text_of_a_case_reads_well():
    point = Point(id="p1", title="Border: where", description="Long words. " * 12 + "End.")
    position = Position(id="x", party="a", stance=Stance.SILENT, point="p1")
    case = dataclasses.replace(CASE, note="One.\nTwo.\n", points=(point,), positions=(position,))
    assert (
        case_text(case)
        == """\
id: talks
title: Talks
note: |
  One.
  Two.

parties:
  - id: a
    name: A

points:
  - id: p1
    title: "Border: where"
    description: >-
      Long words. Long words. Long words. Long words. Long words. Long words. Long words. Long
      words. Long words. Long words. Long words. Long words. End.

positions:
  - id: x
    party: a
    stance: silent
    point: p1
"""
    )


@pytest.mark.parametrize(
    ("there", "error"),
    [
        (b"shopping: [milk]\n", InvalidCase),
        (b"id: [\n", InvalidCase),
        (b"\0\1\2", UnreadableFile),
    ],
)
def test_what_is_not_a_case_is_never_overwritten(tmp_path, there, error):
    path = tmp_path / "case.yaml"
    path.write_bytes(there)
    with pytest.raises(error):
        save_case(CASE, path)
    assert path.read_bytes() == there


def test_an_empty_file_may_be_filled(tmp_path):
    path = tmp_path / "case.yaml"
    path.touch()
    save_case(CASE, path)
    assert load_case(path) == CASE


def test_a_case_that_breaks_the_rules_is_not_written(tmp_path):
    path = tmp_path / "case.yaml"
    save_case(CASE, path)
    wrong = dataclasses.replace(
        CASE, positions=(Position(id="x", party="nobody", stance=Stance.SILENT, point="p1"),)
    )
    with pytest.raises(InvalidCase, match='there is no party "nobody"'):
        save_case(wrong, path)
    assert load_case(path) == CASE


def test_a_failure_while_writing_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    path = tmp_path / "case.yaml"
    save_case(CASE, path)

    def no_space(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(StorageUnavailable, match="no space left"):
        save_case(dataclasses.replace(CASE, title="Other"), path)
    assert load_case(path) == CASE
    assert [p.name for p in tmp_path.iterdir()] == ["case.yaml"]


def test_a_folder_that_does_not_exist_is_told(tmp_path):
    with pytest.raises(StorageUnavailable, match="no such file or directory"):
        save_case(CASE, tmp_path / "none" / "case.yaml")


def test_links_are_followed_and_permissions_kept(tmp_path):
    path, link = tmp_path / "case.yaml", tmp_path / "link.yaml"
    save_case(CASE, path)
    path.chmod(0o640)
    link.symlink_to(path)
    save_case(dataclasses.replace(CASE, title="Other"), link)
    assert link.is_symlink()
    assert load_case(path).title == "Other"
    assert path.stat().st_mode & 0o777 == 0o640


def test_one_change_in_a_bundled_case_changes_one_line(tmp_path):
    original = bundled_cases()["camp-david-1978"].read_text(encoding="utf-8")
    path = tmp_path / "case.yaml"
    path.write_text(original, encoding="utf-8")
    case = load_case(path)
    last = case.briefings[-1]
    changed = dataclasses.replace(
        case, briefings=(*case.briefings[:-1], dataclasses.replace(last, by="A. Atherton"))
    )
    save_case(changed, path)
    assert load_case(path) == changed
    lines = difflib.ndiff(original.splitlines(), path.read_text(encoding="utf-8").splitlines())
    assert [line for line in lines if line[0] in "+-"] == [
        "-     by: Alfred Atherton",
        "+     by: A. Atherton",
    ]


def test_a_comment_in_the_line_of_a_changed_long_text_stays_a_comment(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text("id: x\ntitle: X   # short\nsummary:   # none yet\n")
    case = dataclasses.replace(load_case(path), title="long words " * 20 + "end", summary="S")
    save_case(case, path)
    assert load_case(path) == case
    assert path.read_text().endswith("   # short\nsummary: S   # none yet\n")


def test_a_file_in_one_line_is_written_afresh(tmp_path):
    path = tmp_path / "case.json"
    path.write_text('{"id": "x", "title": "X"}')
    case = dataclasses.replace(load_case(path), title="Z")
    save_case(case, path)
    assert path.read_text() == "id: x\ntitle: Z\n"


def all_nouns() -> set[type]:
    found, waiting = set(), [Case]
    while waiting:
        noun = waiting.pop()
        found.add(noun)
        for kind in field_types(noun).values():
            inner = item_type(without_none(kind)) or without_none(kind)
            if is_noun(inner) and inner not in found:
                waiting.append(inner)
    return found


def test_no_field_that_names_records_escapes_the_check_of_references():
    names = {name for _, name in TARGETS} | {name for _, name in KEYED}
    keyed_by_option = {(Scores, "up_to")}  # the check of options looks at those
    for noun in all_nouns() - {Case}:
        for name in names & set(field_types(noun)):
            if (noun, name) in keyed_by_option:
                continue
            holds_records = is_noun(item_type(field_types(noun)[name]))
            assert (noun, name) in TARGETS or (noun, name) in KEYED or holds_records, (noun, name)


def test_paths_may_be_text(tmp_path):
    save_case(CASE, str(tmp_path / "case.yaml"))
    assert load_case(str(tmp_path / "case.yaml")) == CASE
    assert isinstance(tmp_path, Path)
