"""What the pages on storage tell people to type is there to be typed."""

from __future__ import annotations

import re

import click
import pytest

from onetext.cli import onetext
from onetext.storage import sealed_stream
from onetext.storage.migrations import _postgresql
from onetext.storage.postgresql_roles import _TRIGGERS

PAGES = ["how-to/backup.md", "how-to/deploy-database.md", "security/storage.md"]


def commands(text):
    """Verb and options of each command in a page."""
    for line in re.findall(r"\bonetext ((?:[a-z]+)\b[^`\n#]*)", text):
        verb, *words = line.split()
        yield verb, [word.split("=")[0] for word in words if word.startswith("--")]


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_a_page_exists_with_its_options(project_dir, page):
    text = (project_dir / "docs" / page).read_text(encoding="utf-8")
    found = list(commands(text))
    assert found
    for verb, options in found:
        command = onetext.get_command(click.Context(onetext), verb)
        assert command is not None, verb
        known = {name for parameter in command.params for name in parameter.opts}
        assert set(options) <= known, (verb, options)


def test_the_page_names_what_the_seal_costs(project_dir):
    text = (project_dir / "docs/how-to/backup.md").read_text(encoding="utf-8")
    exponent, r, p = sealed_stream._COST
    superscript = str(exponent).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    assert f"N = 2{superscript}, r = {r}, p = {p}" in text
    assert f"pieces of {sealed_stream.PIECE // 1024} KiB" in text


def test_every_trigger_that_is_put_up_is_looked_for():
    put_up = re.findall(r"CREATE TRIGGER (\w+)", _postgresql.TRIGGERS)
    assert sorted(put_up) == sorted(_TRIGGERS)
