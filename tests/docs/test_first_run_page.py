"""The tutorial names what the workbench shows: every button, link and field in bold is there."""

from __future__ import annotations

import re

from onetext.web import first_run


def test_what_the_tutorial_names_is_what_the_pages_say(project_dir, monkeypatch):
    monkeypatch.syspath_prepend(str(project_dir / "tools"))
    import messages

    page = (project_dir / "docs/tutorials/first-run.md").read_text(encoding="utf-8")
    said = [message.words.lower() for message in messages.every_message()]
    named = re.findall(r"\*\*(.+?)\*\*", page)
    assert len(named) > 12
    assert [one for one in named if not any(one.lower() in words for words in said)] == []
    assert first_run.FIRST_RUN_DAY in page
