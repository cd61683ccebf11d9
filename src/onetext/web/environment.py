"""What the environment says about how the workbench runs: on a laptop, or for a team.

=========================  ===================================================================
``DATABASE_URL``           a team's PostgreSQL database (``sqlite:///FILE`` to try it out);
                           without it the workbench runs for one person, on a workspace file
``ONETEXT_WORKSPACE``      the workspace file of a laptop; by default in the user's data folder
``ONETEXT_HOSTS``          the names under which a team reaches it, with commas between them
``ONETEXT_SECRET_KEY``     a team's secret, at least 50 characters, or ``..._FILE``: its file
``ONETEXT_STATIC``         where a team's static files are collected
``ONETEXT_KEY``            the file of the key that signs receipts and backups; by default it
                           stands beside the workspace
``ONETEXT_PROXIES``        how many proxies of ours stand before a team's server; by default 1
``ONETEXT_SECOND_FACTOR``  ``optional``: a password alone opens a case; by default it does not
=========================  ===================================================================
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from onetext.errors import ImpossibleRequest, Problem

LEAST_SECRET = 50


@dataclass(frozen=True, slots=True)
class Environment:
    """How the workbench runs.

    Parameters
    ----------
    database_url : str
        Empty on a laptop.
    workspace : Path or None
        None: the one in the user's data folder.
    hosts : tuple of str
        Empty on a laptop, which knows its own.
    secret : str
        Empty on a laptop, which draws one at each start.
    static : Path or None
    n_proxies : int
        Whose word on where a request came from is taken.
    demands_second_factor : bool
    """

    database_url: str = ""
    workspace: Path | None = None
    hosts: tuple[str, ...] = ()
    secret: str = ""
    static: Path | None = None
    n_proxies: int = 1
    demands_second_factor: bool = True

    @property
    def is_team(self) -> bool:
        """Whether there are accounts."""
        return bool(self.database_url)


def environment(variables: Mapping[str, str] = os.environ) -> Environment:
    """Read the environment.

    Raises
    ------
    ImpossibleRequest
        If a team's server lacks what it needs; every lack at once.
    """
    found = Environment(
        database_url=variables.get("DATABASE_URL", ""),
        workspace=_path(variables, "ONETEXT_WORKSPACE"),
        hosts=tuple(
            host.strip() for host in variables.get("ONETEXT_HOSTS", "").split(",") if host.strip()
        ),
        secret=_secret(variables),
        static=_path(variables, "ONETEXT_STATIC"),
        n_proxies=_count(variables, "ONETEXT_PROXIES", 1),
        demands_second_factor=variables.get("ONETEXT_SECOND_FACTOR", "") != "optional",
    )
    lacks = list(_lacks(found)) if found.is_team else []
    if lacks:
        raise ImpossibleRequest(*lacks)
    return found


def _lacks(found: Environment) -> list[Problem]:
    lacks = []
    if len(found.secret) < LEAST_SECRET:
        lacks.append(
            Problem(
                what=f"ONETEXT_SECRET_KEY is missing or shorter than {LEAST_SECRET} characters",
                because="sessions and forms are signed with it",
                hint="python -c 'import secrets; print(secrets.token_urlsafe(64))'",
            )
        )
    if not found.hosts:
        lacks.append(
            Problem(
                what="ONETEXT_HOSTS is missing",
                because="a request for another name is refused",
                hint="ONETEXT_HOSTS=talks.example.org",
            )
        )
    return lacks


def _count(variables: Mapping[str, str], name: str, usual: int) -> int:
    given = variables.get(name, "")
    if given and not given.isdecimal():
        raise ImpossibleRequest(
            Problem(
                what=f"{name} is no number",
                because=f"it says {given!r}",
                hint=f"{name}={usual}, or leave it out",
            )
        )
    return int(given) if given else usual


def _path(variables: Mapping[str, str], name: str) -> Path | None:
    given = variables.get(name, "")
    return Path(given) if given else None


def _secret(variables: Mapping[str, str]) -> str:
    file = _path(variables, "ONETEXT_SECRET_KEY_FILE")
    return file.read_text().strip() if file else variables.get("ONETEXT_SECRET_KEY", "")
