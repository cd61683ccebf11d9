"""A part of a page that is kept: written once per view, never across readers, days or changes."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from onetext.web.seats import Role, Seat


@pytest.fixture
def part(team_settings):
    """Render a kept part; `part.n` says how often its inside was written."""
    from django.template import Context, Template

    written, views = [], {}
    inside = Template("{% keep opened 'wide' more %}{{ word }}{% endkeep %}")

    def rendered(word="words", view="a view", asked=(), role=Role.CHAIR, more=""):
        findings = views.setdefault(view, {})

        def finding(name, found):
            if name not in findings:
                written.append(name)
                findings[name] = found(None)
            return findings[name]

        opened = SimpleNamespace(seat=Seat(role), asked=dict(asked), finding=finding)
        return inside.render(Context({"opened": opened, "word": word, "more": more}))

    rendered.written = written
    return rendered


def test_it_is_written_once_while_the_view_stands(part):
    assert part("first") == part("second") == "first"
    assert len(part.written) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"view": "another"},
        {"asked": {"as_of": "2026-01-01"}},
        {"role": Role.READER},
        {"more": "another text"},
    ],
    ids=str,
)
def test_another_view_day_role_or_name_is_another_part(part, other):
    assert part("first") == "first"
    assert part("second", **other) == "second"
    assert part("third") == "first"


def test_another_language_is_another_part(part):
    from django.utils.translation import override

    assert part("first") == "first"
    with override("uk"):
        assert part("second") == "second"


def test_it_is_escaped_as_anywhere_and_only_once(part):
    assert part("<b>") == "&lt;b&gt;"
    assert part("<b>") == "&lt;b&gt;"


def test_a_part_without_a_name_is_refused(team_settings):
    from django.template import Template, TemplateSyntaxError

    with pytest.raises(TemplateSyntaxError, match="name"):
        Template("{% keep opened %}{% endkeep %}")
