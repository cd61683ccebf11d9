"""A PostgreSQL server of the tests' own: made with initdb, started, stopped and thrown away.

It listens on a socket in its own folder and on the loopback. As root it runs as another user,
because PostgreSQL refuses to run as root.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

OWNER, APPLICATION = "talks_owner", "talks_app"


class NoPostgresql(Exception):
    """There are no server programs on this machine."""


def programs() -> Path:
    """The folder of initdb and pg_ctl, the newest there is."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).parent] if on_path else []
    folders += sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda it: float(it.parent.name)
    )
    found = [folder for folder in folders if (folder / "pg_ctl").exists()]
    if not found:
        raise NoPostgresql("no initdb and pg_ctl (Debian: apt-get install postgresql)")
    return found[-1]


def _as_whom() -> dict[str, object]:
    """As whom the server runs: as ourselves, or as root's choice of somebody harmless."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise NoPostgresql("no user to run it as: root may not")


@dataclass
class Server:
    folder: Path
    port: int
    who: dict[str, object]
    limits: str = ""

    _numbers = count(1)
    _emptied: set[str] = field(default_factory=set)

    def url(self, database: str, role: str = APPLICATION) -> str:
        return f"postgresql://{role}@127.0.0.1:{self.port}/{database}"

    def sql(
        self,
        statements: str,
        database: str = "postgres",
        role: str = "postgres",
        reader: str | None = None,
    ) -> list:
        import psycopg

        with psycopg.connect(self.url(database, role), autocommit=True) as connection:
            if reader is not None:
                connection.execute("SELECT set_config('onetext.reader', %s, false)", [reader])
            cursor = connection.execute(statements)
            return cursor.fetchall() if cursor.description else []

    def new_database(self, template: str = "prepared") -> str:
        name = f"talks_{next(self._numbers)}"
        self.sql(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {template}")
        return name

    def empty_database(self, number: int = 0) -> str:
        """A prepared database without a journal, made once per number and emptied after use.

        Making one writes three hundred files; emptying one takes a moment.
        """
        name = f"emptied_{number}"
        if name not in self._emptied:
            self.sql(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE prepared")
            self._emptied.add(name)
        self.sql(
            "SET session_replication_role = replica;"
            " TRUNCATE journal_entry, journal_body, study_job RESTART IDENTITY",
            name,
        )
        return name

    def control(self, *arguments: str) -> None:
        command = [str(programs() / "pg_ctl"), "-D", str(self.folder / "data"), "-w", *arguments]
        if self.limits:
            command = ["sh", "-c", f'{self.limits}; exec "$@"', "sh", *command]
        subprocess.run(
            command, check=True, cwd=self.folder, stdout=subprocess.DEVNULL, timeout=120, **self.who
        )

    def start(self) -> None:
        self.control("-l", str(self.folder / "log"), "start")

    def stop(self, mode: str = "immediate") -> None:
        self.control("-m", mode, "stop")


def new_server(*, limits: str = "", settings: str = "", initdb: tuple[str, ...] = ()) -> Server:
    """Make a server with the roles of `docs/how-to/deploy-database.md`, and start it."""
    who = _as_whom()
    folder = Path(tempfile.mkdtemp(prefix="onetext-pg-"))
    if who:
        os.chown(folder, who["user"], who["group"])
    subprocess.run(
        [
            *(str(programs() / "initdb"), "-D", str(folder / "data"), "-U", "postgres"),
            *("-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", *initdb),
        ],
        check=True,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        timeout=120,
        **who,
    )
    server = Server(folder, _free_port(), who, limits)
    with (folder / "data" / "postgresql.conf").open("a") as file:
        file.write(
            f"port = {server.port}\nlisten_addresses = '127.0.0.1'\nmax_connections = 60\n"
            f"unix_socket_directories = '{folder}'\nfsync = off\n{settings}\n"
        )
    server.start()
    server.sql(f"CREATE ROLE {OWNER} LOGIN; CREATE ROLE {APPLICATION} LOGIN;")
    return server


def discard(server: Server) -> None:
    server.stop()
    shutil.rmtree(server.folder, ignore_errors=True)


def prepare_template(server: Server) -> None:
    """Make the database `prepared`, which every test's own is a copy of."""
    from django.db import connections

    from onetext.storage.postgresql_roles import prepared_database

    server.sql(f"CREATE DATABASE prepared OWNER {OWNER}")
    prepared_database(server.url("prepared", OWNER), APPLICATION)
    for alias in [*connections.databases]:
        if alias.startswith("database-"):
            connections[alias].close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
