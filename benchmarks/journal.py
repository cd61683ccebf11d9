"""Measure the journal in each store: 20,000 entries, opened, followed, shown to a reader.

    python benchmarks/journal.py [--entries 20000] [--postgresql URL-OF-AN-EMPTY-PREPARED-DATABASE]

Seconds of the wall clock on whatever machine this is, medians of three; the database is local.
Without ``--postgresql`` the server of the tests is started, if there is one on the machine.
"""

from __future__ import annotations

import argparse
import datetime
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from work import Work

import web_big_case
from onetext.model import Eye, Marking, Source, Tlp
from onetext.record.chain import Draft, appended, chain_check
from onetext.record.entries import Journal, Verb, origin
from onetext.record.folding import folded, seen_by
from onetext.record.kinds import body_of
from onetext.record.views import GrowingView, case_view
from onetext.storage.workspace import open_workspace
from onetext.workflows.journal import Scribe, write_drafts
from onetext.workflows.journal_store import JournalStore

NOW = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
NORTH = Eye(reader="party-1")
ORIGIN = origin(web_big_case.CASE_ID)


def main() -> None:
    """Print one table: what was done, seconds per store."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--postgresql", metavar="URL")
    arguments = parser.parse_args()
    journal = a_journal(arguments.entries)
    with tempfile.TemporaryDirectory() as folder:
        columns = {"SQLite": open_workspace(Path(folder) / "w.sqlite3", create=True)}
        server = None
        if not arguments.postgresql:
            server, arguments.postgresql = test_server()
        if arguments.postgresql:
            from onetext.storage.postgresql_roles import open_database

            columns["PostgreSQL"] = open_database(arguments.postgresql)
        found = {name: measured(store, journal) for name, store in columns.items()}
        for store in columns.values():
            store.close()
        if server:
            discard(server)
    print(f"| {arguments.entries} entries, seconds | " + " | ".join(found) + " |")
    print("|---|" + "---:|" * len(found))
    for what in next(iter(found.values())):
        print(f"| {what} | " + " | ".join(f"{found[name][what]:.3f}" for name in found) + " |")


def a_journal(n_entries: int) -> Journal:
    """Return entries of about 600 bytes on a fifth as many records, for five readers."""
    drafts = []
    for number in range(n_entries):
        record = Source(
            id=f"s{number % (n_entries // 5)}", title=f"{number} " + "word " * 40, note="note " * 30
        )
        marking = Marking(tlp=Tlp.AMBER, audience=(f"party-{number % 5}",))
        body = body_of("sources", record)
        drafts.append(
            Draft(verb=Verb.PUT, kind="sources", id=record.id, marking=marking, body=body)
        )
    return appended(origin("case"), drafts, by="x", now=NOW, new_salt=lambda: os.urandom(32))


def measured(store: JournalStore, journal: Journal) -> dict[str, float]:
    """Return what each thing took."""
    taken = {"write all of it at once": seconds(lambda: write(store, journal), 1)}
    taken["read it"] = seconds(lambda: store.journal("case"))
    taken["check the chain"] = seconds(lambda: chain_check(journal, origin("case")))
    taken["fold it"] = seconds(lambda: folded(journal))
    taken["tell its head"] = seconds(lambda: store.head("case"))
    numbers = iter(range(1000))
    taken["add one entry"] = seconds(lambda: add_one(store, next(numbers)), 20)
    trusted = chain_check(store.journal("case")[:-20], origin("case")).head
    taken["follow 20 entries from a trusted head"] = seconds(
        lambda: chain_check(store.journal("case", after=trusted.length), trusted)
    )
    taken["pick out one party's entries in memory"] = seconds(lambda: seen_by(NORTH, journal))
    party = store.for_reader(NORTH)
    taken["read one party's entries from the store"] = seconds(lambda: party.journal("case"))
    taken["read what is new of them"] = seconds(lambda: party.journal("case", after=trusted.length))
    return taken


def write(store: JournalStore, journal: Journal) -> None:
    """Write it all in one transaction."""
    with store.writing("case") as pen:
        pen.add(journal)


def add_one(store: JournalStore, number: int) -> None:
    """Write one entry as a person does."""
    body = body_of("sources", Source(id=f"new{number}", title="new"))
    draft = Draft(
        verb=Verb.PUT, kind="sources", id=f"new{number}", marking=Marking(), body=body, replaces=0
    )
    write_drafts(store, "case", [draft], Scribe("x", NOW, lambda: os.urandom(32)))


def seconds(do: Callable[[], object], times: int = 3) -> float:
    """Return the median of how long it took."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        do()
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


def test_server():  # type: ignore[no-untyped-def]
    """Start the server of the tests, with its disk in order (fsync on)."""
    import postgresql_server

    try:
        server = postgresql_server.new_server(settings="fsync = on")
    except postgresql_server.NoPostgresql as error:
        print(error, file=sys.stderr)
        return None, None
    postgresql_server.prepare_template(server)
    return server, server.url(server.new_database())


def discard(server) -> None:  # type: ignore[no-untyped-def]
    """Stop it and throw it away."""
    import postgresql_server

    postgresql_server.discard(server)


@cache
def big() -> Journal:
    """Return the journal of the big case: 20,000 entries on 2,000 statements and 40 texts."""
    return web_big_case.big_journal(web_big_case.big_case())


def on_big(do: Callable[[Journal], object]) -> Callable[[], Callable[[], object]]:
    """Return work on that journal, which is made beforehand."""

    def prepare() -> Callable[[], object]:
        journal = big()
        return lambda: do(journal)

    return prepare


def one_more() -> Callable[[], object]:
    """Return the view of the record after one more entry, all else known."""
    growing, turn = GrowingView(web_big_case.CASE_ID), count()
    growing.view(big()[:-200])
    return lambda: growing.view(big()[: len(big()) - 199 + next(turn)])


def stored() -> Callable[[], object]:
    """Return the reading of the whole journal from a workspace file."""
    folder = tempfile.mkdtemp()
    store = open_workspace(Path(folder) / "w.sqlite3", create=True)
    with store.writing(web_big_case.CASE_ID) as pen:
        pen.add(big())
    return lambda: store.journal(web_big_case.CASE_ID)


WORKS = (
    Work("check a chain of 20,000 entries", "", on_big(lambda it: chain_check(it, ORIGIN))),
    Work("read them from a workspace", "", stored),
    Work("fold them into a case of 2,000 statements", "",
         on_big(lambda it: case_view(it, web_big_case.CASE_ID))),
    Work("the same for one party", "",
         on_big(lambda it: case_view(it, web_big_case.CASE_ID, Eye(reader="north")))),
    Work("the case again, one entry later", "", one_more),
)  # fmt: skip
"""Rows for `run.py`."""


if __name__ == "__main__":
    main()
