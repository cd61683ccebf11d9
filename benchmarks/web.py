"""Measure every page of the workbench on a big case, asked for as people do, one after the other.

    python benchmarks/web.py [--store sqlite|postgresql|memory] [--statements 2000]
        [--entries 20000] [--times 15] [--only WORD] [--profile ROUTE] [--json FILE]

Routes are found in the URL configuration, so that a new page is measured the day it is added. Per
page: milliseconds of the first look, of the look after somebody wrote something, of later looks
(median and 95th percentile); the processor time of the same (first / after a write / later), which
says more while others use the machine; database queries; and size in kilobytes, gzipped. In one
process, without a browser; the load average stands beside it.
"""

from __future__ import annotations

import argparse
import cProfile
import gzip
import json
import logging
import os
import pstats
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import web_big_case
import web_fixtures
from onetext.workflows.amend import Put, amend
from onetext.workflows.journal_store import JournalStore

IDS = {
    "text": "t38",
    "other": "t39",
    "point": "p6",
    "party": "south",
    "source": "s3",
    "report": "r1",
    "statement": "st3",
    "position": "q3",
    "meeting": "m3",
    "briefing": "b3",
    "comment": "c3",
    "kind": "texts",
    "record": "t38",
    "option": "p6-a",
    "case": web_big_case.CASE_ID,
    "answer": "answer-none",
    "milestone": "due-1",
    "key": "no-such-key",
}
"""Name of a route's argument to one id of the big case."""


