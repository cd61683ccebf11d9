"""The page about programs: its snippet runs against a workbench, its table names what there is."""

from __future__ import annotations

import re

import pytest

from web_fixtures import serving


@pytest.fixture(scope="module")
def page(project_dir):
    return (project_dir / "docs" / "web" / "api.md").read_text(encoding="utf-8")


def test_the_snippets_run(page, tmp_path, capsys):
    reading, writing = re.findall(r"```python\n(.*?)```", page, re.S)
    with serving(tmp_path / "workspace.sqlite3") as served:
        names = {"address": served.address}
        exec(compile(reading, "api.md", "exec"), names)
        said = capsys.readouterr().out
        assert "Camp David" in said
        assert "'length'" in said
        exec(compile(writing, "api.md", "exec"), names)
        assert names["request"].get_method() == "POST"


def test_the_table_names_every_operation(page, team_settings):
    from onetext.web.api.addresses import api

    for path in api.get_openapi_schema()["paths"]:
        short = path.removeprefix("/api/v1").replace("{case}", "CASE").replace("{kind}", "KIND")
        assert short.replace("/{record}", "") in page, path
