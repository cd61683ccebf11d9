"""SECURITY.md and `docs/security`: what they claim, where no other test holds it."""

from __future__ import annotations

import ast
import json
import logging
import re

import pytest

LEVELS_1_AND_2 = """
1.1.1-2 1.2.1-9 1.3.1-11 1.4.1-3 1.5.1-2 2.1.1-3 2.2.1-3 2.3.1-4 2.4.1-1 3.2.1-2 3.3.1-4 3.4.1-6
3.5.1-5 3.7.1-2 4.1.1-3 4.2.1-1 4.3.1-2 4.4.1-4 5.1.1-1 5.2.1-3 5.3.1-2 5.4.1-3 6.1.1-3 6.2.1-12
6.3.1-4 6.4.1-4 6.5.1-5 6.6.1-3 6.8.1-4 7.1.1-3 7.2.1-4 7.3.1-2 7.4.1-5 7.5.1-2 7.6.1-2 8.1.1-2
8.2.1-3 8.3.1-1 8.4.1-1 9.1.1-3 9.2.1-4 10.1.1-2 10.2.1-2 10.3.1-4 10.4.1-11 10.5.1-5 10.6.1-2
10.7.1-3 11.1.1-2 11.2.1-3 11.3.1-3 11.4.1-4 11.5.1-1 11.6.1-1 12.1.1-3 12.2.1-2 12.3.1-4 13.1.1-1
13.2.1-5 13.3.1-2 13.4.1-5 14.1.1-2 14.2.1-4 14.3.1-3 15.1.1-3 15.2.1-3 15.3.1-7 16.1.1-1 16.2.1-5
16.3.1-4 16.4.1-3 16.5.1-3 17.1.1-1 17.2.1-4 17.3.1-2
"""
EXCUSES = ("None here", "By hand", "Open")


def numbers():
    """Every requirement of levels 1 and 2, in order."""
    for part in LEVELS_1_AND_2.split():
        first, _, last = part.partition("-")
        section, _, begin = first.rpartition(".")
        yield from (f"{section}.{n}" for n in range(int(begin), int(last) + 1))


@pytest.fixture(scope="module")
def rows(project_dir):
    text = (project_dir / "docs/security/asvs.md").read_text(encoding="utf-8")
    return re.findall(r"^\| (\d+\.\d+\.\d+) \| (.*?) \| (.*?) \|$", text, re.MULTILINE)


def test_no_requirement_is_left_out_and_no_row_is_empty(rows):
    assert [number for number, _, _ in rows] == list(numbers())
    assert len(rows) == 253
    for number, what, how in rows:
        assert len(what.strip()) > 2, number
        assert "tests/" in how or how.startswith(EXCUSES), (number, how)


def test_every_test_that_is_named_is_there(rows, project_dir):
    named = {test for _, _, how in rows for test in re.findall(r"`(tests/[^`]+)`", how)}
    assert len(named) > 30
    for test in named:
        path = project_dir / test
        assert path.is_file(), test
        assert "def test_" in path.read_text(encoding="utf-8"), test


def test_every_test_of_security_md_is_there_and_every_threat_is_named(project_dir):
    text = (project_dir / "SECURITY.md").read_text(encoding="utf-8")
    for test in re.findall(r"`(tests/[^`]+)`", text):
        assert (project_dir / test).is_file(), test
    for threat in (
        "A curious party",
        "A hostile party with an account",
        "A stolen laptop",
        "A leaked backup",
        "An honest mistake in marking",
        "every\nport",
    ):
        assert threat in text, threat
    assert "within a week" in text


def test_what_the_page_on_accounts_says_is_what_is_set(project_dir, team_settings):
    from django.conf import settings

    from onetext.formats import intake
    from onetext.web import upload_worker, uploads
    from onetext.web.accounts import enrolment, idle

    text = (project_dir / "docs/security/accounts.md").read_text(encoding="utf-8")
    (length,) = [
        validator["OPTIONS"]["min_length"]
        for validator in settings.AUTH_PASSWORD_VALIDATORS
        if "MinimumLength" in validator["NAME"]
    ]
    assert f"{length} characters or more" in text
    assert enrolment.GIVEN_FOR.days == 3
    assert "three days" in text
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    assert f"{settings.AXES_FAILURE_LIMIT} under one name from one address close it" in text
    assert f"for {minutes} minutes" in text
    assert settings.ACCOUNT_RATE_LIMITS["login"] == "30/m/ip"
    assert (idle.MOST_IDLE, idle.MOST_IN_ALL) == (3600, 12 * 3600)
    assert f"{uploads.LARGEST // 10**6} MB" in text
    assert f"{upload_worker.LONGEST // 10**6} million characters" in text
    assert f"{upload_worker.SECONDS} s of processor, {uploads.PATIENCE} s by the clock" in text
    for suffix in intake.SUFFIXES:
        assert suffix[1:] in text, suffix
    for heading in ("## Keys", "## Whom it speaks to"):
        assert heading in text


