"""`tools/audit.py`: what we depend on is pinned, locked by hash and under a licence that fits."""

from __future__ import annotations

import importlib.util
import urllib.error

import pytest


@pytest.fixture(scope="module")
def audit(project_dir):
    spec = importlib.util.spec_from_file_location("audit", project_dir / "tools" / "audit.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_is_locked_here_is_in_order(audit, capsys):
    assert audit.main([]) == 0, capsys.readouterr().out


HASH = " --hash=sha256:" + "0" * 64


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("django>=5.2" + HASH, "not pinned"),
        ("django==5.2.19", "without a hash"),
        ("django @ git+https://example.org/django" + HASH, "not pinned"),
        ("django==5.2.19 @ https://example.org/x.whl" + HASH, "not from the registry"),
    ],
)
def test_a_line_that_is_not_in_order_is_found(audit, line, said):
    _, wrong = audit.locked(line + "\n")
    assert any(said in one for one in wrong)


def test_locks_that_disagree_are_found(audit):
    lock = '[[package]]\nname = "django"\nversion = "5.2.1"\n[package.source]\ngit = "x"\n'
    wrong = audit.differing({"django": {"5.2.19"}}, lock)
    assert wrong == ["not from the registry: django", "django 5.2.19 is not in uv.lock"]


def test_another_version_and_an_unwanted_licence_are_found(audit, monkeypatch):
    assert "is installed" in audit.unfit({"django": {"1.0"}})[0]
    monkeypatch.setattr(audit, "_licence", lambda there: "GNU General Public License v3 (GPLv3)")
    from importlib.metadata import version

    assert "is under" in audit.unfit({"django": {version("django")}})[0]


def test_where_nobody_can_be_asked_it_says_so_and_asks_nobody_else(audit, monkeypatch, capsys):
    asked = []

    def nobody(request, timeout):
        asked.append(request.full_url)
        raise urllib.error.URLError("no network")

    monkeypatch.setattr(audit.urllib.request, "urlopen", nobody)
    assert audit.main(["--ask"]) == 3
    said = capsys.readouterr().err
    assert "because: " in said
    assert "hint: " in said
    assert asked == [audit.SERVICE]


def test_an_advisory_is_named_with_its_version(audit, monkeypatch, capsys):
    import io
    import json

    def somebody(request, timeout):
        queries = json.loads(request.data)["queries"]
        results = [{} for _ in queries]
        where = [one["package"]["name"] for one in queries].index("django")
        results[where] = {"vulns": [{"id": "GHSA-0000"}]}
        return io.BytesIO(json.dumps({"results": results}).encode())

    monkeypatch.setattr(audit.urllib.request, "urlopen", somebody)
    assert audit.main(["--ask"]) == 1
    assert "GHSA-0000" in capsys.readouterr().out
