"""The only module that knows both a port and its adapter."""

from __future__ import annotations

import datetime
import difflib
import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from onetext import cases
from onetext.errors import ImpossibleRequest, NotFound, Problem
from onetext.model import Case

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from onetext.workflows.journal import Scribe
    from onetext.workflows.journal_store import JournalStore
    from onetext.workflows.read_reports import ReportIntake
    from onetext.workflows.study_jobs import JobStore

KEPT, BUNDLED = "workspace:", "bundled:"
"""Before an id: the case in the workspace is meant, or the one that comes with onetext."""

_CASE_FILE_SUFFIXES = (".yaml", ".yml")


def bundled_cases() -> dict[str, Path]:
    """Slug to file of every case that comes with onetext, in alphabetical order."""
    folder = Path(cases.__path__[0])
    files = {path.stem: path for path in folder.glob("*.yaml")}
    folders = {path.parent.name: path for path in folder.glob("*/case.yaml")}
    return dict(sorted((files | folders).items()))


def bundled_conflicts() -> dict[str, Path]:
    """Slug to file of every conflict (a graph model) that comes with onetext."""
    folder = Path(cases.__path__[0]) / "conflicts"
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def open_case(
    reference: str,
    *,
    workspace: Path | None = None,
    known_by: datetime.datetime | None = None,
) -> Case:
    """Find a case by what a person types.

    Parameters
    ----------
    reference : str
        The path of a YAML case file (it ends in ``.yaml`` or ``.yml``, has a folder in it, or is
        a file), the id of a case in the workspace, or the slug of a bundled case. Where both go by
        one id, the copy in the workspace is meant: somebody works on it. ``workspace:`` and
        ``bundled:`` before the id say which.
    workspace : Path or None
        The workspace file; None: the one in the user's data folder.
    known_by : datetime or None
        The case as it had been written down by then; only of a case in the workspace.

    Returns
    -------
    Case

    Raises
    ------
    NotFound
        If no case goes by that name.
    UnreadableFile, InvalidCase
        If the file cannot be read, or breaks the rules of a case.
    BrokenJournal, StorageUnavailable
        If the case stands in a workspace that cannot be trusted, or used.
    """
    place = where_is(reference, workspace)
    if isinstance(place, Path):
        if known_by is not None:
            raise ImpossibleRequest(_no_journal(reference))
        return _loaded(place)
    from onetext.workflows.journal import kept_case

    store, case_id = place
    return kept_case(store, case_id, time=known_by).case


def where_is(reference: str, workspace: Path | None = None) -> Path | tuple[JournalStore, str]:
    """Say where a case stands: in a file, or in a store under an id.

    Raises
    ------
    NotFound
        If no case goes by that name.
    """
    case_id = reference.removeprefix(KEPT).removeprefix(BUNDLED)
    if case_id == reference and _is_path(reference):
        return Path(reference)
    bundled = {} if reference.startswith(KEPT) else bundled_cases()
    store = None if reference.startswith(BUNDLED) else open_store(workspace)
    kept = store.case_ids() if store else ()
    if store and case_id in kept:
        return store, case_id
    if case_id in bundled:
        return bundled[case_id]
    raise NotFound(_no_such_case(reference, sorted({*bundled, *kept}), store_name(workspace)))


def kept(
    reference: str, workspace: Path | None = None, *, needs_journal: bool = False
) -> tuple[JournalStore, str]:
    """Return a store and the id under which it keeps a case; a file's case is kept in passing.

    Raises
    ------
    ImpossibleRequest
        If the case is in no workspace and `needs_journal`.
    """
    from onetext.workflows.journal import keep_case

    place = where_is(reference, workspace)
    if not isinstance(place, Path):
        return place
    if needs_journal:
        raise ImpossibleRequest(_no_journal(reference))
    case, store = _loaded(place), passing_store()
    keep_case(store, case, scribe("case file"))
    return store, case.id


def workspace_path(workspace: Path | None = None) -> Path:
    """Return the workspace file: the one named, or the one in the user's data folder."""
    from onetext.storage.database_url import sqlite_path
    from onetext.storage.workspace import default_workspace

    url = database_url(workspace)
    return workspace or (sqlite_path(url) if url else None) or default_workspace()


def database_url(workspace: Path | None = None) -> str:
    """Return the address of the team's database; empty where a workspace file is meant.

    A workspace that is named goes before `DATABASE_URL`.
    """
    return "" if workspace else os.environ.get("DATABASE_URL", "")


def postgresql_url(workspace: Path | None = None) -> str:
    """Return the address of the team's PostgreSQL database; empty where a file is meant."""
    from onetext.storage.database_url import sqlite_path

    url = database_url(workspace)
    return "" if not url or sqlite_path(url) else url


