"""The cases of this process: those kept, those that come with onetext, and what follows them.

Nothing here knows a reader; `Desk` asks on a reader's behalf, with its eyes.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING

from onetext import wiring
from onetext.errors import ImpossibleRequest, NotFound, OnetextError, Problem
from onetext.model import Case, Eye
from onetext.web.followed import FollowedJournals
from onetext.web.studies import Studies
from onetext.web.study_worker import ThreadBeside, Worker, WorkerBeside
from onetext.workflows.import_case import import_case
from onetext.workflows.journal import Scribe, keep_case
from onetext.workflows.journal_store import JournalStore
from onetext.workflows.study_jobs import JobStore, fingerprint, studied

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

BUNDLED_BY = "onetext"
"""Who wrote the entries of a bundled case."""


class Archive:
    """Every case there is.

    Parameters
    ----------
    open_store : callable
        Given whether to make one: returns the store that keeps cases, or None where there is none.
    has_bundled : bool
        Whether the cases that come with onetext are there to be read.
    new_executor, new_worker : callable
        Make what looks after studies, and what works them out.
    open_key : callable, optional
        Returns the key that signs receipts; by default that of the user's own workspace.
    """

    def __init__(
        self,
        open_store: Callable[[bool], JournalStore | None],
        *,
        has_bundled: bool = True,
        new_executor: Callable[[], Executor] = ThreadBeside,
        new_worker: Callable[[], Worker] = WorkerBeside,
        open_key: Callable[[], Ed25519PrivateKey] | None = None,
    ) -> None:
        self._open_store = open_store
        self._kept: FollowedJournals | None = None
        self._bundled: FollowedJournals | None = None
        self._has_bundled = has_bundled
        self._lock = threading.RLock()
        self._open_key = open_key or (lambda: wiring.signing_key(None, create=True))
        self._jobs: JobStore | None = None
        self.studies = Studies(self.jobs, new_executor, new_worker)

    def signing_key(self) -> Ed25519PrivateKey:
        """Return the key that signs receipts."""
        return self._open_key()

    def kept(self, *, create: bool = False) -> FollowedJournals | None:
        """Return the journals that are kept; None where nothing is yet."""
        with self._lock:
            if self._kept is None:
                store = self._open_store(create)
                if store is not None:
                    self._kept = FollowedJournals(store, self.studies.forget_case)
                    self._jobs = wiring.job_store(store)
            return self._kept

    def kept_ids(self) -> tuple[str, ...]:
        """Return the ids of the cases kept."""
        kept = self.kept()
        return kept.store.case_ids() if kept else ()

    def bundled_ids(self) -> tuple[str, ...]:
        """Return the ids of the cases that come with onetext and are not kept."""
        if not self._has_bundled:
            return ()
        kept = self.kept_ids()
        return tuple(slug for slug in wiring.bundled_cases() if slug not in kept)

    def is_bundled(self, case_id: str) -> bool:
        """Whether a case is there to be read only."""
        is_one = self._has_bundled and case_id in wiring.bundled_cases()
        return is_one and case_id not in self.kept_ids()

    def journals(self, case_id: str) -> FollowedJournals:
        """Return what follows a case's journal, brought up to date once, for one request.

        Raises
        ------
        NotFound
            If there is no such case.
        BrokenJournal
            If its chain does not hold.
        """
        kept = self.kept()
        found = kept.brought_up(case_id) if kept is not None else None
        if found is None and self.is_bundled(case_id):
            found = self._bundled_journals().brought_up(case_id)
        if found is None:
            raise NotFound(no_such_case(case_id))
        return found

    def keep_copy(self, case_id: str, by: str) -> None:
        """Write a bundled case into the record, to be worked on."""
        bundled = wiring.bundled_cases()
        if not self.is_bundled(case_id):
            raise NotFound(no_such_case(case_id))
        kept = self.kept(create=True)
        assert kept is not None
        keep_case(kept.store, wiring.open_case(str(bundled[case_id])), wiring.scribe(by))

    def begin(self, case: Case, scribe: Scribe) -> None:
        """Write a new case into the record; `ImpossibleRequest` where there is one of this id."""
        kept = self.kept(create=True)
        assert kept is not None
        if case.id in (*self.kept_ids(), *self.bundled_ids()):
            raise ImpossibleRequest(_is_there(case.id))
        # From entry 0: whoever else begins a case of this id meanwhile is not overwritten.
        import_case(kept.store, case, scribe, made_from=0)

    def warm_up(self) -> None:
        """Read what the first page needs, before it is asked for."""
        for case_id in self.bundled_ids():
            self.journals(case_id)
        self.resume()

    def jobs(self) -> JobStore:
        """Return what keeps studies that were asked for; without a store, nothing outlives us."""
        self.kept()
        with self._lock:
            if self._jobs is None:
                self._jobs = wiring.passing_jobs()
            return self._jobs

    def resume(self) -> None:
        """Take up the studies that were asked for and not finished when a server ended."""
        for job in self.studies.abandoned():
            try:
                eye = Eye(reader=job.asked.reader)
                view = self.journals(job.case).view(job.case, eye, job.asked.known_by)
                still = fingerprint(view.case, job.asked) == job.key
            except OnetextError:
                still = False
            if still:
                self.studies.state(job.key, studied(view.case), job.asked)
            else:  # the record moved on: nobody will ask for this one again
                self.studies.forget(job)

    def close(self) -> None:
        """End what works beside the pages."""
        self.studies.close()

    def _bundled_journals(self) -> FollowedJournals:
        with self._lock:
            if self._bundled is None:
                store = wiring.passing_store()
                for path in wiring.bundled_cases().values():
                    keep_case(store, wiring.open_case(str(path)), wiring.scribe(BUNDLED_BY))
                self._bundled = FollowedJournals(store)
            return self._bundled


def no_such_case(case_id: str) -> Problem:
    """Say that there is no such case, in the same words whether there is none or none to see."""
    return Problem(
        what=f"there is no case {case_id!r} for you",
        because="no case goes by that name, or nothing in it is marked for you",
        hint="the list of cases has those you can open",
    )


def _is_there(case_id: str) -> Problem:
    return Problem(
        what=f"there is a case {case_id!r} already",
        because="a case begins once, and its record goes on from there",
        hint="open it, or take another title or id",
    )


_archives: list[Archive] = []


def open_archive(archive: Archive | None = None) -> Archive:
    """Make an archive the one of this process: the one given, or the one the settings say."""
    _archives[:] = [archive or _from_settings()]
    return _archives[0]


def the_archive() -> Archive:
    """Return the archive of this process."""
    return _archives[0] if _archives else open_archive()


def warm_up() -> None:
    """Read what the first page needs."""
    the_archive().warm_up()


def close() -> None:
    """End what works beside the pages."""
    for archive in _archives:
        archive.close()
    _archives.clear()


def _from_settings() -> Archive:
    from django.conf import settings

    path: Path | None = settings.ONETEXT_WORKSPACE
    archive = Archive(
        lambda create: wiring.open_store(path, create=create),
        has_bundled=not settings.IS_TEAM,
        open_key=lambda: wiring.signing_key(path, create=True),
    )
    archive.kept()  # what is wrong with the workspace is said now
    if settings.IS_TEAM:
        threading.Thread(target=archive.resume, daemon=True).start()
    return archive
