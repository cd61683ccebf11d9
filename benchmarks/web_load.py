"""Measure the workbench with fifty people at work on a big case, on PostgreSQL or SQLite.

    python benchmarks/web_load.py --locust build/load/bin/locust [--store postgresql|sqlite]
        [--people 50] [--seconds 60] [--pause 2 6] [--edits] [--page FILE]

The server is the one that is deployed (``deploy/gunicorn.conf.py``, two workers) on the loopback;
PostgreSQL is that of the tests with its disk in order (fsync on). The people are signed in
beforehand, sixteen of them of the drafting team and the rest of the parties. One action in fifteen
of those who may write writes a party's comment down; with ``--edits`` it changes a clause instead,
so that the study of what could be signed has to be worked out anew all the time.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from web_pages_of import pages_of

import postgresql_server
import team_server
import web_big_case

HERE = Path(__file__).resolve().parent
ROLES = ("chair", *("drafter",) * 6, *("analyst",) * 5, *("reader",) * 4)


def main() -> None:
    """Serve the case, let people work, and print what they waited."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--locust", default=str(HERE.parent / "build" / "load" / "bin" / "locust"))
    parser.add_argument("--store", choices=("postgresql", "sqlite"), default="postgresql")
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--pause", type=float, nargs=2, default=(2.0, 6.0))
    parser.add_argument("--statements", type=int, default=2000)
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--edits", action="store_true")
    parser.add_argument("--page", type=Path)
    given = parser.parse_args()
    before = os.getloadavg()
    with tempfile.TemporaryDirectory(prefix="onetext-load-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with database(given.store, folder) as (env, owner):
            prepared(env, owner, given)
            with team_server.serving_team(env, folder) as served:
                load = told(given, served, signed_in(env, given.people))
                ready(served, load)
                rows = worked(given, load, folder)
    print_rows(rows, given, before)


@contextmanager
def database(store: str, folder: Path) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """Yield the environment of the server, and that of the database's owner."""
    more = {"ONETEXT_SECOND_FACTOR": "optional"}
    if store == "sqlite":
        env = team_server.variables(f"sqlite:///{folder / 'team.sqlite3'}", folder, **more)
        yield env, env
        return
    server = postgresql_server.new_server(settings="fsync = on")
    try:
        name = server.new_database("template1")
        env = team_server.variables(server.url(name), folder, **more)
        yield env, env | {"DATABASE_URL": server.url(name, postgresql_server.OWNER)}
    finally:
        postgresql_server.discard(server)


def prepared(env: dict[str, str], owner: dict[str, str], given: argparse.Namespace) -> None:
    """Make the tables, and write the big case into them."""
    if owner is not env:
        command = ("database", "--prepare", postgresql_server.APPLICATION)
        team_server.onetext(*command, env=owner)
    else:  # the accounts' tables: the server is not ready before they can be read
        migrate = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
        settings = {"DJANGO_SETTINGS_MODULE": "onetext.web.settings"}
        subprocess.run(migrate, env=env | settings, check=True)
    case = web_big_case.big_case(given.statements)
    journal = web_big_case.big_journal(case, given.entries)
    script = (
        "import pickle, sys; from onetext import wiring; "
        "store = wiring.open_store(None, create=True); "
        "case, journal = pickle.load(sys.stdin.buffer)\n"
        "with store.writing(case) as pen: pen.add(journal)"
    )
    import pickle

    said = pickle.dumps((case.id, journal))
    subprocess.run([sys.executable, "-c", script], input=said, env=env, check=True)


def signed_in(env: dict[str, str], n_people: int) -> list[dict[str, object]]:
    """Seat people, and return each one's name, role and cookies."""
    script = Path(__file__).with_name("web_seats.py")
    parties = web_big_case.PARTIES
    people = [
        {"name": f"person-{n}", "role": ROLES[n], "party": ""}
        if n < len(ROLES)
        else {"name": f"person-{n}", "role": "party", "party": parties[n % len(parties)]}
        for n in range(n_people)
    ]
    run = subprocess.run(
        [sys.executable, str(script), web_big_case.CASE_ID],
        input=json.dumps(people),
        text=True,
        capture_output=True,
        env=env,
        check=False,
    )
    if run.returncode:
        raise SystemExit(run.stderr)
    found: list[dict[str, object]] = json.loads(run.stdout)
    return found


def told(
    given: argparse.Namespace, served: team_server.Served, people: list[dict[str, object]]
) -> dict[str, object]:
    """Return what the people must know."""
    case = web_big_case.big_case(given.statements)
    team, party = pages_of("team"), pages_of("party")
    return {
        "root": served.root,
        "origin": f"https://127.0.0.1:{served.port}",
        # a connection per request, as the proxy in front makes them
        "headers": {
            "X-Forwarded-Proto": "https",
            "Accept-Encoding": "gzip",
            "Connection": "close",
        },
        "case": case.id,
        "people": people,
        "pause": given.pause,
        "edits": given.edits,
        "points": [point.id for point in case.points],
        "texts": [text.id for text in case.texts],
        "parties": [one.id for one in case.parties],
        "pages": {role: party if role == "party" else team for role in {*ROLES, "party"}},
    }


def ready(served: team_server.Served, load: dict[str, object]) -> None:
    """Have every page looked at once by each role and worker, and the study worked out."""
    people: list[dict[str, dict[str, str]]] = load["people"]  # type: ignore[assignment]
    pages: dict[str, list[tuple[str, str]]] = load["pages"]  # type: ignore[assignment]
    begin, still = time.monotonic(), True
    while still and time.monotonic() - begin < 240:
        still = False
        for _ in range(4):  # two workers: each is asked, in all likelihood
            visitor = team_server.Visitor(served.port, cookies=dict(people[0]["cookies"]))
            still |= "signed/progress" in visitor.get(f"/cases/{load['case']}/signed/try").body
        time.sleep(1)
    there = {role: {path for _, path in found} for role, found in pages.items()}
    for person in people:
        role, cookies = str(person["role"]), dict(person["cookies"])
        for _, path in pages[role]:
            answer = team_server.Visitor(served.port, cookies=cookies).get(path)
            if answer.status == 404:
                there[role].discard(path)
            elif answer.status != 200:
                where = answer.headers.get("Location", "")
                end = served.log.read_text()[-1500:]
                raise SystemExit(f"{role}: {path} answers {answer.status} {where}\n{end}")
    load["pages"] = {
        role: [(name, path) for name, path in found if path in there[role]]
        for role, found in pages.items()
    }
    print(f"warm after {time.monotonic() - begin:.0f} s", file=sys.stderr)


def worked(given: argparse.Namespace, load: dict[str, object], folder: Path) -> list[dict]:
    """Let the people work; return locust's rows."""
    told_in = folder / "load.json"
    told_in.write_text(json.dumps(load))
    run = subprocess.run(
        [
            *(given.locust, "-f", str(HERE / "web_people.py"), "--headless", "--only-summary"),
            *("-u", str(given.people), "-r", "10", "-t", f"{given.seconds}s"),
            *("--csv", str(folder / "found"), "--reset-stats"),
        ],
        env={"PATH": os.environ["PATH"], "ONETEXT_LOAD": str(told_in)},
        capture_output=True,
        text=True,
        check=False,
    )
    if not (folder / "found_stats.csv").exists():
        raise SystemExit(run.stderr[-3000:])
    failures = (folder / "found_failures.csv").read_text().strip().splitlines()[1:]
    print("\n".join(failures[:8]), file=sys.stderr)
    with (folder / "found_stats.csv").open() as file:
        return list(csv.DictReader(file))


def print_rows(rows: list[dict], given: argparse.Namespace, before: tuple[float, ...]) -> None:
    """Print a line per page: how often, failures, median, 95th percentile, longest."""
    after = os.getloadavg()
    lines = [
        f"{given.people} people for {given.seconds} s, {given.pause[0]:g} to {given.pause[1]:g} s "
        f"between two looks, {given.store}, {'clauses edited' if given.edits else 'comments'}; "
        f"load average {before[0]:.1f} before, {after[0]:.1f} after\n",
        "| page | requests | failures | median, ms | p95, ms | longest, ms |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for row in rows:
        lines.append(
            f"| {row['Name']} | {row['Request Count']} | {row['Failure Count']} | {row['50%']} | "
            f"{row['95%']} | {float(row['Max Response Time']):.0f} |"
        )
    print("\n".join(lines))
    if given.page:
        given.page.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