def store_name(workspace: Path | None = None) -> str:
    """Return where cases are kept, for messages: a file, or an address without its password."""
    from onetext.storage.database_url import database_name

    url = postgresql_url(workspace)
    return database_name(url) if url else str(workspace_path(workspace))


def open_store(workspace: Path | None = None, *, create: bool = False) -> JournalStore | None:
    """Open what keeps cases: the workspace named, or the team's database, or the user's workspace.

    None where there is no workspace file yet and none shall be made.
    """
    from onetext.storage.workspace import open_workspace

    url = postgresql_url(workspace)
    if url:
        from onetext.storage.postgresql_roles import open_database

        return open_database(url)
    path = workspace_path(workspace)
    if not create and not path.exists():
        return None
    return open_workspace(path, create=create)


def demand_store(workspace: Path | None = None) -> JournalStore:
    """Open what keeps cases; StorageUnavailable where there is nothing yet."""
    from onetext.storage.workspace import open_workspace

    store = open_store(workspace)
    return store if store is not None else open_workspace(workspace_path(workspace))


def passing_store() -> JournalStore:
    """Return a store that keeps nothing longer than the process lives."""
    from onetext.storage.memory import MemoryJournalStore

    return MemoryJournalStore()


def job_store(store: JournalStore) -> JobStore:
    """Return what keeps studies beside these journals; in memory where they cannot be."""
    if is_passing(store):
        return passing_jobs()
    from onetext.storage.jobs import SqlJobStore
    from onetext.storage.sql_journal import SqlJournalStore

    if isinstance(store, SqlJournalStore) and not store.is_read_only:
        jobs = SqlJobStore(store)
        if jobs.is_prepared():
            return jobs
    return passing_jobs()


def passing_jobs() -> JobStore:
    """Return what keeps studies no longer than the process lives."""
    from onetext.storage.memory_jobs import MemoryJobStore

    return MemoryJobStore()


def is_passing(store: JournalStore) -> bool:
    """Whether a store keeps nothing longer than the process lives."""
    return isinstance(store, type(passing_store()))


def signing_key(workspace: Path | None = None, *, create: bool = False) -> Ed25519PrivateKey:
    """Return the key that signs the workspace's receipts; `create`: make it where there is none."""
    from onetext.storage.keys import key_at

    return key_at(key_path(workspace), create=create)


def key_path(workspace: Path | None = None) -> Path:
    """Return where the key that signs receipts stands: beside the workspace, or `ONETEXT_KEY`."""
    from onetext.storage import keys

    named = "" if workspace else os.environ.get("ONETEXT_KEY", "")
    return Path(named) if named else keys.key_path(workspace_path(workspace))


def scribe(by: str | None = None) -> Scribe:
    """Return who writes now: the person named, or whoever is logged in."""
    import getpass
    import secrets

    from onetext.record.entries import SALT_LENGTH
    from onetext.workflows.journal import Scribe

    return Scribe(
        by=by or getpass.getuser(),
        now=datetime.datetime.now(datetime.UTC),
        new_salt=lambda: secrets.token_bytes(SALT_LENGTH),
    )


def _loaded(path: Path) -> Case:
    from onetext.formats.case_file import load_case  # late: pydantic and ruamel cost time

    return load_case(path)


def _is_path(reference: str) -> bool:
    return (
        reference.endswith(_CASE_FILE_SUFFIXES)
        or "/" in reference
        or "\\" in reference
        or Path(reference).is_file()
    )


def _no_such_case(reference: str, known: list[str], place: str) -> Problem:
    close = difflib.get_close_matches(reference, known, n=1)
    hint = f"did you mean {close[0]!r}?" if close else "`onetext cases` lists what there is"
    return Problem(
        what=f"there is no case {reference!r}",
        because=f"it is neither a bundled case, nor a file, nor kept in {place}",
        hint=hint,
    )


def _no_journal(reference: str) -> Problem:
    return Problem(
        what=f"{reference!r} has no journal",
        because="only a case in the workspace keeps who wrote down what, when",
        hint=f"bring it into the workspace: onetext import {shlex.quote(reference)}; then give "
        "its id",
    )


def report_intake() -> ReportIntake:
    """Whoever turns a file into a report."""
    from onetext.formats.intake import FileIntake

    return FileIntake()


def report_files(path: Path) -> list[Path]:
    """List the files of a folder that can hold a report."""
    from onetext.formats import intake

    return intake.report_files(path)


def case_problems(case: Case) -> tuple[Problem, ...]:
    """Return what is wrong with a case that came from no file."""
    from onetext.formats import case_problems as checks

    return checks.case_problems(case)
