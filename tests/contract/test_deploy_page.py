"""`docs/how-to/deploy.md` and the folder `deploy`: what they tell people to do is done here."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys

import pytest
from ruamel.yaml import YAML

from onetext.errors import ImpossibleRequest, RecordMovedOn
from postgresql_server import APPLICATION, OWNER
from team_server import PROJECT, onetext, variables

PAGE = (PROJECT / "docs/how-to/deploy.md").read_text(encoding="utf-8")
DEPLOY = PROJECT / "deploy"
MOVED_ON, MISUSED = RecordMovedOn.exit_code, ImpossibleRequest.exit_code
AS_TYPED = """
import json, sys
from onetext.cli import _run
from onetext.web.accounts.setting_up import set_up_team
set_up_team()
for line in json.load(sys.stdin):
    print("$", line, flush=True)
    code = _run(line)
    if code:
        sys.exit(f"{line}: {code}")
"""


def typed():
    """The commands of the page, in order, as words."""
    for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL):
        for line in block.splitlines():
            if words := shlex.split(line, comments=True):
                yield words


@pytest.fixture(scope="module")
def place(postgresql, tmp_path_factory):
    folder = tmp_path_factory.mktemp("deploy")
    name = postgresql.new_database("template1")
    env = variables(postgresql.url(name), folder, PYTHONDONTWRITEBYTECODE="1")
    (folder / "passphrase").write_text("five herons over an estuary\n")
    return folder, env, env | {"DATABASE_URL": postgresql.url(name, OWNER)}


def test_the_page_s_commands_do_what_it_says(place, monkeypatch):
    folder, env, owner = place
    monkeypatch.chdir(folder)
    prepare, *rest = (words for words in typed() if "onetext" in words)
    assert prepare[0].startswith("DATABASE_URL=postgresql://talks_owner@")
    onetext(*prepare[2:], env=owner)
    assert prepare[-1] == APPLICATION
    onetext("new", "river-accord", "--title", "R", "--out", "r.yaml", env=env)
    onetext("import", "r.yaml", "--workspace", "laptop.sqlite3", env=env)
    lines = [words[1:] for words in rest]
    assert len(lines) >= 14
    run = subprocess.run(
        [sys.executable, "-c", AS_TYPED],
        check=False,
        input=json.dumps(lines),
        text=True,
        capture_output=True,
        env=env,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    said = run.stdout + run.stderr
    assert said.count("both sides end alike") == 2
    assert "amira: party of egypt in camp-david-1978" in said
    assert "the account of amira is closed" in said
    assert "camp-david-1978" in onetext("verify", "--all", env=env)[0]
    secret = next(words for words in typed() if words[0] == "python")
    made = subprocess.run(
        [sys.executable, *secret[1:3]], check=True, capture_output=True, text=True
    )
    assert len(made.stdout) > 50


def test_a_case_goes_to_the_server_and_back_with_its_head(postgresql, place, tmp_path, monkeypatch):
    """The laptop goes on, the server goes on, and each time the other side catches up."""
    _, env, _ = place
    monkeypatch.chdir(tmp_path)
    name = postgresql.new_database()
    env = env | {"DATABASE_URL": postgresql.url(name)}
    there, back = ("--from", "laptop.sqlite3"), ("--to", "laptop.sqlite3")

    def moved(*arguments, code=0):
        out, said = onetext("move", *arguments, "--json", env=env, code=code)
        return json.loads(out)[0] if out else said

    onetext("new", "talks", "--title", "Talks", "--out", "talks.yaml", env=env)
    onetext("import", "talks.yaml", "--workspace", "laptop.sqlite3", env=env)
    first = moved("talks", *there)
    assert first["same"]
    assert first["head_here"] == first["head_there"]
    verified = json.loads(onetext("verify", "talks", "--json", env=env)[0])
    assert verified["head"] == first["head_there"]
    answer = ("answer", "talks", "--party", "north", "--point", "ceasefire")
    answer += ("--option", "at-signature", "--stance")
    onetext(*answer, "accepts", env=env)  # on the server
    ahead = moved("talks", *there)
    assert (ahead["same"], ahead["written"]) == (False, 0)
    again = moved("talks", *back)
    assert again["same"]
    assert again["written"] == 2
    onetext(*answer, "opposes", "--workspace", "laptop.sqlite3", env=env)
    onetext(*answer, "reserves", env=env)
    assert "went another way" in moved("talks", *there, code=MOVED_ON)
    assert "from where to where" in moved(code=MISUSED)


def units(name):
    return (DEPLOY / name).read_text(encoding="utf-8")


def test_the_compose_file_keeps_its_promises():
    compose = YAML(typ="safe").load(DEPLOY / "compose.yaml")
    services = compose["services"]
    bench = services["workbench"]
    assert bench["read_only"]
    assert bench["cap_drop"] == ["ALL"]
    assert bench["ports"] == ["127.0.0.1:8000:8000"]  # the proxy's side of this machine alone
    assert "ports" not in services["database"]
    assert compose["networks"]["inside"]["internal"]
    assert services["prepare"]["command"][1:] == ["database", "--prepare", "talks_app"]
    assert "talks_app@" in bench["environment"]["DATABASE_URL"]
    for service in services.values():
        for name, value in service.get("environment", {}).items():
            assert not re.search(r"PASSWORD$|SECRET_KEY$", name), name
            assert not re.search(r"://\w+:\w+@", str(value)), "a password stands in the file"
    known = (PROJECT / "src/onetext/web/environment.py").read_text() + units("gunicorn.conf.py")
    for name in bench["environment"]:
        if name.startswith("ONETEXT_"):
            assert name.removesuffix("_FILE") in known, name


def test_the_image_holds_what_is_locked_and_no_tools_of_development():
    image = units("Dockerfile")
    assert "uv sync --frozen --no-dev" in image
    assert "USER onetext" in image
    copied = re.findall(r"^COPY (.*)$", image, re.MULTILINE)
    assert not [line for line in copied if {".", ".git", "tests"} & set(line.split()[:-1])]


def test_the_service_may_do_little_and_the_proxy_keeps_nothing():
    service = units("onetext.service")
    for line in ("NoNewPrivileges=yes", "ProtectSystem=strict", "IPAddressDeny=any"):
        assert line in service
    assert "gunicorn.conf.py onetext.web.wsgi" in service
    proxy = units("nginx.conf")
    servers = proxy.split("server {")[1:]
    for server in servers:  # the plain one as well: what was asked for stands in its first line
        assert "access_log off;" in server
        assert "error.log crit;" in server
    assert "X-Forwarded-For $remote_addr;" in proxy
    assert "$proxy_add_x_forwarded_for" not in proxy
    assert "gunicorn -c deploy/gunicorn.conf.py onetext.web.wsgi" in PAGE


def test_the_backup_has_the_folder_it_writes_into():
    backup = units("onetext-backup.service")
    folder = re.search(r"onetext backup /var/lib/(\S+)/", backup)[1]
    assert f"StateDirectory={folder}\n" in backup
    assert "ProtectSystem=strict" in backup


def test_every_secret_of_the_compose_file_is_named_on_the_page():
    compose = YAML(typ="safe").load(DEPLOY / "compose.yaml")
    for name in compose["secrets"]:
        assert name in PAGE, name


def test_every_variable_of_the_page_is_one_that_is_read():
    read = "".join(
        (PROJECT / file).read_text(encoding="utf-8")
        for file in ("src/onetext/web/environment.py", "deploy/gunicorn.conf.py")
    )
    named = set(re.findall(r"ONETEXT_[A-Z_]+", PAGE)) - {"ONETEXT_SECRET_KEY_FILE"}
    assert named
    for name in named:
        assert name in read, name
