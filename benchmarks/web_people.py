"""Fifty people at work, for locust: what each of them looks at, tries and writes.

Locust runs it in an environment of its own, so nothing of onetext is imported here. What there is
to look at stands in a file that `web_load.py` writes and names in ONETEXT_LOAD.
"""

from __future__ import annotations

import json
import os
import random
import re
from itertools import cycle
from pathlib import Path

from locust import HttpUser, between, task

LOAD = json.loads(Path(os.environ["ONETEXT_LOAD"]).read_text())
CASE = f"/cases/{LOAD['case']}"
WRITERS = ("chair", "drafter", "analyst")
_people = cycle(LOAD["people"])


class Person(HttpUser):
    """Somebody who is signed in, looks at a page, reads it, and goes on."""

    host = LOAD["root"]
    wait_time = between(*LOAD["pause"])

    def on_start(self) -> None:
        """Sit down with a session of one's own."""
        who = next(_people)
        self.role = who["role"]
        self.rng = random.Random(who["name"])
        self.client.headers.update(LOAD["headers"])
        # not a jar: it keeps a secure cookie from an address without TLS, which a proxy would end
        self.cookies = dict(who["cookies"])

    @task(12)
    def look(self) -> None:
        """Look at a page of those that this role has."""
        name, path = self.rng.choice(LOAD["pages"][self.role])
        self._get(path, name)

    @task(2)
    def try_options(self) -> None:
        """Ask what would be if a point were settled otherwise."""
        if self.role == "party":
            return self.look()
        point = self.rng.choice(LOAD["points"])
        option = f"{point}-{self.rng.choice('abc')}"
        text = self.rng.choice(LOAD["texts"][-4:])
        path = f"{CASE}/signed/try?start=text:{text}&o-{point}={option}"
        self._get(path, "what if", other="what if, profiles being drawn")
        return None

    @task(1)
    def write(self) -> None:
        """Write down what a party said; with ``edits``, change a clause instead."""
        if self.role not in WRITERS:
            return self.look()
        text, point = self.rng.choice(LOAD["texts"]), self.rng.choice(LOAD["points"])
        if not LOAD["edits"]:
            said = {"text": text, "remark": f"We could live with {self.rng.random()}."}
            said |= {"party": self.rng.choice(LOAD["parties"]), "points": point}
            return self._send(f"{CASE}/briefings/comments/new", "write a comment down", said)
        said = {"clause-0-state": "open", "clause-0-wording-en": f"Each {self.rng.random()}."}
        return self._send(f"{CASE}/text/{text}/edit/{point}", "keep a clause", said)

    def _get(self, path: str, name: str, other: str = "") -> str:
        with self.client.get(
            path,
            name=name,
            headers=self._headers(),
            allow_redirects=False,
            catch_response=True,
        ) as answer:
            if answer.status_code != 200:
                answer.failure(f"{answer.status_code} {answer.headers.get('Location', '')}")
            elif other and "signed/progress" in answer.text:
                answer.request_meta["name"] = other
            self._keep(answer)
            return answer.text or ""

    def _send(self, path: str, name: str, said: dict[str, str]) -> None:
        shown = self._get(path, f"form: {name}")
        form = dict(re.findall(r'type="hidden" name="([\w-]+)" value="([^"]*)"', shown))
        headers = {"Referer": LOAD["origin"] + path, "Origin": LOAD["origin"]}
        with self.client.post(
            path,
            form | said,
            name=name,
            headers=self._headers() | headers,
            allow_redirects=False,
            catch_response=True,
        ) as kept:
            if kept.status_code in (302, 409):  # written, or told that somebody was faster
                kept.success()
            else:
                kept.failure(f"{kept.status_code} {(kept.text or '')[-300:]}")
            self._keep(kept)

    def _headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}

    def _keep(self, answer) -> None:  # type: ignore[no-untyped-def]
        for cookie in answer.cookies:
            self.cookies[cookie.name] = cookie.value
