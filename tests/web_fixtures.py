"""What tests of the workbench share: a team's server in this process, a laptop's in another.

Django has one set of settings per process. Here it is the team's, with accounts in a throw-away
file, so that pages are asked for as people do: signed in, with a seat. The laptop's workbench is
started as people start it, by ``onetext serve``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import pytest

from hanging import HANGING
from onetext.storage import django_setup

CHROMIUM = "chromium"
FLAGS = (
    *("--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
HTTPS = {"x-forwarded-proto": "https"}
WIDTHS = (1280, 390)

PATIENCE = 180_000
"""Milliseconds a browser waits for what takes a moment: the machine may be a busy one."""
COMPLAINTS = """
window.__refused = [];
document.addEventListener('securitypolicyviolation', event =>
    window.__refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
OVER_THE_EDGE = """[...document.querySelectorAll('main *')].filter(e => {
    const box = e.getBoundingClientRect();
    const unseen = e.closest('.unseen') || (innerWidth < 821 && e.closest('thead'));
    return box.width && (box.right > innerWidth + 1 || box.left < -1) && !unseen;
}).map(e => e.outerHTML.slice(0, 90))"""


def _set_up_team() -> None:
    """Configure Django as a team's server; whoever opens a workspace first in a test run does."""
    from django.apps import apps

    if apps.ready:
        return
    folder = Path(tempfile.mkdtemp(prefix="onetext-test-"))
    variables = {
        "DATABASE_URL": f"sqlite:///{folder / 'team.sqlite3'}",
        "ONETEXT_HOSTS": "testserver,127.0.0.1",
        "ONETEXT_SECRET_KEY": "not a secret " * 5,
        "DJANGO_SETTINGS_MODULE": "onetext.web.settings",
    }
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        import django
        from django.conf import settings

        settings.STORAGES["staticfiles"]["BACKEND"] = (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
        settings.WHITENOISE_USE_FINDERS = True
        settings.SESSION_COOKIE_NAME = "sessionid"  # a browser takes `__Host-` over TLS alone
        settings.CSRF_COOKIE_NAME = "csrftoken"
        settings.MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
        django.setup()
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


django_setup._set_up = _set_up_team


class Inline(Executor):
    """Works at once, in the thread that asks."""

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@pytest.fixture(scope="session")
def team_settings():
    """Django set up as a team's server, its tables made."""
    _set_up_team()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


@pytest.fixture
def team(team_settings, tmp_path):
    """A team's server with an empty store: ``team.store``, ``team.client(role, party, case)``."""
    from onetext.storage.memory import MemoryJournalStore
    from onetext.web import archive

    store = MemoryJournalStore()
    served = SimpleNamespace(store=store, client=signed_in, archive=open_archive(store))
    yield served
    archive.close()
    _forget_everybody()


@pytest.fixture
def own_language():
    """Leave the thread as it was: a request leaves the reader's language in it."""
    from django.utils import translation

    yield
    translation.deactivate()


class WorkerOnce:
    """Works out here what no test of this process has asked for yet, and remembers the rest.

    A study is a pure function of its task, and hundreds of pages are asked for the same ones.
    """

    MOST = 60
    _known: ClassVar[list] = []

    def outcome(self, task, report, is_wanted):
        from onetext.web.study_worker import WorkerHere

        for known, steps, found in self._known:
            if known == task:
                for step in steps:
                    report(step)
                return found
        steps = []

        def told(step):
            steps.append(step)
            report(step)

        found = WorkerHere().outcome(task, told, is_wanted)
        self._known.append((task, steps, found))
        del self._known[: -self.MOST]
        return found

    def close(self):
        """End nothing."""


def open_archive(store):
    """Make a store the one the pages read."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from onetext.web import archive

    key = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
    return archive.open_archive(
        archive.Archive(
            lambda create: store,
            has_bundled=False,
            new_executor=Inline,
            new_worker=WorkerOnce,
            open_key=lambda: key,
        )
    )


def signed_in(role="chair", party="", case="drawn", name=None):
    """Return a client of somebody with a seat in a case; role None: with an account alone."""
    from django.contrib.auth.models import User
    from django.test import Client

    from onetext.web.accounts.models import Membership

    user, _ = User.objects.get_or_create(username=name or party or role or "nobody")
    if role:
        Membership.objects.get_or_create(user=user, case=case, role=role, party=party)
    client = Client(headers=HTTPS)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.user = user
    return client


def _forget_everybody():
    from django.contrib.auth.models import User
    from django.contrib.sessions.models import Session

    User.objects.all().delete()
    Session.objects.all().delete()


@pytest.fixture(scope="module")
def laptop(tmp_path_factory):
    """``onetext serve`` with the bundled cases, on a workspace of its own."""
    with serving(tmp_path_factory.mktemp("laptop") / "workspace.sqlite3") as served:
        yield served


@pytest.fixture(scope="session")
def standing_laptop(tmp_path_factory):
    """The same for those who only read: its studies are worked out once for all of them."""
    with serving(tmp_path_factory.mktemp("laptop") / "workspace.sqlite3") as served:
        yield served


@contextmanager
def serving(workspace, *arguments):
    """Start ``onetext serve`` and yield its address, its root and its process."""
    command = [sys.executable, "-m", "onetext", "serve", "--no-browser", "--port", "0"]
    command += ["--workspace", str(workspace), *arguments]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=_clean()
    )
    address = process.stdout.readline().strip()
    if not address:
        pytest.fail(process.communicate()[1])
    root = address[: address.index("/", len("http://"))]
    try:
        yield SimpleNamespace(address=address, root=root, process=process, workspace=workspace)
    finally:
        process.terminate()
        process.wait(HANGING)
        process.stdout.close()
        process.stderr.close()


def _clean():
    unwanted = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    return {name: value for name, value in os.environ.items() if name not in unwanted}


@pytest.fixture
def team_server(team):
    """The team's server on a port of the loopback, for a browser: ``team_server.root``."""
    from django.test import override_settings

    from onetext.web.loopback_server import LoopbackServer
    from onetext.web.wsgi import application

    plain = {"SESSION_COOKIE_SECURE": False, "CSRF_COOKIE_SECURE": False}
    with override_settings(**plain):
        server = LoopbackServer(0)
        server.set_app(application)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        team.root = f"http://127.0.0.1:{server.server_port}"
        yield team
        server.shutdown()
        thread.join(5)
        server.server_close()


@pytest.fixture(scope="session")
def web_browser():
    """Debian's chromium; in CI its absence is a failure, elsewhere a skip that says why."""
    program = shutil.which(CHROMIUM)
    if program is None:
        reason = "chromium is missing: sudo apt-get install -y chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else [*FLAGS]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=flags)
        yield started
        started.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")


@contextmanager
def tab(browser, width=1280, scheme="light", client=None, root="", **options):
    """Open a tab that remembers what it asked for and complained of; `client`: signed in so."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, **options
    )
    if client is not None:
        session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": root}
        context.add_cookies([session])
    context.set_default_timeout(PATIENCE)
    context.add_init_script(COMPLAINTS)
    opened = context.new_page()
    opened.requested, opened.complaints = [], []
    opened.on("request", lambda request: opened.requested.append(request.url))
    opened.on("console", lambda message: opened.complaints.append(message.text))
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    try:
        yield opened
    finally:
        context.close()


@pytest.fixture(scope="session")
def view(web_browser, standing_laptop):
    """Open a page of the standing laptop's, ``view(path, width, scheme)``, each kind in one tab.

    A new tab is a new process of the browser, which reads style, script and letters again.
    """
    known = {}
    with ExitStack() as tabs:
        with tab(web_browser) as page:
            page.goto(standing_laptop.address)
            inside = page.context.storage_state()

        def show(path, width=1280, scheme="light", **options):
            kind = (width, scheme, *sorted(options.items()))
            if kind not in known:
                held = tab(web_browser, width, scheme, storage_state=inside, **options)
                known[kind] = tabs.enter_context(held)
            page = known[kind]
            page.goto("about:blank")  # whatever the page before still asks for ends with it
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(media="screen", color_scheme=scheme, forced_colors="none")
            page.requested, page.complaints = [], []
            page.goto(standing_laptop.root + path)
            return page

        yield show


def assert_in_order(page, root):
    """Fail unless a page obeys its policy, stays at home, fits its width, and axe is content."""
    from axe_playwright_python.sync_playwright import Axe

    assert page.evaluate("window.__refused") == []
    assert page.complaints == []
    assert [url for url in page.requested if not url.startswith((root, "data:"))] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert page.evaluate(OVER_THE_EDGE) == []
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []


def picture(page, name):
    """Save a picture of the whole page where ONETEXT_PICTURES says, if it says."""
    folder = os.environ.get("ONETEXT_PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)