def modules(project_dir):
    for path in sorted((project_dir / "src" / "onetext").rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


BY_A_TEMPLATE = {"refusing.py"}
"""Puts together again what templates have written, escaped, and adds attributes of its own."""


def test_nothing_is_run_unpickled_or_hashed_that_should_not_be(project_dir):
    """No eval, exec, pickle, marshal, shell, random for secrets, MD5, template from a string."""
    banned = {"pickle", "marshal", "shelve", "dill", "jsonpickle"}
    for path, tree in modules(project_dir):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func)
                assert name not in ("eval", "exec", "os.system", "os.popen"), path
                assert not name.endswith(("hashlib.md5", "hashlib.sha1")), path
                is_constant = all(isinstance(word, ast.Constant) for word in node.args)
                if name.endswith(("mark_safe", "SafeString")) and not is_constant:
                    assert path.name in BY_A_TEMPLATE, path
                assert not re.search(r"\b(Template|from_string)$", name), path
                shell = [word for word in node.keywords if word.arg == "shell"]
                assert shell == [], path
            elif isinstance(node, ast.Import):
                assert banned.isdisjoint(alias.name for alias in node.names), path
            elif isinstance(node, ast.ImportFrom):
                assert node.module not in banned, path


def test_secrets_are_drawn_by_secrets_and_ciphers_are_few(project_dir):
    ciphers = set()
    for path, tree in modules(project_dir):
        words = path.read_text(encoding="utf-8")
        if {"web", "record"} & set(path.parts):
            assert not re.search(r"^\s*(import random|from random)", words, re.MULTILINE), path
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("cryptography"):
                ciphers |= {alias.name for alias in node.names}
    assert "AESGCM" in ciphers
    assert {"Cipher", "algorithms", "modes", "padding", "rsa", "MD5", "SHA1"}.isdisjoint(ciphers)


def test_our_scripts_keep_nothing_and_listen_to_nobody(project_dir):
    scripts = sorted((project_dir / "src/onetext/web/static/onetext").glob("*.js"))
    assert scripts
    for script in scripts:
        words = script.read_text(encoding="utf-8")
        for banned in ("localStorage", "sessionStorage", "indexedDB", "postMessage", "innerHTML ="):
            assert banned not in words, script.name
        assert not re.search(r"addEventListener\(\s*['\"]message['\"]", words), script.name


@pytest.fixture
def visitor(team):
    from django.core.cache import cache
    from django.test import Client

    from web_fixtures import HTTPS

    cache.clear()
    return Client(headers=HTTPS, raise_request_exception=False)


def test_a_password_is_masked_and_managers_are_welcome(visitor):
    page = visitor.get("/accounts/login/").content.decode()
    field = re.search(r'<input type="password"[^>]*>', page).group(0)
    assert 'autocomplete="current-password"' in field
    assert "onpaste" not in page


def test_redirects_after_signing_in_lead_nowhere_else(visitor, monkeypatch):
    from django.contrib.auth.hashers import Argon2PasswordHasher
    from django.contrib.auth.models import User

    monkeypatch.setattr(Argon2PasswordHasher, "time_cost", 1)
    monkeypatch.setattr(Argon2PasswordHasher, "memory_cost", 64)
    User.objects.create_user("visitor", password="seven herons over an estuary")
    for there in ("https://example.org/x", "//example.org/x", "javascript:alert(1)"):
        answer = visitor.post(
            f"/accounts/login/?next={there}",
            {"login": "visitor", "password": "seven herons over an estuary", "next": there},
        )
        assert answer.status_code == 302
        assert answer.headers["Location"] == "/"
        visitor.post("/accounts/logout/")


def test_no_other_origin_is_let_in_no_trace_no_listing_no_debugging(visitor):
    from django.conf import settings

    assert settings.DEBUG is False
    for answer in (
        visitor.get("/accounts/login/", headers={"origin": "https://example.org"}),
        visitor.options("/accounts/login/", headers={"origin": "https://example.org"}),
    ):
        assert not [name for name in answer.headers if name.lower().startswith("access-control")]
    assert visitor.trace("/healthz").content.decode().count("X-Forwarded") == 0
    for path in ("/static/", "/static/onetext/", "/static/../settings.py", "/.git/config"):
        assert visitor.get(path).status_code in (302, 404), path


def test_every_answer_names_its_kind_and_its_letters(visitor):
    for path in ("/healthz", "/readyz", "/accounts/login/", "/no-such-page"):
        answer = visitor.get(path)
        kind = answer.headers.get("Content-Type", "")
        assert kind.startswith(("text/html; charset=utf-8", "text/plain")), (path, kind)


def test_lines_of_the_log_carry_a_zone():
    from onetext.web.logs import IdsOnly

    record = logging.LogRecord("onetext", logging.INFO, "", 0, "a secret sentence", (), None)
    line = json.loads(IdsOnly().format(record))
    assert re.search(r"[+-]\d{4}$", line["at"])
    assert "secret" not in json.dumps(line)