def main() -> None:
    """Print one table, a line per page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", choices=("sqlite", "postgresql", "memory"), default="sqlite")
    parser.add_argument("--statements", type=int, default=2000)
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=15)
    parser.add_argument("--role", default="chair")
    parser.add_argument("--party", default="")
    parser.add_argument("--only", default="")
    parser.add_argument("--profile", default="")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    case = web_big_case.big_case(given.statements)
    journal = web_big_case.big_journal(case, given.entries)
    web_fixtures._set_up_team()
    logging.disable(logging.INFO)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    with tempfile.TemporaryDirectory() as folder, opened_store(given.store, Path(folder)) as store:
        with store.writing(case.id) as pen:
            pen.add(journal)
        open_archive(store)
        desk = SimpleNamespace(store=store, case=case, given=given, n_written=0)
        desk.client = web_fixtures.signed_in(given.role, given.party, case=case.id)
        study_ready(desk)
        if given.profile:
            profiled(desk, given.profile)
            given.only = "none"
        rows = [measured(desk, name, address) for name, address in pages(given.only)]
        from onetext.web import archive

        archive.close()
    load = ", ".join(f"{one:.2f}" for one in os.getloadavg())
    about = f"{len(journal)} entries, {len(case.statements)} statements, {given.store}"
    print_table(rows, f"{about}, {given.role} {given.party}; load average {load}")
    if given.json:
        given.json.write_text(json.dumps({"about": about, "load": load, "rows": rows}, indent=1))


def open_archive(store: JournalStore) -> None:
    """Make a store the one the pages read, with studies worked out beside, as on a server."""
    from onetext.web import archive

    archive.open_archive(archive.Archive(lambda create: store, has_bundled=False))


def opened_store(name: str, folder: Path):  # type: ignore[no-untyped-def]
    """Open an empty store, and throw it away in the end."""
    from contextlib import closing, contextmanager

    from onetext.storage.memory import MemoryJournalStore
    from onetext.storage.workspace import open_workspace

    @contextmanager
    def opened():  # type: ignore[no-untyped-def]
        if name == "memory":
            yield MemoryJournalStore()
        elif name == "sqlite":
            with closing(open_workspace(folder / "workspace.sqlite3", create=True)) as store:
                yield store
        else:
            import postgresql_server
            from onetext.storage.postgresql_roles import open_database

            server = postgresql_server.new_server(settings="fsync = on")
            try:
                postgresql_server.prepare_template(server)
                with closing(open_database(server.url(server.new_database()))) as store:
                    yield store
            finally:
                postgresql_server.discard(server)

    return opened()


def pages(only: str = "") -> list[tuple[str, str]]:
    """Return name and address of every page of a case, and of the check before a briefing."""
    from onetext.web.urls import CASE_PAGES

    found = [("cases", "/")]
    for route in CASE_PAGES:
        pattern = str(route.pattern)
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda name: IDS.get(name[1], "none"), pattern)
        found.append((route.name, f"/cases/{IDS['case']}/{path}"))
    checked = "to=south&text=t38&form=left"
    found.append(("briefings-check", f"/cases/{IDS['case']}/briefings/give?{checked}"))
    return [one for one in found if only in one[0]]


def study_ready(desk: SimpleNamespace) -> None:
    """Let the study be worked out before anything is measured."""
    start = time.perf_counter()
    while b"Being worked out" in desk.client.get(f"/cases/{desk.case.id}/").content:
        if time.perf_counter() - start > 120:
            break
        time.sleep(0.2)
    print(f"the study took {time.perf_counter() - start:.1f} s", file=sys.stderr)


def write_something(desk: SimpleNamespace) -> None:
    """Write as somebody else does: a comment of a party."""
    import dataclasses

    from onetext import wiring

    desk.n_written += 1
    one = desk.case.comments[0]
    new = dataclasses.replace(one, id=f"new-{desk.n_written}", remark="We could live with it.")
    amend(desk.store, desk.case.id, [Put("comments", new, 0)], wiring.scribe("somebody"))


def measured(desk: SimpleNamespace, name: str, address: str) -> dict[str, object]:
    """Return the figures of one page."""
    from django.db import connections, reset_queries

    busy = []

    def look() -> tuple[float, object]:
        start, cpu = time.perf_counter(), time.thread_time()
        response = desk.client.get(address)
        busy.append(1000 * (time.thread_time() - cpu))
        return 1000 * (time.perf_counter() - start), response

    first, response = look()
    if response.status_code == 405:
        return {"page": name, "status": 405}
    later = sorted(look()[0] for _ in range(desk.given.times))
    write_something(desk)
    after, _ = look()
    write_something(desk)
    again, _ = look()
    for connection in connections.all():
        connection.force_debug_cursor = True
    reset_queries()
    desk.client.get(address)
    n_queries = sum(len(connection.queries) for connection in connections.all())
    for connection in connections.all():
        connection.force_debug_cursor = False
    return {
        "page": name,
        "status": response.status_code,
        "first": first,
        "after": min(after, again),
        "median": statistics.median(later),
        "p95": later[int(0.95 * (len(later) - 1) + 0.5)],
        "first_cpu": busy[0],
        "after_cpu": min(busy[-2:]),
        "cpu": statistics.median(busy[1 : 1 + desk.given.times]),
        "queries": n_queries,
        "kB": len(gzip.compress(response.content)) / 1000,
    }


def profiled(desk: SimpleNamespace, wanted: str) -> None:
    """Say where the time of one page goes: when first looked at, and after a write."""
    (address,) = [address for name, address in pages() if name == wanted]
    for about in ("first", "then", "after a write"):
        if about == "after a write":
            write_something(desk)
        profile = cProfile.Profile(time.thread_time)
        profile.enable()
        desk.client.get(address)
        profile.disable()
        print(f"== {wanted}: {about}")
        pstats.Stats(profile).sort_stats("cumtime").print_stats(45)


def print_table(rows: list[dict[str, object]], about: str) -> None:
    """Print the figures, the slowest last."""
    print(f"{about}\n")
    print("| page | first, ms | after a write | median | p95 | CPU | queries | kB gzipped |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for row in rows:
        if row["status"] == 405:
            continue
        cpu = " / ".join(f"{row[name]:.0f}" for name in ("first_cpu", "after_cpu", "cpu"))
        times = " | ".join(f"{row[name]:.0f}" for name in ("first", "after", "median", "p95"))
        status = "" if row["status"] == 200 else f" ({row['status']})"
        print(f"| {row['page']}{status} | {times} | {cpu} | {row['queries']} | {row['kB']:.1f} |")


if __name__ == "__main__":
    main()
