"""`tools/check_generated.py` fails, and says why, when a generated file is stale."""

from __future__ import annotations

import importlib.util
import json
from types import ModuleType

import pytest

from onetext.formats.case_schema import case_schema


@pytest.fixture
def tool(project_dir, monkeypatch) -> ModuleType:
    path = project_dir / "tools/check_generated.py"
    spec = importlib.util.spec_from_file_location("check_generated", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module.shutil, "which", lambda name: None)
    return module


@pytest.fixture
def copy(tool, tmp_path, monkeypatch):
    """A project of its own with the generated files and the two locks, all fresh."""
    for path in (tool.CASE_SCHEMA, tool.CASE_REFERENCE, tool.PROJECT / "uv.lock"):
        target = tmp_path / path.relative_to(tool.PROJECT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    (tmp_path / "requirements.lock").write_text("# by hand\nnumpy==1\n    # via x\n")
    for name in ("CASE_SCHEMA", "CASE_REFERENCE"):
        monkeypatch.setattr(tool, name, tmp_path / getattr(tool, name).relative_to(tool.PROJECT))
    monkeypatch.setattr(tool, "PROJECT", tmp_path)
    return tmp_path


def test_a_fresh_project_has_nothing_to_say(tool, copy, capsys):
    assert tool.main([]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    "name", ["src/onetext/formats/case.schema.json", "docs/reference/case-file.md"]
)
def test_a_stale_file_is_named_and_mended(tool, copy, capsys, name):
    path = copy / name
    fresh = path.read_text()
    path.write_text(fresh.replace("Unique inside its point", "Unique"))
    assert tool.main([]) == 1
    assert capsys.readouterr().err.startswith(f"{name} is stale")
    assert tool.main(["--write"]) == 0
    assert path.read_text() == fresh


def test_the_clashing_solver_is_named(tool, copy, capsys):
    with (copy / "uv.lock").open("a") as lock:
        lock.write('[[package]]\nname = "highspy"\n')
    assert tool.main([]) == 1
    assert "highspy" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("exported", "code"), [("numpy==1\n    # via y\n", 0), ("numpy==2\n", 1), (None, 1)]
)
def test_where_uv_is_installed_the_two_locks_are_compared(
    tool, copy, capsys, monkeypatch, exported, code
):
    uv = copy / "uv"
    uv.write_text(
        "#!/bin/sh\necho broken lock >&2\nexit 2\n"
        if exported is None
        else f"#!/bin/sh\ncat <<'E'\n{exported}E\n"
    )
    uv.chmod(0o755)
    monkeypatch.setattr(tool.shutil, "which", lambda name: str(uv))
    assert tool.main([]) == code
    assert bool(capsys.readouterr().err) == bool(code)


def test_an_unknown_option_is_refused(tool, capsys):
    assert tool.main(["--fix"]) == 2


def test_the_schema_has_titles_descriptions_and_words_for_editors():
    schema = case_schema()
    position = schema["$defs"]["Position"]
    assert position["properties"]["since"]["description"].startswith("When it was said")
    assert position["properties"]["stance"] == {"$ref": "#/$defs/Stance", "title": "stance"}
    assert "red-line" in schema["$defs"]["Stance"]["enum"]
    assert position["additionalProperties"] is False
    assert schema["$defs"]["Source"]["properties"]["credibility"]["type"] == ["string", "integer"]
    assert schema["properties"]["id"]["pattern"] == "^[a-z0-9][a-z0-9.-]*$"
    assert set(schema["required"]) == {"id", "title"}
    assert '"edtf"' not in json.dumps(schema)


def test_bundled_cases_name_the_schema_in_their_first_line(project_dir):
    from onetext.wiring import bundled_cases

    schema = project_dir / "src/onetext/formats/case.schema.json"
    for path in bundled_cases().values():
        first = path.read_text(encoding="utf-8").splitlines()[0]
        head, _, relative = first.partition("$schema=")
        assert head == "# yaml-language-server: "
        assert (path.parent / relative).resolve() == schema
